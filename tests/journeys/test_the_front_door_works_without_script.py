"""Where a browser runs no script, a contact can still be received, matched and decided."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser


def test_a_contact_is_received_and_decided_without_script(
    a_window: Callable[..., Page], signed_in: Callable[..., Page]
) -> None:
    mina = signed_in(a_window(javascript=False), "mina")
    steps.receives(mina, given_name="Quinn", family_name="Quietly", born=(9, 9, 2009))

    # Nobody like Quinn is in the register, so Quinn is added as described.
    mina.get_by_role("link", name="Which child is it?").click()
    mina.get_by_role("button", name="add the child as described").click()
    expect(mina.get_by_role("status")).to_contain_text("Child added to the register and linked")

    # What is behind "More" opens without script too.
    mina.locator("summary", has_text="More").click()
    expect(mina.get_by_role("link", name="Correct the record")).to_be_visible()

    steps.decides(mina, "Referral to children's social care", level=3, rationale="There is no food in the home.")
    expect(mina.get_by_role("region", name="Decision")).to_contain_text("Referral to children's social care, level 3")
