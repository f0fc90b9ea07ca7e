"""How figures and numbers are written: 13,490; 32.5%; 789.0 per 10,000; not supplied; suppressed.

Values stay exact until they are written here, rounded half up. A figure nobody supplied is never printed as
zero, and a suppressed one prints neither its value nor its numerator.
"""

from decimal import Decimal
from fractions import Fraction

from sightline.documents.model import (
    Cell,
    Emphasis,
    FigureRef,
    Link,
    Measure,
    NotSupplied,
    Number,
    Part,
    Plain,
    Words,
    parts,
)
from sightline.indicators.figures import Figure
from sightline.indicators.rounding import exact, half_up

NOT_SUPPLIED = "not supplied"
NOT_APPLICABLE = "not applicable"
NOT_AVAILABLE = "not available"
SUPPRESSED = "suppressed"
MINUS = "\N{MINUS SIGN}"
_WORDLESS_UNITS = {"", "count", "average", "median"}


class NothingToPrint(ValueError):  # noqa: N818  a refusal, named as it reads
    """The figure has a value, but not the part that the document asks for."""


def as_text(words: Words) -> str:
    """The words as bare text, figures printed."""
    return "".join(_part_as_text(part) for part in parts(words))


def _part_as_text(part: Part) -> str:
    match part:
        case str():
            return part
        case FigureRef():
            return printed(part)
        case Plain() | Emphasis() | Link():
            return part.text


def number(value: int | float | Decimal | Fraction, decimals: int = 0) -> str:
    """A number with its thousands apart and a true minus sign: 1234.5 to no decimals is 1,235."""
    return f"{half_up(value, decimals):,f}".replace("-", MINUS)


def in_unit(shown: str, unit: str) -> str:
    """A printed number with its unit: 32.5%, £1,000, 789.0 per 10,000."""
    if unit == "percent":
        return f"{shown}%"
    if unit == "GBP":
        return f"{MINUS}£{shown[1:]}" if shown.startswith(MINUS) else f"£{shown}"
    return shown if unit in _WORDLESS_UNITS else f"{shown} {unit}"


def printed(use: FigureRef) -> str:
    """A figure as the document prints it. NothingToPrint if it lacks the part asked for."""
    figure = use.figure
    if use.form == "out of" and figure.denominator is not None:
        return number(figure.denominator)
    if figure.suppressed:
        return SUPPRESSED
    if use.form == "count" and figure.numerator is not None:
        return number(figure.numerator)
    if use.form == "fraction" and figure.numerator is not None and figure.denominator is not None:
        return f"{number(figure.numerator)} of {number(figure.denominator)}"
    if figure.value is None:
        return absence(figure)
    if use.form in {"out of", "count", "fraction"}:
        raise NothingToPrint(f"{figure.ref} has a value but nothing to print as {use.form!r}")
    if use.form == "interval":
        return _interval(use)
    shown = number(_amount(use), _places(use))
    return {"value": in_unit(shown, figure.unit), "percent": f"{shown}%"}.get(use.form, shown)


def absence(figure: Figure) -> str:
    """Why a figure has no value: nothing to divide by, a population or months lacking, or nobody supplied it."""
    if figure.denominator == 0:
        return NOT_APPLICABLE
    return NOT_SUPPLIED if figure.numerator is None else NOT_AVAILABLE


def _interval(use: FigureRef) -> str:
    figure = use.figure
    if figure.interval is None:
        raise NothingToPrint(f"{figure.ref} has no confidence interval")
    low, high = (number(limit, _places(use)) for limit in (figure.interval.low, figure.interval.high))
    unit = figure.unit
    return f"{low}% to {high}%" if unit == "percent" else in_unit(f"{low} to {high}", unit)


def _places(use: FigureRef) -> int:
    return use.figure.places if use.decimals is None else use.decimals


def _amount(use: FigureRef) -> Fraction:
    figure = use.figure
    if use.form != "percent" or figure.unit == "percent":
        return exact(figure.value or 0)
    if figure.numerator is None or not figure.denominator:
        raise NothingToPrint(f"{figure.ref} has no numerator and denominator to make a percentage of")
    return Fraction(100 * figure.numerator, figure.denominator)


def printed_cell(cell: Cell) -> str:
    if isinstance(cell, Number | NotSupplied | FigureRef):
        return printed_measure(cell)
    return as_text(cell)


def printed_measure(measure: Measure) -> str:
    match measure:
        case FigureRef():
            return printed(measure)
        case Number():
            return number(measure.value, measure.decimals)
        case NotSupplied():
            return NOT_SUPPLIED


def quantity(measure: Measure) -> Decimal | None:
    """What a drawing shows of a measure, rounded as it is printed; None if not supplied or suppressed."""
    match measure:
        case NotSupplied():
            return None
        case Number():
            return half_up(measure.value, measure.decimals)
        case FigureRef(figure=figure, form=form):
            if figure.suppressed or figure.value is None:
                return None
            whole = {"count": figure.numerator, "out of": figure.denominator}.get(form)
            return half_up(_amount(measure), _places(measure)) if whole is None else Decimal(whole)
