"""Every page, for everybody who may open it, on a desk and on a telephone: no barrier, nothing too wide, no refusal.

The pages are read from the service's addresses, so that a new one is looked at from its first day. What is made
of the same parts as a page already examined (a colleague's view, another record) is not examined again.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import APIResponse, Browser, Page, ViewportSize

from tests.journeys.every_page import PEOPLE, WAYS, Address, addresses, parts_of
from tests.journeys.serving import Service
from tests.support.partnership import PASSWORD

pytestmark = pytest.mark.browser

DESK, TELEPHONE = ViewportSize(width=1280, height=900), ViewportSize(width=390, height=844)
NAMES = ("Robin", "Fairweather", "Merle")
"""Of children in the material: none may stand in a page's title."""
EMPTY_FORMS = ("contacts/new", "contacts/{}/decide", "contacts/{}/triage", "contacts/{}/ask", "hand-over")
# Of the hundreds of notes in the yearly report the first of each group stands for all.
VIOLATIONS = """async () => (await axe.run(
    {exclude: [".document-figure-note ~ .document-figure-note"]}, {resultTypes: ["violations"]}
)).violations.flatMap(found => found.nodes.map(node => `${found.id}: ${node.html.slice(0, 300)}`))"""
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

Window = Callable[[str], Page]
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
    """A window for each person, signed in once. With "" nobody is signed in."""
    from axe_playwright_python.base import AXE_FILE_PATH

    opened: dict[str, Page] = {}

    def open_for(username: str) -> Page:
        if username not in opened:
            context = chromium.new_context(base_url=service, viewport=DESK, locale="en-GB")
            context.set_default_timeout(15_000)
            context.add_init_script(path=AXE_FILE_PATH)
            opened[username] = context.new_page()
            if username:
                _sign_in(opened[username], username)
        return opened[username]

    yield open_for
    for page in opened.values():
        page.context.close()


def _sign_in(page: Page, username: str) -> None:
    page.goto("/sign-in")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", name="What needs me").wait_for()


@pytest.mark.parametrize("address", addresses(), ids=str)
def test_a_page_has_no_barrier_for_anybody_who_may_open_it(
    address: Address, material: Material, window_of: Window, seen: set[frozenset[str]]
) -> None:
    answers: set[int] = set()
    for username, paths in address.visits(material):
        opened = 0
        for path in paths:
            answer = window_of(username).context.request.get(path, max_redirects=0, max_retries=3)
            answers.add(answer.status)
            if answer.status == 405:
                return  # what is only sent to is no page
            if answer.ok and "html" in answer.headers["content-type"]:
                _examine_if_new(window_of(username), answer, seen, whole=address.name == "home")
                opened += 1
            if opened == address.enough(username):
                break
    if address.name in WAYS:
        _examine(window_of(address.visitors[0]), WAYS[address.name])
    assert not any(status >= 500 for status in answers), f"{address} broke: {answers}"
    assert 200 in answers or address.name in WAYS, f"Nobody could open {address} ({answers}): see every_page.py."


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


def _examine_if_new(page: Page, answer: APIResponse, seen: set[frozenset[str]], *, whole: bool) -> None:
    """Shows what was fetched, with its content security policy, unless what it is made of was examined before."""
    html = answer.text()
    _names_no_child(html, answer.url)
    parts = parts_of(html, whole=whole)
    if not any(parts <= others for others in seen):
        seen.add(parts)
        page.route(answer.url, lambda route: route.fulfill(response=answer), times=1)
        _examine(page, lambda page: page.goto(answer.url))


def _names_no_child(html: str, path: str) -> None:
    title = html.partition("<title>")[2].partition("</title>")[0]
    assert title and not any(name in title for name in NAMES), f"{path} names a child in its title: {title}"
    assert html.count("<h1") == 1, f"{path} has not one main heading"


def _examine(page: Page, go: Callable[[Page], Any]) -> None:
    """Opens a page, and finds nothing wrong with it at either width."""
    refused: list[str] = []
    listeners = {
        "pageerror": lambda fault: refused.append(str(fault)),
        "console": lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None,
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        page.set_viewport_size(DESK)
        go(page)
        for size in (DESK, TELEPHONE):
            page.set_viewport_size(size)
            here = f"{page.url} at {size['width']} pixels"
            wide = page.evaluate(TOO_WIDE)
            assert wide <= 0, f"{here} is {wide} pixels too wide"
            wrong = page.evaluate(VIOLATIONS)
            assert not wrong, f"{here}: {wrong}"
        assert not refused, f"{page.url}: {refused}"
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
