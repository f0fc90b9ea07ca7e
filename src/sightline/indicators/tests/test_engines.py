"""The same definitions on DuckDB and on Spark; runs where the optional Spark is installed."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import ibis
import pyarrow as pa
import pytest

from sightline.indicators import vocabulary
from sightline.indicators.engines import EngineNotInstalled, Tables
from sightline.indicators.figures import compute_all
from sightline.indicators.populations import POPULATIONS
from sightline.indicators.published import Column, PublishedTable
from sightline.indicators.snapshots import write_snapshot
from sightline.indicators.tests import sample
from sightline.indicators.tests.sample import CONTACTS, contact
from sightline.timescales.periods import parse
from sightline.timescales.working_days import ENGLAND_AND_WALES, WorkingCalendar

SPANS = PublishedTable(
    "spans",
    "Two dates, two numbers and two moments",
    (
        Column("number", "integer", "Number of the row"),
        Column("first", "date", "A date"),
        Column("last", "date", "A date"),
        Column("numerator", "integer", "A number"),
        Column("denominator", "integer", "A number from nought"),
        Column("started_at", "moment", "A moment"),
        Column("ended_at", "moment", "A moment"),
    ),
    key=("number",),
)
AWKWARD_DAYS = [date(2016, 2, 29), date(2020, 2, 29), date(2021, 3, 31), date(2019, 12, 31), None]


def some_contacts(random):
    def day():
        return random.choice([None, date(2022, 3, 20) + timedelta(days=random.randrange(390))])

    return [
        contact(
            contact=f"{number:04}",
            received_on=day(),
            decided_on=day(),
            source_group=random.choice(["POLICE", "SCHOOL", None]),
            level=random.choice([1, 2, None]),
            outcome=random.choice(["REFERRAL", "ADVICE", None]),
            moved=random.choice([-1, 0, 1, None]),
            hours=random.choice([None, random.randrange(400) / 4]),
        )
        for number in range(500)
    ]


def some_spans(random):
    def day():
        return random.choice([*AWKWARD_DAYS, date(2015, 1, 1) + timedelta(days=random.randrange(3600))])

    def moment():
        return random.choice([None, datetime(2023, 3, 25, tzinfo=UTC) + timedelta(seconds=random.randrange(10**6))])

    return [
        {
            "number": number,
            "first": day(),
            "last": day(),
            "numerator": random.choice([None, random.randrange(-5000, 5000)]),
            "denominator": random.choice([None, 0, random.randrange(300)]),
            "started_at": moment(),
            "ended_at": moment(),
        }
        for number in range(1000)
    ]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory):
    random = Random(20230412)
    people = {
        "area": "E08000014",
        "age_range": "0-17",
        "mid_year": 2022,
        "vintage": "revised",
        "released_on": date(2023, 11, 23),
        "value": 53_472,
    }
    rows = {CONTACTS: some_contacts(random), SPANS: some_spans(random), POPULATIONS: [people]}
    tables = {d.name: pa.Table.from_pylist(held, schema=d.schema()) for d, held in rows.items()}
    calendar = WorkingCalendar(ENGLAND_AND_WALES)
    tables["calendar"] = vocabulary.calendar_rows(calendar, date(2015, 1, 1), date(2025, 12, 31))
    return write_snapshot(
        tmp_path_factory.mktemp("snapshots"),
        tables,
        [*rows, vocabulary.CALENDAR],
        business_date=date(2023, 4, 12),
        taken_at=datetime(2023, 4, 12, tzinfo=UTC),
        cut_off=datetime(2023, 4, 12, tzinfo=UTC),
        code_version="0.1.0",
    )


def every_word(tables):
    spans = vocabulary.working_days_between(tables.spans, "first", "last", tables.calendar)
    first, last = spans.first, spans.last
    answers = spans.select(
        "number",
        "working_days",
        age=vocabulary.age_on(first, last),
        a_year_earlier=vocabulary.months_earlier(first),
        a_month_earlier=vocabulary.months_earlier(first, 1),
        is_within=vocabulary.is_within_months_before(first, last),
        ratio=vocabulary.safe_ratio(spans.numerator, spans.denominator),
        rounded=vocabulary.half_up_ratio(spans.numerator, spans.denominator, per=100, places=1),
        hours=vocabulary.hours_between(spans.started_at, spans.ended_at),
        month=vocabulary.month_of(first),
        is_open=vocabulary.is_open_on(first, last, ibis.literal(date(2019, 5, 5))),
    )
    return answers.order_by("number").to_pyarrow().to_pylist()


@pytest.mark.full
@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
def test_words_and_figures_are_the_same_on_spark(snapshot):
    pytest.importorskip("pyspark", reason="Spark is optional and not installed here.")
    on_duckdb, on_spark = snapshot.tables(), snapshot.tables(engine="spark")
    assert every_word(on_spark) == every_word(on_duckdb)
    for indicator in sample.SAMPLE:
        period = parse("2022-23")
        assert compute_all([indicator], on_spark, period) == compute_all([indicator], on_duckdb, period)


@pytest.mark.full
def test_spark_without_java_says_what_is_missing(snapshot, monkeypatch, tmp_path):
    pytest.importorskip("pyspark", reason="Spark is optional and not installed here.")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(EngineNotInstalled, match="needs Java 17"):
        snapshot.tables(engine="spark")


def test_tables_of_two_snapshots_do_not_mix():
    few, many = (Tables.from_arrow({"visits": pa.table({"visit": list(range(n))})}) for n in (2, 5))
    assert [tables.visits.count().to_pyarrow().as_py() for tables in (few, many)] == [2, 5]
