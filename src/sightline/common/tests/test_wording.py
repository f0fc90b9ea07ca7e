"""Days, moments and figures read as people say them."""

from datetime import UTC, date, datetime

from sightline.common import wording

DUE = datetime(2023, 4, 12, 8, 0, tzinfo=UTC)


def test_a_deadline_at_the_end_of_a_day_is_shown_as_a_day() -> None:
    assert wording.due(datetime(2023, 6, 16, 22, 59, 59, 999999, tzinfo=UTC)) == "Fri 16 June 2023"
    assert wording.due(DUE) == "Wed 12 April 2023, 09:00"


def test_days_and_moments_are_shown_as_londons_clocks_show_them() -> None:
    late = datetime(2023, 4, 12, 23, 30, tzinfo=UTC)
    assert wording.day(late) == "Thu 13 April 2023"
    assert wording.moment(late) == "Thu 13 April 2023, 00:30"
    assert wording.time_of_day(late) == "00:30"
    assert wording.day(date(2023, 4, 12)) == "Wed 12 April 2023"
    assert wording.moment(date(2023, 4, 12)) == "Wed 12 April 2023"
    assert wording.day(None) == wording.moment(None) == wording.time_of_day(None) == ""


def test_what_was_not_supplied_is_never_shown_as_zero() -> None:
    assert wording.count(13490) == "13,490"
    assert wording.count(0) == "0"
    assert wording.count(None) == "not supplied"


def test_an_nhs_number_is_shown_in_its_three_groups() -> None:
    assert wording.nhs_number("9990000018") == "999 000 0018"
    assert wording.nhs_number(None) == ""
