"""A request of a person who has signed in, as every guarded page receives it."""

from datetime import datetime

from django.http import HttpRequest

from sightline.register.models import Staff


class StaffRequest(HttpRequest):
    """`user` is the member of staff who asks; `now` is the moment in business time."""

    user: Staff
    now: datetime
