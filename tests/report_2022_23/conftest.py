"""The whole demonstration, in a database of its own, with a snapshot taken from it."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sightline.indicators.snapshots import Snapshot, open_snapshot

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home in which `demo --no-serve` has run, as a newcomer runs it."""
    home = Path(tempfile.gettempdir()) / f"sightline-report-{os.getpid()}"
    environment = os.environ | {"SIGHTLINE_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}
    environment.pop("SIGHTLINE_DATABASE_URL", None)
    subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "sightline.site", "demo", "--no-serve"],
        env=environment,
        check=True,
        capture_output=True,
    )
    yield home
    from sightline.site.database import EmbeddedPostgres

    EmbeddedPostgres(home).destroy()


@pytest.fixture(scope="session")
def snapshot(demonstration: Path) -> Snapshot:
    return open_snapshot(demonstration / "snapshots", "latest")
