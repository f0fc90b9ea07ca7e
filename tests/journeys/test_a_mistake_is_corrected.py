"""A wrong time of receipt restarts the clock; a wrong decision gets another in its place. Both stay readable."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import steps

pytestmark = pytest.mark.browser


def test_a_wrong_time_of_receipt_is_corrected_and_the_clock_starts_again(
    desk: Page, signed_in: Callable[..., Page]
) -> None:
    olive = signed_in(desk, "olive")
    child = {"given_name": "Clara", "family_name": "Clockwise", "born": (2, 2, 2014)}
    steps.receives(olive, **child, at=(12, 4, 2023, "08:00"))
    clock = olive.get_by_role("list", name="Clocks").get_by_role("listitem").first
    expect(clock).to_contain_text("Due Thu 13 April 2023")

    # The call had come on Tuesday afternoon.
    steps.opens_more(olive, "Correct the record")
    received = olive.get_by_role("group", name="When the contact was received")
    steps.types_a_day(received, 11, 4, 2023)
    received.get_by_label("Time").fill("14:30")
    olive.get_by_label("Why was the record wrong?").fill("Typed the day after the call.")
    olive.get_by_role("button", name="Save the correction").click()

    # The clock runs from Tuesday, and the page says what it said before, and why that was wrong.
    expect(clock).to_contain_text("Due Wed 12 April 2023")
    said = olive.get_by_role("region", name="As received")
    expect(said).to_contain_text("said “12 April 2023, 08:00”, says “11 April 2023, 14:30”")
    expect(said).to_contain_text("Typed the day after the call.")
    expect(said).to_contain_text("Olive Officer")


def test_a_wrong_decision_is_corrected_and_the_first_stays_readable(desk: Page, signed_in: Callable[..., Page]) -> None:
    mina = signed_in(desk, "mina")
    steps.receives(mina, given_name="Dora", family_name="Decidely", born=(3, 3, 2013))
    steps.decides(mina, "Information and advice given", level=3, rationale="Advice is enough.")

    steps.opens_more(mina, "Correct the decision")
    mina.get_by_label("What was wrong with the decision?").fill("The school rang again: there is more.")
    steps.fills_in_the_decision(mina, "Signposted to another service", level=3, rationale="The food bank will help.")
    mina.get_by_role("button", name="Record the corrected decision").click()

    # The new decision stands first, with what was wrong before.
    decision = mina.get_by_role("region", name="Decision")
    stands = decision.get_by_role("article").first
    expect(stands).to_contain_text("Signposted to another service, level 3")
    expect(stands).to_contain_text("The school rang again: there is more.")

    # The first is folded away, and opens.
    decision.get_by_text("Decided before, and since corrected or returned (1)").click()
    expect(decision.get_by_text("Advice is enough.")).to_be_visible()
