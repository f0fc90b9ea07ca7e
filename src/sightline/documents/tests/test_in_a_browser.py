"""A document's page in a real browser: under a strict content policy, on a desk and on a phone."""

import os
import shutil
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from sightline.documents.render_html import STYLESHEET_NAME, page, stylesheet
from sightline.documents.tests.example import report

pytestmark = pytest.mark.browser

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
ADDRESS = "http://document.test/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SWITCHES = (
    *("no-sandbox", "disable-gpu", "no-first-run", "disable-background-networking"),
    *("disable-component-update", "disable-sync", "disable-quic"),
)
WIDTHS = pytest.mark.parametrize("width", [1280, 390])


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = shutil.which(os.environ.get("SIGHTLINE_CHROMIUM", "chromium"))
    if path is None:
        pytest.skip("No Chromium is installed here.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=[f"--{switch}" for switch in SWITCHES],
        )
        yield browser
        browser.close()


def visited(chromium: Browser, width: int, *, strict: bool) -> tuple[Page, list[str]]:
    """The example report at that width, and what the browser complained of."""
    context = chromium.new_context(viewport={"width": width, "height": 900}, bypass_csp=not strict)
    opened, complaints = context.new_page(), []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.route(f"{ADDRESS}**", _served)
    opened.goto(ADDRESS)
    return opened, complaints


def _served(route: Route) -> None:
    asked = route.request.url.removeprefix(ADDRESS)
    answers: dict[str, Any] = {
        "": {"body": _source(), "content_type": "text/html; charset=utf-8"},
        STYLESHEET_NAME: {"body": stylesheet(), "content_type": "text/css"},
    }
    route.fulfill(headers={"Content-Security-Policy": POLICY}, **answers.get(asked, {"status": 204}))


@cache
def _source() -> str:
    return page(report())


@WIDTHS
def test_a_strict_content_policy_blocks_nothing(chromium: Browser, width: int) -> None:
    opened, complaints = visited(chromium, width, strict=True)
    assert complaints == []
    assert opened.locator("h1").count() == 1


@WIDTHS
def test_axe_finds_nothing_amiss_with_every_table_open(chromium: Browser, width: int) -> None:
    opened, _ = visited(chromium, width, strict=False)
    opened.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    found = Axe().run(opened, options=RULES)
    assert found.violations_count == 0, found.generate_report()


@WIDTHS
def test_the_page_never_scrolls_sideways_and_shows_the_drawing_that_fits(chromium: Browser, width: int) -> None:
    opened, _ = visited(chromium, width, strict=False)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    wide, narrow = opened.locator(".document-chart__drawing--wide"), opened.locator(".document-chart__drawing--narrow")
    assert wide.first.is_visible() == (width > 640)
    assert narrow.first.is_visible() == (width <= 640)
    smallest = opened.evaluate(
        "Math.min(...[...document.querySelectorAll('.document-chart__drawing svg text')]"
        ".map(each => each.getBoundingClientRect().height).filter(height => height > 0))"
    )
    assert smallest >= 12


def test_a_figure_leads_to_its_note_and_back_by_keyboard(chromium: Browser) -> None:
    opened, _ = visited(chromium, 1280, strict=False)
    figure = opened.locator("a.document-figure").first
    figure.focus()
    opened.keyboard.press("Enter")
    note = figure.get_attribute("href") or ""
    assert opened.url.endswith(note)
    back = opened.locator(f"{note} a", has_text="place 1").first
    back.focus()
    opened.keyboard.press("Enter")
    assert opened.url.endswith(f"#{figure.get_attribute('id')}")
