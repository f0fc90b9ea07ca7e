"""Numbers are written as a reader expects, rounded once, and what is not known is said in words."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.documents.model import Emphasis, FigureRef, Form, Link, NotSupplied, Number, Plain
from sightline.documents.printed import (
    MINUS,
    NothingToPrint,
    as_text,
    in_unit,
    number,
    printed,
    printed_measure,
    quantity,
)
from sightline.documents.tests.example import CONVERTED, FEW, MISSING, NEIGHBOURS, RECEIVED, SNAPSHOT, count
from sightline.indicators.figures import Figure


def figure(value: Fraction | None, unit: str, **details: object) -> Figure:
    settings = {"id": "a.b", "catalogue": "AB-01", "period": "2022-23", "snapshot": SNAPSHOT, **details}
    return Figure(unit=unit, value=value, **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("value", "32.5%"),
        ("number", "32.5"),
        ("percent", "32.5%"),
        ("count", "4,390"),
        ("out of", "13,490"),
        ("fraction", "4,390 of 13,490"),
        ("interval", "31.8% to 33.3%"),
    ],
)
def test_one_figure_is_printed_in_every_form(form: Form, shown: str) -> None:
    assert printed(FigureRef(CONVERTED, form)) == shown


def test_decimals_can_be_chosen_where_the_figure_is_printed() -> None:
    assert printed(FigureRef(CONVERTED, decimals=0)) == "33%"
    assert printed(FigureRef(CONVERTED, decimals=3)) == "32.543%"


@pytest.mark.parametrize(
    ("value", "unit", "places", "shown"),
    [
        (Fraction(13490), "count", 0, "13,490"),
        (Fraction(789), "per 10,000", 1, "789.0 per 10,000"),
        (Fraction(-5), "percent", 1, f"{MINUS}5.0%"),
        (Fraction(1234567), "GBP", 0, "£1,234,567"),
        (Fraction(-20), "GBP", 2, f"{MINUS}£20.00"),
        (Fraction(9, 2), "median", 1, "4.5"),
        (Fraction(12), "days", 0, "12 days"),
        (Fraction(5, 2), "count", 0, "3"),
        (Fraction(0), "count", 0, "0"),
    ],
)
def test_a_value_is_printed_with_its_unit(value: Fraction, unit: str, places: int, shown: str) -> None:
    assert printed(FigureRef(figure(value, unit, places=places))) == shown


@pytest.mark.parametrize("form", ["value", "number", "count", "out of", "fraction", "percent", "interval"])
def test_what_was_not_supplied_is_never_nought(form: Form) -> None:
    assert printed(FigureRef(MISSING, form)) == "not supplied"
    assert quantity(FigureRef(MISSING, form)) is None


@pytest.mark.parametrize("form", ["value", "number", "count", "fraction", "percent", "interval"])
def test_a_suppressed_figure_prints_neither_value_nor_numerator(form: Form) -> None:
    hidden = figure(Fraction(3, 50) * 100, "percent", numerator=3, denominator=50, suppressed=True)
    assert printed(FigureRef(hidden, form)) == printed(FigureRef(FEW, form)) == "suppressed"
    assert quantity(FigureRef(hidden, form)) is None


def test_a_figure_without_a_value_says_why() -> None:
    nothing_to_divide = figure(None, "percent", numerator=0, denominator=0)
    no_population = figure(None, "per 10,000", numerator=40)
    assert printed(FigureRef(nothing_to_divide)) == "not applicable"
    assert printed(FigureRef(no_population)) == "not available"
    assert printed(FigureRef(no_population, "count")) == "40"


@pytest.mark.parametrize(
    ("asked", "form"), [(NEIGHBOURS, "count"), (RECEIVED, "interval"), (RECEIVED, "percent"), (RECEIVED, "fraction")]
)
def test_a_form_that_the_figure_cannot_fill_is_refused(asked: Figure, form: Form) -> None:
    with pytest.raises(NothingToPrint):
        printed(FigureRef(asked, form))


def test_a_count_with_a_denominator_can_be_printed_as_a_share() -> None:
    some = count(1, denominator=3)
    assert printed(FigureRef(some, "percent", decimals=1)) == "33.3%"
    assert quantity(FigureRef(some, "percent", decimals=1)) == Decimal("33.3")


def test_a_drawing_shows_the_number_that_is_printed() -> None:
    assert quantity(FigureRef(CONVERTED)) == Decimal("32.5")
    assert quantity(FigureRef(CONVERTED, "count")) == 4390
    assert quantity(FigureRef(CONVERTED, "out of")) == 13490
    assert quantity(Number(Decimal("2.25"), "a return", decimals=1)) == Decimal("2.3")
    assert quantity(NotSupplied()) is None
    assert printed_measure(NotSupplied("late")) == "not supplied"


def test_words_as_text_hold_every_part() -> None:
    words = ("In ", Plain("2022-23"), " ", Emphasis("most"), " of ", FigureRef(RECEIVED), ": ", Link("see", "#x"))
    assert as_text(words) == "In 2022-23 most of 13,490: see"


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_printed_number_reads_back_as_the_rounded_value(numerator: int, decimals: int) -> None:
    value = Fraction(numerator, 1000)
    read = Fraction(number(value, decimals).replace(",", "").replace(MINUS, "-"))
    assert abs(read - value) <= Fraction(1, 2 * 10**decimals)
    assert in_unit(number(value, decimals), "count") == number(value, decimals)
