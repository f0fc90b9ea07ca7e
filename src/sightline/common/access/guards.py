"""The guard that stands before every page. A page without one fails the tests of the house."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from sightline.common import audit
from sightline.common.access.permissions import Permission

View = Callable[..., HttpResponse]


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Lets in a signed-in person who holds at least one of `permissions`; others are refused, and the refusal kept."""

    def guard(view: View) -> View:
        @wraps(view)
        @login_required
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not set(permissions) & request.user.permissions:  # type: ignore[union-attr]
                audit.refused(request, wanted=" or ".join(permissions))
                raise PermissionDenied(f"Your role does not let you {' or '.join(permissions)}.")
            return view(request, *args, **kwargs)

        guarded.guarded_by = permissions  # type: ignore[attr-defined]
        return guarded

    return guard


def signed_in(view: View) -> View:
    """Lets in anybody who has signed in."""
    guarded = wraps(view)(login_required(view))
    guarded.guarded_by = "signed in"  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: View) -> View:
    """Marks the few pages that the public may see; the tests of the house hold the list."""
    view.guarded_by = "open to all"  # type: ignore[attr-defined]
    return view
