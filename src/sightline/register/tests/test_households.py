"""Where a child lives, with whom, from when to when."""

from datetime import date

import pytest

from sightline.register import actions
from sightline.register.models import HouseholdMember

HAZEL = actions.NewAddress(lines="3 Hazel Road", postcode="PR8 1DA")
OAK = actions.NewAddress(lines="9 Oak Street", postcode="L20 3AB")


@pytest.fixture
def move(partnership):
    def to(child, address, moved_on, **said):
        return actions.move_household(
            child=child, address=address, moved_on=moved_on, by=partnership.olive, at=partnership.now, **said
        )

    return to


def lived(child):
    homes = HouseholdMember.objects.filter(child=child).select_related("household__address").order_by("pk")
    return [(str(home.household.address), home.from_on, home.to_on) for home in homes]


def test_a_move_ends_the_old_home_and_keeps_it(add, move):
    child = add()
    move(child, HAZEL, date(2020, 1, 1))
    move(child, OAK, date(2022, 5, 1))
    assert lived(child) == [
        ("3 Hazel Road, PR8 1DA", date(2020, 1, 1), date(2022, 5, 1)),
        ("9 Oak Street, L20 3AB", date(2022, 5, 1), None),
    ]


def test_those_who_move_too_move_together(partnership, add, move):
    child, sister = add(), add(given_name="Robin")
    mother = actions.add_adult(adult=actions.NewAdult(given_name="Kim"), by=partnership.olive, at=partnership.now)
    home = move(child, HAZEL, date(2020, 1, 1))
    for person in ({"child": sister}, {"adult": mother}):
        actions.add_household_member(household=home, by=partnership.olive, at=partnership.now, **person)
    new = move(child, OAK, date(2023, 1, 1), together_with=list(home.members.exclude(child=child)))
    assert new.members.filter(to_on=None).count() == 3
    assert home.members.filter(to_on=None).count() == 0


def test_an_earlier_home_is_filled_in_without_ending_the_present_one(add, move):
    child = add()
    move(child, OAK, date(2022, 5, 1))
    move(child, HAZEL, date(2020, 1, 1), until=date(2022, 5, 1))
    assert [home for home in lived(child) if home[2] is None] == [("9 Oak Street, L20 3AB", date(2022, 5, 1), None)]


@pytest.mark.parametrize(
    ("moved_on", "until", "why"),
    [
        (date(2023, 4, 13), None, "in the future"),
        (date(2022, 1, 1), date(2021, 1, 1), "before the day on which it started"),
        (date(2019, 1, 1), None, "A later move is already recorded"),
        (date(2015, 6, 11), date(2016, 1, 1), "before being born"),
    ],
)
def test_a_move_that_cannot_be_is_refused(add, move, moved_on, until, why):
    child = add()
    move(child, HAZEL, date(2020, 1, 1))
    with pytest.raises(actions.Impossible, match=why):
        move(child, OAK, moved_on, until=until)
    assert lived(child) == [("3 Hazel Road, PR8 1DA", date(2020, 1, 1), None)]


def test_nobody_lives_in_a_household_twice_or_leaves_it_twice(partnership, add, move):
    child = add()
    home = move(child, HAZEL, date(2020, 1, 1))
    said = {"by": partnership.olive, "at": partnership.now}
    with pytest.raises(actions.AlreadyRecorded):
        actions.add_household_member(household=home, child=child, **said)
    with pytest.raises(actions.Incomplete):
        actions.add_household_member(household=home, **said)
    member = home.members.get()
    actions.end_household_member(member=member, left_on=date(2023, 1, 1), **said)
    with pytest.raises(actions.AlreadyRecorded):
        actions.end_household_member(member=member, left_on=date(2023, 2, 1), **said)


def test_protection_needs_a_reason_and_is_lifted_by_those_who_restrict(partnership, add, move):
    address = move(add(), HAZEL, None).address
    with pytest.raises(actions.Incomplete, match="Say why"):
        actions.protect_address(address=address, because=" ", by=partnership.olive, at=partnership.now)
    actions.protect_address(address=address, because="Refuge", by=partnership.olive, at=partnership.now)
    address.refresh_from_db()
    assert address.is_protected
    with pytest.raises(Exception, match="role"):
        actions.lift_protection(address=address, by=partnership.olive, at=partnership.now)
    partnership.acts(partnership.mina)
    actions.lift_protection(address=address, by=partnership.mina, at=partnership.now)
    address.refresh_from_db()
    assert (address.is_protected, address.protected_because) == (False, "")
