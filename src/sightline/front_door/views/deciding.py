"""Deciding a contact, signing off, correcting, and telling the referrer."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from sightline.common.access import Permission, needs
from sightline.front_door import actions, codes, forms
from sightline.front_door.models import Contact
from sightline.front_door.views.acting import contact_for, one_thing
from sightline.register.request import StaffRequest


@needs(Permission.DECIDE_CONTACTS)
def decide(request: StaffRequest, contact_id: int) -> HttpResponse:
    """The decision. Who sends second is told who was first, and keeps what they wrote."""
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="decide",
        form=lambda sent: forms.Decide(sent, received_on=found.received_on, initial=_known(found)),
        do=lambda form: actions.decide(
            contact=found,
            judgement=form.judgement,
            by=request.user,
            at=request.now,
            seen_version=form.cleaned_data["seen_version"],
        ),
        heading="Decide",
        button="Record the decision",
        done="Decision recorded",
        template="front_door/decide.html",
        earlier_nfas=_earlier_nfas(request, found),
    )


@needs(Permission.SIGN_OFF_DECISIONS)
def correct_decision(request: StaffRequest, contact_id: int) -> HttpResponse:
    """A new decision in the place of a mistaken one, which stays readable."""
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="correct-decision",
        form=lambda sent: forms.CorrectDecision(sent, received_on=found.received_on, initial=_known(found)),
        do=lambda form: actions.correct_decision(
            contact=found,
            judgement=form.judgement,
            reason=form.cleaned_data["correction_reason"],
            by=request.user,
            at=request.now,
            seen_version=form.cleaned_data["seen_version"],
        ),
        heading="Correct the decision",
        button="Record the corrected decision",
        done="Corrected decision recorded; the first stays readable",
        template="front_door/decide.html",
        earlier_nfas=_earlier_nfas(request, found),
    )


@needs(Permission.SIGN_OFF_DECISIONS)
def sign_off(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Another manager signs off or returns a decision."""
    found = contact_for(request, contact_id)
    decision = get_object_or_404(found.decisions, sign_off=codes.SignOff.AWAITING)

    def do(form: Any) -> None:
        verb = actions.sign_off if form.cleaned_data["answer"] == "SIGN" else actions.return_decision
        verb(decision=decision, note=form.cleaned_data["note"], by=request.user, at=request.now)

    return one_thing(
        request,
        found,
        page="sign-off",
        if_unchanged=True,
        form=forms.SignOff,
        do=do,
        heading="Sign off the decision",
        button="Send",
        done="Answer recorded",
        template="front_door/sign_off.html",
        decision=decision,
    )


@needs(Permission.DECIDE_CONTACTS)
def tell(request: StaffRequest, contact_id: int) -> HttpResponse:
    """What the referrer is told."""
    found = contact_for(request, contact_id)
    return one_thing(
        request,
        found,
        page="tell",
        form=lambda sent: forms.Feedback(sent, initial={"method": "SIGHTLINE"}),
        do=lambda form: actions.send_feedback(
            contact=found,
            by=request.user,
            at=request.now,
            **form.cleaned_data,
        ),
        heading="Tell the referrer",
        button="Record that the referrer was told",
        done="The referrer has been told",
    )


def _known(found: Contact) -> dict[str, Any]:
    """What the form can already say: nothing is typed twice."""
    return {
        "seen_version": found.version,
        "level_concluded": found.level_concluded or found.level_as_referred,
        "neglect_tool": found.neglect_tool,
        "again_reason": found.again_reason,
    }


def _earlier_nfas(request: StaffRequest, found: Contact) -> int:
    if found.child is None:
        return 0
    return (
        Contact.objects.visible_to(request.user)
        .filter(child=found.child, outcome=codes.Outcome.NFA, received_at__lt=found.received_at)
        .count()
    )
