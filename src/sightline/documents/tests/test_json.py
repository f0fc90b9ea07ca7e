"""figures.json holds the figure contract, sorted, always the same bytes."""

import json
from dataclasses import replace
from fractions import Fraction

from sightline.documents.render_json import figures_json
from sightline.documents.tests.example import CONVERTED, FEW, MISSING, report
from sightline.documents.walk import figures_used

CONTRACT = {
    *("ref", "id", "variant", "kind", "period", "by", "numerator", "denominator", "value", "unit"),
    *("interval", "coverage", "suppressed", "snapshot"),
}


def test_every_figure_of_the_document_is_there_once_in_order_of_reference() -> None:
    rows = json.loads(figures_json(report()))
    refs = [row["ref"] for row in rows]
    assert refs == sorted({figure.ref for figure in figures_used(report())})
    assert all(set(row) >= CONTRACT for row in rows)


def test_a_row_is_the_figure_itself() -> None:
    [row] = [row for row in json.loads(figures_json(report())) if row["ref"] == CONVERTED.ref]
    assert row == json.loads(json.dumps(CONVERTED.to_json()))
    assert (row["numerator"], row["denominator"], row["value"], row["interval"]) == (4390, 13490, 32.5, [31.8, 33.3])


def test_not_supplied_is_null_with_its_coverage() -> None:
    [row] = [row for row in json.loads(figures_json(report())) if row["ref"] == MISSING.ref]
    assert row["value"] is None
    assert row["coverage"] == {"supplied": 7, "expected": 9}


def test_a_suppressed_figure_gives_nothing_away_even_if_it_holds_its_value() -> None:
    careless = replace(FEW, value=Fraction(3), numerator=3)
    document = report()
    about = tuple(replace(one, figure=careless) if one.figure.ref == FEW.ref else one for one in document.figures)
    rows = json.loads(figures_json(replace(document, figures=about, sections=document.sections[:1])))
    [row] = [row for row in rows if row["ref"] == FEW.ref]
    assert (row["suppressed"], row["value"], row["numerator"]) == (True, None, None)


def test_the_same_document_gives_the_same_bytes() -> None:
    made = figures_json(report())
    assert made == figures_json(report())
    assert made.endswith(b"]\n")
