"""What every test stands on: a database server of its own, row security in force, a small partnership."""

from pathlib import Path

import pytest

pytest_plugins = ["tests.support.database", "tests.support.partnership"]

SHARED = Path(__file__).resolve().parent.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference files that lie beside the checkout; a test that needs them says so where they are missing."""
    if not (SHARED / "README.md").exists():
        pytest.skip("The reference files (the folder shared beside the checkout) are missing here.")
    return SHARED
