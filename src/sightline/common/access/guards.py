"""The guard that stands before every page. A page without one fails the tests of the house."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from sightline.common import audit, kept_posts
from sightline.common.access.permissions import Permission

View = Callable[..., HttpResponse]


def needs(*permissions: Permission) -> Callable[[View], View]:
    """Lets in a signed-in person who holds at least one of `permissions`; others are refused, and the refusal kept."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return _ask_to_sign_in(request)
            if not set(permissions) & request.user.permissions:
                audit.refused(request, wanted=" or ".join(permissions))
                raise PermissionDenied(f"Your role does not let you {' or '.join(permissions)}.")
            return view(request, *args, **kwargs)

        guarded.guarded_by = permissions  # type: ignore[attr-defined]
        return guarded

    return guard


def signed_in(view: View) -> View:
    """Lets in anybody who has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs) if request.user.is_authenticated else _ask_to_sign_in(request)

    guarded.guarded_by = "signed in"  # type: ignore[attr-defined]
    return guarded


def _ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return HttpResponse(status=401)  # a draft saved by the page's script: the form itself is still on the screen
    if request.method == "POST":
        kept_posts.keep(request)
        return redirect("sign_in")
    return redirect(f"{reverse('sign_in')}?{urlencode({'next': request.get_full_path()})}")


def open_to_all(view: View) -> View:
    """Marks the few pages that the public may see; the tests of the house hold the list."""
    view.guarded_by = "open to all"  # type: ignore[attr-defined]
    return view
