"""What every journey walks with: a running service, a browser, a telephone and a desk, and somebody signed in.

    def test_a_school_…(service, telephone, signed_in):
        signed_in(telephone, "sol")
        telephone.goto(f"{service}/front-door/referrals/")

`service` is the address of a service with a home and database of its own, in which the small partnership of
`tests/support/partnership.py` works and the clock shows 09:30 on Wednesday 12 April 2023. Journeys of a session
share it, so each makes its own children and looks for them by names that no other journey uses.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from sightline.site.debian import find_browser
from tests.journeys.serving import Service, served
from tests.support.partnership import PASSWORD

NO_BROWSER = "There is no Chromium here: install chromium, or set SIGHTLINE_CHROMIUM."
TELEPHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# A container has little shared memory and, for root, no sandbox of its own; nothing is fetched from elsewhere.
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The browser; without one the journeys are skipped, and fail where CI=true."""
    found = find_browser()
    if found:
        return found
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(NO_BROWSER)
    pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def running(chromium_path: str) -> Iterator[Service]:
    """The running service, whose own commands may be run too: `running.command("snapshot", "take")`."""
    with served() as service:
        yield service


@pytest.fixture(scope="session")
def service(running: Service) -> str:
    """The address of the running service."""
    return running.address


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def a_window(chromium: Browser, service: str) -> Iterator[Callable[..., Page]]:
    """Opens a window: `a_window(width=390)`, and `javascript=False` for a browser without script.

    Each is somebody else's browser: nobody is signed in there. A fault of a page's own script fails the journey.
    """
    opened: list[Any] = []
    faults: list[str] = []

    def open_window(*, width: int = 1280, height: int = 900, javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            base_url=service,
            locale="en-GB",
            timezone_id="Europe/London",
            has_touch=width < 500,
            is_mobile=width < 500,
        )
        context.set_default_timeout(15_000)
        opened.append(context)
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda said: faults.append(said.text) if _is_refused_by_policy(said.text) else None)
        return page

    yield open_window
    for context in opened:
        context.close()
    assert not faults, f"A page's script failed, or the content security policy refused something: {faults}"


def _is_refused_by_policy(said: str) -> bool:
    return "Content Security Policy" in said


@pytest.fixture
def telephone(a_window: Callable[..., Page]) -> Page:
    """A telephone's browser, 390 pixels wide."""
    return a_window(**TELEPHONE)


@pytest.fixture
def desk(a_window: Callable[..., Page]) -> Page:
    """A browser on a desk, 1280 pixels wide."""
    return a_window(**DESK)


@pytest.fixture
def signed_in(service: str) -> Callable[..., Page]:
    """Signs somebody of the small partnership in: `signed_in(page, "sol")`. Gives the page back."""

    def sign_in(page: Page, username: str) -> Page:
        page.goto(f"{service}/sign-in")
        page.get_by_label("Username").fill(username)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.wait_for_url(f"{service}/")
        return page

    return sign_in


@pytest.fixture
def no_barrier() -> Callable[[Page], None]:
    """Fails on anything that axe finds wrong with the page, and on a page wider than its window."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: Page) -> None:
        found = Axe().run(page).response["violations"]
        wrong = [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]
        assert not wrong, f"{page.url}: {wrong}"
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} pixels wider than its window"

    return check
