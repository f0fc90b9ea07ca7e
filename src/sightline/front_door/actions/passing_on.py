"""Passing on what an agency told the front door: as far as that agency allows, and as the hub's rule allows.

Two rules stand against it. The agency that answered said with whom its answer may be shared. And at level 3 and below,
what other agencies told the hub does not leave it without the parents' agreement (local threshold guidance, 3.11).
Each has legitimate exceptions, for which the manager gives a reason that the ledger keeps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from sightline.common.access import Permission
from sightline.common.refusals import Refused, must_hold
from sightline.front_door import codes, levels
from sightline.front_door.actions.locking import locked
from sightline.front_door.actions.refusals import Impossible, Incomplete
from sightline.front_door.actions.telling import matched_child
from sightline.front_door.models import Check, Contact
from sightline.register.actions.sharing import Basis, disclose, withhold
from sightline.register.models import Agency, Child, Disclosure, Staff

HIGHEST_WITHIN_THE_HUB = "3"
"""The highest level of need at which the parents' agreement is asked for."""


class Receiver(StrEnum):
    """Who is told."""

    AGENCY = "AGENCY"
    OUTSIDE = "OUTSIDE"
    FAMILY = "FAMILY"


class AgainstTheRule(Refused):
    """A rule stands against passing this on. With a reason for an exception it can be done all the same."""

    def __init__(self, objections: Sequence[str]) -> None:
        said = " ".join(objections)
        super().__init__(f"{said} If there is a legitimate exception, give its reason; the ledger keeps it.")


@dataclass(frozen=True, kw_only=True)
class ToWhom:
    """Who is told: an agency of the partnership, or somebody outside by name, who may be of the family."""

    agency: Agency | None = None
    name: str = ""
    is_family: bool = False

    @property
    def receiver(self) -> Receiver:
        if self.agency:
            return Receiver.AGENCY
        return Receiver.FAMILY if self.is_family else Receiver.OUTSIDE


@dataclass(frozen=True, kw_only=True)
class Sharing:
    """What is told or withheld, what for, on what law. `fields` are kinds of information, not the content."""

    fields: Sequence[str]
    purpose: str
    purpose_note: str = ""
    basis: Basis


def objections(*, sensitivity: str, receiver: Receiver, level_rank: int | None, agreed: bool) -> list[str]:
    """What stands against passing on an agency's answer. An unknown level is taken for a low one.

    `level_rank` is the place on the ladder of the level concluded, or as referred; `agreed` whether the parents agreed.
    """
    found = []
    if sensitivity == codes.Sensitivity.HUB_ONLY:
        found.append("The agency that answered said that its answer stays inside the front door.")
    if sensitivity == codes.Sensitivity.NOT_FAMILY and receiver == Receiver.FAMILY:
        found.append("The agency that answered said that its answer is for professionals only.")
    is_low = level_rank is None or level_rank <= _RANK_WITHIN_THE_HUB
    if is_low and not agreed and receiver != Receiver.FAMILY:
        found.append(
            "At level 3 and below, what other agencies told the hub is not passed on without the parents' agreement,"
            " and none is recorded."
        )
    return found


_RANK_WITHIN_THE_HUB = max(
    rank for ladder in levels.LADDERS if (rank := ladder.rank(HIGHEST_WITHIN_THE_HUB)) is not None
)


def objections_to(check: Check, receiver: Receiver) -> list[str]:
    """What stands against passing on this answer, as the contact stands now."""
    contact = check.contact
    level = contact.level_concluded or contact.level_as_referred
    return objections(
        sensitivity=check.sensitivity,
        receiver=receiver,
        level_rank=levels.ladder_on(contact.received_on).rank(level),
        agreed=contact.event.consent == codes.Consent.ASKED_GIVEN,
    )


@transaction.atomic
def pass_on(
    *, check: Check, to: ToWhom, what: Sharing, means: str, exception: str = "", by: Staff, at: datetime
) -> Disclosure:
    """Keeps that (part of) what an agency answered was passed on. Raises AgainstTheRule, Impossible, Incomplete.

    The words themselves go by telephone, secure e-mail, letter or at a meeting: the ledger keeps which kinds of
    information, never the content.
    """
    must_hold(by, Permission.SHARE_INFORMATION)
    contact = locked(check.contact)
    check = Check.objects.select_related("contact__event", "asked_of").get(pk=check.pk)
    if check.state != codes.CheckState.ANSWERED:
        raise Incomplete("The agency has not answered yet, so there is nothing to pass on.")
    if to.agency and to.agency.pk == check.asked_of_id:
        raise Impossible("This is what that agency itself answered. Choose who else is told.")
    against = objections_to(check, to.receiver)
    if against and not exception.strip():
        raise AgainstTheRule(against)
    contact.save()
    return disclose(
        child=_child(contact),
        about=check,
        receiver=to.agency,
        receiver_name=to.name,
        purpose=what.purpose,
        purpose_note=what.purpose_note,
        basis=what.basis,
        fields=[f"{field}, from {check.asked_of.name}"[:80] for field in what.fields],
        means=means,
        exception=exception if against else "",
        by=by,
        at=at,
    )


@transaction.atomic
def record_told(*, contact: Contact, to: ToWhom, what: Sharing, means: str, by: Staff, at: datetime) -> Disclosure:
    """Keeps what the front door told of its own knowledge, by telephone, at a meeting or in writing."""
    must_hold(by, Permission.SHARE_INFORMATION)
    contact = locked(contact)
    contact.save()
    return disclose(
        child=_child(contact),
        about=contact,
        receiver=to.agency,
        receiver_name=to.name,
        purpose=what.purpose,
        purpose_note=what.purpose_note,
        basis=what.basis,
        fields=what.fields,
        means=means,
        by=by,
        at=at,
    )


@transaction.atomic
def record_withheld(
    *, contact: Contact, to: ToWhom, what: Sharing, because: str, by: Staff, at: datetime
) -> Disclosure:
    """Keeps what was not told, because telling it would be more detrimental to the child, and why."""
    must_hold(by, Permission.SHARE_INFORMATION)
    contact = locked(contact)
    contact.save()
    return withhold(
        child=_child(contact),
        about=contact,
        receiver=to.agency,
        receiver_name=to.name,
        purpose=what.purpose,
        purpose_note=what.purpose_note,
        basis=what.basis,
        fields=what.fields,
        because=because,
        by=by,
        at=at,
    )


def _child(contact: Contact) -> Child | None:
    return contact.child if matched_child(contact) else None
