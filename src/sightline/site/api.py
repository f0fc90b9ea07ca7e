"""The API: every area's endpoints behind one guard, and the document that describes them."""

import logging
import traceback
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path, re_path
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from sightline.common import audit
from sightline.common.api import PROBLEM_TYPE, Refusal, not_found, problem, wrongs
from sightline.common.refusals import NotYours, Refused
from sightline.front_door import api as front_door
from sightline.register import api as register
from sightline.report import api as report

log = logging.getLogger("sightline.api")
PREFIX = "/api/v1"
ABOUT = (
    "Other systems of the partnership's agencies send contacts, follow them, answer checks and read figures. A token"
    " belongs to one agency and sees what that agency may see, by the same policy as the pages. In an emergency ring"
    " 999: nobody waits at these addresses."
)

api = NinjaAPI(title="Sightline", version="1", description=ABOUT, docs_url=None, openapi_url=None, urls_namespace="v1")
for router in (register.router, front_door.router, report.router):
    api.add_router("", router)


@api.exception_handler(Refusal)
def _problem(request: HttpRequest, why: Refusal) -> HttpResponse:
    return problem(why.status, why.title, why.detail, why.what_next)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, why: Refused) -> HttpResponse:
    audit.refused(request, wanted="do something that a rule stands against (API)")
    if isinstance(why, NotYours):
        return problem(403, "Not yours to do", str(why), "Ask your agency's administrator.")
    return problem(409, "A rule stands against this", str(why), "Change what is sent. Nothing was done.")


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, why: ValidationError) -> HttpResponse:
    audit.refused(request, wanted="send something else than is described (API)")
    return problem(
        422,
        "Not as described",
        "Something that was sent is missing, is too much, or is not of the kind described.",
        "See errors: each says where and why. Nothing was done.",
        errors=wrongs(request, why.errors),
    )


@api.exception_handler(Http404)
def _nowhere(request: HttpRequest, why: Http404) -> HttpResponse:
    audit.refused(request, wanted="open what is not there (API)")
    return _problem(request, not_found("address"))


@api.exception_handler(HttpError)
def _not_readable(request: HttpRequest, why: HttpError) -> HttpResponse:
    audit.refused(request, wanted="send what cannot be read (API)")
    if isinstance(why, AuthenticationError):
        return problem(401, "No token", "The call shows no token.", "Send one.", WWW_Authenticate="Bearer")
    return problem(why.status_code, "Not readable", "What was sent is not JSON in UTF-8.", "Check how it is written.")


@api.exception_handler(Exception)
def _fault(request: HttpRequest, why: Exception) -> HttpResponse:
    """Our own fault: undone as a whole, told with a number by which the log is found, which names nobody."""
    number = uuid4().hex[:8]
    where = "".join(traceback.format_tb(why.__traceback__))
    log.error("Fault %s in the API (%s)\n%s", number, type(why).__name__, where)
    transaction.set_rollback(True)
    return problem(500, "A fault of ours", f"Nothing was done. The fault's number is {number}.", "Try again later.")


def document() -> dict[str, Any]:
    """The OpenAPI document of everything above, problems said in their own format."""
    made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=PREFIX))
    for operations in made["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:
                    answer["content"] = {PROBLEM_TYPE: answer["content"]["application/json"]}
                    answer["description"] = _SAID[int(status)]
    return made


_SAID = {
    400: "What was sent cannot be read.",
    401: "No token, or one that is wrong, has run out or was revoked.",
    403: "The token is not for this.",
    404: "There is none, or none that this token may see.",
    409: "A rule stands against it, or the key was used for something else. Nothing was done.",
    413: "What was sent is too long.",
    415: "What was sent is not JSON.",
    422: "Something that was sent is missing, is too much, or is not of the kind described.",
    429: "Too many calls: the header Retry-After says how many seconds to wait.",
}


def openapi(request: HttpRequest) -> HttpResponse:
    """The document, to whoever has a token."""
    audit.listed(request)
    return JsonResponse(document())


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Whatever else is asked for under /api/."""
    return _nowhere(request, Http404())


def _guarded() -> Iterator[URLPattern]:
    """Every address once, behind the guard. Of two methods at one address, the first has named it."""
    seen = set()
    for each in api.urls[0]:
        if isinstance(each, URLPattern) and each.name != "api-root" and str(each.pattern) not in seen:
            seen.add(str(each.pattern))
            yield URLPattern(each.pattern, register.by_token(each.callback), each.default_args, each.name)


app_name = "api"
urlpatterns = [
    *_guarded(),
    path("openapi.json", register.by_token(openapi), name="openapi"),
    re_path(r"^[\s\S]*$", register.by_token(nothing_here), name="nothing_here"),
]
