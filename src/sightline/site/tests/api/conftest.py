"""Two systems that call, and what they call about."""

from typing import Any

import pytest

from sightline.front_door.tests.conftest import a_child, a_contact  # noqa: F401 - fixtures
from sightline.report.tests.conftest import snapshot  # noqa: F401 - a fixture
from sightline.site.tests.api.calling import COUNCIL, SCHOOL, System, let_in


@pytest.fixture
def business_time(monkeypatch: pytest.MonkeyPatch, partnership: Any) -> None:
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def school(partnership: Any) -> System:
    """The school's system, let in for what a school's may."""
    return let_in(partnership, "sid", *SCHOOL)


@pytest.fixture
def council(partnership: Any) -> System:
    """The council's system, let in for everything."""
    return let_in(partnership, "ada", *COUNCIL)
