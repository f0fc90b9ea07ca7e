"""The plan's families, as rows of the register's bulk verb."""

from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from sightline.demonstration.building.setting_up import SetUp
from sightline.demonstration.days import NOW, moment
from sightline.demonstration.draw import Draw
from sightline.demonstration.plan import Adult, Child, Family, Involvement, Plan
from sightline.register.actions import NewAddress, NewChild
from sightline.register.actions.bulk import (
    AdultRow,
    ChildRow,
    FamilyRow,
    HomeRow,
    InvolvementRow,
    TieRow,
    record_people,
)
from sightline.register.models import Child as RegisteredChild

_HALF_SIBLINGS = 0.14


def write_families(plan: Plan, set_up: SetUp) -> dict[Child, RegisteredChild]:
    """Records the families; gives each planned child's record."""
    rows = [_row(family, set_up) for family in plan.families]
    recorded = record_people(rows, by=set_up.staff["officer"], at=NOW)
    return {child: recorded[_key(child)] for child in plan.children}


def _key(person: Child | Adult) -> tuple[str, int]:
    return ("child" if isinstance(person, Child) else "adult", person.number)


def _row(family: Family, set_up: SetUp) -> FamilyRow:
    return FamilyRow(
        by=set_up.staff[family.known_by],
        at=family.known_since,
        children=[_child(child, set_up) for child in family.children],
        adults=[
            AdultRow(
                key=_key(adult),
                given_name=adult.given_name,
                family_name=adult.family_name,
                born_on=adult.born_on,
                telephone=adult.telephone,
            )
            for adult in family.adults
        ],
        homes=[
            HomeRow(
                address=NewAddress(
                    lines=home.lines,
                    postcode=home.postcode,
                    ward=home.ward,
                    is_protected=bool(home.protected_because),
                    protected_because=home.protected_because,
                ),
                members=[(_key(person), from_on, to_on) for person, from_on, to_on in home.members],
            )
            for home in family.homes
        ],
        ties=list(_ties(family)),
        involvements=[_involvement(child, each, set_up) for child in family.children for each in child.involvements],
    )


def _child(child: Child, set_up: SetUp) -> ChildRow:
    numbers = dict(child.references)
    return ChildRow(
        key=_key(child),
        at=child.known_since,
        child=NewChild(
            given_name=child.given_name,
            family_name=child.family_name,
            other_names=child.other_names,
            born_on=child.born_on,
            expected_on=child.expected_on,
            sex=child.sex,
            nhs_number=numbers.get("NHS", ""),
            upn=numbers.get("UPN", ""),
            case_number=numbers.get("CASE", ""),
            school=set_up.agencies.get(child.school),
            first_language=child.first_language,
            interpreter_needed=child.interpreter_needed,
            communication_need=child.communication_need,
        ),
        ethnicity=child.ethnicity,
        disabilities=child.disabilities,
        men_in_life=child.men_in_life,
        men_in_life_note=child.men_in_life_note,
    )


def _ties(family: Family) -> Iterator[TieRow]:
    for tie in family.ties:
        yield TieRow(
            child=_key(tie.child),
            other=_key(tie.adult),
            kind=tie.kind,
            parental_responsibility=tie.parental_responsibility,
            from_on=tie.from_on,
            to_on=tie.to_on,
        )
    draw = Draw("siblings", family.number)
    for one, other in combinations(family.children, 2):
        kind = "HALF_SIBLING" if draw.chance(_HALF_SIBLINGS) else "SIBLING"
        yield TieRow(child=_key(one), other=_key(other), kind=kind)


def _involvement(child: Child, each: Involvement, set_up: SetUp) -> InvolvementRow:
    return InvolvementRow(
        child=_key(child),
        service=each.service,
        from_on=each.from_on,
        to_on=each.to_on,
        team=set_up.teams[each.team],
        worker_name=each.worker_name,
        at=_recorded(each),
    )


def _recorded(each: Involvement) -> datetime:
    return min(moment(each.from_on, 10, 0), NOW)
