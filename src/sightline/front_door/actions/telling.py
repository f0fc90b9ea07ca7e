"""What the front door tells other agencies and hears from them, as the sharing ledger keeps it; and the windows
through which an agency that is asked sees the child.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import Q

from sightline.front_door import codes
from sightline.front_door.models import Check, Contact, ContactEvent, Submission
from sightline.register.actions.sharing import Basis, Told, end_grants_for, grant, keep_lines
from sightline.register.models import Agency, Disclosure, Grant, Purpose, Restriction, Staff

THROUGH_SIGHTLINE = Disclosure.Means.SIGHTLINE
IN_THE_WINDOW = ("name", "other names", "date of birth", "sex", "school", "address")
"""What the narrow window shows of a child."""


def basis_of(event: ContactEvent) -> Basis:
    """On what law the contact itself is held and shared."""
    return Basis(
        article_6_basis=event.article_6_basis,
        special_category_condition=event.special_category_condition,
        law_enforcement=event.law_enforcement,
    )


def asked(check: Check, contact: Contact, *, by: Staff, at: datetime) -> None:
    """A check was asked: the agency sees the least of the child, where the child is known, and the ledger says so."""
    fields = ["name", *(["date of birth"] if check.about_born_on else []), "the question"]
    fields += ["postcode"] if check.about_postcode else []
    if _open_window(check, contact, by=by, at=at):
        fields = list(dict.fromkeys([*fields, *IN_THE_WINDOW]))
    keep_lines([_asked(check, contact, fields=fields, by=by, at=at)])


def _asked(check: Check, contact: Contact, *, fields: list[str], by: Staff, at: datetime) -> Told:
    of_event = basis_of(contact.event)
    return Told(
        about=check,
        child=matched_child(contact),
        agency=check.agency_id,
        receiver=check.asked_of_id,
        purpose=Purpose.CHECK,
        basis=Basis(
            article_6_basis=check.article_6_basis,
            special_category_condition=of_event.special_category_condition,
            law_enforcement=of_event.law_enforcement,
        ),
        fields=fields,
        means=THROUGH_SIGHTLINE,
        by=by,
        at=at,
    )


def matched_child(contact: Contact) -> int | None:
    """The child of the register whom the contact is surely about."""
    return contact.child_id if contact.match_status == codes.MatchStatus.LINKED else None


def _open_window(check: Check, contact: Contact, *, by: Staff, at: datetime) -> bool:
    """Shows the child to the agency asked. False where nothing of the child is to be seen: unmatched, restricted."""
    child = contact.child if matched_child(contact) else None
    if child is None or check.asked_of_id == child.agency_id:
        return False
    grant(child=child, to_agency=check.asked_of, purpose=Purpose.CHECK, rests_on=check, by=by, at=at)
    return not Restriction.objects.in_force().filter(child=child).exists()


def answered(check: Check, *, by: Staff, at: datetime) -> None:
    """A check was answered: the window closes, and the ledger says what the agency told the front door."""
    shown = Grant.objects.live().filter(rests_on_type=Check._meta.label, rests_on_id=check.pk).first()
    keep_lines(
        [
            Told(
                about=check,
                child=shown.child_id if shown else None,
                agency=check.asked_of_id,
                receiver=check.agency_id,
                purpose=Purpose.CHECK_ANSWER,
                purpose_note=check.get_sensitivity_display(),
                basis=_as_asked(check),
                fields=["what the agency knows", *(["what it makes of it"] if check.analysis.strip() else [])],
                means=THROUGH_SIGHTLINE,
                by=by,
                at=at,
            )
        ]
    )
    end_grants_for(rests_on=check, because="The check was answered", by=by, at=at)


def _as_asked(check: Check) -> Basis:
    """The law on which the agency was asked, and answers."""
    line = (
        Disclosure.objects.filter(about_type=Check._meta.label, about_id=check.pk, purpose=Purpose.CHECK)
        .order_by("at", "pk")
        .first()
    )
    if line is None:  # nothing of a restricted child is shown to who answers, the ledger's line neither
        return Basis(article_6_basis=check.article_6_basis)
    return Basis(
        article_6_basis=line.article_6_basis,
        special_category_condition=line.special_category_condition,
        law_enforcement=line.law_enforcement,
    )


def no_longer_asked(check: Check, *, because: str, by: Staff, at: datetime) -> None:
    """A check was withdrawn: the window closes."""
    end_grants_for(rests_on=check, because=because, by=by, at=at)


def about_another_child(contact: Contact, *, by: Staff, at: datetime) -> None:
    """The contact was matched, matched anew, or its match taken back: windows and lines follow.

    An agency still asked sees the right child from now on and the wrong one no more.
    """
    checks = list(contact.checks.select_related("asked_of").order_by("pk"))
    of_contact = Q(about_type=Contact._meta.label, about_id=contact.pk)
    of_checks = Q(about_type=Check._meta.label, about_id__in=[check.pk for check in checks])
    Disclosure.objects.filter(of_contact | of_checks).update(child=matched_child(contact))
    for check in checks:
        if check.state != codes.CheckState.ASKED:
            continue
        if matched_child(contact) is None:
            end_grants_for(rests_on=check, because="The match with the register was taken back", by=by, at=at)
        elif not _is_shown(check, contact) and _open_window(check, contact, by=by, at=at):
            keep_lines([_asked(check, contact, fields=list(IN_THE_WINDOW), by=by, at=at)])


def _is_shown(check: Check, contact: Contact) -> bool:
    live = Grant.objects.live().filter(rests_on_type=Check._meta.label, rests_on_id=check.pk)
    return live.filter(child=contact.child).exists()


def referred(contacts: Iterable[Contact], *, sender: Agency, basis: Basis, by: Staff, at: datetime) -> None:
    """An agency sent a referral: one line for each child in it, with what was told of each."""
    keep_lines(
        Told(
            about=contact,
            child=matched_child(contact),
            agency=sender.pk,
            receiver=contact.agency_id,
            purpose=Purpose.REFERRAL,
            basis=basis,
            fields=list(_described(contact)),
            means=THROUGH_SIGHTLINE,
            by=by,
            at=at,
        )
        for contact in contacts
    )


def _described(contact: Contact) -> Iterator[str]:
    told = (
        ("name", contact.described_given_name or contact.described_family_name),
        ("date of birth", contact.described_born_on),
        ("expected date of birth", contact.described_expected_on),
        ("address", contact.described_address or contact.described_postcode),
        ("school", contact.described_school),
        ("kind of concern", contact.primary_concern),
        ("level of need", contact.level_as_referred),
    )
    yield from (field for field, said in told if said)
    yield "what was seen or heard"


def referrer_told(contact: Contact, event: ContactEvent, *, means: str, by: Staff | None, at: datetime) -> Told:
    """The line of telling whoever referred the child the outcome."""
    return _to_referrer(contact, event, fields=("name", "the outcome"), means=means, by=by, at=at)


def receipt_told(contact: Contact, event: ContactEvent, *, is_online: bool, by: Staff | None, at: datetime) -> Told:
    """The line of telling whoever referred the child that the contact has arrived. How, only a receipt here says."""
    means = THROUGH_SIGHTLINE if is_online else ""
    return _to_referrer(contact, event, fields=("that the contact was received",), means=means, by=by, at=at)


def _to_referrer(
    contact: Contact, event: ContactEvent, *, fields: tuple[str, ...], means: str, by: Staff | None, at: datetime
) -> Told:
    return Told(
        about=contact,
        child=matched_child(contact),
        agency=contact.agency_id,
        receiver=event.referrer_agency_id,
        receiver_name="" if event.referrer_agency_id else event.referrer_name or event.get_source_display(),
        purpose=Purpose.FEEDBACK,
        basis=basis_of(event),
        fields=fields,
        means=means,
        by=by,
        at=at,
    )


def acknowledged(event: ContactEvent, *, by: Staff | None, at: datetime) -> None:
    """The lines of one acknowledgement: one for each child in the event."""
    is_online = Submission.objects.filter(event=event).exists()
    contacts = event.contacts.order_by("pk")
    keep_lines(receipt_told(contact, event, is_online=is_online, by=by, at=at) for contact in contacts)
