"""Two people at the same record, and one person who presses twice: one of them is told, nothing is done twice."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.reliability.posting import errors_on, form_on, post_contact, send
from tests.reliability.service import Service, service

pytestmark = pytest.mark.database
ROUNDS = 2
"""How often each is tried: which of the two comes first is chance."""

DECISION = {
    "outcome": "CSC_REFERRAL",
    "level_concluded": "4",
    "rationale": "Third time this term; the home has no food.",
    "lived_experience": "Wren wakes hungry.",
    "history_considered": "yes",
    "neglect_tool": "NOT_APPLICABLE",
    "alteration_reason": "HISTORY",
}
MEANWHILE = ("while you had it open", "already decided")


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as found:
        found.serve()
        yield found


def a_contact(running: Service) -> int:
    mark = str(uuid.uuid4())
    called = "".join(chr(ord("a") + int(sign, 16)) for sign in mark[:8]).title()  # nobody's namesake
    status, place, page = post_contact(running, mark=mark, called=called)
    assert status == 302, page
    return int(place.rpartition("/")[2])


def a_child(running: Service, contact: int) -> int:
    """The child of the contact, added to the register."""
    path = f"/front-door/contacts/{contact}/match"
    assert send(running, path, {"answer": "add"})[0] == 302
    return int(running.ask("select child_id from front_door_contact where id = %s", [contact])[0][0])


def at_once(*sendings: "tuple[Service, str, dict[str, str], str]") -> list[tuple[int, str, str]]:
    with ThreadPoolExecutor(len(sendings)) as hands:
        waiting = [hands.submit(send, where, path, said, by=by) for where, path, said, by in sendings]
        return [each.result() for each in waiting]


def one_done_one_told(answers: list[tuple[int, str, str]], *told: str) -> None:
    assert sorted(status for status, _, _ in answers) == [200, 302], [errors_on(page) for _, _, page in answers]
    refused = next(page for status, _, page in answers if status == 200)
    assert any(words in refused for words in told), refused


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_of_two_decisions_one_is_recorded_and_the_other_manager_is_told(running: Service, attempt: int) -> None:
    contact = a_contact(running)
    a_child(running, contact)
    path = f"/front-door/contacts/{contact}/decide"
    forms = {who: form_on(running, path, by=who) | DECISION for who in ("mina", "maud")}
    one_done_one_told(at_once(*((running, path, said, who) for who, said in forms.items())), *MEANWHILE)
    told = "select count(*) from front_door_decision where contact_id = %s"
    assert running.ask(told, [contact]) == [(1,)]


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_of_two_priorities_one_stands_and_the_other_is_told(running: Service, attempt: int) -> None:
    contact = a_contact(running)
    path = f"/front-door/contacts/{contact}/triage"
    forms = {
        who: form_on(running, path, by=who) | {"rag": rag, "reason": f"{who} thinks so"}
        for who, rag in (("mina", "RED"), ("maud", "GREEN"))
    }
    answers = at_once(*((running, path, said, who) for who, said in forms.items()))
    one_done_one_told(answers, *MEANWHILE)
    # Having looked, the other sends again what stands on the page now: that is done.
    loser = "mina" if answers[0][0] == 200 else "maud"
    again = form_on(running, path, by=loser) | {"rag": "AMBER", "reason": "Seen what my colleague did"}
    assert send(running, path, again, by=loser)[0] == 302


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_of_two_changes_of_a_childs_details_one_is_kept_and_the_other_is_told(running: Service, attempt: int) -> None:
    child = a_child(running, a_contact(running))
    path = f"/children/{child}/details"
    given, family = running.ask("select given_name, family_name from register_child where id = %s", [child])[0]
    said = {"given_name": given, "family_name": family, "born_on": "2015-06-01", "sex": "F", "ethnicity": "NOBT"}
    forms = {
        who: form_on(running, path, by=who) | said | {"first_language": language}
        for who, language in (("mina", "Polish"), ("maud", "Welsh"))
    }
    answers = at_once(*((running, path, sent, who) for who, sent in forms.items()))
    one_done_one_told(answers, "changed", "meanwhile")


@pytest.mark.parametrize("attempt", range(ROUNDS))
def test_a_record_is_restricted_once(running: Service, attempt: int) -> None:
    child = a_child(running, a_contact(running))
    path = f"/children/{child}/restrict"
    people = dict(running.ask("select username, id from register_staff where username in ('mina', 'maud')"))
    reason = "HIGH_PROFILE"
    forms = {
        who: form_on(running, path, by=who) | {"reason": reason, "ask": str(people[who])} for who in ("mina", "maud")
    }
    answers = at_once(*((running, path, sent, who) for who, sent in forms.items()))
    told = "select count(*) from register_restriction where child_id = %s and lifted_at is null"
    assert running.ask(told, [child]) == [(1,)], [errors_on(page) for _, _, page in answers]
    assert sum(status == 302 for status, _, _ in answers) == 1


@pytest.mark.parametrize("page", ["note", "escalate", "triage"])
def test_a_button_that_is_pressed_four_times_does_it_once(running: Service, page: str) -> None:
    contact = a_contact(running)
    path = f"/front-door/contacts/{contact}/{page}"
    said = form_on(running, path, by="mina") | {"text": "Rang the school.", "reason": "Pressed often", "rag": "RED"}
    answers = at_once(*[(running, path, said, "mina")] * 4)
    assert {(status, place) for status, place, _ in answers} == {(302, f"/front-door/contacts/{contact}")}
    told = {
        "note": "select count(*) from front_door_contactnote where contact_id = %s",
        "escalate": "select count(*) from front_door_strategydiscussionrequest where contact_id = %s",
        "triage": """select count(*) from common_auditentry where record_type = 'front_door.Contact'
                     and record_id = %s and verb like '%%triage%%'""",
    }[page]
    assert running.ask(told, [contact]) == [(1,)]


def test_a_hand_over_that_is_sent_twice_is_written_once(running: Service) -> None:
    said = form_on(running, "/front-door/hand-over", by="mina") | {"what_happened": "A quiet night, but for one call."}
    answers = at_once(*[(running, "/front-door/hand-over", said, "mina")] * 3)
    assert {status for status, _, _ in answers} == {302}
    assert running.ask("select count(*) from front_door_handover") == [(1,)]
