"""Places and servers for these tests: none is the demonstration's, and none outlives its test."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sightline.site.database import EmbeddedPostgres


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder with a short path that other users can pass (pytest's own temporary folders are closed to them)."""
    folder = Path(tempfile.mkdtemp(prefix="sl-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def standing() -> Iterator[EmbeddedPostgres]:
    """One running server for all tests of a module that leave it as they found it."""
    folder = Path(tempfile.mkdtemp(prefix="sl-"))
    folder.chmod(0o711)
    server = EmbeddedPostgres(folder / "home", durable=False).start()
    yield server
    server.destroy()
    shutil.rmtree(folder)


@pytest.fixture
def server_of() -> Iterator[Callable[[Path], EmbeddedPostgres]]:
    """Makes the server of a home, not started; whatever came of it is gone afterwards."""
    made: list[EmbeddedPostgres] = []

    def make(home: Path) -> EmbeddedPostgres:
        made.append(EmbeddedPostgres(home, durable=False))
        return made[-1]

    yield make
    for server in made:
        server.destroy()


@pytest.fixture
def server(place: Path, server_of: Callable[[Path], EmbeddedPostgres]) -> EmbeddedPostgres:
    """A running server in a home of its own."""
    return server_of(place / "home").start()


@pytest.fixture(autouse=True)
def no_database_of_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests never meet a server that the person running them has named."""
    monkeypatch.delenv("SIGHTLINE_DATABASE_URL", raising=False)
    for name in [name for name in os.environ if name.startswith("PG")]:
        monkeypatch.delenv(name)
