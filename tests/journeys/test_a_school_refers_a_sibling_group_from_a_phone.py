"""A school's safeguarding lead refers three siblings from a telephone, and hears what became of them."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

Check = Callable[[Page], None]
SignIn = Callable[..., Page]


def test_a_school_refers_a_sibling_group_from_a_phone(
    telephone: Page, desk: Page, signed_in: SignIn, no_barrier: Check
) -> None:
    signed_in(telephone, "sol")
    sol_begins_a_referral(telephone, no_barrier)
    sol_adds(telephone, "Linnet", no_barrier, born="27 3 2010", home="4 Quay Street", postcode="PR8 1DA")
    sol_tries_to_put_two_children_in_one_row(telephone)
    sol_adds(telephone, "Robin", no_barrier, age="6")
    sol_adds(telephone, "", no_barrier, due="1 8 2023")
    sol_says_what_the_concern_is(telephone, no_barrier)
    sol_is_interrupted_and_signs_out(telephone)

    signed_in(telephone, "sol")
    sol_finds_what_was_half_written(telephone, no_barrier)
    sol_writes_the_rest(telephone, no_barrier)
    reference = sol_checks_and_sends(telephone, no_barrier)

    signed_in(desk, "mina")
    mina_finds_three_children_in_one_contact(desk, reference)
    mina_decides_and_tells_the_referrer(desk, no_barrier)

    sol_reads_the_outcome_and_disagrees(telephone, reference, no_barrier)
    mina_reads_that_the_school_disagrees(desk)


def save_and_continue(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()


def sol_begins_a_referral(page: Page, no_barrier: Check) -> None:
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="My referrals").click()
    no_barrier(page)
    page.get_by_role("button", name="Refer a child").click()
    expect(page.get_by_text("If a child is in danger now, ring 999 first")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Start a referral").click()
    page.get_by_label("On which number can we reach you?").fill("01632 960001")
    no_barrier(page)
    save_and_continue(page)


def sol_adds(
    page: Page,
    name: str,
    no_barrier: Check,
    *,
    born: str = "",
    age: str = "",
    due: str = "",
    home: str = "",
    postcode: str = "",
) -> None:
    if "children" in page.url and page.get_by_role("button", name="Add another child").is_visible():
        page.get_by_role("button", name="Add another child").click()
    page.get_by_label("First name").fill(name)
    page.get_by_label("Family name").fill("Fellwalker" if name else "")
    page.get_by_label("I know it" if born else "I do not know it" if age else "The child is not born yet").check()
    for part, typed in zip(("Day", "Month", "Year"), (born or due).split(), strict=False):
        page.get_by_role("textbox", name=part, exact=True).fill(typed)
    if age:
        page.get_by_label("About how old is the child?").fill(age)
    page.get_by_label("I can give the address" if home else "The same address as the first child").check()
    if home:
        page.get_by_label("Address", exact=True).fill(home)
        page.get_by_label("Postcode").fill(postcode)
    no_barrier(page)
    save_and_continue(page)
    expect(page.get_by_role("heading", name=re.compile(r"child(ren)? in this referral"))).to_be_visible()


def sol_tries_to_put_two_children_in_one_row(page: Page) -> None:
    page.get_by_role("button", name="Add another child").click()
    page.get_by_label("First name").fill("Robin and Jay")
    save_and_continue(page)
    expect(page.get_by_role("alert")).to_contain_text("Put each child in a row of their own")
    page.get_by_label("First name").fill("")


def sol_says_what_the_concern_is(page: Page, no_barrier: Check) -> None:
    expect(page.get_by_role("heading", name="3 children in this referral")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("What is the main concern?").select_option("Neglect")
    page.get_by_label("Domestic abuse").check()
    no_barrier(page)
    save_and_continue(page)
    page.get_by_label("No", exact=True).check()
    no_barrier(page)
    save_and_continue(page)
    for name in ("Linnet Fellwalker", "Robin Fellwalker", "The unborn child"):
        page.get_by_role("group", name=f"Level of need: {name}").get_by_label("Level 3").check()
    no_barrier(page)
    save_and_continue(page)


def sol_is_interrupted_and_signs_out(page: Page) -> None:
    page.get_by_label("What are you worried about?").fill("No food on Monday.")
    expect(page.get_by_text(re.compile(r"Draft saved \d\d:\d\d"))).to_be_visible()
    page.get_by_role("link", name="Finish later").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def sol_finds_what_was_half_written(page: Page, no_barrier: Check) -> None:
    page.goto("/front-door/referrals/")
    no_barrier(page)
    page.get_by_role("link", name="Carry on with the referral of Linnet Fellwalker").click()
    expect(page.get_by_text("Still to complete")).to_be_visible()
    no_barrier(page)
    page.get_by_role("link", name="Change What has happened").click()
    expect(page.get_by_label("What are you worried about?")).to_have_value("No food on Monday.")


def sol_writes_the_rest(page: Page, no_barrier: Check) -> None:
    page.get_by_label("What are you worried about?").fill("No food on Monday.\nNone on Tuesday.")
    save_and_continue(page)
    page.get_by_label("What does the child say?").fill("We had crisps.")
    no_barrier(page)
    save_and_continue(page)
    page.get_by_label("I have not asked").check()
    page.get_by_role("group", name="Does anybody need an interpreter").get_by_label("No", exact=True).check()
    no_barrier(page)
    save_and_continue(page)
    page.get_by_label("Yes, and they agree").check()
    page.get_by_label("Who agreed?").fill("Their mother")
    page.get_by_label("I have not found out").check()
    no_barrier(page)
    save_and_continue(page)
    no_barrier(page)
    save_and_continue(page)


def sol_checks_and_sends(page: Page, no_barrier: Check) -> str:
    expect(page.get_by_role("heading", name="Check your answers, then send")).to_be_visible()
    no_barrier(page)
    page.get_by_role("button", name="Send the referral").click()
    expect(page.get_by_role("status").filter(has_text="Referral sent and received")).to_be_visible()
    expect(page.get_by_text("None on Tuesday.")).to_be_visible()
    expect(page.get_by_text("Fri 14 April 2023")).to_be_visible()
    no_barrier(page)
    return page.get_by_role("heading", level=1).inner_text().removeprefix("Referral ")


def mina_finds_three_children_in_one_contact(page: Page, reference: str) -> None:
    page.goto("/front-door/?list=undecided")
    page.get_by_role("link", name="Linnet Fellwalker").click()
    expect(page.get_by_text(f"Contact {reference}")).to_be_visible()
    expect(page.get_by_text("None on Tuesday.")).to_be_visible()
    expect(page.get_by_role("link", name="Robin Fellwalker")).to_be_visible()


def mina_decides_and_tells_the_referrer(page: Page, no_barrier: Check) -> None:
    page.get_by_role("button", name="Decide", exact=True).click()
    page.get_by_label("Information and advice given").check()
    page.get_by_label("Level 2").check()
    page.get_by_label("If the level differs").select_option("Protective factors found")
    page.get_by_label("What are we worried about").fill("One hungry week; the family asked for help.")
    page.get_by_label("What is life like for this child?").fill("Linnet cooks for the others.")
    page.get_by_role("group", name="Has the child’s history").or_(
        page.get_by_role("group", name="Has the child's history")
    ).get_by_label("Yes").check()
    page.get_by_role("group", name="Is a neglect screening tool").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_role("button", name="Tell the referrer").click()
    page.get_by_label("Through Sightline").check()
    page.get_by_label("What is the referrer told?").fill("We advised the family and rang the food bank.")
    page.get_by_role("button", name="Record that the referrer was told").click()
    expect(page.get_by_text("rang the food bank")).to_be_visible()
    no_barrier(page)


def sol_reads_the_outcome_and_disagrees(page: Page, reference: str, no_barrier: Check) -> None:
    page.goto("/")
    page.get_by_role("link", name="Outcomes of your referrals").click()
    page.get_by_role("row", name=re.compile("New")).get_by_role("link", name="Linnet Fellwalker").click()
    expect(page.get_by_role("heading", name=f"Referral {reference}")).to_be_visible()
    expect(page.get_by_text("Outcome told for 1 of 3 children")).to_be_visible()
    expect(page.get_by_text("rang the food bank")).to_be_visible()
    page.get_by_role("link", name="Say whether you agree about Linnet Fellwalker").click()
    page.get_by_label("I disagree").check()
    page.get_by_label("Why do you disagree?").fill("It was three weeks, not one.")
    no_barrier(page)
    page.get_by_role("button", name="Send your answer").click()
    expect(page.get_by_text("It was three weeks, not one.")).to_be_visible()
    no_barrier(page)


def mina_reads_that_the_school_disagrees(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("Disagrees: It was three weeks, not one.")).to_be_visible()
