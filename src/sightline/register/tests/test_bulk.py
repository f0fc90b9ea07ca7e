"""The register's bulk verb keeps the rows that the single verbs keep, and refuses what they refuse."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.common.many import RowRefused
from sightline.common.refusals import Refused
from sightline.register import actions
from sightline.register.actions import NewAddress, NewChild, bulk
from sightline.register.actions.relationships import NewAdult
from sightline.register.models import (
    Address,
    Adult,
    Child,
    ExternalReference,
    Household,
    HouseholdMember,
    Involvement,
    Relationship,
)

KEPT: tuple[type[models.Model], ...] = (
    *(Child, ExternalReference, Adult, Address, Household),
    *(HouseholdMember, Relationship, Involvement),
)
BORN = date(2012, 3, 1)
NHS = ("9990000018", "9990000026", "9990000034")


@dataclass(frozen=True)
class Person:
    """One child of a planned family."""

    name: str
    ethnicity: str
    disability: str
    men: str
    has_number: bool
    service: str
    closed: bool


@dataclass(frozen=True)
class Family:
    """A planned family: children, a mother, perhaps a father, one home."""

    children: tuple[Person, ...]
    father: bool
    half: bool
    protected: bool
    moved_in: date | None


PEOPLE = st.builds(
    Person,
    name=st.sampled_from(["Wren", "O'Linnet", " Łucja  Anna ", "Rowan-Lea"]),
    ethnicity=st.sampled_from(["WBRI", "NOBT"]),
    disability=st.sampled_from(["", "AUT", "NONE"]),
    men=st.sampled_from(["KNOWN", "NOT_KNOWN", "NOT_ASKED"]),
    has_number=st.booleans(),
    service=st.sampled_from(["", "CHILD_IN_NEED", "EARLY_HELP"]),
    closed=st.booleans(),
)
FAMILIES = st.builds(
    Family,
    children=st.lists(PEOPLE, min_size=1, max_size=3).map(tuple),
    father=st.booleans(),
    half=st.booleans(),
    protected=st.booleans(),
    moved_in=st.none() | st.just(date(2021, 5, 1)),
)


def new_child(family: Family, place: int) -> NewChild:
    person = family.children[place]
    return NewChild(
        given_name=person.name,
        family_name="Appletree",
        other_names="Birdie" if place == 0 else "",
        born_on=BORN + timedelta(days=400 * place),
        sex="F",
        nhs_number=NHS[place] if person.has_number else "",
        case_number=f"cs {place}",
        first_language="Polish",
        interpreter_needed=place == 1,
    )


def address(family: Family) -> NewAddress:
    because = "Staying at a refuge." if family.protected else ""
    return NewAddress(
        lines="1  Sand Lane",
        postcode="zz1 1aa",
        ward="Dunes",
        is_protected=family.protected,
        protected_because=because,
    )


def kind(family: Family) -> str:
    return "HALF_SIBLING" if family.half else "SIBLING"


def men_note(person: Person) -> str:
    return "Father, Dean." if person.men == "KNOWN" else ""


def ended(person: Person) -> date | None:
    return date(2022, 6, 1) if person.closed else None


def one_by_one(family: Family, *, by: Any, at: datetime) -> None:
    """The family by the single verbs."""
    said = {"by": by, "at": at}
    children = []
    for place, person in enumerate(family.children):
        child = actions.add_child(child=new_child(family, place), searched=True, **said)
        changes = {"ethnicity": person.ethnicity, "disabilities": [person.disability] if person.disability else []}
        actions.change_child(child=child, changes=changes, **said)
        actions.record_men_in_life(child=child, answer=person.men, note=men_note(person), **said)
        children.append(child)
    mother = actions.add_adult(adult=NewAdult(given_name="Dawn", family_name="Appletree"), **said)
    adults = [mother]
    if family.father:
        adults.append(actions.add_adult(adult=NewAdult(given_name="Dean", telephone="07700 900123"), **said))
    household = actions.move_household(child=children[0], address=address(family), moved_on=family.moved_in, **said)
    for child in children[1:]:
        actions.add_household_member(household=household, child=child, from_on=family.moved_in, **said)
    actions.add_household_member(household=household, adult=mother, from_on=family.moved_in, **said)
    for child in children:
        for adult, tie in zip(adults, ("MOTHER", "FATHER"), strict=False):
            actions.relate(child=child, kind=tie, adult=adult, parental_responsibility="YES", **said)
    for place, child in enumerate(children):
        for other in children[place + 1 :]:
            actions.relate(child=child, kind=kind(family), other_child=other, **said)
    for person, child in zip(family.children, children, strict=True):
        if person.service:
            actions.start_involvement(
                child=child,
                service=person.service,
                from_on=date(2022, 1, 5),
                to_on=ended(person),
                worker_name="Amara Sedgefallow",
                **said,
            )


def a_row(family: Family) -> bulk.FamilyRow:
    """The family as one row."""
    places = range(len(family.children))
    adults = ["mother", "father"] if family.father else ["mother"]
    ties = [
        bulk.TieRow(child=place, other=adult, kind=adult.upper(), parental_responsibility="YES")
        for place in places
        for adult in adults
    ]
    ties += [
        bulk.TieRow(child=place, other=other, kind=kind(family))
        for place in places
        for other in places
        if place < other
    ]
    return bulk.FamilyRow(
        children=[
            bulk.ChildRow(
                key=place,
                child=new_child(family, place),
                ethnicity=person.ethnicity,
                disabilities=[person.disability] if person.disability else [],
                men_in_life=person.men,
                men_in_life_note=men_note(person),
            )
            for place, person in enumerate(family.children)
        ],
        adults=[
            bulk.AdultRow(key="mother", given_name="Dawn", family_name="Appletree"),
            bulk.AdultRow(key="father", given_name="Dean", telephone="07700 900123"),
        ][: len(adults)],
        homes=[
            bulk.HomeRow(address=address(family), members=[(key, family.moved_in, None) for key in (*places, "mother")])
        ],
        ties=ties,
        involvements=[
            bulk.InvolvementRow(
                child=place,
                service=person.service,
                from_on=date(2022, 1, 5),
                to_on=ended(person),
                worker_name="Amara Sedgefallow",
            )
            for place, person in enumerate(family.children)
            if person.service
        ],
    )


@contextmanager
def undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def rows_kept() -> dict[str, list[str]]:
    """Every row of the register, without its own key and version; others' keys told as the place of what they name."""
    found = {model: list(model._default_manager.order_by("pk")) for model in KEPT}
    places = {model: {row.pk: place for place, row in enumerate(rows)} for model, rows in found.items()}
    return {model.__name__: sorted(repr(_told(row, places)) for row in rows) for model, rows in found.items()}


def _told(row: models.Model, places: dict[Any, dict[int, int]]) -> dict[str, Any]:
    told = {}
    for each in row._meta.concrete_fields:
        value = getattr(row, each.attname)
        if each.is_relation and each.related_model in places:
            value = places[each.related_model].get(value)  # type: ignore[index]
        told[each.name] = value
    return {name: value for name, value in told.items() if name not in ("id", "recorded_at", "version")}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(family=FAMILIES)
def test_the_bulk_verb_keeps_the_rows_that_the_single_verbs_keep(db, partnership, family):
    olive, now = partnership.olive, partnership.now
    partnership.acts(olive)
    with undone():
        one_by_one(family, by=olive, at=now)
        singly = rows_kept()
    with undone():
        bulk.record_people([a_row(family)], by=olive, at=now)
        together = rows_kept()
    for model in KEPT:
        assert together[model.__name__] == singly[model.__name__]


FAMILY = Family(
    children=(
        Person("Wren", "WBRI", "", "NOT_ASKED", has_number=True, service="CHILD_IN_NEED", closed=False),
        Person("Linnet", "WBRI", "", "NOT_ASKED", has_number=True, service="", closed=False),
    ),
    father=True,
    half=False,
    protected=False,
    moved_in=None,
)


def changed(row: bulk.FamilyRow, place: int, **said: Any) -> bulk.FamilyRow:
    """The family row with one child told otherwise."""
    children = list(row.children)
    children[place] = replace(children[place], child=replace(children[place].child, **said))
    return replace(row, children=children)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda row: changed(row, 0, nhs_number="9990000019"), "NHS number has a wrong digit"),
        (lambda row: changed(row, 0, born_on=date(2031, 1, 1)), "date of birth is in the future"),
        (lambda row: changed(row, 1, given_name=" ", family_name="-"), "Give at least one name"),
        (lambda row: replace(row, ties=[*row.ties, row.ties[0]]), "already recorded"),
        (lambda row: replace(row, ties=[replace(row.ties[0], kind="SIBLING")]), "what the one is to the other"),
        (lambda row: replace(row, ties=[replace(row.ties[0], other="stranger")]), "who is not in it"),
        (lambda row: replace(row, involvements=[*row.involvements] * 2), "already recorded as working"),
        (
            lambda row: replace(row, involvements=[replace(row.involvements[0], to_on=date(2021, 1, 1))]),
            "before the day on which it started",
        ),
        (
            lambda row: replace(
                row, homes=[replace(row.homes[0], address=NewAddress(lines="1 Sand Lane", postcode="?!"))]
            ),
            "full UK postcode",
        ),
        (
            lambda row: replace(row, adults=[replace(row.adults[0], born_on=date(2015, 1, 1)), *row.adults[1:]]),
            "cannot be younger",
        ),
        (
            lambda row: replace(
                row, children=[replace(row.children[0], men_in_life="KNOWN"), row.children[1]], ties=[row.ties[0]]
            ),
            "Say who they are",
        ),
    ],
)
def test_a_family_that_cannot_be_is_refused_and_none_is_kept(partnership, spoil, why):
    partnership.acts(partnership.olive)
    good = a_row(replace(FAMILY, children=(replace(FAMILY.children[0], has_number=False, name="Heron"),)))
    with pytest.raises(RowRefused, match=f"Row 2: .*{why}"):
        bulk.record_people([good, spoil(a_row(FAMILY))], by=partnership.olive, at=partnership.now)
    assert not Child.objects.exists()


def test_a_child_who_is_in_the_register_already_is_refused(partnership):
    partnership.acts(partnership.olive)
    bulk.record_people([a_row(FAMILY)], by=partnership.olive, at=partnership.now)
    twin = a_row(replace(FAMILY, children=(replace(FAMILY.children[0], has_number=False),)))
    with pytest.raises(Refused, match="already in the register"):
        bulk.record_people([twin], by=partnership.olive, at=partnership.now)


def test_a_number_that_is_another_childs_is_refused(partnership):
    partnership.acts(partnership.olive)
    bulk.record_people([a_row(FAMILY)], by=partnership.olive, at=partnership.now)
    other = a_row(replace(FAMILY, children=(replace(FAMILY.children[0], name="Heron"),)))
    with pytest.raises(Refused, match="already another child's"):
        bulk.record_people([other], by=partnership.olive, at=partnership.now)


def test_a_child_whose_restricted_record_is_held_gets_no_second_one(partnership, add, restricted):
    restricted(add(given_name="Wren", family_name="Appletree", born_on=BORN))
    partnership.acts(partnership.olive)
    with pytest.raises(actions.HeldRecord, match="Ring"):
        bulk.record_people([a_row(FAMILY)], by=partnership.olive, at=partnership.now)


def test_who_may_not_add_a_child_may_not_add_many(partnership):
    partnership.acts(partnership.ana)
    with pytest.raises(Refused, match="Your role does not let you"):
        bulk.record_people([a_row(FAMILY)], by=partnership.ana, at=partnership.now)
