from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.indicators import vocabulary
from sightline.indicators.rounding import half_up
from sightline.indicators.testing import tables_of
from sightline.timescales import ages
from sightline.timescales.periods import parse
from sightline.timescales.rules import months_after
from sightline.timescales.working_days import ENGLAND_AND_WALES, WorkingCalendar

CALENDAR = WorkingCalendar(ENGLAND_AND_WALES)
FIRST, LAST = date(2021, 4, 1), date(2024, 3, 31)
DATES = st.dates(date(1999, 1, 1), date(2030, 12, 31))
MAYBE = st.none() | DATES


@pytest.fixture(scope="module")
def engine():
    return ibis.duckdb.connect()


def answers(engine, rows, schema, word):
    """What a word answers on DuckDB for every row."""
    engine.con.register("asked", pa.Table.from_pylist(rows, schema=pa.schema(schema)))
    columns = [pa.field(name, kind) for name, kind in schema]
    asked = ibis.table(ibis.schema({field.name: _ibis_type(field.type) for field in columns}), name="asked")
    return engine.to_pyarrow(asked.select("row", answer=word(asked)).order_by("row"))["answer"].to_pylist()


def _ibis_type(kind):
    return {pa.date32(): "date", pa.int64(): "int64"}.get(kind, "timestamp('UTC')")


def pairs(first, second):
    return st.lists(st.tuples(first, second), min_size=1, max_size=40)


def rows_of(pairs):
    return [{"row": number, "a": a, "b": b} for number, (a, b) in enumerate(pairs)]


DAYS = [("row", pa.int64()), ("a", pa.date32()), ("b", pa.date32())]
NUMBERS = [("row", pa.int64()), ("a", pa.int64()), ("b", pa.int64())]
MOMENTS = [("row", pa.int64()), ("a", pa.timestamp("us", "UTC")), ("b", pa.timestamp("us", "UTC"))]

fast = settings(deadline=None, max_examples=25)


@fast
@given(pairs=pairs(MAYBE, MAYBE))
def test_ages_are_completed_years_as_in_plain_python(engine, pairs):
    expected = [None if a is None or b is None else ages.age_on(a, b) for a, b in pairs]
    assert answers(engine, rows_of(pairs), DAYS, lambda t: vocabulary.age_on(t.a, t.b)) == expected


def test_a_child_born_on_29_february_is_a_year_older_on_1_march(engine):
    born = date(2020, 2, 29)
    days = [date(2021, 2, 28), date(2021, 3, 1), date(2024, 2, 28), date(2024, 2, 29), date(2020, 2, 28)]
    rows = rows_of([(born, day) for day in days])
    assert answers(engine, rows, DAYS, lambda t: vocabulary.age_on(t.a, t.b)) == [0, 1, 3, 4, None]


@pytest.mark.parametrize("months", [0, 1, 6, 12, 25])
def test_months_earlier_equals_calendar_arithmetic_on_every_day_of_five_years(engine, months):
    days = [None, *(date(2020, 2, 1) + timedelta(days=number) for number in range(1_900))]
    expected = [None if day is None else months_after(day, -months) for day in days]
    rows = rows_of([(day, None) for day in days])
    assert answers(engine, rows, DAYS, lambda t: vocabulary.months_earlier(t.a, months)) == expected


@pytest.mark.parametrize(
    ("earlier", "later", "is_within"),
    [
        (date(2022, 3, 1), date(2023, 3, 1), True),
        (date(2022, 2, 28), date(2023, 3, 1), False),
        (date(2023, 3, 1), date(2023, 3, 1), False),
        (date(2023, 2, 28), date(2024, 2, 29), True),
        (date(2023, 2, 27), date(2024, 2, 29), False),
        (date(2024, 2, 28), date(2025, 2, 28), True),
    ],
)
def test_the_window_of_re_referrals_is_twelve_calendar_months_inclusive(engine, earlier, later, is_within):
    rows = rows_of([(earlier, later)])
    assert answers(engine, rows, DAYS, lambda t: vocabulary.is_within_months_before(t.a, t.b)) == [is_within]


def test_months_are_counted_back_only():
    with pytest.raises(ValueError, match="Count the months back"):
        vocabulary.months_earlier(None, -1)


NUMERATORS = st.none() | st.integers(-100_000, 100_000)
DENOMINATORS = st.none() | st.integers(0, 100_000)


@fast
@given(pairs=pairs(NUMERATORS, DENOMINATORS))
def test_a_ratio_is_null_without_a_denominator(engine, pairs):
    expected = [None if a is None or not b else a / b for a, b in pairs]
    assert answers(engine, rows_of(pairs), NUMBERS, lambda t: vocabulary.safe_ratio(t.a, t.b)) == expected


@pytest.mark.parametrize(("per", "places"), [(1, 0), (100, 1), (10_000, 1), (1, 2)])
@fast
@given(pairs=pairs(NUMERATORS, DENOMINATORS))
def test_a_rounded_ratio_equals_exact_rounding_half_up(engine, per, places, pairs):
    expected = [None if a is None or not b else float(half_up(Fraction(a * per, b), places)) for a, b in pairs]
    rounded = answers(
        engine, rows_of(pairs), NUMBERS, lambda t: vocabulary.half_up_ratio(t.a, t.b, per=per, places=places)
    )
    assert rounded == expected


def test_an_eighth_shown_with_two_decimals_is_thirteen_hundredths(engine):
    rows = rows_of([(1, 8), (-1, 8), (1, 2)])
    found = answers(engine, rows, NUMBERS, lambda t: vocabulary.half_up_ratio(t.a, t.b, places=2))
    assert found == [0.13, -0.13, 0.5]


NOON = datetime(2023, 3, 25, 12, tzinfo=UTC)
SECONDS = st.none() | st.integers(-10_000_000, 10_000_000).map(lambda seconds: NOON + timedelta(seconds=seconds))


@fast
@given(pairs=pairs(SECONDS, SECONDS))
def test_hours_are_elapsed_hours(engine, pairs):
    expected = [None if a is None or b is None else (b - a).total_seconds() / 3600 for a, b in pairs]
    assert answers(engine, rows_of(pairs), MOMENTS, lambda t: vocabulary.hours_between(t.a, t.b)) == expected


@fast
@given(pairs=pairs(MAYBE, MAYBE), day=DATES)
def test_an_episode_ending_on_the_day_is_not_open(engine, pairs, day):
    expected = [a is not None and a <= day and (b is None or b > day) for a, b in pairs]
    found = answers(engine, rows_of(pairs), DAYS, lambda t: vocabulary.is_open_on(t.a, t.b, ibis.literal(day)))
    assert [bool(one) for one in found] == expected


@fast
@given(pairs=pairs(MAYBE, st.none()))
def test_months_are_labelled_as_periods_are(engine, pairs):
    expected = [None if a is None else f"{a:%Y-%m}" for a, _ in pairs]
    assert answers(engine, rows_of(pairs), DAYS, lambda t: vocabulary.month_of(t.a)) == expected


def test_a_period_holds_its_first_and_its_last_day(engine):
    days = [date(2022, 3, 31), date(2022, 4, 1), date(2023, 3, 31), date(2023, 4, 1)]
    rows = rows_of([(day, None) for day in days])
    found = answers(engine, rows, DAYS, lambda t: vocabulary.in_period(t.a, parse("2022-23")))
    assert found == [False, True, True, False]


CALENDAR_DAYS = st.dates(FIRST, LAST)


@pytest.fixture(scope="module")
def calendar():
    return vocabulary.calendar_rows(CALENDAR, FIRST, LAST)


@fast
@given(pairs=pairs(st.none() | CALENDAR_DAYS, st.none() | CALENDAR_DAYS))
def test_working_days_by_calendar_join_equal_the_calendar_itself(calendar, pairs):
    tables = tables_of({"spans": rows_of(pairs), "calendar": calendar.to_pylist()}, [vocabulary.CALENDAR])
    spans = tables.spans.mutate(a=tables.spans.a.cast("date"), b=tables.spans.b.cast("date"))
    counted = vocabulary.working_days_between(spans, "a", "b", tables.calendar).order_by("row")
    assert counted.columns == ("row", "a", "b", "working_days")
    expected = [None if a is None or b is None else CALENDAR.between(a, b) for a, b in pairs]
    assert counted.working_days.to_pyarrow().to_pylist() == expected


def test_a_date_outside_the_calendar_has_no_working_days(calendar):
    rows = rows_of([(date(2019, 1, 1), date(2022, 1, 4)), (date(2021, 12, 24), date(2022, 1, 4))])
    tables = tables_of({"spans": rows, "calendar": calendar.to_pylist()}, [vocabulary.CALENDAR])
    counted = vocabulary.working_days_between(tables.spans, "a", "b", tables.calendar, name="days")
    assert counted.order_by("row").days.to_pyarrow().to_pylist() == [None, 4]


def test_the_calendar_may_be_published(calendar):
    vocabulary.CALENDAR.check_is_publishable()
    assert calendar.schema == vocabulary.CALENDAR.schema()
