"""The demonstration's yearly report as a document: built twice it is the same, and its PDF is accessible."""

import os
import subprocess
import sys
from pathlib import Path

import pdfua
import pytest

from tests.report_2022_23.conftest import ROOT


@pytest.fixture(scope="module")
def built(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The report, built twice from one snapshot by the command."""
    folders = tmp_path_factory.mktemp("once"), tmp_path_factory.mktemp("again")
    environment = os.environ | {"SIGHTLINE_HOME": str(demonstration), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("SIGHTLINE_DATABASE_URL", None)
    for folder in folders:
        command = [sys.executable, "-W", "ignore", "-m", "sightline.site", "report", "build"]
        subprocess.run(
            [*command, "--year", "2022-23", "--out", str(folder)], env=environment, check=True, capture_output=True
        )
    return folders


def test_the_same_snapshot_gives_the_same_bytes(built: tuple[Path, Path]) -> None:
    once, again = built
    names = sorted(path.name for path in once.iterdir())
    assert names == ["document.css", "figures.json", "index.html", "report.pdf"]
    for name in names:
        assert (once / name).read_bytes() == (again / name).read_bytes(), name


def test_the_pdf_has_no_fault_that_an_independent_checker_of_pdf_ua_finds(built: tuple[Path, Path]) -> None:
    report = pdfua.validate(str(built[0] / "report.pdf"))
    assert [f"{finding.rule_id}: {finding.message}" for finding in report.findings] == []
