"""Every address of the service, asked by everybody about every child: the page obeys the access matrix.

The addresses are read from the service itself, so that a new page is asked without a thought.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.urls import URLPattern
from django.urls.converters import SlugConverter, UUIDConverter

from tests.access import expected
from tests.access.world import Standing
from tests.house.test_pages_are_guarded import ROUTES

pytestmark = pytest.mark.django_db(databases="__all__")

SEEN = {
    # what stands in an address: the record of a story, and who sees it
    "child_id": ("child", expected.sees_child),
    "member_id": ("member", expected.sees_child),
    "tie_id": ("tie", expected.sees_child),
    "reference_id": ("reference", expected.sees_child),
    "involvement_id": ("involvement", expected.sees_child),
    "contact_id": ("contact", expected.sees_contact),
    "check_id": ("check", expected.sees_check),
    "note_id": ("hand_over", expected.sees_hand_over),
    "grant_id": ("grant", expected.sees_window),
    "disclosure_id": ("disclosure", expected.sees_ledger_line),
    "pk": ("tool", expected.sees_tool),
}
NOBODYS_RECORD = {
    "number": "a draft of the person's own",
    "place": "a place in a draft or on a receipt of the person's own",
    "about": "the form that a draft belongs to",
    "step": "a step of a questionnaire",
    "step_id": "a second step of the person's own",
    "cover_id": "cover between colleagues",
}
NOT_IN_THE_STORIES = 999_999_999
"""Other numbers in addresses: nothing has this one, so that the page says it is not there."""


def address(name: str, route: URLPattern, story: Any) -> str | None:
    """The address with the story's records in it; None where the story has no such record."""
    from django.urls import reverse

    values = {}
    for part, converter in route.pattern.converters.items():
        if part in SEEN:
            kind = SEEN[part][0]
            if kind not in story.records:
                return None
            values[part] = story.records[kind].pk
        elif isinstance(converter, UUIDConverter):
            values[part] = "00000000-0000-4000-8000-000000000000"
        elif isinstance(converter, SlugConverter):
            values[part] = "neglect-screening"
        else:
            values[part] = NOT_IN_THE_STORIES if part not in NOBODYS_RECORD else 1
    return reverse(name, kwargs=values)


def permitted(person: Any, route: URLPattern) -> bool:
    guard = route.callback.guarded_by
    return isinstance(guard, str) or bool(set(guard) & person.permissions)


def sees(person: Any, route: URLPattern, standing: Standing) -> bool:
    """Whether the person sees every record that the address names."""
    if route.name in TRAILS and "DATA_PROTECTION_LEAD" in person.roles:
        return standing != Standing.OTHER
    return all(SEEN[part][1](person, standing) for part in route.pattern.converters if part in SEEN)


def names_in(response: Any) -> set[Standing]:
    """The children whose name stands in an answer."""
    if "html" not in response.get("Content-Type", "") and "csv" not in response.get("Content-Type", ""):
        return set()
    text = response.content.decode(errors="replace")
    return {standing for standing in Standing if standing.value in text}


def asked(client: Any, address: str, method: str) -> Any:
    """The answer to a request, whatever it changed taken back."""
    try:
        with transaction.atomic():
            answer = getattr(client, method)(address)
            transaction.set_rollback(True)
    except RuntimeError as streamed:  # a page that may not stream says so itself
        pytest.fail(f"{address}: {streamed}")
    return answer


def test_each_page_answers_each_person_as_the_matrix_promises(world, person, client):
    client.force_login(person)
    wrong = []
    for name, route in ROUTES.items():
        for standing, where in to_ask(name, route, person, world):
            sends = ("get",) if permitted(person, route) and sees(person, route, standing) else ("get", "post")
            for method in sends:  # what a permitted post does is tested with its verb
                answer = asked(client, where, method)
                about = f"{method} {name} about {standing.name}"
                wrong += [f"{about}: {fault}" for fault in faults(answer, person, route, standing)]
    assert not wrong, f"{person.username} ({', '.join(person.roles)}):\n" + "\n".join(wrong)


def to_ask(name: str, route: URLPattern, person: Any, world: Any) -> Iterator[tuple[Standing, str]]:
    """Each address of the page that could be answered otherwise than the one before."""
    if name in CHANGES_WHO_ASKS:
        return
    for standing, story in world.items():
        where = address(name, route, story)
        if where is None:
            continue
        yield standing, where
        if not permitted(person, route) or not any(part in SEEN for part in route.pattern.converters):
            return  # the guard stands before the record; or the address says nothing of a child


def faults(answer: Any, person: Any, route: URLPattern, standing: Standing) -> list[str]:
    found = []
    status = answer.status_code
    if status >= 500:
        found.append(f"a fault ({status})")
    if route.callback.guarded_by == "token":
        found += [] if status in (401, 405) else [f"opened to a browser's session with {status}"]
    elif not permitted(person, route):
        if status not in (403, 405):
            found.append(f"not permitted, and answered {status}")
    elif not sees(person, route, standing):
        if status not in (404, 405):
            found.append(f"may not see it, and answered {status}")
    elif status in (401, 403) and not may_be_refused(route):
        found.append(f"may see it, and was refused with {status}")
    for named in names_in(answer):
        if not expected.may_read_name(person, named):
            found.append(f"reads the name of the child {named.name}")
    return found


def may_be_refused(route: URLPattern) -> bool:
    """Pages for everybody signed in ask more of some; and a few ask more than the permission."""
    return isinstance(route.callback.guarded_by, str) or route.name in ASKS_MORE


TRAILS = {"who_has_opened": "the data protection lead reads who opened a restricted record, never its name"}
ASKS_MORE = {"load": "a questionnaire is loaded by the business manager of the agency that keeps the front door"}


CHANGES_WHO_ASKS = {"sign_out": "ends the session that asks", "account_sign_out_everywhere": "the same"}


def test_nobody_reaches_a_guarded_page_without_signing_in(world, client):
    for name, route in ROUTES.items():
        if route.callback.guarded_by in ("open to all", "token"):
            continue  # a system's key is asked for in the API's own tests
        where = address(name, route, world[Standing.OWN])
        if where is None:
            continue
        answer = asked(client, where, "get")
        assert (answer.status_code, "/sign-in" in answer.get("Location", "")) == (302, True), f"{name}: {answer}"


def test_every_number_in_an_address_is_of_a_story_or_nobodys_record():
    """A new kind of record in an address is added to the stories, or says here why nobody's name hangs on it."""
    unknown = {
        part
        for route in ROUTES.values()
        for part, converter in route.pattern.converters.items()
        if re.fullmatch(r"\w*(id|pk|number|place|about|step)", part) and not isinstance(converter, SlugConverter)
    }
    assert not unknown - set(SEEN) - set(NOBODYS_RECORD) - set(OF_THEIR_OWN), unknown


OF_THEIR_OWN = {
    "access_id": "an emergency opening: tested with emergencies",
    "staff_id": "a colleague: the directory of staff is open to staff, and tested with joiners and leavers",
    "request_id": "a role asked for, or a package prepared for a person: each tested with its verbs",
    "item_id": "one item of such a package",
    "run_id": "a retention run: for the data protection lead alone",
    "hold_id": "a legal hold: for the data protection lead alone",
    "agreement_id": "an agreement between agencies is nobody's record",
    "telling_id": "a change of worker told to one person or agency: tested with them",
    "inspection_id": "an inspection is of an agency",
    "token_id": "a key of another system: its agency's administrator's",
    "link_id": "a possible same child: tested with links",
    "recall_id": "a disclosure to be recalled: tested with links",
    "restriction_id": "shown to the whole agency: that a record is restricted, and whom to ask",
    "submission_id": "tested with the referrers' entrance: a receipt is its own agency's",
    "attachment_id": "tested with attachments",
}
