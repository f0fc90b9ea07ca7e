"""What a decision offers to the services that come after the front door, with nothing retyped."""

from datetime import date, datetime

from sightline.front_door import codes
from sightline.front_door.actions.refusals import CannotBeUndone
from sightline.front_door.models import Contact, Decision, EarlyHelpRequest, Referral
from sightline.register.models import Child, Staff
from sightline.timescales.rules import months_after
from sightline.timescales.zone import local_date


def make_offers(contact: Contact, decision: Decision, *, by: Staff, at: datetime, again_reason: str) -> None:
    """Leaves a referral for social care or a request for early help; does not save the contact."""
    if decision.outcome == codes.Outcome.CSC_REFERRAL and contact.child:
        contact.referral = referral_for(contact, contact.child, on=local_date(at), by=by, again_reason=again_reason)
    elif decision.outcome == codes.Outcome.EH_REFERRAL and contact.child:
        EarlyHelpRequest.objects.create(
            agency_id=contact.agency_id,
            contact=contact,
            child=contact.child,
            requested_at=at,
            level=decision.level_concluded,
            recorded_by=by,
        )


def referral_for(contact: Contact, child: Child, *, on: date, by: Staff, again_reason: str) -> Referral:
    """The child's referral of that day: the first of the day stands, and further contacts join it.

    A re-referral is one with an earlier referral of the same child in the twelve calendar months before,
    the year's end notwithstanding (Department for Education, children in need statistics).
    """
    same_day = Referral.objects.filter(child=child, referred_on=on, withdrawn_at__isnull=True).first()
    if same_day:
        return same_day
    earlier = earlier_referral(child, on=on)
    return Referral.objects.create(
        agency_id=contact.agency_id,
        child=child,
        referred_on=on,
        source=contact.event.source,
        primary_concern=contact.primary_concern,
        earlier_referral=earlier,
        again_reason=again_reason or (codes.AgainReason.UNKNOWN if earlier else ""),
        recorded_by=by,
    )


def earlier_referral(child: Child, *, on: date) -> Referral | None:
    """The child's latest referral before `on` and no more than twelve calendar months before, both ends included."""
    return (
        Referral.objects.filter(
            child=child, referred_on__gte=months_after(on, -12), referred_on__lt=on, withdrawn_at__isnull=True
        )
        .order_by("-referred_on")
        .first()
    )


def take_back_offers(contact: Contact, *, at: datetime) -> None:
    """Withdraws what an earlier decision offered, unless a service has taken it up; does not save the contact."""
    request = EarlyHelpRequest.objects.filter(contact=contact, withdrawn_at__isnull=True).first()
    if request:
        if request.accepted_at:
            raise CannotBeUndone("Early help has already taken this child up. Speak to the lead practitioner first.")
        request.withdrawn_at = at
        request.save()
    referral = contact.referral
    if referral is None:
        return
    if referral.accepted_at:
        raise CannotBeUndone(
            "Children's social care has already accepted the referral. Speak to the team first, who can close it."
        )
    contact.referral = None
    if not referral.contacts.exclude(pk=contact.pk).exists():
        referral.withdrawn_at = at
        referral.save()
