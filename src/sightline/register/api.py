"""Who calls the API: a token, what it may be used for, and the row security of its agency."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from ninja import Router
from ninja.security import HttpBearer
from pydantic import BaseModel

from sightline.common import actor, attempts, audit
from sightline.common.api import LARGEST_BODY, PROBLEMS, Refusal, problem
from sightline.register.actions import tokens
from sightline.register.models import Scope
from sightline.register.request import StaffRequest

CALLS = attempts.Limit(
    free=120, first_wait=timedelta(seconds=1), longest=timedelta(minutes=1), within=timedelta(minutes=1)
)
"""Of one system: 120 in a minute, as many as a person could never read."""
WRONG_TOKENS = attempts.Limit(free=30, first_wait=timedelta(seconds=5), longest=timedelta(minutes=5))
"""From one address. It slows down wrong tokens alone: whoever has a right one is not kept out."""


class ApiRequest(StaffRequest):
    """A call: `user` is the system's own account, `caller` what its token says."""

    caller: tokens.Caller


View = Callable[..., HttpResponse]


def by_token(view: View) -> View:
    """Lets in whoever shows a token that may be used now; from there on row security is that of its agency.

    Cookies are not looked at, so nothing can be sent in the name of a person who is signed in.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        request.user = AnonymousUser()
        actor.introduce(staff=None, at=request.now)
        found = tokens.caller(_bearer(request)) if _bearer(request) else None
        if found is None:
            return _private(_not_known(request))
        request.user, request.caller = found.staff, found
        actor.introduce(staff=found.staff, at=request.now, purpose="api")
        return _private(_too_much(request) or _answered(view(request, *args, **kwargs), request))

    guarded.guarded_by = "token"  # type: ignore[attr-defined]
    return guarded


def _bearer(request: HttpRequest) -> str:
    scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
    return secret if scheme.lower() == "bearer" and len(secret) <= 200 else ""


def _not_known(request: Any) -> HttpResponse:
    audit.refused(request, wanted="use the API without a token that may be used")
    counted = attempts.Counted(WRONG_TOKENS, ("api", "address", attempts.address_of(request)))
    if left := attempts.wait([counted], at=request.now):
        return _later(left)
    return problem(
        401,
        "No token that may be used",
        "The call shows no token, or one that is wrong, has run out or was revoked.",
        "Send the header Authorization: Bearer, with a token that your agency's administrator issued.",
        WWW_Authenticate="Bearer",
    )


def _too_much(request: ApiRequest) -> HttpResponse | None:
    """Why the call is not even looked at: there are too many, or it is too long."""
    if left := attempts.wait([attempts.Counted(CALLS, ("api", str(request.user.pk)))], at=request.now):
        audit.refused(request, wanted="call the API so often")
        return _later(left)
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST_BODY:
        audit.refused(request, wanted="send so much")
        return problem(413, "Too long", f"A call holds up to {LARGEST_BODY:,} bytes.", "Send less in one call.")
    return None


def _later(left: timedelta) -> HttpResponse:
    words = attempts.in_words(left)
    seconds = str(max(int(-(-left.total_seconds() // 1)), 1))
    return problem(429, "Too many calls", f"Wait {words}.", "Call again then, and less often.", Retry_After=seconds)


def _answered(response: HttpResponse, request: ApiRequest) -> HttpResponse:
    if response.status_code != 405:
        return response
    audit.refused(request, wanted="use a method that is not there")
    allowed = response["Allow"]
    return problem(405, "No such method here", f"Here one may {allowed}.", "Use one of these.", Allow=allowed)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


class Token(HttpBearer):
    """Lets a call through whose token was issued for this."""

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> tokens.Caller:
        caller: tokens.Caller = request.caller  # type: ignore[attr-defined]
        if self.scope is not None and not (
            self.scope in caller.scopes and tokens.ROLE_OF[self.scope].code in caller.staff.roles
        ):
            audit.refused(request, wanted=f"{self.scope.label} (API)")
            raise Refusal(
                403,
                "The token is not for this",
                f"This needs a token with the scope {self.scope.value}.",
                "Ask your agency's administrator for one.",
            )
        if request.method == "POST" and request.content_type != "application/json":
            audit.refused(request, wanted="send another format than JSON (API)")
            raise Refusal(
                415, "Not JSON", "What is sent must be JSON.", "Send the header Content-Type: application/json."
            )
        return caller


class Me(BaseModel):
    """Which system calls, of which agency, for what, and until when."""

    system: str
    agency: str
    scopes: list[str]
    expires_at: datetime


router = Router(tags=["Token"])


@router.get("/me", auth=Token(), response={200: Me, **PROBLEMS}, url_name="me", summary="Who am I?")
def me(request: ApiRequest) -> Me:
    """Says whose token this is, what it may be used for and when it runs out."""
    audit.listed(request)
    caller = request.caller
    return Me(
        system=caller.staff.name,
        agency=caller.staff.agency.name,
        scopes=sorted(caller.scopes),
        expires_at=caller.expires_at,
    )
