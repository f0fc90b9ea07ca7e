"""The bank holiday table that ships with the release."""

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest

from sightline.timescales.holidays import ENGLAND_AND_WALES, Holidays


def easter_sunday(year: int) -> date:
    """Easter by the anonymous Gregorian computus, to check the table against something not typed by hand."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    h = (19 * a + b - d - (b - f + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


YEARS = range(2012, 2029)


def test_the_table_covers_2012_to_2028() -> None:
    assert (ENGLAND_AND_WALES.first_year, ENGLAND_AND_WALES.last_year) == (2012, 2028)


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_good_friday_and_easter_monday(year: int) -> None:
    easter = easter_sunday(year)
    assert ENGLAND_AND_WALES[easter - timedelta(days=2)] == "Good Friday"
    assert ENGLAND_AND_WALES[easter + timedelta(days=1)] == "Easter Monday"


@pytest.mark.parametrize("year", YEARS)
def test_every_year_has_its_eight_days_and_the_extra_ones(year: int) -> None:
    extra = {2012: 1, 2022: 2, 2023: 1}.get(year, 0)
    assert sum(day.year == year for day in ENGLAND_AND_WALES) == 8 + extra


def test_no_bank_holiday_is_lost_on_a_weekend() -> None:
    assert [day for day in ENGLAND_AND_WALES if day.weekday() >= 5] == []


@pytest.mark.parametrize("day", [date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)], ids=str)
def test_the_extra_days_of_the_report_year_are_held(day: date) -> None:
    assert day in ENGLAND_AND_WALES


def test_a_changed_title_or_day_changes_the_version() -> None:
    table = Holidays({date(2023, 4, 7): "Good Friday"})
    assert table.version == Holidays({date(2023, 4, 7): "Good Friday"}).version
    assert table.version != Holidays({date(2023, 4, 8): "Good Friday"}).version
    assert table.version != Holidays({date(2023, 4, 7): "Friday"}).version


@pytest.mark.parametrize("rows", ["", "2023-04-07,Good Friday\n2023-04-07,Good Friday"])
def test_an_empty_table_or_a_day_listed_twice_is_refused(rows: str) -> None:
    with pytest.raises(ValueError, match="bank holiday table"):
        Holidays.from_csv(f"date,title\n{rows}")


@pytest.mark.shared
def test_the_table_agrees_with_the_published_list(shared: Path) -> None:
    path = shared / "reference" / "data" / "uk_bank_holidays_2012_2028.csv"
    with path.open(encoding="utf-8") as file:
        published = {
            date.fromisoformat(row["date"]): row["title"]
            for row in csv.DictReader(file)
            if row["division"] == "england-and-wales"
        }
    assert dict(ENGLAND_AND_WALES) == published
