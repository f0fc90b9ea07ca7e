"""On which agreement something rests."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.register.in_force import Covers, covering, in_force_on

SCHOOL, POLICE, COUNCIL = 1, 2, 3
SPRING = date(2023, 4, 1)


def version(number=1, *, agreement=1, begins=SPRING, ended_on=None, agencies=(SCHOOL, COUNCIL), purposes=("CHECK",)):
    return Covers(
        version=agreement * 100 + number,
        agreement=agreement,
        number=number,
        agencies=frozenset(agencies),
        purposes=frozenset(purposes),
        in_force_from=begins,
        ended_on=ended_on,
    )


@pytest.mark.parametrize(
    ("what", "versions", "day", "found"),
    [
        ("in force that day", [version()], SPRING, 101),
        ("not yet in force", [version()], SPRING - timedelta(days=1), None),
        ("ended that day", [version(ended_on=SPRING)], SPRING, None),
        ("ended the day after", [version(ended_on=SPRING + timedelta(days=1))], SPRING, 101),
        ("another purpose", [version(purposes=("REFERRAL",))], SPRING, None),
        ("without the council", [version(agencies=(SCHOOL, POLICE))], SPRING, None),
        ("a later version", [version(), version(2, begins=SPRING + timedelta(days=5))], date(2023, 4, 6), 102),
        ("before the later version", [version(), version(2, begins=SPRING + timedelta(days=5))], date(2023, 4, 5), 101),
        (
            "a later version that leaves the school out",
            [version(), version(2, begins=date(2023, 4, 5), agencies=(POLICE, COUNCIL))],
            date(2023, 4, 6),
            None,
        ),
        (
            "of two agreements the younger",
            [version(), version(agreement=2, begins=date(2023, 4, 3))],
            date(2023, 5, 1),
            201,
        ),
    ],
)
def test_a_disclosure_rests_on_the_version_in_force_that_covers_it(what, versions, day, found):
    covers = covering(versions, agencies=frozenset({SCHOOL, COUNCIL}), purpose="CHECK", day=day)
    assert (covers.version if covers else None) == found, what


days = some.dates(date(2022, 1, 1), date(2024, 12, 31))
versions = some.lists(
    some.builds(
        version,
        some.integers(1, 3),
        agreement=some.integers(1, 3),
        begins=days,
        ended_on=some.none() | days,
        agencies=some.sets(some.sampled_from([SCHOOL, POLICE, COUNCIL]), min_size=2),
        purposes=some.sets(some.sampled_from(["CHECK", "REFERRAL"]), min_size=1),
    ),
    max_size=8,
)


@given(versions=versions, day=days)
def test_what_is_found_covers_all_and_was_not_followed_by_a_later_version(versions, day):
    agencies = frozenset({SCHOOL, COUNCIL})
    found = covering(versions, agencies=agencies, purpose="CHECK", day=day)
    fitting = [each for each in in_force_on(day, versions) if agencies <= each.agencies and "CHECK" in each.purposes]
    assert (found is None) == (not fitting)
    if found:
        assert found.in_force_from <= day and (found.ended_on is None or day < found.ended_on)
        later = [
            each
            for each in versions
            if each.agreement == found.agreement
            and (each.ended_on is None or day < each.ended_on)
            and (found.in_force_from, found.number) < (each.in_force_from, each.number)
        ]
        assert all(each.in_force_from > day for each in later)
