"""A form sent after the session had ended is kept, and offered again to the same person once signed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse

LAST_PERSON = "sightline_last_person"
KEPT = "kept_post"
MOST_CHARACTERS = 400_000
NOT_KEPT = ("csrfmiddlewaretoken", "password")


def remember_person(response: HttpResponse, staff_id: int) -> None:
    """Marks the browser with who signed in last, so that a late form can be given back to that person only."""
    response.set_signed_cookie(LAST_PERSON, str(staff_id), httponly=True, samesite="Lax", max_age=7 * 24 * 3600)


def keep(request: HttpRequest) -> None:
    """Keeps what was sent, for the person who signed in last in this browser; else there is nobody to give it to."""
    by = request.get_signed_cookie(LAST_PERSON, default="")
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_KEPT}
    if by and fields and sum(len(value) for values in fields.values() for value in values) <= MOST_CHARACTERS:
        request.session[KEPT] = {"path": request.get_full_path(), "fields": fields, "by": by}


def take(request: HttpRequest, staff_id: int) -> dict[str, Any] | None:
    """What this person had sent too late; another person's is dropped unseen."""
    kept = request.session.pop(KEPT, None)
    return kept if kept and kept["by"] == str(staff_id) else None
