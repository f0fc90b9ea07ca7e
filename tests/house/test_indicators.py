"""Every indicator says what it is and why, stands in the reference, and is proved by a slow twin."""

import ast
from pathlib import Path

import pytest

from sightline.indicators.register import REGISTER
from sightline.site.publishing import declared, register_indicators
from sightline.site.reference import FOLDER
from sightline.site.reference.indicators import title_of
from tests.house.reading import HOUSE, tree_of

register_indicators()
INDICATORS = list(REGISTER)
ENTRIES = (FOLDER / "indicators.md").read_text(encoding="utf-8").split("\n### ")[1:]


def area_of(indicator):
    return indicator.id.split(".")[0]


def twins(path: Path) -> set[str]:
    """Every name and text in a test file that calls assert_twin; imports are none."""
    nodes = list(ast.walk(tree_of(path)))
    if not any(isinstance(node, ast.Name | ast.Attribute) and _named(node) == "assert_twin" for node in nodes):
        return set()
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return texts | {_named(node) for node in nodes if isinstance(node, ast.Name | ast.Attribute)}


def _named(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_an_indicator_says_what_it_is_and_why(indicator):
    assert indicator.title.strip()
    assert len(indicator.why.split()) >= 4, f"{indicator.id}: say why anybody should care."
    assert indicator.source.strip(), f"{indicator.id}: name the source of its definition."
    assert area_of(indicator) in {path.name for path in HOUSE.iterdir()}, "the id begins with the area's name"


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_an_indicator_has_its_entry_in_the_reference(indicator):
    own = [entry for entry in ENTRIES if entry.startswith(f"{title_of(indicator)}\n")]
    assert len(own) == 1, f"{indicator.id} has no entry in docs/reference/indicators.md. Run ./sightline docs."
    for words in (indicator.why, indicator.numerator, indicator.denominator):
        assert " ".join(words.split()) in own[0]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_an_indicator_has_a_slow_twin(indicator):
    tests = [*(HOUSE / area_of(indicator)).glob("tests/**/test_indicators*.py")]
    known = set().union(*(twins(path) for path in tests))
    spoken_of = {indicator.id, indicator.catalogue, indicator.id.split(".")[1], indicator.function.__name__}
    assert spoken_of & known, (
        f"{indicator.id} has no twin. In {area_of(indicator)}/tests/test_indicators.py write it again in plain Python, "
        "row by row from the words of its definition, and hold both together with assert_twin(…)."
    )


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda each: each.id)
def test_an_indicator_reads_columns_that_are_published(indicator):
    tables = {table.name: {column.name for column in table.columns} for table in declared()}
    assert indicator.table in tables, f"{indicator.id} reads {indicator.table}, which no area publishes."
    wanted = {indicator.date, *indicator.breakdowns} - {"month"}
    assert wanted <= tables[indicator.table], f"not published in {indicator.table}: {wanted - tables[indicator.table]}"
