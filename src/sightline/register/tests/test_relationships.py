"""The adults in a child's life, brothers and sisters, and who has parental responsibility."""

from datetime import date

import pytest

from sightline.register import actions
from sightline.register.models import Relationship


@pytest.fixture
def said(partnership):
    return {"by": partnership.olive, "at": partnership.now}


def test_a_tie_between_two_children_is_kept_and_ended_from_both_sides(add, said):
    wren, robin = add(), add(given_name="Robin")
    tie = actions.relate(child=wren, kind="SIBLING", other_child=robin, from_on=date(2018, 1, 1), **said)
    assert [(each.child, each.other_child) for each in Relationship.objects.order_by("pk")] == [
        (wren, robin),
        (robin, wren),
    ]
    with pytest.raises(actions.AlreadyRecorded):
        actions.relate(child=robin, kind="HALF_SIBLING", other_child=wren, **said)
    actions.end_relationship(relationship=tie, ended_on=date(2020, 1, 1), **said)
    assert set(Relationship.objects.values_list("to_on", flat=True)) == {date(2020, 1, 1)}
    actions.relate(child=wren, kind="HALF_SIBLING", other_child=robin, **said)


def test_parental_responsibility_and_its_dates_are_kept(add, said):
    child = add()
    father = actions.add_adult(
        adult=actions.NewAdult(given_name="Kim", family_name="Appletree", born_on=date(1985, 1, 1)), **said
    )
    tie = actions.relate(
        child=child,
        kind="FATHER",
        adult=father,
        parental_responsibility="YES",
        from_on=date(2016, 3, 1),
        **said,
    )
    assert (tie.parental_responsibility, tie.from_on) == ("YES", date(2016, 3, 1))
    with pytest.raises(actions.AlreadyRecorded):
        actions.relate(child=child, kind="FATHER", adult=father, **said)


@pytest.mark.parametrize(
    ("tie", "refusal", "why"),
    [
        ({}, actions.Incomplete, "Say to whom"),
        ({"kind": "SIBLING", "adult": "young"}, actions.Incomplete, "what the adult is"),
        ({"kind": "MOTHER", "other_child": "sister"}, actions.Incomplete, "brothers or sisters"),
        ({"kind": "SIBLING", "other_child": "self"}, actions.Impossible, "own brother or sister"),
        ({"kind": "MOTHER", "adult": "young"}, actions.Impossible, "younger than the child"),
        ({"kind": "CARER", "adult": "young", "parental_responsibility": "?"}, actions.Incomplete, "not known"),
        (
            {"kind": "CARER", "adult": "young", "from_on": date(2020, 1, 1), "to_on": date(2019, 1, 1)},
            actions.Impossible,
            "ended is before",
        ),
        ({"kind": "CARER", "adult": "young", "from_on": date(2030, 1, 1)}, actions.Impossible, "in the future"),
    ],
)
def test_a_tie_that_cannot_be_is_refused(add, said, tie, refusal, why):
    child = add()
    people = {
        "self": child,
        "sister": add(given_name="Robin"),
        "young": actions.add_adult(adult=actions.NewAdult(given_name="Kim", born_on=date(2016, 1, 1)), **said),
    }
    tie = {"kind": "CARER"} | {name: people.get(value, value) for name, value in tie.items()}
    with pytest.raises(refusal, match=why):
        actions.relate(child=child, **tie, **said)
    assert not Relationship.objects.exists()


@pytest.mark.parametrize("name", ["", " ", "--", "\u202e"])
def test_an_adult_needs_some_name(said, partnership, name):
    partnership.acts(partnership.olive)
    with pytest.raises(actions.Incomplete, match="at least one name"):
        actions.add_adult(adult=actions.NewAdult(given_name=name), **said)


def test_a_tie_to_a_restricted_child_is_ended_by_those_named(add, restricted, said, partnership):
    wren, robin = add(), add(given_name="Robin")
    tie = actions.relate(child=wren, kind="SIBLING", other_child=robin, **said)
    restricted(robin)
    partnership.acts(partnership.olive)
    with pytest.raises(Exception, match="restricted"):
        actions.end_relationship(relationship=tie, ended_on=date(2023, 1, 1), **said)
    tie.refresh_from_db()
    assert tie.to_on is None
