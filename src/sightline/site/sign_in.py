"""Signing in with a username and a password."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password
from django.http import HttpRequest

from sightline.register.models import Staff


class StaffBackend(BaseBackend):
    """Finds a member of staff in post. Takes as long for an unknown name as for a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Staff | None:
        if username is None or password is None:
            return None
        staff = Staff.objects.in_post().filter(username__iexact=username.strip()).first()
        if staff is None:
            Staff().set_password(password)
            return None
        # Only looked at: nobody is signed in yet, so row security would let nothing be written here.
        return staff if check_password(password, staff.password) else None

    def get_user(self, user_id: int) -> Staff | None:
        return Staff.objects.in_post().select_related("agency", "team").filter(pk=user_id).first()
