"""The figures of the demonstration's year are the same on Spark: a region or the nation needs no second code."""

import pytest

from sightline.indicators.figures import compute_all
from sightline.indicators.register import REGISTER, Indicator
from sightline.indicators.snapshots import Snapshot
from sightline.timescales.periods import parse

pytestmark = [pytest.mark.full, pytest.mark.filterwarnings("ignore")]

YEAR = parse("2022-23")


@pytest.fixture(scope="module")
def on_both(snapshot: Snapshot) -> tuple[object, object]:
    pytest.importorskip("pyspark", reason="Spark is optional and not installed here.")
    return snapshot.tables(), snapshot.tables(engine="spark")


@pytest.mark.parametrize("indicator", list(REGISTER), ids=lambda each: each.id)
def test_every_figure_with_every_breakdown_is_the_same_on_spark(
    indicator: Indicator, on_both: tuple[object, object]
) -> None:
    on_duckdb, on_spark = on_both
    figures = compute_all([indicator], on_spark, YEAR)
    assert figures
    assert figures == compute_all([indicator], on_duckdb, YEAR)
