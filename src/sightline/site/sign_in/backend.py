"""Finding the person to whom a username and password belong."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.http import HttpRequest

from sightline.register.models import Staff

BACKEND = "sightline.site.sign_in.backend.StaffBackend"


class Argon2id(Argon2PasswordHasher):
    """Argon2id with 100 MiB, two passes and eight lanes: above OWASP's floor (19 MiB, two passes, one lane)."""

    time_cost = 2
    memory_cost = 102_400
    parallelism = 8


class StaffBackend(BaseBackend):
    """Finds a member of staff in post. Takes as long for an unknown name as for a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Staff | None:
        if username is None or password is None:
            return None
        staff = named(username)
        if staff is None:
            Staff().set_password(password)
            return None
        # Only looked at: nobody is signed in yet, so row security would let nothing be written here.
        return staff if check_password(password, staff.password) else None

    def get_user(self, user_id: int) -> Staff | None:
        return Staff.objects.in_post().select_related("agency", "team").filter(pk=user_id).first()


def named(username: str) -> Staff | None:
    """Who in post has this username, however it is spaced or capitalised."""
    return Staff.objects.in_post().filter(username__iexact=username.strip()).first()
