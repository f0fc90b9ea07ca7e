"""Small rooms with plain names."""

import ast
import re

import pytest

from tests.house.reading import HOUSE, ROOT, product_files, tree_of

CEILING = 400
BANNED = ("services", "utils", "util", "helpers", "helper", "managers", "presenters", "misc")
WRITTEN = (".py", ".html", ".css", ".js")
NOT_OURS_TO_SPLIT = ("vendor", "migrations", "node_modules")
OWN_FILES = [
    path
    for folder in (HOUSE, ROOT / "tests", ROOT / "tools")
    for path in sorted(folder.rglob("*"))
    if path.suffix in WRITTEN and not set(NOT_OURS_TO_SPLIT) & set(path.parts)
]
TEST_FILES = [path for path in OWN_FILES if path.name.startswith("test_")]
AREAS = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
PERSONAL = re.compile(r"\b(child|adult|person|staff|born|address|postcode|\w*name)\b")


def short(path):
    return str(path.relative_to(ROOT))


def cases_in(path):
    return [
        node
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
    ]


def test_no_file_is_longer_than_four_hundred_lines():
    long = {short(path): lines for path in OWN_FILES if (lines := path.read_text("utf-8").count("\n")) > CEILING}
    assert not long, f"Make it a folder of the same name, one file to each thing: {long}"


def test_no_room_is_called_after_what_it_is_made_of():
    found = [short(path) for path in OWN_FILES if set(BANNED) & {path.stem, *path.relative_to(ROOT).parts}]
    assert not found, f"Say what it is for in the field's own words: {found}"


@pytest.mark.parametrize("area", AREAS, ids=lambda path: path.name)
def test_an_area_says_in_a_few_lines_what_it_is_for(area):
    doc = ast.get_docstring(tree_of(area / "__init__.py"))
    assert doc, f"{area.name}/__init__.py: say what the area is for and which guidance it answers to."
    assert len(doc.splitlines()) <= 8, f"{area.name}/__init__.py: a few lines; the rest belongs in docs."


@pytest.mark.parametrize("path", product_files(), ids=short)
def test_a_file_says_what_it_does_for_the_service(path):
    tree = tree_of(path)
    wiring = path.name in ("apps.py", "__init__.py") and not any(
        isinstance(node, ast.FunctionDef) for node in tree.body
    )
    assert ast.get_docstring(tree) or wiring or not tree.body, f"{short(path)}: begin with a docstring."


@pytest.mark.parametrize("path", TEST_FILES, ids=short)
def test_the_name_of_a_test_completes_a_sentence(path):
    for test in cases_in(path):
        words = test.name.removeprefix("test_").split("_")
        assert len(words) >= 3, f"{short(path)}: {test.name} is no sentence. What holds, and of what?"
        assert not re.fullmatch(r"\d+", words[-1]) or len(words) > 4, f"{short(path)}: {test.name} is a number"
        assert test.name.islower(), f"{short(path)}: {test.name}"


@pytest.mark.parametrize("path", TEST_FILES, ids=short)
def test_no_test_of_a_file_hides_another_of_the_same_name(path):
    names = [node.name for node in tree_of(path).body if isinstance(node, ast.FunctionDef)]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def titles():
    for path in sorted(HOUSE.rglob("templates/**/*.html")):
        for title in re.findall(r"{% block page_title %}(.*?){% endblock", path.read_text("utf-8"), re.DOTALL):
            yield pytest.param(title, id=short(path))


@pytest.mark.parametrize("title", list(titles()))
def test_the_title_of_a_page_names_nobody(title):
    """Ruling S13. Titles stand in the history of a shared machine and on the tabs that a meeting sees."""
    shown = re.findall(r"{{(.*?)}}", title)
    assert not [each for each in shown if PERSONAL.search(each.split("|")[0])], f"Take the person out: {title}"
