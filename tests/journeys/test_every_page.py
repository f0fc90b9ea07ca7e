"""Every page, for everybody who may open it, on a desk and on a telephone: no barrier, nothing too wide, no refusal.

The pages are read from the service's addresses, so that a new one is looked at from its first day. What is made
of the same parts as a page already examined (a colleague's view, another record) is not examined again.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.every_page import PEOPLE, WAYS, Address, addresses, parts_of
from tests.journeys.serving import Service
from tests.support.partnership import PASSWORD

pytestmark = pytest.mark.browser

DESK, TELEPHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
NAMES = ("Robin", "Fairweather", "Merle")
"""Of children in the material: none may stand in a page's title."""
EMPTY_FORMS = ("contacts/new", "contacts/{}/decide", "contacts/{}/triage", "contacts/{}/ask", "hand-over")
VIOLATIONS = """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(
    found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 300)}`))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

Window = Callable[[str], BrowserContext]
Material = dict[str, list[Any]]


@pytest.fixture(scope="session")
def material(running: Service) -> Material:
    """A record of each kind, a snapshot, and which of them stands for which part of an address."""
    made = json.loads(running.command(module="tests.journeys.material"))
    running.command("snapshot", "take")
    return {**made, "code": ["FD-03"], "slug": ["about", "concern", "family"], "page": ["note"], "about": [0]}


@pytest.fixture(scope="session")
def seen() -> set[frozenset[str]]:
    """What each page examined so far was made of."""
    return set()


@pytest.fixture(scope="session")
def window_of(chromium: Browser, service: str) -> Iterator[Window]:
    """A browser for each person, signed in once. With "" nobody is signed in."""
    from axe_playwright_python.base import AXE_FILE_PATH

    opened: dict[str, BrowserContext] = {}

    def open_for(username: str) -> BrowserContext:
        if username not in opened:
            opened[username] = context = chromium.new_context(base_url=service, viewport=DESK, locale="en-GB")
            context.set_default_timeout(15_000)
            context.add_init_script(path=AXE_FILE_PATH)
            if username:
                _sign_in(context.new_page(), username)
        return opened[username]

    yield open_for
    for context in opened.values():
        context.close()


def _sign_in(page: Page, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="What needs me").wait_for()
    page.close()


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_a_page_has_no_barrier_for_anybody_who_may_open_it(
    address: Address, material: Material, window_of: Window, seen: set[frozenset[str]]
) -> None:
    answers: set[int] = set()
    for username in address.visitors:
        context = window_of(username)
        for path in address.found_at(material):
            answer = context.request.get(path, max_redirects=0)
            answers.add(answer.status)
            if answer.ok and "html" in answer.headers["content-type"]:
                parts = parts_of(answer.text(), whole=address.name == "home")
                if not any(parts <= others for others in seen):
                    seen.add(parts)
                    _examine(context, lambda page, path=path: page.goto(path))
    if address.name in WAYS:
        _examine(context, WAYS[address.name])
    assert not any(status >= 500 for status in answers), f"{address} broke: {answers}"
    assert answers & {200, 405} or address.name in WAYS, f"Nobody could open {address} ({answers}): see every_page.py."


@pytest.mark.parametrize("path", ["nowhere", "children/999999/", "tools/load"])
def test_a_refusal_has_no_barrier_either(path: str, window_of: Window) -> None:
    _examine(window_of(PEOPLE["FRONT_DOOR_OFFICER"]), lambda page: page.goto(f"/{path}"))


@pytest.mark.parametrize("what", EMPTY_FORMS)
def test_a_form_sent_empty_says_what_is_missing_to_everybody(what: str, material: Material, window_of: Window) -> None:
    def send_empty(page: Page) -> None:
        page.goto("/front-door/" + what.format(material["contact_id"][0]))
        page.locator("main form .govuk-button:not(.govuk-button--secondary)").last.click()
        page.get_by_role("heading", name="There is a problem").wait_for()

    _examine(window_of(PEOPLE["FRONT_DOOR_MANAGER"]), send_empty)


def _examine(context: BrowserContext, go: Callable[[Page], Any]) -> None:
    """Opens a page, and finds nothing wrong with it at either width."""
    page = context.new_page()
    refused: list[str] = []
    page.on("pageerror", lambda fault: refused.append(str(fault)))
    page.on("console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None)
    try:
        go(page)
        for size in (DESK, TELEPHONE):
            page.set_viewport_size(size)
            here = f"{page.url} at {size['width']} pixels"
            wide = page.evaluate(TOO_WIDE)
            assert wide <= 0, f"{here} is {wide} pixels too wide"
            wrong = page.evaluate(VIOLATIONS)
            assert not wrong, f"{here}: {wrong}"
        assert not refused, f"{page.url}: {refused}"
        assert page.locator("h1").count() == 1, f"{page.url} has not one main heading"
        assert not any(name in page.title() for name in NAMES), f"{page.url} names a child in its title"
    finally:
        page.close()
