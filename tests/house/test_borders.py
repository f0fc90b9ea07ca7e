"""An area imports only what stands lower; no exception is written down anywhere."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.reading import HOUSE, ROOT

STOREYS = """
site | demonstration
report
exchange
returns
governance
audits | reviews | voice | training | communications
recommendations
lado | education | youth_justice
exploitation
social_care
early_help
front_door
documents | meetings | instruments | intake
register
common
indicators | linkage
timescales
"""
"""The order of the house (docs/explanation/the-house.md), from the top; neighbours do not import each other."""

CONTRACTS = configparser.ConfigParser()
CONTRACTS.read(ROOT / ".importlinter")
NAMES = [name for name in CONTRACTS.sections() if name.startswith("importlinter:contract:")]


def test_the_contracts_between_areas_are_kept():
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache", "--no-logo"],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT / "src"), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"Import downwards only, or move what both need to a lower area.\n{done.stdout}"


def test_the_storeys_stand_in_the_order_of_the_house():
    written = CONTRACTS["importlinter:contract:storeys"]["layers"].replace("(", "").replace(")", "")
    assert written.split("\n")[1:] == STOREYS.strip().split("\n")
    assert CONTRACTS["importlinter:contract:storeys"]["exhaustive"] == "True"


def test_an_area_that_exists_is_no_longer_in_parentheses():
    """Parentheses say that an area may be missing: for one that exists, its border would go unwatched if renamed."""
    layers = CONTRACTS["importlinter:contract:storeys"]["layers"].replace("|", " ").split()
    here = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert {name.strip("()") for name in layers if name.startswith("(")} & here == set()


@pytest.mark.parametrize("name", NAMES)
def test_no_contract_has_a_list_of_exceptions(name):
    assert not [option for option in CONTRACTS[name] if "ignore" in option], f"{name}: mend the import instead"


def test_every_folder_of_the_house_is_one_of_its_areas():
    known = {area.strip() for line in STOREYS.strip().split("\n") for area in line.split("|")}
    found = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert found <= known, f"Not an area of the house: {found - known}. See docs/explanation/the-house.md."


def test_no_area_is_empty():
    for path in HOUSE.iterdir():
        if path.is_dir() and path.name != "__pycache__":
            rooms = [each for each in path.rglob("*") if each.is_file() and each.name != "__init__.py"]
            assert rooms, f"{path.name} is empty: a folder appears with its first feature."
