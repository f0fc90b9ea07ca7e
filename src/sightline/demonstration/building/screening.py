"""Neglect screening tools that professionals completed and sent with their contacts since the tool's relaunch."""

from datetime import date, datetime
from typing import Any

from sightline.common.actor import acting
from sightline.demonstration import people
from sightline.demonstration.building.contacts import Contacts
from sightline.demonstration.building.setting_up import SetUp
from sightline.demonstration.days import moment
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Contact, Plan
from sightline.front_door.actions import attach_tool
from sightline.instruments import actions, editions
from sightline.instruments.definition import AnswerType, Question, Questionnaire
from sightline.instruments.models import CompletedTool
from sightline.register.models import Staff

TOOL = "neglect-screening"
SINCE = date(2023, 1, 1)
MOST = 90

# How often each answer is given, by how the contact ended: the graver, the more often it went to social care.
_SEVERITY = {
    "CSC_REFERRAL": Weighted(
        {"NO_CONCERN": 0.62, "SOME": 0.27, "SIGNIFICANT": 0.07, "SEVERE": 0.01, "NOT_KNOWN": 0.03}
    ),
    "EH_REFERRAL": Weighted({"NO_CONCERN": 0.84, "SOME": 0.13, "SIGNIFICANT": 0.01, "NOT_KNOWN": 0.02}),
}
_MILD = Weighted({"NO_CONCERN": 0.94, "SOME": 0.04, "NOT_KNOWN": 0.02})


def complete_tools(plan: Plan, contacts: Contacts, set_up: SetUp) -> int:
    """Completes a tool for each of some neglect contacts and attaches it; tells how many."""
    draw = Draw("screening", len(plan.events))
    came_with_one = [contact for contact in plan.contacts if _came_with_a_tool(contact)]
    chosen = draw.some(came_with_one, min(MOST, len(came_with_one)))
    for contact in chosen:
        author = set_up.staff[draw.one(people.AT_AGENCY[contact.event.referrer_agency]).username]
        _send_with(contact, author, contacts, set_up.staff[contact.triaged_by], draw)
    return len(chosen)


def _came_with_a_tool(contact: Contact) -> bool:
    return (
        contact.neglect_tool == "YES"
        and contact.event.received_on >= SINCE
        and contact.event.referrer_agency in people.AT_AGENCY
        and contact.matched == "LINKED"
        and contact.triaged_at is not None
        and contact.child.born_on is not None
        and not contact.child.is_unborn_on(contact.event.received_on)
        and not contact.child.restricted_because
    )


def _send_with(contact: Contact, author: Staff, contacts: Contacts, officer: Staff, draw: Draw) -> None:
    completed_on, triaged_at = contact.neglect_tool_completed_on, contact.triaged_at
    assert completed_on is not None and triaged_at is not None
    at = min(moment(completed_on, 8, 5), contact.event.received_at or triaged_at)
    with acting(author, at=at):
        tool = _completed(contact, author, at=at, draw=draw)
        actions.share_with_front_door(tool=tool, by=author, at=at)
    with acting(officer, at=triaged_at):
        attach_tool(contact=contacts.kept[contact], tool=tool, by=officer, at=triaged_at)


def _completed(contact: Contact, author: Staff, *, at: datetime, draw: Draw) -> CompletedTool:
    child = contact.child
    about = actions.DescribedChild(given_name=child.given_name, family_name=child.family_name, born_on=child.born_on)
    tool = actions.start(tool_id=TOOL, about=about, by=author, at=at)
    edition = editions.edition_of(tool)
    answers = _answers(edition, contact, age_group=tool.age_group, draw=draw)
    actions.save_answers(tool=tool, answers=answers, by=author, at=at)
    return actions.complete(tool=tool, by=author, at=at)


def _answers(edition: Questionnaire, contact: Contact, *, age_group: str, draw: Draw) -> dict[str, Any]:
    """Answers to all that must be answered; some answers bring further questions."""
    answers: dict[str, Any] = {}
    asked = True
    while asked:
        asked = False
        for question in edition.questions(answers, age_group=age_group):
            if question.required and question.item.code not in answers:
                answers[question.item.code] = _answer(edition, question, contact, draw)
                asked = True
    return answers


def _answer(edition: Questionnaire, question: Question, contact: Contact, draw: Draw) -> str:
    if question.item.type is AnswerType.TEXT:
        return contact.decision.lived_experience if contact.decision else "Told in the contact."
    if question.item.type is AnswerType.YES_NO:
        return "YES" if draw.chance(0.3) else "NO"
    options = [option.code for option in edition.options(question.item)]
    if question.item.scale == "concern":
        severity = draw.by_weight(_SEVERITY.get(contact.outcome, _MILD))
        return severity if severity in options else options[0]
    return draw.one(options)
