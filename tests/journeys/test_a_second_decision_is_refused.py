"""Two managers have the same contact open. One decides; the other is told who was first, and loses nothing."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser


def test_the_second_of_two_managers_is_told_who_was_first_and_keeps_what_they_wrote(
    a_window: Callable[..., Page], signed_in: Callable[..., Page]
) -> None:
    mina, maud = signed_in(a_window(), "mina"), signed_in(a_window(), "maud")
    contact = steps.receives(mina, given_name="Toby", family_name="Twicely", born=(1, 9, 2012))
    maud.goto(contact)

    # Both open the page on which it is decided.
    mina.get_by_role("button", name="Decide", exact=True).click()
    maud.get_by_role("button", name="Decide", exact=True).click()

    # Maud is the first to send.
    steps.fills_in_the_decision(maud, "Information and advice given", level=3, rationale="Maud's reason.")
    maud.get_by_role("button", name="Record the decision").click()
    expect(maud.get_by_role("status")).to_contain_text("Decision recorded")

    # Mina is told so, and what she wrote is still there.
    steps.fills_in_the_decision(mina, "Signposted to another service", level=2, rationale="Mina's reason.")
    mina.get_by_role("button", name="Record the decision").click()
    expect(mina.get_by_role("alert")).to_contain_text("Maud Manager has decided this contact while you had it open")
    expect(mina.get_by_label("What are we worried about, and why this outcome?")).to_have_value("Mina's reason.")
    expect(mina.get_by_label("Signposted to another service", exact=True)).to_be_checked()

    # One decision stands, and it is Maud's.
    mina.goto(contact)
    decision = mina.get_by_role("region", name="Decision")
    expect(decision).to_contain_text("Information and advice given, level 3")
    expect(decision).to_contain_text("Maud's reason.")
    expect(decision.get_by_role("article")).to_have_count(1)
