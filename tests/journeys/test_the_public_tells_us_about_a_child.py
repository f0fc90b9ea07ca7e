"""Somebody without an account tells us about a child: from a telephone, also without script, also as the child."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Check = Callable[[Page], None]


def test_a_neighbour_tells_us_from_a_phone_and_asks_what_happened(telephone: Page, no_barrier: Check) -> None:
    telephone.goto("/worried-about-a-child/")
    no_barrier(telephone)
    telephone.get_by_role("button", name="I am worried about a child").click()
    no_barrier(telephone)
    a_neighbour_writes(telephone)
    no_barrier(telephone)
    telephone.get_by_role("button", name="Send", exact=True).click()
    no_barrier(telephone)
    they_come_back_with_reference_and_code(telephone)
    no_barrier(telephone)


def test_it_all_works_without_script(a_window: Callable[..., Page]) -> None:
    plain = a_window(width=390, height=844, javascript=False)
    plain.goto("/worried-about-a-child/tell-us")
    a_neighbour_writes(plain)
    plain.get_by_role("button", name="Send", exact=True).click()
    they_come_back_with_reference_and_code(plain)


def test_a_child_says_that_they_are_not_safe_and_is_told_whom_to_ring(telephone: Page, no_barrier: Check) -> None:
    telephone.goto("/worried-about-a-child/")
    telephone.get_by_role("button", name="I am the child or young person").click()
    no_barrier(telephone)
    telephone.get_by_label("What is happening?").fill("He is shouting again.")
    telephone.get_by_label("No", exact=True).check()
    telephone.get_by_label("Do not get in touch with me").check()
    telephone.get_by_role("button", name="Send", exact=True).click()
    expect(telephone.get_by_text("Ring 999 now if you can")).to_be_visible()
    expect(telephone.get_by_role("link", name="0800 1111")).to_have_attribute("href", "tel:08001111")
    no_barrier(telephone)


def test_one_press_leaves_the_page(telephone: Page) -> None:
    telephone.goto("/worried-about-a-child/about-me")
    leave = telephone.get_by_role("button", name="Leave this page fast")
    expect(leave).to_have_attribute("href", "https://www.bbc.co.uk/weather")
    expect(leave).to_be_in_viewport()


def a_neighbour_writes(page: Page) -> None:
    page.get_by_label("What are you worried about?").fill("Crying at night, for weeks.")
    page.get_by_label("Where does the child live?").fill("The flat above the chip shop")
    page.get_by_role("button", name="Add another child").click()
    expect(page.get_by_label("What are you worried about?")).to_have_value("Crying at night, for weeks.")
    page.get_by_label("First name").last.fill("Sanderling")
    page.get_by_label("I am a friend, a neighbour or a childminder").check()
    page.get_by_label("No, I do not want to say").check()


def they_come_back_with_reference_and_code(page: Page) -> None:
    expect(page.get_by_role("heading", name="Thank you. We have your message.")).to_be_visible()
    reference, code = page.locator(".govuk-panel strong").all_inner_texts()
    page.get_by_role("link", name="see what happened").click()
    page.get_by_label("Reference").fill(reference.lower())
    page.get_by_label("Code").fill(code.replace("-", " "))
    page.get_by_role("button", name="See what happened").click()
    expect(page.get_by_text("Your message waits to be read")).to_be_visible()
    expect(page.get_by_text("Sanderling")).to_have_count(0)
