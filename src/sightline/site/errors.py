"""What a person reads when something is refused or goes wrong."""

import logging
import sys
import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from sightline.site.outages import Outage, outage

log = logging.getLogger("sightline.faults")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception)}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or was sent from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def fault(request: HttpRequest) -> HttpResponse:
    """An unexpected fault: logged with a reference, which is all that the person is shown of it.

    A lost database, a full disk or two people at once are no faults: they get the page that says when to try again.
    """
    if trouble := outage(sys.exc_info()[1]):
        return closed(request, trouble)
    reference = uuid.uuid4().hex[:8].upper()
    log.error("fault %s at %s", reference, _page_of(request))
    return HttpResponse(_drawn("500.html", {"reference": reference}), status=500)


def closed(request: HttpRequest, trouble: Outage) -> HttpResponse:
    """The service cannot work at the moment; nobody needs to mend the page for it to work again."""
    log.error("%s, at %s", trouble.name, _page_of(request))
    response: HttpResponse
    if request.path == "/health":  # asked by machines
        response = JsonResponse({"status": trouble.name}, status=503)
    else:
        sent = request.method not in ("GET", "HEAD")
        response = HttpResponse(_drawn("503.html", {"trouble": trouble, "sent": sent}), status=503)
    response["Retry-After"] = str(trouble.try_again_after)
    response["Cache-Control"] = "no-store"
    return response


def _page_of(request: HttpRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else "?"


def _drawn(template: str, about: dict[str, Any]) -> str:
    """The page, without the request: what its frame would ask of the database may be the very thing that is broken.

    Where even that fails, as without stylesheets, the same words stand on a bare page.
    """
    try:
        return render_to_string(template, about)
    except Exception:
        log.exception("the page %s could not be drawn", template)
        return render_to_string("site/bare.html", {**about, "words": template.replace(".html", "_words.html")})
