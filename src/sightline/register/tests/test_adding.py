"""A child comes into the register: searched for first, never twice."""

from datetime import date

import pytest

from sightline.common.refusals import NotYours
from sightline.register import actions
from sightline.register.models import Child
from sightline.register.search import find

TODAY = date(2023, 4, 12)


def test_nobody_adds_a_child_without_searching_first(partnership):
    partnership.acts(partnership.olive)
    with pytest.raises(actions.NotSearched, match="Search for the child first"):
        actions.add_child(
            child=actions.NewChild(given_name="Wren"), searched=False, by=partnership.olive, at=partnership.now
        )


def test_a_child_comes_in_with_numbers_and_address(add, nhs):
    child = add(
        nhs_number=next(nhs),
        upn="B801200005001",
        case_number="ics 300/12",
        address=actions.NewAddress(lines="3 Hazel Road", postcode="pr81da", ward="Dukes"),
        lives_there_since=date(2020, 1, 1),
    )
    assert {each.kind: each.value for each in child.references.all()} == {
        "NHS": "9990000018",
        "UPN": "B801200005001",
        "CASE": "ICS300/12",
    }
    assert str(child.households.get().household.address) == "3 Hazel Road, PR8 1DA"


@pytest.mark.parametrize(
    "name",
    [
        "Siân O'Malley-Ní Dhomhnaill",
        "محمد علي",
        "王小明",
        "Robert'); drop table register_child;--",
        "<script>alert(1)</script>",
        "Ольга %_\\ Ёлкина",
        "{{ 7*7 }}",
    ],
)
def test_a_name_of_any_spelling_is_kept_and_found(partnership, add, name):
    child = add(given_name=name, family_name="Appletree")
    assert Child.objects.get(pk=child.pk).given_name == name
    assert [each.child for each in find(f"{name} Appletree", partnership.olive, on=TODAY)] == [child]


def test_what_cannot_be_seen_does_not_come_into_a_name(add):
    assert add(given_name="Wr\0e\u202en\u200b \n R ").name == "Wr en R Appletree"


def test_the_same_child_is_not_added_twice(add):
    first = add()
    with pytest.raises(actions.AlreadyInRegister) as refusal:
        add(given_name="wrén", family_name="APPLETREE")
    assert refusal.value.child == first
    with pytest.raises(actions.AlreadyInRegister):
        add(given_name="Appletree", family_name="Wren")


def test_another_child_of_the_same_name_and_day_is_added_with_a_reason(partnership, add):
    add()
    twice = actions.add_child(
        child=actions.NewChild(given_name="Wren", family_name="Appletree", born_on=date(2015, 6, 12)),
        searched=True,
        set_apart_because="Lives in Bootle with another mother; both were seen today",
        by=partnership.olive,
        at=partnership.now,
    )
    assert twice.set_apart_because.startswith("Lives in Bootle")
    assert Child.objects.filter(family_name="Appletree").count() == 2


def test_a_restricted_child_is_not_added_again_and_the_person_to_ring_is_named(partnership, add, restricted, nhs):
    number = next(nhs)
    child = add(nhs_number=number)
    restricted(child)
    for said in ({}, {"given_name": "Wern"}, {"given_name": "Robin", "nhs_number": number}):
        with pytest.raises(actions.HeldRecord, match="Ring Dara Dataprotection") as refusal:
            add(**said)
        assert (refusal.value.child_id, refusal.value.ask) == (child.pk, partnership.dara)
    assert "Wren" not in str(refusal.value)
    assert not Child.objects.exists(), "nothing was added, and the restricted one is out of sight"


@pytest.mark.parametrize(
    ("said", "refusal", "why"),
    [
        ({"born_on": date(2023, 4, 13)}, actions.Impossible, "expected date of birth instead"),
        ({"born_on": date(1993, 4, 12)}, actions.Impossible, "the person is 30"),
        ({"born_on": None, "expected_on": date(2024, 4, 12)}, actions.Impossible, "more than 42 weeks"),
        ({"born_on": None, "expected_on": date(2023, 1, 1)}, actions.Impossible, "more than six weeks ago"),
        ({"expected_on": date(2023, 6, 1)}, actions.Impossible, "not both"),
        ({"given_name": " ", "family_name": "-"}, actions.Incomplete, "at least one name"),
        ({"given_name": "x" * 81}, actions.Impossible, "longer than 80"),
        ({"nhs_number": "9990000019"}, actions.WrongNumber, "wrong digit"),
        ({"upn": "A801200005001"}, actions.WrongNumber, "first letter"),
        ({"address": actions.NewAddress(lines=" ")}, actions.Incomplete, "No fixed address"),
        ({"address": actions.NewAddress(lines="A", postcode="PR8")}, actions.Impossible, "full UK postcode"),
        ({"address": actions.NewAddress(lines="A", is_protected=True)}, actions.Incomplete, "why the address"),
        (
            {"address": actions.NewAddress(lines="A"), "lives_there_since": date(2015, 1, 1)},
            actions.Impossible,
            "before being born",
        ),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing_behind(add, said, refusal, why):
    with pytest.raises(refusal, match=why):
        add(**said)
    assert not Child.objects.exists()


def test_a_child_expected_in_summer_is_unborn_until_the_birth_is_recorded(partnership, add, nhs):
    unborn = add(given_name="", born_on=None, expected_on=date(2023, 6, 1))
    assert (unborn.name, unborn.is_unborn) == ("Unborn Appletree", True)
    born = actions.record_birth(
        child=unborn,
        born_on=date(2023, 4, 10),
        given_name="Robin",
        sex="M",
        nhs_number=next(nhs),
        by=partnership.olive,
        at=partnership.now,
    )
    assert (born.pk, born.name, born.is_unborn) == (unborn.pk, "Robin Appletree", False)
    assert born.expected_on == date(2023, 6, 1), "the history before birth stays"


@pytest.mark.parametrize("born_on", [date(2022, 11, 1), date(2023, 4, 13)])
def test_a_birth_too_far_from_the_expected_day_is_refused(partnership, add, born_on):
    unborn = add(given_name="", born_on=None, expected_on=date(2023, 6, 1))
    with pytest.raises(actions.Impossible):
        actions.record_birth(child=unborn, born_on=born_on, by=partnership.olive, at=partnership.now)


def test_a_child_is_not_born_twice(partnership, add):
    with pytest.raises(actions.Impossible, match="born already"):
        actions.record_birth(child=add(), born_on=date(2023, 4, 1), by=partnership.olive, at=partnership.now)


def test_a_birth_that_would_make_a_second_record_is_refused(partnership, add):
    add(given_name="Robin", born_on=date(2023, 4, 10))
    unborn = add(given_name="", born_on=None, expected_on=date(2023, 4, 20))
    with pytest.raises(actions.AlreadyInRegister):
        actions.record_birth(
            child=unborn, born_on=date(2023, 4, 10), given_name="Robin", by=partnership.olive, at=partnership.now
        )


def test_a_school_adds_nobody(partnership):
    partnership.acts(partnership.sol)
    with pytest.raises(NotYours, match="role"):
        actions.add_child(
            child=actions.NewChild(given_name="Wren"), searched=True, by=partnership.sol, at=partnership.now
        )
