"""What stands against a row of a person list: a number that another row or another child of the agency has."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sightline.register.listed import held_listed
from sightline.register.models import Child, ExternalReference

if TYPE_CHECKING:
    from sightline.register.actions.bulk.delivering import Delivered, ListedPerson

Kind = ExternalReference.Kind
NUMBERS = (("nhs_number", Kind.NHS_NUMBER), ("upn", Kind.UPN))


def refuse_doubles(
    rows: Sequence["ListedPerson"],
    outcomes: Sequence["Delivered"],
    children: Mapping[str, Child],
    *,
    agency_id: int,
) -> None:
    """Refuses rows whose external id or number stands twice, and those whose record is restricted (ruling S1)."""
    seen: set[str] = set()
    for row, outcome in zip(rows, outcomes, strict=True):
        if row.external_id in seen:
            outcome.refused = ("external_id", "An earlier row of this list has the same number. Keep one of the two.")
        seen.add(row.external_id)
    missing = seen - children.keys()
    for number, ask in (held_listed(Kind.CASE_SYSTEM, missing) if missing else {}).items():
        telephone = f", {ask.telephone}" if ask.telephone else ""
        for row, outcome in zip(rows, outcomes, strict=True):
            if row.external_id == number:
                outcome.refused = ("external_id", f"A record is held. Ring {ask.name}{telephone}; nothing was added.")
    for name, kind in NUMBERS:
        _refuse_number(name, kind, rows, outcomes, children, agency_id=agency_id)


def _refuse_number(
    name: str,
    kind: str,
    rows: Sequence["ListedPerson"],
    outcomes: Sequence["Delivered"],
    children: Mapping[str, Child],
    *,
    agency_id: int,
) -> None:
    """An agency has a number on one record only; of two, the first stands."""
    wanted = {row.facts[name] for row in rows if row.facts.get(name)}
    own = ExternalReference.objects.filter(agency_id=agency_id, kind=kind, value__any_of=wanted)
    holders: dict[str, object] = dict(own.values_list("value", "child_id"))
    held = held_listed(kind, wanted - holders.keys()) if wanted else {}
    for row, outcome in zip(rows, outcomes, strict=True):
        value = row.facts.get(name)
        if not value or outcome.refused:
            continue
        child = children.get(row.external_id)
        whose = child.pk if child else row.external_id
        if value in held or holders.setdefault(value, whose) != whose:
            outcome.refused = (
                name,
                "Another record of this agency has the number. Find out whose it is, or whether both are one child.",
            )
