"""An agency's list of the children it knows is delivered into that agency's own records, as into a letter-box.

Nothing of another agency's records is touched, and nothing is taken away: which of all these records are one child is
decided afterwards, by links.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.actor import on_behalf_of
from sightline.common.many import keep_audit, lay_in, new_keys, number, put_back
from sightline.common.models import AuditEntry
from sightline.common.refusals import NotYours, Refused, must_hold
from sightline.register.actions import checking
from sightline.register.actions.bulk.doubles import refuse_doubles
from sightline.register.actions.refusals import Impossible, Incomplete
from sightline.register.models import (
    Address,
    Agency,
    Child,
    ExternalReference,
    Household,
    HouseholdMember,
    Staff,
)
from sightline.register.names import searchable
from sightline.timescales.zone import local_date

Kind = ExternalReference.Kind
IDENTITY = ("given_name", "family_name", "other_names", "born_on", "expected_on", "sex", "school_id")
NUMBERS = {"nhs_number": Kind.NHS_NUMBER, "upn": Kind.UPN}
HOME = ("address", "postcode")
FIELDS = (*IDENTITY, *NUMBERS, *HOME)


@dataclass(frozen=True, kw_only=True)
class ListedPerson:
    """One row of a person list. `facts` are values by FIELDS, None where the list says nothing; `before` what the
    latest list before this one said, None where there was none."""

    external_id: str
    facts: Mapping[str, Any]
    before: Mapping[str, Any] | None = None


@dataclass
class Delivered:
    """What became of a row: refused with the field and the reason, or the child's number and the fields changed.

    `kept` are fields in which the record says otherwise by a person's hand, and was left as it is.
    """

    child_id: int | None = None
    is_new: bool = False
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    refused: tuple[str, str] | None = None


@transaction.atomic
def deliver_people(rows: Sequence[ListedPerson], *, agency: Agency, by: Staff, at: datetime) -> list[Delivered]:
    """Takes every row that stands; gives what became of each, in order. The key of a row is agency and external id.

    `by` delivers for their own agency, or for another where theirs holds the front door; they see nothing of what is
    there. Raises NotYours.
    """
    for permission in (Permission.EDIT_CHILDREN, Permission.LINK_RECORDS):
        must_hold(by, permission)
    if agency.pk != by.agency_id and not by.agency.holds_front_door:
        raise NotYours("Only the agency that holds the front door delivers the lists of others.")
    checking.one_at_a_time("add a child", agency.pk)
    with on_behalf_of(agency.pk):
        return _Delivery(rows, agency=agency, by=by, at=at).make()


class _Delivery:
    def __init__(self, rows: Sequence[ListedPerson], *, agency: Agency, by: Staff, at: datetime) -> None:
        self.rows, self.agency, self.by, self.at = rows, agency, by, at
        self.today = local_date(at)
        self.outcomes = [Delivered() for _ in rows]
        self.new_children: list[Child] = []
        self.new_references: list[ExternalReference] = []
        self.new_homes: list[tuple[Address, Household, HouseholdMember]] = []
        self.changed_children: dict[int, Child] = {}
        self.changed_references: list[ExternalReference] = []
        self.ended: list[HouseholdMember] = []
        self.entries: list[AuditEntry] = []

    def make(self) -> list[Delivered]:
        self._find()
        refuse_doubles(self.rows, self.outcomes, self.children, agency_id=self.agency.pk)
        unknown = sum(row.external_id not in self.children for row in self.rows)
        self.keys = iter(new_keys(Child, unknown))
        for row, outcome in zip(self.rows, self.outcomes, strict=True):
            if outcome.refused is None:
                try:
                    self._take(row, outcome)
                except Refused as refusal:
                    outcome.refused = (_FIELD_OF.get(type(refusal), "born_on"), str(refusal))
        self._keep()
        return self.outcomes

    def _find(self) -> None:
        """The agency's records by external id, with their numbers and their present home."""
        own = ExternalReference.objects.filter(agency=self.agency)
        ids = {row.external_id for row in self.rows}
        by_id = dict(own.filter(kind=Kind.CASE_SYSTEM, value__any_of=ids).values_list("value", "child_id"))
        found = {child.pk: child for child in Child.objects.filter(pk__any_of=set(by_id.values()))}
        self.children = {number: found[pk] for number, pk in by_id.items() if pk in found}
        self.numbers: dict[tuple[int, str], ExternalReference] = {
            (each.child_id, each.kind): each for each in own.filter(child_id__any_of=set(found)).order_by("-pk")
        }
        members = HouseholdMember.objects.filter(child_id__any_of=set(found), to_on=None)
        self.homes = {
            each.child_id: each for each in members.select_related("household__address").order_by("from_on", "pk")
        }

    def _take(self, row: ListedPerson, outcome: Delivered) -> None:
        _check(row.facts, today=self.today)
        child = self.children.get(row.external_id)
        if child is None:
            self._add(row, outcome)
            return
        outcome.child_id = child.pk
        before = row.before or {}
        for name in FIELDS:
            said = row.facts.get(name)
            if said is None or (row.before is not None and said == before.get(name)):
                continue
            here = self._here(child, name)
            if said == here:
                continue
            (outcome.changed if here in (None, "", "U", before.get(name)) else outcome.kept).append(name)
        self._change(child, row, outcome.changed)

    def _here(self, child: Child, name: str) -> Any:
        """What the record says of a field now."""
        if name in IDENTITY:
            return getattr(child, name)
        if name in NUMBERS:
            reference = self.numbers.get((child.pk, NUMBERS[name]))
            return reference.value if reference else None
        home = self.homes.get(child.pk)
        place = home.household.address if home else None
        if place is None:
            return None
        return place.lines if name == "address" else place.postcode

    def _add(self, row: ListedPerson, outcome: Delivered) -> None:
        child = Child(pk=next(self.keys), agency=self.agency, recorded_by=self.by, recorded_at=self.at)
        self._identify(child, row, IDENTITY)
        self.new_children.append(child)
        outcome.child_id, outcome.is_new = child.pk, True
        self._refer(child, Kind.CASE_SYSTEM, row.external_id)
        for name, kind in NUMBERS.items():
            if row.facts.get(name):
                self._refer(child, kind, row.facts[name])
        if row.facts.get("address") or row.facts.get("postcode"):
            self._house(child, row, since=None)
        self._told("delivered a child's record", child, ["references", "households"])

    def _change(self, child: Child, row: ListedPerson, changed: Sequence[str]) -> None:
        if not changed:
            return
        self._identify(child, row, [name for name in IDENTITY if name in changed])
        child.version += 1
        self.changed_children[child.pk] = child
        for name in NUMBERS:
            if name in changed and (reference := self.numbers.get((child.pk, NUMBERS[name]))):
                reference.value = row.facts[name]
                self.changed_references.append(reference)
            elif name in changed:
                self._refer(child, NUMBERS[name], row.facts[name])
        if set(HOME) & set(changed):
            if home := self.homes.get(child.pk):
                home.to_on = self.today
                self.ended.append(home)
            self._house(child, row, since=self.today)
        self._told("delivered a change of a child's record", child, changed)

    def _identify(self, child: Child, row: ListedPerson, names: Sequence[str]) -> None:
        for name in names:
            said = row.facts.get(name)
            if said is not None:
                setattr(child, name, said)
        child.search_name = searchable(child.given_name, child.family_name, child.other_names)

    def _refer(self, child: Child, kind: str, value: str) -> None:
        self.new_references.append(
            ExternalReference(
                child=child,
                agency=self.agency,
                kind=kind,
                value=value,
                recorded_by=self.by,
                recorded_at=self.at,
            )
        )

    def _house(self, child: Child, row: ListedPerson, *, since: date | None) -> None:
        """A list tells where the child lives, and of a first list nobody knows since when."""
        lines, postcode = (row.facts.get(name) or "" for name in HOME)
        address = Address(agency=self.agency, lines=lines, postcode=postcode)
        household = Household(agency=self.agency, address=address, recorded_by=self.by, recorded_at=self.at)
        member = HouseholdMember(agency=self.agency, household=household, child=child, from_on=since)
        self.new_homes.append((address, household, member))

    def _told(self, verb: str, child: Child, fields: Sequence[str]) -> None:
        self.entries.append(audit.described(verb, child, by=self.by, at=self.at, fields=fields))

    def _keep(self) -> None:
        lay_in(self.new_children)
        put_back(list(self.changed_children.values()), (*IDENTITY_FIELDS, "search_name", "version"))
        put_back(self.changed_references, ("value",))
        number(self.new_references)
        lay_in(self.new_references)
        put_back(self.ended, ("to_on",))
        for rows in zip(*self.new_homes, strict=True):
            number(list(rows))
            lay_in(list(rows))
        keep_audit(self.entries, people={self.by.pk: self.by}, at=self.at)


IDENTITY_FIELDS = tuple(name.removesuffix("_id") for name in IDENTITY)
_FIELD_OF: dict[type[Refused], str] = {Incomplete: "family_name"}


def _check(facts: Mapping[str, Any], *, today: date) -> None:
    """Refuses what cannot be. A list may lag behind, so an expected date may have passed."""
    born_on, expected_on = facts.get("born_on"), facts.get("expected_on")
    if not (facts.get("given_name") or facts.get("family_name")):
        raise Incomplete("The row has no name at all. Give the given name, the family name or both.")
    if born_on:
        checking.life(born_on=born_on, expected_on=None, died_on=None, today=today)
    elif expected_on and expected_on - today > checking.LONGEST_PREGNANCY:
        raise Impossible("The expected date of birth is more than 42 weeks away. Check the month and the year.")
