"""What a decision offers to the services that come after the front door, with nothing retyped."""

from collections.abc import Iterable
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
        new_request(contact, decision, by=by, at=at).save()


def new_request(contact: Contact, decision: Decision, *, by: Staff, at: datetime) -> EarlyHelpRequest:
    """The request for early help that a decision leaves; not yet saved."""
    return EarlyHelpRequest(
        agency_id=contact.agency_id,
        contact=contact,
        child_id=_matched(contact),
        requested_at=at,
        level=decision.level_concluded,
        recorded_by=by,
    )


def referral_for(contact: Contact, child: Child, *, on: date, by: Staff, again_reason: str) -> Referral:
    """The child's referral of that day: the first of the day stands, and further contacts join it."""
    same = Child.objects.of_the_same_person(child).values("pk")
    standing = Referral.objects.filter(child__in=same, referred_on__gte=looks_back_to(on), withdrawn_at__isnull=True)
    same_day, earlier = same_day_and_earlier(standing, on=on)
    if same_day:
        return same_day
    referral = new_referral(contact, on=on, earlier=earlier, by=by, again_reason=again_reason)
    referral.save()
    return referral


def looks_back_to(on: date) -> date:
    """The first day on which an earlier referral makes one of `on` a re-referral: twelve calendar months before."""
    return months_after(on, -12)


def same_day_and_earlier(referrals: Iterable[Referral], *, on: date) -> tuple[Referral | None, Referral | None]:
    """Of a child's standing referrals, the one of that very day, and the latest of the twelve months before.

    A re-referral is one with an earlier referral of the same child in the twelve calendar months before, both
    ends included, the year's end notwithstanding (Department for Education, children in need statistics).
    """
    same_day, earlier = None, None
    for referral in sorted(referrals, key=lambda each: each.referred_on):
        if referral.referred_on == on:
            same_day = same_day or referral
        elif looks_back_to(on) <= referral.referred_on < on:
            earlier = referral
    return same_day, earlier


def new_referral(contact: Contact, *, on: date, earlier: Referral | None, by: Staff, again_reason: str) -> Referral:
    """The referral of a contact's child on a day; not yet saved."""
    return Referral(
        agency_id=contact.agency_id,
        child_id=_matched(contact),
        referred_on=on,
        source=contact.event.source,
        primary_concern=contact.primary_concern,
        earlier_referral=earlier,
        again_reason=again_reason or (codes.AgainReason.UNKNOWN if earlier else ""),
        recorded_by=by,
    )


def _matched(contact: Contact) -> int:
    assert contact.child_id is not None, "check_judgement refuses an offer about a child that is not matched"
    return contact.child_id


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
