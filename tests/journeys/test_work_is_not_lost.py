"""Signing out, or being signed out, loses nothing: drafts wait, and a form sent too late comes back to its writer."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser

WORRY = "What are we worried about, and why this outcome?"


def test_a_draft_is_there_after_signing_out_and_in_again(desk: Page, signed_in: Callable[..., Page]) -> None:
    mina = signed_in(desk, "mina")
    contact = steps.receives(mina, given_name="Nell", family_name="Notlost", born=(6, 6, 2016))
    mina.goto(f"{contact}/decide")
    mina.get_by_label("Early help", exact=True).check()
    mina.get_by_label(WORRY).fill("Half a thought.")
    expect(mina.get_by_text("Draft saved")).to_be_visible()

    steps.signs_out(mina)
    signed_in(mina, "mina")
    mina.goto(f"{contact}/decide")

    expect(mina.get_by_label(WORRY)).to_have_value("Half a thought.")
    expect(mina.get_by_label("Early help", exact=True)).to_be_checked()
    expect(mina.get_by_role("alert")).to_have_count(0)


def test_a_form_sent_after_signing_out_comes_back_to_the_same_person(
    desk: Page, signed_in: Callable[..., Page], service: str
) -> None:
    mina = signed_in(desk, "mina")
    contact = steps.receives(mina, given_name="Lenny", family_name="Latecomer", born=(7, 7, 2017))
    mina.goto(f"{contact}/note")
    mina.get_by_label("Note").fill("Rang the grandmother.")

    # Mina signs out in another tab; then she sends the note from this one.
    other = mina.context.new_page()
    other.goto(service)
    steps.signs_out(other)
    mina.get_by_role("button", name="Save the note").click()
    mina.wait_for_url("**/sign-in")

    # She signs in again, and her note stands before her.
    mina.get_by_label("Username").fill("mina")
    mina.get_by_label("Password").fill("correct-horse-battery-staple")
    mina.get_by_role("button", name="Sign in", exact=True).click()
    expect(mina.get_by_role("heading", level=1)).to_have_text("Nothing was lost")
    mina.get_by_role("button", name="Send it now").click()
    expect(mina.get_by_role("status")).to_contain_text("Note saved")
    expect(mina.get_by_role("region", name="What others know")).to_contain_text("Rang the grandmother.")


def test_a_form_sent_after_signing_out_is_not_shown_to_somebody_else(
    desk: Page, signed_in: Callable[..., Page], service: str
) -> None:
    mina = signed_in(desk, "mina")
    contact = steps.receives(mina, given_name="Pip", family_name="Private", born=(8, 8, 2018))
    mina.goto(f"{contact}/note")
    mina.get_by_label("Note").fill("Only Mina may read this.")
    other = mina.context.new_page()
    other.goto(service)
    steps.signs_out(other)
    mina.get_by_role("button", name="Save the note").click()
    mina.wait_for_url("**/sign-in")

    # The next at this computer is Olive: she finds her own page, and no trace of it.
    olive = signed_in(mina, "olive")
    expect(olive.get_by_role("heading", level=1)).to_have_text("What needs me")
    olive.goto(contact)
    expect(olive.locator("main")).not_to_contain_text("Only Mina may read this.")
