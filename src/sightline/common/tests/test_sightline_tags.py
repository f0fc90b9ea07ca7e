from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django.template import Context, Template

from sightline.common.templatetags import sightline_tags as tags

STARTED = datetime(2023, 4, 11, 8, 0, tzinfo=UTC)
DUE = datetime(2023, 4, 12, 8, 0, tzinfo=UTC)


def drawn(now: datetime, **extra: object) -> str:
    deadline = SimpleNamespace(due_at=DUE, began_at=STARTED, basis="24 hours from receipt")
    template = Template("{% load sightline_tags %}{% clock deadline now stopped_at=stopped_at %}")
    return template.render(Context({"deadline": deadline, "now": now, "stopped_at": None} | extra))


@pytest.mark.parametrize(
    ("hour", "state", "word", "left"),
    [
        (0, "running", "In time", "8 hours left"),
        (2, "due-soon", "Due soon", "6 hours left"),
        (8, "due-soon", "Due soon", "less than a minute left"),
        (10, "overdue", "Overdue", "2 hours over"),
    ],
)
def test_a_clock_shows_its_standing_in_class_word_icon_and_time(hour: int, state: str, word: str, left: str) -> None:
    html = drawn(datetime(2023, 4, 12, hour, 0, tzinfo=UTC))
    assert f"sightline-chip--{state}" in html
    assert word in html
    assert "<svg" in html
    assert left in html
    assert "Wed 12 April 2023, 09:00" in html
    assert "24 hours from receipt" in html


@pytest.mark.parametrize(("hour", "state"), [(7, "met"), (9, "late")])
def test_a_stopped_clock_shows_whether_it_was_met_and_no_time_left(hour: int, state: str) -> None:
    html = drawn(datetime(2023, 5, 1, tzinfo=UTC), stopped_at=datetime(2023, 4, 12, hour, 0, tzinfo=UTC))
    assert f"sightline-chip--{state}" in html
    assert "left" not in html.replace("sightline-chip__left", "")
    assert "over<" not in html


def test_a_clock_without_a_deadline_says_so() -> None:
    html = Template("{% load sightline_tags %}{% clock None now %}").render(Context({"now": DUE}))
    assert "No deadline" in html


def test_a_deadline_at_the_end_of_a_day_is_shown_as_a_day() -> None:
    assert tags.due(datetime(2023, 6, 16, 22, 59, 59, 999999, tzinfo=UTC)) == "Fri 16 June 2023"
    assert tags.due(DUE) == "Wed 12 April 2023, 09:00"


def test_days_and_moments_are_shown_as_londons_clocks_show_them() -> None:
    late = datetime(2023, 4, 12, 23, 30, tzinfo=UTC)
    assert tags.day(late) == "Thu 13 April 2023"
    assert tags.moment(late) == "Thu 13 April 2023, 00:30"
    assert tags.time_of_day(late) == "00:30"
    assert tags.day(date(2023, 4, 12)) == "Wed 12 April 2023"
    assert tags.moment(date(2023, 4, 12)) == "Wed 12 April 2023"
    assert tags.day(None) == tags.moment(None) == tags.time_of_day(None) == ""


def test_what_was_not_supplied_is_never_shown_as_zero() -> None:
    assert tags.count(13490) == "13,490"
    assert tags.count(0) == "0"
    assert tags.count(None) == "not supplied"
    assert tags.or_not_supplied(0) == 0
    assert tags.or_not_supplied("") == "Not supplied"


def test_an_nhs_number_is_shown_in_its_three_groups() -> None:
    assert tags.nhs_number("9990000018") == "999 000 0018"
    assert tags.nhs_number(None) == ""


def test_pages_left_out_are_shown_as_left_out() -> None:
    from django.core.paginator import Paginator

    assert tags.page_numbers(Paginator(range(100), 10).page(5)) == [1, "…", 4, 5, 6, "…", 10]
