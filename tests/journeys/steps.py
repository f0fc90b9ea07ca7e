"""What people do at the front door, said once: each step is done on a page, as the person who is signed in there."""

import re
from typing import Any

from playwright.sync_api import Locator, Page, expect

WORDS = "Came to school hungry again and says that there is no food at home."


def adds_a_child(page: Page, *, given_name: str, family_name: str, born: tuple[int, int, int]) -> None:
    """Looks for the child first, finds nobody, and adds the child to the register."""
    page.goto("/children/search")
    day, month, year = born
    page.get_by_label("Who are you looking for?").fill(f"{given_name} {family_name} {day}/{month}/{year}")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("button", name=re.compile("add a child", re.IGNORECASE)).click()
    page.get_by_label("Given name").fill(given_name)
    page.get_by_label("Family name").fill(family_name)
    page.get_by_role("button", name=re.compile("add the child", re.IGNORECASE)).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"{given_name} {family_name}")


def receives(page: Page, *, given_name: str, family_name: str, born: tuple[int, int, int], **said: Any) -> str:
    """Records a school's telephone call about one child; gives the address of the contact."""
    page.goto("/front-door/contacts/new")
    if "at" in said:
        *day, time = said["at"]
        received = page.get_by_role("group", name="When was it received?")
        types_a_day(received, *day)
        received.get_by_label("Time").fill(time)
    page.get_by_label("How did it arrive?").select_option("Telephone")
    page.get_by_label("What kind of contact is it?").select_option("Concern about a child")
    page.get_by_label("Who was worried?").select_option("School")
    page.get_by_label("Their agency").select_option("Saint Bride's Primary School")
    page.get_by_label("Their name").fill("Sol Schoollead")
    page.get_by_label("What was said, in the words as received").fill(said.get("words", WORDS))
    page.get_by_label("First name").fill(given_name)
    page.get_by_label("Family name").fill(family_name)
    types_a_day(page.get_by_role("group", name="Date of birth", exact=True), *born)
    page.get_by_label("Main concern").select_option("Physical abuse")
    page.get_by_label("Level of need as the referrer sees it").select_option("Level 3: Targeted early help")
    page.get_by_label("Consent of the family").select_option("Asked and given")
    page.get_by_label("Lawful basis").select_option("Public task")
    page.get_by_label("Condition for special category data").select_option("SAFEGUARDING")
    page.get_by_role("button", name="Record the contact").click()
    expect(page.get_by_role("status")).to_contain_text("Contact recorded, reference FD-")
    return page.url


def types_a_day(group: Locator, day: int, month: int, year: int) -> None:
    group.get_by_label("Day").fill(str(day))
    group.get_by_label("Month").fill(str(month))
    group.get_by_label("Year").fill(str(year))


def says_which_child_it_is(page: Page, name: str) -> None:
    """Finds the child among those alike in the register."""
    page.get_by_role("link", name="Which child is it?").click()
    page.get_by_role("button", name=re.compile(f"This is the child.*{name}")).click()
    expect(page.get_by_role("status")).to_contain_text("Contact linked to the child")


def triages(page: Page, priority: str, *, because: str) -> None:
    page.get_by_role("button", name="Triage", exact=True).click()
    page.get_by_label(priority, exact=True).check()
    page.get_by_label("Why this priority").fill(because)
    page.get_by_role("button", name="Set the priority").click()
    expect(page.get_by_role("status")).to_contain_text("Priority set")


def asks(page: Page, agency: str, question: str) -> None:
    page.get_by_role("button", name="Ask an agency").click()
    page.get_by_label("Agency").select_option(agency)
    page.get_by_label("Question").fill(question)
    page.get_by_label("Lawful basis").select_option("Public task")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Check asked")


def answers(page: Page, name: str, answer: str) -> None:
    """Answers the front door's question about the child, from what waits for the person."""
    page.get_by_role("link", name="Checks to answer").click()
    page.get_by_role("link", name=name).click()
    page.get_by_label("What does your agency know?").fill(answer)
    page.get_by_label("For professionals only").check()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("status")).to_contain_text("Answer sent")


def fills_in_the_decision(page: Page, outcome: str, *, level: int, rationale: str) -> None:
    """Writes a decision without sending it. The referrer had said level 3."""
    page.get_by_label(outcome, exact=True).check()
    page.get_by_label(f"Level {level}").check()
    if level != 3:
        page.get_by_label("If the level differs from the referrer's: why?").select_option(index=1)
    page.get_by_label("What are we worried about, and why this outcome?").fill(rationale)
    page.get_by_label("What is life like for this child?").fill("Wakes hungry and looks after a baby sister.")
    page.get_by_role("group", name="Has the child's history been considered?").get_by_label("Yes").check()
    page.get_by_role("group", name="Is a neglect screening tool attached?").get_by_label("Not applicable").check()


def decides(page: Page, outcome: str, *, level: int, rationale: str) -> None:
    page.get_by_role("button", name="Decide", exact=True).click()
    fills_in_the_decision(page, outcome, level=level, rationale=rationale)
    page.get_by_role("button", name="Record the decision").click()
    expect(page.get_by_role("status")).to_contain_text("Decision recorded")


def tells_the_referrer(page: Page, text: str) -> None:
    page.get_by_role("button", name="Tell the referrer").click()
    page.get_by_label("Telephone").check()
    page.get_by_label("What is the referrer told?").fill(text)
    page.get_by_role("button", name="Record that the referrer was told").click()
    expect(page.get_by_role("status")).to_contain_text("The referrer has been told")


def opens_more(page: Page, what: str) -> None:
    """Chooses one of the less common things behind "More"."""
    page.locator("summary", has_text="More").click()
    page.get_by_role("link", name=what).click()


def signs_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
