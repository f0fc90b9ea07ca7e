"""What the stylesheets, scripts and templates may hold: nothing borrowed without right, nothing inline."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.staticfiles import finders

MANIFEST = Path(str(finders.find("vendor/MANIFEST.json")))
VENDORED = json.loads(MANIFEST.read_text(encoding="utf-8"))
OWN = Path(str(finders.find("sightline/sightline.css"))).parent
TEMPLATES = sorted(
    path for app in apps.get_app_configs() if app.name.startswith("sightline.")
    for path in (Path(app.path) / "templates").rglob("*.html")
)  # fmt: skip
TOKENS = dict(re.findall(r"--sl-([\w-]+): (#[0-9a-f]{6});", (OWN / "sightline.css").read_text(encoding="utf-8")))


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", sorted(VENDORED))
def test_a_vendored_file_is_as_it_was_recorded(name: str) -> None:
    content = (MANIFEST.parent / name).read_bytes()
    assert hashlib.sha256(content).hexdigest() == VENDORED[name]["sha256"]
    assert VENDORED[name]["licence"] == "MIT"


def test_nothing_is_vendored_beside_what_is_recorded() -> None:
    found = {str(path.relative_to(MANIFEST.parent)) for path in MANIFEST.parent.rglob("*") if path.is_file()}
    assert found == {*VENDORED, "MANIFEST.json"}


@pytest.mark.parametrize("package", sorted({each["package"] for each in VENDORED.values()}))
def test_the_licence_of_every_package_lies_beside_it(package: str) -> None:
    texts = [name for name, each in VENDORED.items() if each["package"] == package and name.startswith("licences/")]
    assert "Permission is hereby granted" in (MANIFEST.parent / texts[0]).read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [*MANIFEST.parent.glob("*.css"), *OWN.glob("*.css")], ids=lambda path: path.name)
def test_a_stylesheet_holds_nothing_that_belongs_to_gov_uk_and_fetches_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"GDS Transport|crown|crest|@font-face|@import|url\((?!images/)", text, re.IGNORECASE)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_style_or_script_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|javascript:|<script(?![^>]*\ssrc=)", text)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("accent", "accent-tint"), ("accent-deep", "accent-tint"), ("muted", "surface"), ("muted", "accent-tint"),
        ("overdue", "overdue-tint"), ("soon", "soon-tint"), ("met", "met-tint"), ("ink", "surface"),
    ],
)  # fmt: skip
def test_words_stand_out_from_their_ground(text: str, ground: str) -> None:
    assert contrast(TOKENS[text], TOKENS[ground]) >= 4.5
    assert contrast(TOKENS[text], "#ffffff") >= 4.5


def test_the_edge_of_a_box_to_type_in_stands_out() -> None:
    assert contrast(TOKENS["line-strong"], "#ffffff") >= 3
