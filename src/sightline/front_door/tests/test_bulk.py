"""The bulk verbs keep the same rows as the single verbs, whatever they are given."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from sightline.common import audit, many
from sightline.common.refusals import Refused
from sightline.front_door import actions
from sightline.front_door.actions import bulk
from sightline.front_door.models import (
    Contact,
    Decision,
)
from sightline.front_door.tests.both_ways import KEPT, PLANS, START, Told, all_at_once, one_by_one, rows_kept, undone
from sightline.register.models import Address, Child, Household, HouseholdMember, Involvement


@pytest.fixture
def children(partnership: Any) -> list[Child]:
    """Three children: one who moved house, one on an open case for a while, one of whom nothing is known."""
    partnership.acts(partnership.olive)
    agency = partnership.agency("Merrow Council")
    made = [
        Child.objects.create(agency=agency, given_name=name, family_name="Appletree", born_on=date(2015, 6, 1))
        for name in ("Wren", "Linnet", "Rowan")
    ]
    for ward, from_on, to_on in (("Dunes", None, date(2022, 9, 1)), ("Harbour", date(2022, 9, 1), None)):
        household = Household.objects.create(
            agency=agency, address=Address.objects.create(agency=agency, lines="1 Sand Lane", ward=ward)
        )
        HouseholdMember.objects.create(household=household, agency=agency, child=made[0], from_on=from_on, to_on=to_on)
    Involvement.objects.create(
        agency=agency,
        child=made[1],
        service="CHILD_IN_NEED",
        from_on=START.date() + timedelta(days=90),
        to_on=START.date() + timedelta(days=200),
    )
    return made


@pytest.fixture
def audited(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What is written to the audit, in the words of verb, person, moment, kind of record and fields."""
    entries: list[tuple[Any, ...]] = []

    def keep(entry: Any) -> None:
        entries.append((entry.verb, entry.staff_id, entry.agency_id, entry.at, entry.record_type, tuple(entry.fields)))

    record, row = audit.record, many.audit_row

    def overheard_singly(*said: Any, **more: Any) -> Any:
        keep(entry := record(*said, **more))
        return entry

    def overheard_together(entry: Any) -> list[Any]:
        keep(entry)
        return row(entry)

    monkeypatch.setattr(audit, "record", overheard_singly)
    monkeypatch.setattr(many, "audit_row", overheard_together)
    return entries


def outcome_of(verbs: Callable[[Told], None], told: Told, audited: list[tuple[Any, ...]]) -> Any:
    audited.clear()
    with undone():
        verbs(told)
        kept = rows_kept()
    return kept, sorted(audited, key=repr)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLANS)
def test_the_bulk_verbs_keep_the_rows_that_the_single_verbs_keep(children, partnership, audited, plan):
    told = Told(plan, children, partnership)
    singly, singly_audited = outcome_of(one_by_one, told, audited)
    together, together_audited = outcome_of(all_at_once, told, audited)
    for model in KEPT:
        assert together[model.__name__] == singly[model.__name__]
    assert together_audited == singly_audited


def a_row(**said: Any) -> bulk.ContactRow:
    contact = actions.NewContact(
        source="2A",
        channel="EMAIL",
        contact_type="CONCERN",
        received_at=START,
        referral_text="Hungry.",
        children=[actions.ChildInContact(given_name="Wren")],
    )
    return bulk.ContactRow(contact=replace(contact, **said))


def test_one_impossible_row_is_named_and_none_is_kept(partnership):
    partnership.acts(partnership.olive)
    rows = [a_row(), a_row(received_at=partnership.now + timedelta(days=1))]
    with pytest.raises(bulk.RowRefused, match="Row 2: The contact is recorded as received in the future"):
        bulk.record_contacts(rows, by=partnership.olive, at=partnership.now)
    assert not Contact.objects.exists()


def test_who_may_not_decide_one_contact_may_not_decide_many(partnership, a_contact, a_judgement):
    contact = a_contact()
    row = bulk.DecisionRow(contact=contact, judgement=a_judgement())
    with pytest.raises(Refused, match="Your role does not let you decide"):
        bulk.record_decisions([row], by=partnership.olive, at=partnership.now)


def test_a_row_in_the_name_of_somebody_who_may_not_is_refused(partnership, a_contact, a_judgement):
    row = bulk.DecisionRow(contact=a_contact(), judgement=a_judgement(), by=partnership.olive)
    partnership.acts(partnership.mina)
    with pytest.raises(Refused, match="Your role does not let you decide"):
        bulk.record_decisions([row], by=partnership.mina, at=partnership.now)


def test_the_same_contact_is_not_decided_twice_in_one_go(partnership, a_contact, a_judgement):
    row = bulk.DecisionRow(contact=a_contact(), judgement=a_judgement())
    partnership.acts(partnership.mina)
    with pytest.raises(bulk.RowRefused, match="Row 2: The contact is already decided"):
        bulk.record_decisions([row, row], by=partnership.mina, at=partnership.now)
    assert not Decision.objects.exists()


def test_many_contacts_cost_no_more_questions_to_the_database_than_one(
    partnership, children, django_assert_max_num_queries
):
    partnership.acts(partnership.olive)
    rows = [
        replace(
            a_row(received_at=START + timedelta(days=day), children=[actions.ChildInContact(child=child)]),
            reference=f"FD-{day}-{child.pk}",
        )
        for day in range(1, 21)
        for child in children
    ]
    with django_assert_max_num_queries(60):
        recorded = bulk.record_contacts(rows, by=partnership.olive, at=partnership.now)
        bulk.triage_contacts(
            [
                bulk.TriageRow(contact=contact, rag="GREEN", reason="Seen.")
                for each in recorded
                for contact in each.contacts
            ],
            by=partnership.olive,
            at=partnership.now,
        )


def test_whoever_acted_before_acts_again_after_entries_in_others_names(partnership, database_says):
    partnership.acts(partnership.mina)
    row = replace(a_row(), by=partnership.olive)
    bulk.record_contacts([row], by=partnership.mina, at=partnership.now)
    assert database_says("app.staff_id") == str(partnership.mina.pk)


@pytest.fixture
def database_says() -> Callable[[str], str]:
    def setting(name: str) -> str:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("select current_setting(%s, true)", [name])
            return str(cursor.fetchone()[0])

    return setting


def test_rows_laid_in_meet_row_security(partnership):
    partnership.acts(partnership.sol)
    child = Child(agency=partnership.agency("Merrow Council"), given_name="Wren", family_name="Appletree")
    child.search_name, child.recorded_at = "wren appletree", partnership.now
    many.number([child])
    with pytest.raises(Exception, match="row-level security"), transaction.atomic():
        many.lay_in([child])
