"""One world for each test, and the pages' clock set to its time."""

from typing import Any

import pytest

from tests.access import world as worlds
from tests.support.partnership import STAFF


@pytest.fixture
def world(partnership: Any, monkeypatch: pytest.MonkeyPatch) -> dict[worlds.Standing, worlds.Story]:
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    return worlds.make(partnership)


@pytest.fixture(params=STAFF)
def person(request: pytest.FixtureRequest, partnership: Any) -> Any:
    """Everybody of the test partnership, one after the other: every role is somebody's."""
    return getattr(partnership, request.param)
