"""Two agencies deliver their lists. A manager finds that two records are one child, and later that they are not."""

import csv
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Service

pytestmark = pytest.mark.browser

HEADINGS = ["Person ID", "Given name", "Family name", "Date of birth", "Sex", "NHS number", "Address", "Postcode"]
COUNCIL = [
    ["C1", "Linnea", "Fernhollow", "12/06/2014", "F", "", "14 Kestrel Way", "ME2 7QT"],
    ["C2", "Otis", "Brackwater", "03/02/2011", "M", "", "2 Dunlin Close", "ME2 9LP"],
]
HOSPITAL = [
    ["H1", "Linea", "Fernhollow", "12/06/2014", "F", "", "14 Kestrel Way", "ME2 7QT"],
    ["H3", "Otis", "Brackwater", "03/02/2011", "M", "", "2 Dunlin Close", "ME2 9LP"],
    ["H2", "Petra", "Oakmarsh", "21/11/2018", "F", "", "77 Sandpiper Road", "ME5 1AB"],
]


def a_list(folder: Path, name: str, rows: list[list[str]]) -> str:
    path = folder / f"{name}.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([HEADINGS, *rows])
    return str(path)


def look(page: Page, name: str) -> None:
    """Keeps a picture where somebody asked for pictures."""
    if folder := os.environ.get("SIGHTLINE_PICTURES"):
        page.screenshot(path=f"{folder}/{name}-{page.viewport_size['width']}.png", full_page=True)  # type: ignore[index]


def test_two_lists_become_one_child_and_two_again(
    running: Service,
    a_window: Callable[..., Page],
    signed_in: Callable[..., Page],
    no_barrier: Callable[[Page], None],
    tmp_path: Path,
) -> None:
    for name, agency, rows in (
        ("council", "Merrow Council", COUNCIL),
        ("hospital", "Merrow Children's Hospital", HOSPITAL),
    ):
        running.command("import", "people", a_list(tmp_path, name, rows), "--agency", agency)
    running.command("link")

    # Mina finds the pair, sees both records side by side and confirms.
    mina = signed_in(a_window(), "mina")
    mina.goto("/children/links")
    expect(mina.locator("main tbody")).to_contain_text("Linnea Fernhollow")
    expect(mina.locator("main tbody")).not_to_contain_text("Linea ")
    no_barrier(mina)
    look(mina, "links")
    mina.get_by_role("link", name="Linnea Fernhollow").click()
    expect(mina.locator("main")).to_contain_text("One letter apart")
    no_barrier(mina)
    look(mina, "link")
    pair = mina.url
    mina.get_by_label("Yes, the same child").check()
    mina.get_by_role("button", name="Record the decision").click()
    expect(mina.get_by_role("status")).to_contain_text("the two records are one child")

    # The child's page says where else the child is recorded, and no more.
    mina.goto(pair)
    mina.get_by_role("link", name="Open the record of Merrow Council").click()
    expect(mina.locator("main")).to_contain_text("A record of Merrow Children's Hospital")
    no_barrier(mina)
    look(mina, "child")

    # On a telephone: it was wrong, and is undone.
    phone = signed_in(a_window(width=390, height=844), "mina")
    phone.goto("/children/links?state=CONFIRMED")
    look(phone, "links")
    phone.goto(pair)
    phone.get_by_label("How do you know that these are two children?").fill("Two birth certificates.")
    look(phone, "link")
    phone.get_by_role("button", name="Undo the link").click()
    expect(phone.get_by_role("status")).to_contain_text("Undone")
    no_barrier(phone)
    look(phone, "undone")
    running.command("link")
    phone.goto("/children/links")
    expect(phone.locator("main")).not_to_contain_text("Linnea Fernhollow")

    # The other pair has the same names: it stands among those that are ticked, several on a page.
    phone.get_by_role("button", name="Look through several").click()
    ticks = phone.locator("main input[type=checkbox]")
    expect(ticks).to_have_count(1)
    expect(ticks).not_to_be_checked()
    no_barrier(phone)
    look(phone, "several")
    phone.get_by_label("The same child").check()
    phone.get_by_role("button", name="Confirm those ticked").click()
    expect(phone.get_by_role("status")).to_contain_text("1 pair confirmed")
