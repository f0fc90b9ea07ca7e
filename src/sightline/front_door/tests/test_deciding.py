"""A manager decides a contact."""

from datetime import datetime

import pytest

from sightline.front_door import actions
from sightline.front_door.models import Contact, Referral
from sightline.timescales.zone import LONDON


def london(*when: int) -> datetime:
    return datetime(*when, tzinfo=LONDON)


def test_a_contact_received_on_maundy_thursday_is_due_after_easter_monday(a_contact):
    contact = a_contact(received_at=london(2023, 4, 6, 15, 0))
    assert contact.decide_by.astimezone(LONDON).date().isoformat() == "2023-04-11"
    assert contact.decide_rule == "C01"
    assert "Easter Monday" in contact.decide_basis


def test_a_decision_stops_the_clock_and_leaves_a_referral(partnership, a_contact, a_judgement):
    contact = a_contact()
    mina = partnership.mina
    partnership.acts(mina)
    actions.decide(contact=contact, judgement=a_judgement(), by=mina, at=partnership.now)
    contact.refresh_from_db()
    assert (contact.state, contact.outcome, contact.decided_at) == (
        "DECIDED",
        "CSC_REFERRAL",
        partnership.now,
    )
    assert contact.referral.child == contact.child
    assert contact.feedback_by is not None
    assert contact.decisions.get().alteration == "RAISED"


def test_a_second_decision_is_refused_and_names_who_was_first(partnership, a_contact, a_judgement):
    contact = a_contact()
    partnership.acts(partnership.mina)
    actions.decide(
        contact=contact,
        judgement=a_judgement(),
        by=partnership.mina,
        at=partnership.now,
        seen_version=contact.version,
    )
    with pytest.raises(actions.AlreadyDecided, match="Mina Manager has decided"):
        actions.decide(
            contact=contact,
            judgement=a_judgement(),
            by=partnership.maud,
            at=partnership.now,
            seen_version=contact.version,
        )
    assert Contact.objects.get(pk=contact.pk).decisions.count() == 1


def test_a_hub_workers_decision_waits_for_a_manager_and_the_clock_runs_on(partnership, a_contact, a_judgement):
    contact = a_contact(lane="EARLY_HELP_HUB")
    hugo, mina = partnership.hugo, partnership.mina
    partnership.acts(hugo)
    decision = actions.decide(contact=contact, judgement=a_judgement(), by=hugo, at=partnership.now)
    contact.refresh_from_db()
    assert (contact.state, contact.decided_at) == ("AWAITING_SIGN_OFF", None)
    partnership.acts(mina)
    actions.sign_off(decision=decision, by=mina, at=london(2023, 4, 12, 11, 0))
    contact.refresh_from_db()
    assert contact.decided_at == london(2023, 4, 12, 11, 0)


@pytest.mark.parametrize(
    ("said", "refusal", "why"),
    [
        ({"rationale": " "}, actions.Incomplete, "Write the reason"),
        ({"lived_experience": ""}, actions.Incomplete, "what life is like"),
        ({"outcome": "NFA", "earlier_nfas_seen": None}, actions.Incomplete, "how many earlier"),
        ({"alteration_reason": ""}, actions.Incomplete, "differs from the referrer's"),
        ({"outcome": "SHRUG"}, actions.Incomplete, "Choose an outcome"),
    ],
)
def test_a_decision_that_lacks_what_it_needs_is_refused(partnership, a_contact, a_judgement, said, refusal, why):
    contact = a_contact()
    partnership.acts(partnership.mina)
    with pytest.raises(refusal, match=why):
        actions.decide(contact=contact, judgement=a_judgement(**said), by=partnership.mina, at=partnership.now)
    contact.refresh_from_db()
    assert contact.decided_at is None
    assert not Referral.objects.exists()


def test_a_corrected_decision_keeps_the_first_and_takes_back_its_referral(partnership, a_contact, a_judgement):
    contact = a_contact()
    mina = partnership.mina
    partnership.acts(mina)
    actions.decide(contact=contact, judgement=a_judgement(), by=mina, at=partnership.now)
    actions.correct_decision(
        contact=contact,
        judgement=a_judgement(outcome="EH_REFERRAL", level_concluded="3", alteration_reason=""),
        reason="The wrong sibling was chosen.",
        by=mina,
        at=london(2023, 4, 12, 14, 0),
    )
    contact.refresh_from_db()
    first, second = contact.decisions.order_by("number")
    assert (first.outcome, second.outcome, second.corrects) == ("CSC_REFERRAL", "EH_REFERRAL", first)
    assert contact.decided_at == partnership.now, "the clock stopped at the first decision"
    assert contact.referral is None
    assert Referral.objects.get().withdrawn_at is not None
    assert contact.early_help_requests.filter(withdrawn_at=None).count() == 1


def test_another_agency_sees_no_contact_at_all(partnership, a_contact):
    a_contact()
    partnership.acts(partnership.sol)
    assert not Contact.objects.exists(), "row security answers, whatever the query asks"
