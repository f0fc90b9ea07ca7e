import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.indicators.intervals import (
    NEARLY_CERTAIN,
    USUAL,
    byar,
    count_interval,
    exact_poisson,
    poisson_up_to,
    rate_interval,
    wilson,
)
from sightline.indicators.tests.shared import oracle

PUBLISHED_LIMITS = {USUAL: ("lower95_0cl", "upper95_0cl"), NEARLY_CERTAIN: ("lower99_8cl", "upper99_8cl")}


def agrees(interval, low, high):
    assert interval.low == pytest.approx(low, rel=1e-9, abs=1e-12)
    assert interval.high == pytest.approx(high, rel=1e-9, abs=1e-12)


def published(table, grouped):
    """Rows with numerator and denominator, each with its confidence and published limits."""
    for row in oracle("phe_rates_published.json")[table]:
        if row["Numerator"] is None or row["Denominator"] is None:
            continue
        if grouped:
            yield row, float(row["confidence"].rstrip("%")), row["lowercl"], row["uppercl"]
        else:
            for confidence, (low, high) in PUBLISHED_LIMITS.items():
                yield row, confidence, row[low], row[high]


@pytest.mark.shared
def test_byar_and_wilson_equal_the_published_limits():
    cases = oracle("phe_byars_wilson_published.json")["cases"]
    assert len(cases) == 13
    for case in cases:
        confidence = float(case["confidence"].rstrip("%"))
        if case["n"] is None:
            found = byar(case["x"], confidence=confidence)
        else:
            found = wilson(case["x"], case["n"], confidence=confidence)
        low = 0.0 if case["lowercl"] is None else case["lowercl"]
        agrees(found, low, case["uppercl"])


@pytest.mark.shared
@pytest.mark.parametrize(("table", "grouped"), [("rate", False), ("rate_grouped", True)])
def test_rates_equal_the_published_limits_exact_below_ten_and_byar_from_ten(table, grouped):
    rows = list(published(table, grouped))
    assert {row["method"] for row, *_ in rows} == {"Exact", "Byars"}
    for row, confidence, low, high in rows:
        agrees(
            rate_interval(row["Numerator"], row["Denominator"], per=row["multiplier"], confidence=confidence),
            low,
            high,
        )


@pytest.mark.shared
@pytest.mark.parametrize(("table", "grouped"), [("proportion", False), ("proportion_grouped", True)])
def test_proportions_equal_the_published_limits(table, grouped):
    rows = list(published(table, grouped))
    assert len(rows) >= 8
    for row, confidence, low, high in rows:
        found = wilson(row["Numerator"], row["Denominator"], confidence=confidence)
        agrees(found.times(row["multiplier"]), low, high)


@pytest.mark.parametrize(
    ("count", "low", "high"),
    [
        (0, 0.0, -math.log(0.025)),
        (1, -math.log(0.975), 5.571643390938898),
        (5, 1.6234863901184207, 11.66833207932267),
        (9, 4.115373097378334, 17.084803451419166),
    ],
)
def test_the_exact_interval_of_small_counts(count, low, high):
    agrees(exact_poisson(count), low, high)


def test_none_and_all_of_a_few_have_limits_inside_nought_and_one():
    agrees(wilson(0, 10), 0.0, 0.2775327998628892)
    agrees(wilson(10, 10), 0.7224672001371107, 1.0)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 500), st.sampled_from([USUAL, NEARLY_CERTAIN]))
def test_the_exact_limits_leave_half_of_the_doubt_on_either_side(count, confidence):
    found, tail = exact_poisson(count, confidence=confidence), (1 - confidence / 100) / 2
    assert poisson_up_to(count, found.high) == pytest.approx(tail, rel=1e-9)
    if count:
        assert 1 - poisson_up_to(count - 1, found.low) == pytest.approx(tail, rel=1e-9)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 3000))
def test_exact_limits_equal_the_chi_square_quantiles(count):
    from scipy.stats import chi2

    found = exact_poisson(count)
    assert found.low == pytest.approx(chi2.ppf(0.025, 2 * count) / 2 if count else 0, rel=1e-8)
    assert found.high == pytest.approx(chi2.ppf(0.975, 2 * count + 2) / 2, rel=1e-8)


@given(st.integers(1, 100_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_between_its_limits_and_more_confidence_widens_them(pair):
    numerator, denominator = pair
    usual, wide = wilson(*pair), wilson(*pair, confidence=NEARLY_CERTAIN)
    assert 0 <= wide.low <= usual.low <= numerator / denominator <= usual.high <= wide.high <= 1


@given(st.integers(0, 100_000))
def test_a_count_lies_between_its_limits(count):
    found = count_interval(count)
    assert 0 <= found.low <= count < found.high
    assert found.method == ("exact Poisson" if count < 10 else "Byar")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: wilson(3, 2),
        lambda: wilson(0, 0),
        lambda: byar(-1),
        lambda: exact_poisson(-1),
        lambda: exact_poisson(1.5),  # type: ignore[arg-type]
        lambda: rate_interval(1, 0, per=100),
        lambda: wilson(1, 2, confidence=1.96 * 100),
    ],
)
def test_impossible_questions_are_refused(wrong):
    with pytest.raises(ValueError, match=r"needs|never|percent"):
        wrong()
