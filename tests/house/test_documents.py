"""The documents say what the code says, and lead where they say they lead."""

import argparse
import re
from pathlib import Path

import pytest
from django.apps import apps

from sightline.site import reference
from sightline.site.__main__ import commands
from sightline.site.reference.commands import ELSEWHERE
from sightline.site.reference.markdown import Page, anchor
from sightline.site.start.commands import COMMANDS, describe
from tests.house.reading import ROOT

DOCS = ROOT / "docs"
WRITTEN = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
MODES = ("tutorials", "how-to", "reference", "explanation", "decisions")
FOR_DEVELOPERS: frozenset[str] = frozenset()
"""Commands that the start script does not offer: they are of use with a checkout only."""


def short(path):
    return str(path.relative_to(ROOT))


def without_code(text):
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("name", sorted(reference.pages()))
def test_a_reference_page_is_fresh(name):
    on_disk = reference.FOLDER / name
    assert on_disk.exists(), f"docs/reference/{name} is missing. Run ./sightline docs."
    assert on_disk.read_text("utf-8") == reference.pages()[name], "The code has moved on. Run ./sightline docs."


def test_a_page_that_has_fallen_behind_is_named(tmp_path):
    reference.write(tmp_path)
    assert reference.stale(tmp_path) == []
    (tmp_path / "roles.md").write_text("Anybody may do anything.", encoding="utf-8")
    (tmp_path / "clocks.md").unlink()
    (tmp_path / "nobody-makes-this.md").write_text("", encoding="utf-8")
    assert reference.stale(tmp_path) == ["clocks.md", "nobody-makes-this.md", "roles.md"]
    assert reference.write(tmp_path) == ["clocks.md", "nobody-makes-this.md", "roles.md"]
    assert reference.stale(tmp_path) == []


def test_a_sign_that_draws_tables_does_not_break_one():
    page = Page("Try", made_from="nothing", about="A table.")
    page.table(("a", "b"), [("one | two", "three\nfour")])
    assert r"| one \| two | three four |" in page.text()


@pytest.mark.parametrize("path", WRITTEN, ids=short)
def test_a_link_leads_somewhere(path):
    for target in LINK.findall(without_code(path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, place = target.partition("#")
        found = (path.parent / file).resolve() if file else path
        assert found.exists(), f"{short(path)} links to {target}, which does not exist"
        if place and found.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", without_code(found.read_text("utf-8")), re.MULTILINE)
            assert f"#{place}" in {anchor(heading) for heading in headings}, f"{short(path)}: no heading for {target}"


@pytest.mark.parametrize("path", WRITTEN, ids=short)
def test_a_picture_is_there_and_says_what_it_shows(path):
    for words, target in PICTURE.findall(without_code(path.read_text("utf-8"))):
        assert (path.parent / target).exists(), f"{short(path)} shows {target}, which does not exist"
        assert len(words.split()) > 3, f"{short(path)}: say in words what {target} shows"


def test_every_page_stands_in_the_index():
    index = (DOCS / "README.md").read_text("utf-8")
    missing = [
        str(path.relative_to(DOCS))
        for path in DOCS.rglob("*.md")
        if path.name != "README.md" and f"({path.relative_to(DOCS)})" not in index
    ]
    assert not missing, f"Add to docs/README.md: {missing}"


def test_there_are_pages_in_every_mode():
    assert all(any((DOCS / mode).glob("*.md")) for mode in MODES)


@pytest.mark.parametrize("model", [each for each in apps.get_models() if each.__module__.startswith("sightline.")])
def test_the_glossary_says_what_every_record_is(model):
    glossary = (ROOT / "GLOSSARY.md").read_text("utf-8")
    assert f"`{model.__name__}`" in glossary, f"Say in GLOSSARY.md what a {model.__name__} is here."


def test_the_terms_of_the_glossary_stand_in_alphabetical_order():
    for section in (ROOT / "GLOSSARY.md").read_text("utf-8").split("\n## ")[1:]:
        terms = [term.lower() for term in re.findall(r"^\*\*(.+?)\*\*", section, re.MULTILINE)]
        assert terms == sorted(terms), f"{section.splitlines()[0]}: {terms}"


def test_the_change_log_begins_with_what_is_not_yet_released():
    assert (ROOT / "CHANGELOG.md").read_text("utf-8").split("\n## ")[1].startswith("Unreleased")


def test_the_start_script_offers_exactly_the_commands_that_there_are():
    offered, there = set(COMMANDS), set(commands()) | ELSEWHERE
    assert offered == there - FOR_DEVELOPERS, (
        "Bring src/sightline/site/start/commands.py and NAMES of src/sightline/site/__main__.py together. "
        f"Offered and not there: {offered - there}; there and not offered: {there - FOR_DEVELOPERS - offered}."
    )


@pytest.mark.parametrize("name", sorted(set(commands()) & set(COMMANDS)))
def test_the_help_of_a_command_names_the_options_that_it_has(name):
    parser = argparse.ArgumentParser()
    commands()[name].configure(parser)
    taken = set(_options(parser))
    told = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", describe(name)))
    assert told == taken - {"--help"}, (
        f"Told and not taken: {told - taken}; taken and not told: {taken - told - {'--help'}}."
    )


def _options(parser):
    """The options that a command takes, also behind a word of its own such as `enrol person`."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--"))
        if isinstance(action, argparse._SubParsersAction):
            for below in action.choices.values():
                yield from _options(below)


def test_the_two_commands_of_the_readme_exist():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert "./sightline demo" in readme
    assert "./sightline check" in readme
    assert all(name in COMMANDS for name in re.findall(r"\./sightline ([a-z]+)", readme))


@pytest.mark.parametrize("path", WRITTEN, ids=short)
def test_a_command_that_a_document_names_exists(path):
    named = set(re.findall(r"\./sightline ([a-z]+)", path.read_text("utf-8")))
    assert named <= set(COMMANDS) | FOR_DEVELOPERS, f"{short(path)} names {named - set(COMMANDS)}"


def test_every_path_in_the_source_that_a_document_names_exists():
    for path in WRITTEN:
        for named in re.findall(r"`((?:src|tests|tools|docs|requirements)/[\w./-]+)`", path.read_text("utf-8")):
            assert Path(ROOT / named).exists(), f"{short(path)} names {named}, which does not exist"
