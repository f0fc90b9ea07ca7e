"""The lines of the sharing ledger, as every verb that tells an agency something writes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from sightline.common.many import lay_in, number
from sightline.register.in_force import Covers, covering
from sightline.register.models import AgreementVersion, Disclosure, Staff
from sightline.timescales.zone import local_date


@dataclass(frozen=True, kw_only=True)
class Basis:
    """On what law something is shared: three fields, never one (ruling D5). Empty where nobody has said."""

    article_6_basis: str = ""
    special_category_condition: str = ""
    law_enforcement: bool = False


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one agency told another agency, or somebody outside, or withheld: the facts of one line.

    `fields` are names in plain words ("date of birth"), never their values. `child` is its number, where it is known.
    """

    about: models.Model
    child: int | None
    agency: int
    receiver: int | None = None
    receiver_name: str = ""
    purpose: str
    purpose_note: str = ""
    basis: Basis
    fields: Sequence[str]
    means: str = ""
    withheld_because: str = ""
    exception: str = ""
    by: Staff | None
    at: datetime

    @property
    def stays_inside(self) -> bool:
        """Told by an agency to itself: nothing is disclosed."""
        return self.receiver == self.agency


def keep_lines(told: Iterable[Told]) -> list[Disclosure]:
    """Keeps a line for each, with the agreement that it rests on. Must run inside the transaction of the telling.

    Who tells may not be let to see the child's record (a school that answers a check), so the lines are laid in
    without being read back.
    """
    agreements = Agreements()
    lines = [_line(each, agreements) for each in told if not each.stays_inside]
    number(lines)
    lay_in(lines)
    return lines


def _line(told: Told, agreements: "Agreements") -> Disclosure:
    return Disclosure(
        child_id=told.child,
        about_type=told.about._meta.label,
        about_id=told.about.pk,
        agency_id=told.agency,
        receiver_id=told.receiver,
        receiver_name=told.receiver_name[:120],
        verdict=Disclosure.Verdict.WITHHELD if told.withheld_because else Disclosure.Verdict.SHARED,
        why_withheld=told.withheld_because,
        means=told.means,
        purpose=told.purpose,
        purpose_note=told.purpose_note,
        exception=told.exception,
        article_6_basis=told.basis.article_6_basis,
        special_category_condition=told.basis.special_category_condition,
        law_enforcement=told.basis.law_enforcement,
        agreement_id=agreements.covering(told),
        fields=list(told.fields),
        at=told.at,
        by=told.by,
    )


class Agreements:
    """Every version of every agreement, read when first asked for; there are few."""

    def __init__(self) -> None:
        self._versions: list[Covers] | None = None
        self._found: dict[tuple[object, ...], int | None] = {}

    def covering(self, told: Told) -> int | None:
        """The version on which this rests; none for somebody outside, and none where no agreement covers it."""
        if told.receiver is None:
            return None
        if self._versions is None:
            self._versions = all_versions()
        day = local_date(told.at)
        asked = (told.agency, told.receiver, told.purpose, day)
        if asked not in self._found:
            agencies = frozenset({told.agency, told.receiver})
            found = covering(self._versions, agencies=agencies, purpose=told.purpose, day=day)
            self._found[asked] = found.version if found else None
        return self._found[asked]


def all_versions() -> list[Covers]:
    """Every version of every agreement, as the rule reads it."""
    versions = AgreementVersion.objects.select_related("agreement").prefetch_related("agencies").order_by("pk")
    return [
        Covers(
            version=each.pk,
            agreement=each.agreement_id,
            number=each.number,
            agencies=frozenset(agency.pk for agency in each.agencies.all()),
            purposes=frozenset(each.purposes),
            in_force_from=each.in_force_from,
            ended_on=each.agreement.ended_on,
        )
        for each in versions
    ]
