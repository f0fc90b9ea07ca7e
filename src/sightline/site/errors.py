"""What a person reads when something is refused or goes wrong."""

import logging
import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

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
    """An unexpected fault: logged with a reference, which is all that the person is shown of it."""
    reference = uuid.uuid4().hex[:8].upper()
    log.error("fault %s at %s", reference, request.resolver_match.view_name if request.resolver_match else "?")
    # Without the request: what the page frame would ask of the database may be the very thing that is broken.
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)
