"""A snapshot is taken; its figure stands among the figures and in the yearly report, and leads back to the records."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps
from tests.journeys.serving import Service

pytestmark = pytest.mark.browser


def test_a_contact_just_decided_is_found_behind_the_figure_that_counts_it(
    desk: Page, signed_in: Callable[..., Page], running: Service
) -> None:
    # A call of the last day of the year, typed late, is decided.
    mina = signed_in(desk, "mina")
    child = {"given_name": "Figgy", "family_name": "Countable", "born": (5, 5, 2011)}
    contact = steps.receives(mina, **child, at=(31, 3, 2023, "10:00"))
    steps.decides(mina, "Information and advice given", level=3, rationale="Advice is enough.")

    # The service's own command takes a snapshot.
    snapshot = running.command("snapshot", "take").split()[0]

    # The figure is found, with the snapshot that it was read from.
    mina.get_by_role("link", name="Figures", exact=True).click()
    expect(mina.get_by_role("heading", level=1)).to_have_text("Figures, 2022-23")
    expect(mina.locator("main")).to_contain_text(f"From snapshot {snapshot}")
    row = mina.get_by_role("row").filter(has=mina.get_by_role("link", name=re.compile("^Contacts received")))
    counted = row.get_by_role("cell").first.inner_text()
    assert counted.isdigit() and int(counted) >= 1

    # The yearly report prints the same figure, and says where it comes from.
    mina.get_by_role("link", name="Yearly report", exact=True).click()
    expect(mina.get_by_role("heading", level=1)).to_have_text("Yearly report 2022-23")
    headline = mina.locator(".document-key-figure").filter(has_text="contacts about children")
    expect(headline).to_contain_text(counted)
    headline.get_by_role("link", name=counted, exact=True).first.click()
    note = mina.locator(".document-figure-note:target")
    expect(note).to_contain_text(snapshot)

    # From there to the list behind it, on which the child's contact stands.
    note.get_by_role("link", name="The list behind it").click()
    expect(mina.get_by_role("heading", level=1)).to_have_text(re.compile(rf"^{counted} records? counted"))
    mina.get_by_role("link", name="Figgy Countable").click()
    expect(mina).to_have_url(contact)
