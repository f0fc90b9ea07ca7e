"""A store of its own for every test."""

from typing import Any

import pytest


@pytest.fixture
def store_folder(settings: Any, tmp_path: Any) -> Any:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMAV = ""
    return settings.MEDIA_ROOT
