from datetime import UTC, datetime
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


def test_pages_left_out_are_shown_as_left_out() -> None:
    from django.core.paginator import Paginator

    assert tags.page_numbers(Paginator(range(100), 10).page(5)) == [1, "…", 4, 5, 6, "…", 10]


def test_what_is_missing_is_said_to_be_so_and_nought_stays_nought() -> None:
    assert tags.or_not_supplied(0) == 0
    assert tags.or_not_supplied("") == "Not supplied"


def test_nothing_that_was_typed_becomes_part_of_the_page() -> None:
    hostile = "<script>Zoë O’Neill & 'Sons'\"</script>"
    columns = [{"label": "Child"}, {"label": "Owner"}]
    cells = [{"text": hostile, "hint": hostile, "tags": [{"text": hostile, "colour": hostile}]}, hostile]
    html = tags.cells({"cells": cells, "url": '/contact/1"><script>'}, columns, DUE)
    assert "<script>" not in html
    assert html.count("&lt;script&gt;Zoë O’Neill &amp; &#x27;Sons&#x27;&quot;&lt;/script&gt;") == 5
