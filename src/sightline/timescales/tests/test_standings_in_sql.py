"""The database computes the same standing as Python, to the microsecond."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sightline.timescales.sql import DROP_STANDING_FUNCTION, STANDING_FUNCTION
from sightline.timescales.standings import Standing, standing
from sightline.timescales.tests.strategies import moments
from sightline.timescales.zone import LONDON, on_utc

ASK = """
select sightline_standing(
    %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::timestamptz, %s::numeric
)
"""
Clock = tuple[datetime | None, datetime | None, datetime | None, datetime, Decimal]

shares = st.decimals(0, 1, places=4) | st.sampled_from([Decimal("0.25"), Decimal("0.1"), Decimal(0), Decimal(1)])
nudges = st.integers(-2, 2).map(lambda n: timedelta(microseconds=n))


@st.composite
def clocks(draw: st.DrawFn) -> Clock:
    """Clocks whose moments crowd around the places where a standing turns."""
    start = draw(moments)
    whole = draw(st.timedeltas(timedelta(days=-2), timedelta(days=100)))
    due = (on_utc(start) + whole).astimezone(draw(st.sampled_from([UTC, LONDON])))
    share = draw(shares)
    turn = on_utc(due) - timedelta(microseconds=int(whole / timedelta(microseconds=1) * float(share)))
    near = st.sampled_from([on_utc(due), turn, on_utc(start)])
    now = draw(st.builds(lambda moment, nudge: moment + nudge, near, nudges) | moments)
    stopped = draw(st.none() | st.builds(lambda moment, nudge: moment + nudge, near, nudges) | moments)
    started = draw(st.sampled_from([start, start, start, None]))
    return started, draw(st.sampled_from([due, due, due, None])), stopped, now, share


@pytest.fixture
def cursor_with_the_function(database_cursor: Any) -> Any:
    """A cursor that knows `sightline_standing` in a schema of its own, apart from the one that serves."""
    database_cursor.execute("create schema standing_proof")
    database_cursor.execute("set local search_path to standing_proof")
    database_cursor.execute(STANDING_FUNCTION)
    return database_cursor


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.lists(clocks(), min_size=1, max_size=10))
def test_python_and_the_database_agree(cursor_with_the_function: Any, found: list[Clock]) -> None:
    for started_at, due_at, stopped_at, now, share in found:
        cursor_with_the_function.execute(ASK, (started_at, due_at, stopped_at, now, share))
        (in_the_database,) = cursor_with_the_function.fetchone()
        assert in_the_database == standing(
            started_at=started_at, due_at=due_at, stopped_at=stopped_at, now=now, due_soon_share=share
        )


def test_the_database_knows_the_default_share(cursor_with_the_function: Any) -> None:
    cursor_with_the_function.execute(
        "select sightline_standing('2023-03-06 09:00Z', '2023-03-07 09:00Z', null, at) from unnest("
        "array['2023-03-07 02:59:59.999999Z', '2023-03-07 03:00Z']::timestamptz[]) as at order by at"
    )
    assert [row[0] for row in cursor_with_the_function.fetchall()] == [Standing.RUNNING, Standing.DUE_SOON]


def test_the_function_does_not_depend_on_the_zone_of_the_session(cursor_with_the_function: Any) -> None:
    found = set()
    for zone in ("UTC", "Europe/London", "Pacific/Auckland"):
        cursor_with_the_function.execute("select set_config('TimeZone', %s, true)", (zone,))
        cursor_with_the_function.execute(
            "select sightline_standing('2023-03-25 13:00Z', '2023-03-26 12:00Z', null, '2023-03-26 06:15Z')"
        )
        found.add(cursor_with_the_function.fetchone()[0])
    assert found == {Standing.DUE_SOON}


def test_the_function_may_serve_an_index_and_can_be_made_again_and_dropped(
    cursor_with_the_function: Any,
) -> None:
    cursor_with_the_function.execute(STANDING_FUNCTION)
    cursor_with_the_function.execute(
        "select provolatile, proparallel from pg_proc where oid = 'sightline_standing'::regproc"
    )
    assert [tuple(row) for row in cursor_with_the_function.fetchall()] == [("i", "s")]
    cursor_with_the_function.execute(DROP_STANDING_FUNCTION)
    cursor_with_the_function.execute("select to_regproc('sightline_standing')")
    assert cursor_with_the_function.fetchone()[0] is None
