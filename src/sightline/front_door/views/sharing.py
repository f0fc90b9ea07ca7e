"""Sharing or withholding what is known of the child in a contact."""

from typing import Any

from django.http import HttpResponse

from sightline.common.access import Permission, needs
from sightline.front_door import codes
from sightline.front_door.actions import passing_on
from sightline.front_door.forms.sharing import PASS_ON, WITHHOLD, ShareOrWithhold
from sightline.front_door.views.acting import contact_for, one_thing
from sightline.register.ledger import COLUMNS, as_row, lines, names
from sightline.register.request import StaffRequest


@needs(Permission.SHARE_INFORMATION)
def share(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Records what was passed on, told or withheld; beside it stand the ledger's lines about this contact."""
    found = contact_for(request, contact_id)
    answered = found.checks.filter(state=codes.CheckState.ANSWERED).select_related("asked_of").order_by("pk")
    by_key = {str(check.pk): check for check in answered}
    choices = [(key, f"{check.asked_of} ({check.get_sensitivity_display().lower()})") for key, check in by_key.items()]
    basis = {
        "article_6_basis": found.event.article_6_basis,
        "special_category_condition": found.event.special_category_condition,
        "law_enforcement": found.event.law_enforcement,
    }

    def do(form: Any) -> None:
        said = form.cleaned_data
        facts: dict[str, Any] = {"to": form.to_whom(), "what": form.sharing(), "by": request.user, "at": request.now}
        if said["deed"] == PASS_ON:
            check = by_key[said["check"]]
            passing_on.pass_on(check=check, means=said["means"], exception=said["exception"], **facts)
        elif said["deed"] == WITHHOLD:
            passing_on.record_withheld(contact=found, because=said["because"], **facts)
        else:
            passing_on.record_told(contact=found, means=said["means"], **facts)

    told = list(
        lines(request.user).filter(about_type="front_door.Contact", about_id=found.pk)
        | lines(request.user).filter(about_type="front_door.Check", about_id__in=found.checks.values("pk"))
    )
    named = names(told, request.user)
    return one_thing(
        request,
        found,
        page="share",
        form=lambda sent: ShareOrWithhold(sent, own_agency=found.agency_id, answered=choices, initial=basis),
        do=do,
        heading="Share or withhold",
        button="Keep it in the ledger",
        done="Kept in the sharing ledger",
        template="front_door/share.html",
        columns=[{"label": label} for label in COLUMNS],
        rows=[as_row(line, named) for line in told],
        consent=found.event.get_consent_display() or "Not recorded",
        level=found.level_concluded or found.level_as_referred or "Not given",
    )
