"""Every clock says who set it, since when and how sure we are, and the reference shows it."""

import csv
from datetime import date
from pathlib import Path

import pytest

from sightline.site.reference import FOLDER
from sightline.site.reference.areas import declaring
from sightline.site.reference.clocks import in_force, rules_of
from sightline.timescales.rules import DatedRules, Evidence, Level

RULES = [(area, rule) for area, module in declaring("clocks") for rule in rules_of(module)]
FIRST_CHILDREN_ACT = date(1989, 1, 1)


def named(value):
    return f"{value.id}-{value.in_force_from}" if hasattr(value, "in_force_from") else value


@pytest.mark.parametrize(("area", "rule"), RULES, ids=named)
def test_a_clock_cites_its_authority_its_evidence_and_its_first_day(area, rule):
    assert len(rule.authority.split()) >= 3, f"{rule.id}: name the document, its edition and the place in it."
    assert isinstance(rule.evidence, Evidence)
    assert isinstance(rule.level, Level)
    assert rule.in_force_from >= FIRST_CHILDREN_ACT, f"{rule.id}: no such clock was in force on {rule.in_force_from}."


@pytest.mark.parametrize(("area", "rule"), RULES, ids=named)
def test_the_reference_shows_a_clock_with_all_that(area, rule):
    rows = (FOLDER / "clocks.md").read_text(encoding="utf-8").splitlines()
    own = [row for row in rows if f"`{rule.id}`" in row and in_force(rule) in row]
    assert own, f"{rule.id} is missing from docs/reference/clocks.md. Run ./sightline docs."
    assert rule.authority.replace("|", "\\|") in own[0]
    assert own[0].rstrip(" |").endswith("Seen" if rule.evidence is Evidence.SEEN else "Believed")


def test_no_two_clocks_share_an_id():
    clocks = {(area, rule.id) for area, rule in RULES}
    names = [name for _, name in clocks]
    assert len(names) == len(set(names)), sorted(name for name in names if names.count(name) > 1)


def test_a_clock_of_an_area_is_dated_so_that_guidance_can_change():
    """A bare rule would have to be overwritten when the guidance changes, and the past with it."""
    for area, module in declaring("clocks"):
        bare = [
            name
            for name, value in vars(module).items()
            if not name.startswith("_") and hasattr(value, "deadline") and not isinstance(value, DatedRules | type)
        ]
        assert not bare, f"{area}: wrap {', '.join(bare)} in DatedRules([…])."


@pytest.mark.shared
@pytest.mark.parametrize(("area", "rule"), [each for each in RULES if each[1].id.startswith("C0")], ids=named)
def test_a_clock_of_the_catalogue_has_the_evidence_that_the_catalogue_gives_it(shared: Path, area, rule):
    """What the catalogue calls believed, or seen only elsewhere, is not passed off as seen."""
    with (shared / "reference" / "clocks.csv").open(encoding="utf-8", newline="") as file:
        known = {row["id"]: row["evidence"] for row in csv.DictReader(file)}
    assert rule.id in known, f"{rule.id} looks like a catalogue id and is none: give it a prefix of the area's own."
    expected = Evidence.SEEN if known[rule.id] == "S" else Evidence.BELIEVED
    assert rule.evidence is expected
