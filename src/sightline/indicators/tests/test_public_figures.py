from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings

from sightline.indicators.figures import Figure, FigureKind, compute, compute_all
from sightline.indicators.public_figures import suppress_figures
from sightline.indicators.register import COUNT, RATIO
from sightline.indicators.testing import tables_of
from sightline.indicators.tests import sample
from sightline.indicators.tests.sample import CONTACTS, contact
from sightline.timescales.periods import parse

YEAR = parse("2022-23")


def figures_of(indicator, rows, by=None):
    return compute(indicator, tables_of({"contacts": rows}, [CONTACTS]), YEAR, by=by)


def many(number, **given):
    return [contact(**given)] * number


def numerators(figures):
    return [(next(iter(f.by.values()), "total"), f.numerator) for f in figures]


def test_a_private_view_is_left_as_it_is():
    figures = figures_of(sample.contacts, many(3))
    assert suppress_figures(figures, public=False) == figures


def test_a_small_count_takes_the_next_smallest_with_it_so_that_the_total_tells_nothing():
    rows = many(3, level=1) + many(9, level=2) + many(12, level=3)
    shown = suppress_figures(figures_of(sample.contacts, rows, by="level"), public=True)
    assert numerators(shown) == [("total", 24), ("1", None), ("2", None), ("3", 12)]
    assert [figure.suppressed for figure in shown] == [False, True, True, False]
    assert shown[1].to_json()["value"] is None
    assert shown[1].to_json()["suppressed"] is True


def test_a_small_total_is_hidden_in_every_breakdown():
    tables = tables_of({"contacts": many(4, level=1, source_group="POLICE")}, [CONTACTS])
    shown = suppress_figures(compute_all([sample.contacts], tables, YEAR), public=True)
    assert {(*f.by.values(), f.numerator) for f in shown if f.numerator != 0} == {
        (None,),
        ("POLICE", None),
        ("1", None),
        ("2022-06", None),
    }


@pytest.mark.parametrize("breakdowns", [("level", "month"), ("month", "level")])
def test_a_total_that_one_breakdown_must_hide_is_hidden_beside_the_others(breakdowns):
    rows = [contact(level=level) for level in range(6)]
    tables = tables_of({"contacts": rows}, [CONTACTS])
    indicator = replace(sample.contacts, breakdowns=breakdowns)
    shown = suppress_figures(compute_all([indicator], tables, YEAR), public=True)
    assert all(figure.numerator in (None, 0) for figure in shown)


def test_noughts_are_shown():
    shown = suppress_figures(figures_of(sample.contacts, many(4), by="month"), public=True)
    assert [f.numerator for f in shown[1:4]] == [0, 0, None]


def test_a_share_is_withheld_where_its_numerator_or_its_base_is_hidden():
    rows = many(2, level=1, outcome="REFERRAL") + many(20, level=1, outcome="ADVICE")
    rows += many(4, level=2, outcome="ADVICE") + many(9, level=3, outcome="REFERRAL")
    rows += many(30, level=3, outcome="ADVICE") + many(50, level=4, outcome="ADVICE")
    shown = suppress_figures(figures_of(sample.conversion, rows, by="level"), public=True)
    told = [(f.numerator, f.denominator, f.value is None, f.suppressed) for f in shown]
    assert told == [
        (11, 115, False, False),
        (None, None, True, True),
        (0, None, True, True),
        (None, 39, True, True),
        (0, 50, False, False),
    ]
    assert all(f.interval is None for f in shown if f.suppressed)


def test_a_share_of_five_is_withheld_however_many_of_them_count():
    rows = many(3, level=1, outcome="REFERRAL") + many(2, level=1, outcome="ADVICE")
    rows += many(40, level=2, outcome="REFERRAL") + many(40, level=2, outcome="ADVICE")
    shown = suppress_figures(figures_of(sample.conversion, rows, by="level"), public=True)
    assert [(f.numerator, f.denominator, f.suppressed) for f in shown] == [
        (43, 85, False),
        (None, None, True),
        (None, None, True),
    ]


def test_coverage_is_told_of_totals_only_and_not_where_it_tells_a_small_number():
    rows = many(20, level=1, outcome="ADVICE") + many(8, level=2)
    shown = suppress_figures(figures_of(sample.conversion, rows, by="level"), public=True)
    assert [figure.coverage is None for figure in shown] == [False, True, True]
    nearly_all = many(20, outcome="ADVICE") + many(2)
    assert suppress_figures(figures_of(sample.conversion, nearly_all), public=True)[0].coverage is None


def test_a_median_of_a_few_is_withheld():
    few = suppress_figures(figures_of(sample.hours_to_decision, many(5, hours=3.0)), public=True)
    enough = suppress_figures(figures_of(sample.hours_to_decision, many(6, hours=3.0)), public=True)
    assert (few[0].value, few[0].denominator) == (None, None)
    assert enough[0].value == 3


def test_a_net_share_on_a_small_base_is_withheld_with_its_numerator():
    shown = suppress_figures(figures_of(sample.net_alteration, many(4, moved=-1)), public=True)
    assert (shown[0].numerator, shown[0].denominator, shown[0].value) == (None, None, None)


def counted(numerator, **by):
    return Figure(
        id="a.b",
        catalogue="A-01",
        period="2022-23",
        unit="count",
        form=COUNT,
        value=Fraction(numerator),
        numerator=numerator,
        by=by,
    )


def test_parts_that_are_not_shown_protect_as_well():
    shown = suppress_figures([counted(30), counted(3, team="A")], public=True)
    assert numerators(shown) == [("total", 30), ("A", None)]


def test_parts_that_add_up_to_more_than_the_total_are_only_hidden_for_their_own_size():
    figures = [counted(10), counted(8, team="A"), counted(8, team="B"), counted(2, team="C")]
    assert numerators(suppress_figures(figures, public=True)) == [("total", 10), ("A", 8), ("B", 8), ("C", None)]


def test_parts_without_a_total_are_only_hidden_for_their_own_size():
    figures = [counted(8, team="A"), counted(2, team="B")]
    assert numerators(suppress_figures(figures, public=True)) == [("A", 8), ("B", None)]


@pytest.mark.parametrize("kind", [FigureKind.PUBLISHED, FigureKind.PRINTED])
def test_what_others_published_passes_unchanged(kind):
    figure = replace(counted(3), kind=kind, source="Annual report 2021-22")
    assert suppress_figures([figure], public=True) == [figure]


def test_what_an_agency_returned_is_protected():
    count = replace(counted(3), kind=FigureKind.RETURNED, source="Police, quarter 1", form=None)
    share = replace(count, numerator=20, denominator=25, value=Fraction(80))
    assert suppress_figures([count], public=True)[0].suppressed
    assert suppress_figures([share], public=True) == [share]


def test_a_crossed_breakdown_beside_another_is_sent_to_the_table():
    figures = [counted(30), counted(3, team="A"), counted(3, team="A", level="1")]
    with pytest.raises(ValueError, match="protect a crossed breakdown as a table"):
        suppress_figures(figures, public=True)


@settings(deadline=None, max_examples=20)
@given(sample.some_contacts)
def test_no_public_figure_is_small_and_none_left_alone_hidden(rows):
    tables = tables_of({"contacts": rows}, [CONTACTS])
    for indicator in (sample.contacts, sample.conversion):
        for column in indicator.breakdowns:
            shown = suppress_figures(compute(indicator, tables, YEAR, by=column), public=True)
            total, parts = shown[0], shown[1:]
            for figure in shown:
                assert figure.numerator not in range(1, 6)
                assert indicator.kind is not RATIO or figure.denominator not in range(1, 6)
                assert figure.value is None or not figure.suppressed
            if total.numerator is not None:
                assert sum(part.suppressed and part.numerator is None for part in parts) != 1


def test_suppressed_figures_keep_their_reference():
    figure = figures_of(sample.contacts, [contact(received_on=date(2022, 5, 1))])[0]
    assert suppress_figures([figure], public=True)[0].ref == figure.ref
