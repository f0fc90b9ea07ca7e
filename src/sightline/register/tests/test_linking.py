"""One record per child: proposals, decisions, merge and undo; what the database itself refuses."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sightline.common import actor
from sightline.common.actor import on_behalf_of
from sightline.common.models import AccessEntry
from sightline.common.refusals import NotYours
from sightline.register import actions
from sightline.register.actions import linking
from sightline.register.actions.linking.refusals import AlreadyDecided, NotTogether
from sightline.register.linked import opened_meanwhile
from sightline.register.models import (
    Address,
    Agency,
    Child,
    Disclosure,
    ExternalReference,
    Household,
    HouseholdMember,
    Link,
    LinkDecision,
    LinkedRecord,
    LinkRecall,
    Restriction,
    RestrictionAccess,
)
from sightline.register.tests.conftest import nhs_numbers

COUNCIL, POLICE, HOSPITAL, SCHOOL = (
    "Merrow Council",
    "Merrow Police",
    "Merrow Children's Hospital",
    "Saint Bride's Primary School",
)
WREN = {"given_name": "Wrenna", "family_name": "Appletree", "born_on": date(2015, 6, 12), "sex": "F"}
NHS = next(nhs_numbers())


@pytest.fixture
def record(partnership: Any) -> Callable[..., Child]:
    """A record in any agency, delivered as a list delivers it; afterwards Mina acts."""

    def make(agency: str, *, nhs: str = "", upn: str = "", home: str = "", postcode: str = "", **said: Any) -> Child:
        mina = partnership.mina
        partnership.acts(mina)
        own = Agency.objects.get(name=agency)
        with on_behalf_of(own.pk):
            child = Child(**({"agency": own, "recorded_by": mina} | WREN | said))
            child.save()
            for kind, value in (("NHS", nhs), ("UPN", upn)):
                if value:
                    ExternalReference.objects.create(child=child, agency=own, kind=kind, value=value)
            if home:
                address = Address.objects.create(agency=own, lines=home, postcode=postcode)
                household = Household.objects.create(agency=own, address=address)
                HouseholdMember.objects.create(household=household, agency=own, child=child)
        return child

    return make


@pytest.fixture
def proposed(partnership: Any) -> Callable[..., Any]:
    """Runs the nightly job; afterwards Mina acts again."""

    def run(days: int = 0) -> Any:
        result = linking.propose_links(at=partnership.now + timedelta(days=days))
        partnership.acts(partnership.mina)
        return result

    return run


@pytest.fixture
def pair(partnership: Any, record: Any) -> Callable[..., Link]:
    """A link between two records, proposed to a person."""

    def make(one: Child, other: Child, **said: Any) -> Link:
        first, second = sorted((one, other), key=lambda child: child.pk)
        partnership.acts(partnership.mina)
        facts = {"weight": 5.0, "likely": True, "standing": "FOR_A_PERSON", "proposed_at": partnership.now, **said}
        return Link.objects.create(
            one=first, other=second, agency_one_id=first.agency_id, agency_other_id=second.agency_id, **facts
        )

    return make


def persons(*records: Child) -> list[set[int]]:
    """The groups in which these records stand, read past row security by the verb's own rule: the confirmed links."""
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.purpose', 'link records', true), set_config('app.staff_id', '', true)")
    groups: dict[int, set[int]] = {}
    for each in records:
        with on_behalf_of(each.agency_id):
            found = Child.objects.get(pk=each.pk)
        groups.setdefault(found.person_id or found.pk, set()).add(found.pk)
    return sorted(groups.values(), key=min)


HOME = {"home": "4 Linnet Lane", "postcode": "ME1 4LL"}


def test_a_number_a_birthday_and_a_name_link_by_themselves(record, proposed):
    one, other = record(COUNCIL, nhs=NHS, **HOME), record(HOSPITAL, nhs=NHS, **HOME)
    result = proposed()
    link = Link.objects.get()
    assert (result.records, result.linked_by_itself, result.waiting) == (2, 1, 0)
    assert (link.state, link.by_itself, link.decided_by) == ("CONFIRMED", True, None)
    assert persons(one, other) == [{one.pk, other.pk}]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        ({"given_name": "Wrena"}, "a slip in the name"),
        ({"born_on": date(2015, 12, 6)}, "day and month the other way round"),
        ({"given_name": "Appletree", "family_name": "Wrenna"}, "names the other way round"),
        ({"born_on": None, "expected_on": date(2015, 6, 20), "given_name": ""}, "not yet born when it was written"),
    ],
    ids=lambda said: said if isinstance(said, str) else "",
)
def test_what_differs_is_for_a_person_even_with_the_same_number(record, proposed, other, why):
    record(COUNCIL, nhs=NHS, **HOME)
    record(HOSPITAL, nhs=NHS, **HOME, **other)
    proposed()
    link = Link.objects.get()
    assert (link.state, link.standing) == ("PROPOSED", "FOR_A_PERSON"), why
    assert link.reasons and link.evidence and "Wren" not in str(link.evidence)


def test_twins_are_never_linked_by_themselves(record, proposed):
    for agency in (COUNCIL, HOSPITAL):
        record(agency, given_name="Mila", **HOME)
        record(agency, given_name="Mia", **HOME)
    proposed()
    assert not Link.objects.filter(state="CONFIRMED").exists()


def test_an_adopted_childs_sealed_record_is_never_compared_in_any_direction(partnership, record, proposed, pair):
    sealed, birth = record(COUNCIL, nhs=NHS), record(HOSPITAL, nhs=NHS)
    restriction = Restriction.objects.create(
        child=sealed,
        agency=sealed.agency,
        reason="ADOPTION",
        ask=partnership.mina,
        restricted_at=partnership.now,
        restricted_by=partnership.mina,
    )
    RestrictionAccess.objects.create(restriction=restriction, agency=sealed.agency, staff=partnership.mina)
    with actor.acting(None, at=partnership.now, purpose=linking.LINKING), connection.cursor() as cursor:
        cursor.execute("select record_id from sightline_linkage_records()")
        assert cursor.fetchall() == [(birth.pk,)]
    assert proposed().records == 1
    assert not Link.objects.exists()
    with pytest.raises(NotTogether):
        linking.confirm_link(link=pair(sealed, birth), by=partnership.mina, at=partnership.now)


def test_only_who_is_named_on_a_restricted_record_sees_its_proposals(partnership, record, pair):
    hidden, other = record(COUNCIL), record(POLICE)
    pair(hidden, other)
    restriction = Restriction.objects.create(
        child=hidden,
        agency=hidden.agency,
        reason="STAFF_RELATIVE",
        ask=partnership.maud,
        restricted_at=partnership.now,
        restricted_by=partnership.mina,
    )
    RestrictionAccess.objects.create(restriction=restriction, agency=hidden.agency, staff=partnership.maud)
    for person, sees in ((partnership.mina, 0), (partnership.dara, 0), (partnership.maud, 1)):
        partnership.acts(person)
        assert Link.objects.visible_to(person).count() == Link.objects.count() == sees
        assert LinkedRecord.objects.count() == 2 * sees


@pytest.mark.parametrize("name", ["olive", "sol", "pat", "ana", "hugo", "ines", "lado"])
def test_nobody_else_sees_a_pair_the_window_or_the_records_compared_even_in_raw_sql(partnership, record, pair, name):
    link = pair(record(COUNCIL), record(POLICE))
    person = getattr(partnership, name)
    partnership.acts(person)
    with connection.cursor() as cursor:
        for table in ("register_link", "register_linkedrecord", "register_linkrecall", "sightline_linkage_records()"):
            cursor.execute(f"select count(*) from {table}")
            assert cursor.fetchone() == (0,), table
        cursor.execute("select set_config('app.purpose', 'link records', true)")
        cursor.execute("select count(*) from sightline_linkage_records()")
        assert cursor.fetchone() == (0,), "the purpose alone opens nothing to a person"
        with pytest.raises(ProgrammingError), transaction.atomic():
            cursor.execute("select sightline_regroup(%s)", [[link.one_id, link.other_id]])
    with pytest.raises(NotYours):
        linking.confirm_link(link=link, by=person, at=partnership.now)


def test_the_window_shows_what_is_compared_and_withholds_a_protected_address(partnership, record, pair):
    theirs = record(POLICE, nhs=NHS, **HOME)
    link = pair(record(COUNCIL), theirs)
    with on_behalf_of(theirs.agency_id):
        Address.objects.update(is_protected=True)
    shown = {each.child_id: each for each in linking.show_link(link=link, by=partnership.mina, at=partnership.now)}
    assert shown[theirs.pk].name == "Wrenna Appletree"
    assert shown[theirs.pk].nhs_number == NHS
    assert (shown[theirs.pk].address, shown[theirs.pk].postcode, shown[theirs.pk].address_withheld) == ("", "", True)
    linking.show_link(link=link, by=partnership.mina, at=partnership.now)
    line = Disclosure.objects.get()
    assert (line.agency.name, line.receiver.name) == (POLICE, COUNCIL)
    assert not Child.objects.filter(pk=theirs.pk).exists(), "the window is narrow: the record itself stays closed"


def test_two_records_of_one_agency_are_merged_only_when_the_person_says_so(partnership, record, pair):
    one, other = record(COUNCIL), record(COUNCIL)
    link = pair(one, other)
    with pytest.raises(NotTogether, match="one agency"):
        linking.confirm_link(link=link, by=partnership.mina, at=partnership.now)
    linking.confirm_link(link=link, as_merge=True, by=partnership.mina, at=partnership.now)
    assert persons(one, other) == [{one.pk, other.pk}]


def test_no_agency_comes_into_a_group_twice_by_way_of_a_third_record(partnership, record, pair):
    ours, theirs, second = record(COUNCIL), record(POLICE), record(COUNCIL)
    linking.confirm_link(link=pair(ours, theirs), by=partnership.mina, at=partnership.now)
    with pytest.raises(NotTogether, match="two records"):
        linking.confirm_link(link=pair(theirs, second), by=partnership.mina, at=partnership.now)
    assert persons(ours, theirs, second) == [{ours.pk, theirs.pk}, {second.pk}]


def test_what_a_person_set_apart_is_not_joined_through_a_third_record(partnership, record, pair):
    a, b, c = record(COUNCIL), record(POLICE), record(HOSPITAL)
    said = {"by": partnership.mina, "at": partnership.now}
    linking.reject_link(link=pair(a, c), **said)
    linking.confirm_link(link=pair(a, b), **said)
    with pytest.raises(NotTogether, match="different children"):
        linking.confirm_link(link=pair(b, c), **said)


def test_the_second_of_two_people_is_told_that_the_first_has_decided(partnership, record, pair):
    link = pair(record(COUNCIL), record(POLICE))
    seen = link.version
    linking.reject_link(link=link, seen_version=seen, by=partnership.mina, at=partnership.now)
    partnership.acts(partnership.maud)
    with pytest.raises(AlreadyDecided):
        linking.confirm_link(link=link, seen_version=seen, by=partnership.maud, at=partnership.now)
    assert [each.state for each in LinkDecision.objects.all()] == ["REJECTED"]


def test_a_rejected_pair_comes_back_only_when_a_fact_has_changed_and_never_by_itself(partnership, record, proposed):
    ours, theirs = record(COUNCIL, **HOME), record(HOSPITAL, **HOME)
    proposed()
    linking.reject_link(link=Link.objects.get(), by=partnership.mina, at=partnership.now)
    proposed(days=1)
    assert Link.objects.get().state == "REJECTED"
    for child in (ours, theirs):
        with on_behalf_of(child.agency_id):
            ExternalReference.objects.create(child=child, agency_id=child.agency_id, kind="NHS", value=NHS)
    for days in (2, 3):
        proposed(days=days)
        assert (Link.objects.get().state, Link.objects.get().standing) == ("PROPOSED", "FOR_A_PERSON")


def test_a_pair_that_was_put_off_comes_back_on_its_day(partnership, record, proposed):
    record(COUNCIL, **HOME)
    record(HOSPITAL, **HOME)
    proposed()
    until = partnership.now.date() + timedelta(days=7)
    linking.postpone_link(link=Link.objects.get(), until=until, by=partnership.mina, at=partnership.now)
    proposed(days=6)
    assert Link.objects.get().state == "POSTPONED"
    proposed(days=7)
    assert Link.objects.get().state == "PROPOSED"


def test_a_proposal_no_longer_made_is_withdrawn(record, proposed):
    record(COUNCIL, **HOME)
    theirs = record(HOSPITAL, **HOME)
    proposed()
    with on_behalf_of(theirs.agency_id):
        Child.objects.filter(pk=theirs.pk).update(given_name="Barnaby", family_name="Quill", born_on=date(2009, 1, 3))
    assert proposed(days=1).withdrawn == 1
    assert Link.objects.get().state == "WITHDRAWN"


def test_undo_lists_what_was_told_meanwhile_to_be_taken_back(partnership, record, pair):
    ours, theirs = record(COUNCIL), record(POLICE)
    link = pair(ours, theirs)
    told = {"child": ours, "about_type": "x", "about_id": 1, "agency": ours.agency, "purpose": "CHECK", "fields": ["n"]}
    school = partnership.agency(SCHOOL)

    def tell(days: int) -> Disclosure:
        at = partnership.now + timedelta(days=days)
        return Disclosure.objects.create(**told, receiver=school, verdict="SHARED", at=at, by=partnership.mina)

    tell(-1)
    linking.confirm_link(link=link, by=partnership.mina, at=partnership.now)
    meanwhile = tell(1)
    later = partnership.now + timedelta(days=2)
    linking.undo_link(link=link, reason="Two birth certificates", by=partnership.mina, at=later)
    partnership.acts(partnership.dara)
    [recall] = LinkRecall.objects.visible_to(partnership.dara).to_do()
    assert recall.disclosure_id == meanwhile.pk
    linking.recall_done(to_do=recall, by=partnership.dara, at=later)
    meanwhile.refresh_from_db()
    assert meanwhile.recalled_at == later
    assert not LinkRecall.objects.visible_to(partnership.dara).to_do().exists()
    assert persons(ours, theirs) == [{ours.pk}, {theirs.pk}]


def test_a_record_restricted_for_adoption_loses_its_links_and_its_waiting_pairs(partnership, record, pair):
    mina = partnership.mina
    ours, theirs = record("Merrow Council"), record("Merrow Police")
    waiting = pair(ours, record("Merrow Children's Hospital", given_name="Wrenna"))
    confirmed = linking.confirm_link(link=pair(ours, theirs), by=mina, at=partnership.now)
    actions.restrict_child(child=ours, reason="ADOPTION", ask=mina, by=mina, at=partnership.now)
    confirmed.refresh_from_db()
    waiting.refresh_from_db()
    assert (confirmed.state, waiting.state) == ("UNDONE", "REJECTED")
    assert not Child.objects.filter(person__isnull=False).exists()


@pytest.fixture
def who(partnership: Any) -> Callable[[], Any]:
    """The partnership behind a door: hypothesis asks what it is given for names that nobody there bears."""
    return lambda: partnership


class UndoneError(Exception):
    """Ends one example; the database forgets it."""


STEPS = some.lists(
    some.tuples(some.sampled_from(["confirm", "reject", "undo"]), some.integers(0, 9)), min_size=1, max_size=12
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_after_any_decisions_the_groups_are_those_of_the_confirmed_links_and_undoing_all_restores(
    steps, who, record, pair
):
    partnership = who()
    with pytest.raises(UndoneError), transaction.atomic():
        records = [record(agency) for agency in (COUNCIL, POLICE, HOSPITAL, SCHOOL, COUNCIL)]
        links = [pair(one, other) for n, one in enumerate(records) for other in records[n + 1 :]]
        said = {"by": partnership.mina, "at": partnership.now}
        for what, which in steps:
            try:
                if what == "confirm":
                    linking.confirm_link(link=links[which], as_merge=True, **said)
                elif what == "reject":
                    linking.reject_link(link=links[which], **said)
                else:
                    linking.undo_link(link=links[which], reason="Different", **said)
            except (AlreadyDecided, NotTogether):
                continue
        confirmed = list(Link.objects.filter(state="CONFIRMED"))
        expected = _joined({each.pk for each in records}, [(each.one_id, each.other_id) for each in confirmed])
        assert persons(*records) == expected
        partnership.acts(partnership.mina)
        for link in confirmed:
            linking.undo_link(link=link, reason="Different", **said)
        assert persons(*records) == [{each.pk} for each in sorted(records, key=lambda child: child.pk)]
        raise UndoneError


def _joined(ids: set[int], links: list[tuple[int, int]]) -> list[set[int]]:
    groups = {each: {each} for each in ids}
    for one, other in links:
        together = groups[one] | groups[other]
        for each in together:
            groups[each] = together
    return sorted({min(group): group for group in groups.values()}.values(), key=min)


def test_the_lead_sees_who_opened_a_record_while_the_two_were_one(partnership, record, pair):
    ours, theirs = record(COUNCIL), record(POLICE)
    link = pair(ours, theirs)
    linking.confirm_link(link=link, by=partnership.mina, at=partnership.now)
    for days, opened in ((-1, ours), (1, ours), (1, record(HOSPITAL)), (3, ours)):
        at = partnership.now + timedelta(days=days)
        AccessEntry.objects.create(
            at=at,
            staff_id=partnership.olive.pk,
            agency_id=ours.agency_id,
            kind="OPENED",
            record_type="register.Child",
            record_id=opened.pk,
        )
    undone = linking.undo_link(link=link, reason="Two", by=partnership.mina, at=partnership.now + timedelta(days=2))
    assert opened_meanwhile(undone) == [], "Mina manages; the trail is for the lead"
    partnership.acts(partnership.dara)
    [opening] = opened_meanwhile(undone)
    assert (opening.who, opening.at) == (partnership.olive, partnership.now + timedelta(days=1))
