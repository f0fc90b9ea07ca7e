"""Ages, birthdays and bands."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.timescales.ages import AgeBand, age_band, age_on, birthday, is_unborn

births = st.dates(date(1990, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        ("2010-05-17", "2023-05-16", 12),
        ("2010-05-17", "2023-05-17", 13),
        ("2023-04-12", "2023-04-12", 0),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-29", 20),
        ("2004-02-29", "2024-02-28", 19),
        ("2023-06-01", "2023-04-12", None),
    ],
)
def test_age_is_in_completed_years(born_on: str, day: str, age: int | None) -> None:
    assert age_on(date.fromisoformat(born_on), date.fromisoformat(day)) == age


@given(births, st.integers(0, 10_000))
def test_age_agrees_with_counting_birthdays(born_on: date, lived: int) -> None:
    day = born_on + timedelta(days=lived)
    counted = 0
    while birthday(born_on, counted + 1) <= day:
        counted += 1
    assert age_on(born_on, day) == counted


def test_a_leap_day_birthday_falls_on_1_march_in_other_years() -> None:
    assert birthday(date(2004, 2, 29), 16) == date(2020, 2, 29)
    assert birthday(date(2004, 2, 29), 18) == date(2022, 3, 1)


@given(births, st.integers(1, 300))
def test_a_child_before_its_date_of_birth_is_unborn_and_has_no_age(born_on: date, early: int) -> None:
    day = born_on - timedelta(days=early)
    assert is_unborn(born_on, day)
    assert age_on(born_on, day) is None
    assert age_band(born_on, day) is AgeBand.UNBORN


@pytest.mark.parametrize(
    ("age", "label"),
    [
        (0, "Under 1"),
        (1, "1–4"),
        (4, "1–4"),
        (5, "5–9"),
        (9, "5–9"),
        (10, "10–15"),
        (15, "10–15"),
        (16, "16–17"),
        (17, "16–17"),
        (18, "18 and over"),
        (40, "18 and over"),
    ],
)
def test_bands_change_on_the_birthday(age: int, label: str) -> None:
    born_on = date(1980, 5, 17)
    band = age_band(born_on, birthday(born_on, age))
    assert band is not None
    assert band.label == label
    assert age_band(born_on, birthday(born_on, age + 1) - timedelta(days=1)) is band


def test_a_child_expected_but_not_recorded_as_born_stays_unborn_after_the_expected_date() -> None:
    assert age_band(None, date(2023, 4, 12), expected_on=date(2023, 4, 1)) is AgeBand.UNBORN


def test_a_date_of_birth_not_supplied_gives_no_band() -> None:
    assert age_band(None, date(2023, 4, 12)) is None


def test_every_band_has_a_label() -> None:
    assert [band.label for band in AgeBand] == [
        "Unborn",
        "Under 1",
        "1–4",
        "5–9",
        "10–15",
        "16–17",
        "18 and over",
    ]
