"""A school rings on Maundy Thursday. The one working day to decide ends after Easter Monday, and then it has passed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser

AVERY = {"given_name": "Avery", "family_name": "Easterly", "born": (4, 5, 2015)}


def test_the_front_door_decides_over_easter(
    a_window: Callable[..., Page], signed_in: Callable[..., Page], no_barrier: Callable[[Page], None]
) -> None:
    # Avery is in the register already.
    olive = signed_in(a_window(), "olive")
    steps.adds_a_child(olive, **AVERY)

    # It is Wednesday. Olive types the call of Maundy Thursday, three in the afternoon.
    contact = steps.receives(olive, **AVERY, at=(6, 4, 2023, "15:00"))
    clock = olive.get_by_role("list", name="Clocks").get_by_role("listitem").first
    expect(clock).to_contain_text("Decision")
    expect(clock).to_contain_text("Overdue 1 day over")
    expect(clock).to_contain_text("Due Tue 11 April 2023")
    expect(clock).to_contain_text("Good Friday (7 April) and Easter Monday (10 April) are not counted")

    # She says which child it is, sets the priority, and asks the police.
    steps.says_which_child_it_is(olive, "Avery Easterly")
    steps.triages(olive, "Red", because="A bruise was seen.")
    expect(olive.locator("main")).to_contain_text("A bruise was seen.")
    expect(olive.get_by_role("list", name="Clocks")).to_contain_text("Due Thu 6 April 2023, 19:00")
    steps.asks(olive, "Merrow Police", "Have you been called to the home since January?")
    expect(olive.locator("main")).to_contain_text("Checks out")
    no_barrier(olive)

    # The police lead answers.
    pat = signed_in(a_window(), "pat")
    steps.answers(pat, "Avery Easterly", "Twice, both times an argument.")

    # Mina finds the contact among the overdue ones, reads the answer, decides, and tells the school.
    mina = signed_in(a_window(), "mina")
    mina.get_by_role("link", name="Overdue").click()
    mina.get_by_role("link", name="Avery Easterly").click()
    expect(mina).to_have_url(contact)
    expect(mina.get_by_role("region", name="What others know")).to_contain_text("Twice, both times an argument.")
    steps.decides(mina, "Referral to children's social care", level=4, rationale="A bruise, and police called twice.")
    expect(mina.get_by_role("list", name="Clocks").get_by_role("listitem").first).to_contain_text("Done late")
    steps.tells_the_referrer(mina, "A social worker will see Avery today.")

    # The contact is closed, and what was decided and told can be read on it.
    expect(mina.locator(".sightline-record__tags")).to_contain_text("Closed")
    expect(mina.get_by_role("region", name="Decision")).to_contain_text("Referral to children's social care, level 4")
    expect(mina.get_by_role("region", name="What the referrer was told")).to_contain_text("see Avery today")
    no_barrier(mina)
