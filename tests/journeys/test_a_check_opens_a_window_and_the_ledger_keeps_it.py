"""The front door asks a school about a child. The school sees the least, answers, and sees no more."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser

MARLO = {"given_name": "Marlo", "family_name": "Windowley", "born": (9, 2, 2014)}


def test_a_check_opens_a_window_and_the_ledger_keeps_it(
    a_window: Callable[..., Page], signed_in: Callable[..., Page], no_barrier: Callable[[Page], None]
) -> None:
    # Olive asks the school about a child who is in the register.
    olive = signed_in(a_window(), "olive")
    steps.adds_a_child(olive, **MARLO)
    contact = steps.receives(olive, **MARLO)
    steps.says_which_child_it_is(olive, "Marlo Windowley")
    steps.asks(olive, "Saint Bride's Primary School", "Has attendance changed?")

    # Sol, at the school, sees the least of the child beside the question.
    sol = signed_in(a_window(width=390, height=844), "sol")
    sol.goto("/front-door/checks")
    sol.get_by_role("link", name="Marlo Windowley").click()
    sol.get_by_role("link", name="What the front door shows you of the child").click()
    window = sol.url
    expect(sol.get_by_role("heading", level=1)).to_have_text("Marlo Windowley")
    expect(sol.locator("main")).to_contain_text("9 February 2014")
    no_barrier(sol)

    # Sol answers, and the window is closed.
    sol.goto("/front-door/checks")
    sol.get_by_role("link", name="Marlo Windowley").click()
    sol.get_by_label("What does your agency know?").fill("Down to 80 percent.")
    sol.get_by_label("For professionals only").check()
    sol.get_by_role("button", name="Send the answer").click()
    expect(sol.get_by_role("status")).to_contain_text("Answer sent")
    answered = sol.goto(window)
    assert answered is not None and answered.status == 404
    sol.goto("/sharing/with-us")
    expect(sol.locator("main")).not_to_contain_text("Windowley")

    # Mina reads in the child's ledger what was asked and what was answered.
    mina = signed_in(a_window(), "mina")
    mina.goto(contact)
    mina.get_by_role("link", name="The child’s whole record").click()
    mina.get_by_role("link", name="What was shared").click()
    rows = mina.locator("main tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.nth(0)).to_contain_text("An agency answers the front door")
    expect(rows.nth(1)).to_contain_text("The front door asks what an agency knows")
    no_barrier(mina)
