"""A form sent after the session had ended is kept, and offered again to the same person once signed in.

It is sealed: encrypted under a key that belongs to that person, with the page it was meant for. Another person on
the same browser can neither see nor open it, nobody can change it unseen, and after some hours nobody opens it.
"""

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from sightline.common.sealing import NotOpened, seal, unseal

LAST_PERSON = "sightline_last_person"
KEPT = "kept_post"
MOST_CHARACTERS = 400_000
KEPT_FOR = timedelta(hours=12)
NOT_KEPT = re.compile("password|csrfmiddlewaretoken|credential", re.IGNORECASE)
"""Fields by their names: nothing secret is ever given back in a page."""


@dataclass(frozen=True)
class KeptPost:
    """What a person had sent too late: where to, the fields, and what could not be kept."""

    path: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    had_files: bool = False
    was_too_large: bool = False


def remember_person(response: HttpResponse, staff_id: int) -> None:
    """Marks the browser with who signed in last, so that a late form can be given back to that person only."""
    response.set_signed_cookie(LAST_PERSON, str(staff_id), httponly=True, samesite="Lax", max_age=7 * 24 * 3600)


def keep(request: HttpRequest) -> None:
    """Seals what was sent, for the person who signed in last in this browser; else there is nobody to give it to."""
    by = request.get_signed_cookie(LAST_PERSON, default="")
    fields = {
        name: [str(each) for each in values] for name, values in request.POST.lists() if not NOT_KEPT.search(name)
    }
    files = bool(request.FILES)
    if not by or not (fields or files):
        return
    too_large = sum(len(value) for values in fields.values() for value in values) > MOST_CHARACTERS
    kept: dict[str, Any] = {"path": request.get_full_path(), "had_files": files, "was_too_large": too_large}
    text = json.dumps(kept | {"fields": {} if too_large else fields})
    request.session[KEPT] = seal(text, purpose=_purpose(by), at=request.now)  # type: ignore[attr-defined]


def take(request: HttpRequest, staff_id: int) -> KeptPost | None:
    """What this person had sent too late; another person's, a changed and an old one are dropped unseen."""
    sealed = request.session.pop(KEPT, None)
    if not isinstance(sealed, str):
        return None
    try:
        text = unseal(
            sealed,
            purpose=_purpose(str(staff_id)),
            at=request.now,  # type: ignore[attr-defined]
            not_older_than=KEPT_FOR,
        )
    except NotOpened:
        return None
    return KeptPost(**json.loads(text))


def _purpose(staff_id: str) -> str:
    return f"kept post of {staff_id}"
