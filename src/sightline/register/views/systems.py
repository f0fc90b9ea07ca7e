"""Other systems of an agency: which are let in, letting one in, and ending its token."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register.actions import tokens
from sightline.register.forms.systems import IssueToken
from sightline.register.models import ApiToken
from sightline.register.request import StaffRequest


@needs(Permission.MANAGE_STAFF)
def systems(request: StaffRequest) -> HttpResponse:
    """Every system of the agency, those that may call first, with when it last did."""
    held = ApiToken.objects.visible_to(request.user).select_related("staff", "made_by", "revoked_by")
    called = tokens.last_used(request.user.agency_id)
    audit.listed(request)
    rows = [
        {
            "token": each,
            "last": called.get(each.staff_id),
            "may_call": each.revoked_at is None and each.expires_at > request.now and each.staff.is_active,
        }
        for each in held.order_by("-made_at", "-pk")
    ]
    return render(
        request,
        "register/staff/systems.html",
        {
            "rows": sorted(rows, key=lambda row: not row["may_call"]),
            "back_url": reverse("staff:people"),
            "back_label": "People of your agency",
        },
    )


@needs(Permission.MANAGE_STAFF)
@never_cache
def issue(request: StaffRequest) -> HttpResponse:
    """Lets a system in; its token is shown once, on the page that answers."""
    form = IssueToken(request.POST or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        try:
            issued = tokens.issue_token(by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            address = request.build_absolute_uri(reverse("api:me"))
            return render(request, "register/staff/token.html", {"issued": issued, "address": address})
    context = {"form": form, "back_url": reverse("staff:systems"), "back_label": "Systems of your agency"}
    return render(
        request, "register/staff/join.html", context | {"heading": "Let a system in", "button": "Issue the token"}
    )


@needs(Permission.MANAGE_STAFF)
@require_POST
def revoke(request: StaffRequest, token_id: int) -> HttpResponse:
    """Ends a token at once."""
    held = ApiToken.objects.visible_to(request.user).filter(pk=token_id).first()
    if held is None:
        raise Http404("No such system in your agency.")
    try:
        tokens.revoke_token(token=held, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Revoked. The system can do nothing from now on.")
    return redirect("staff:systems")
