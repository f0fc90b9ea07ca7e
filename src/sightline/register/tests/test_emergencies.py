"""A restricted record opened in an emergency: who may, for how long, and who is told."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from sightline.common.access import ROLES, Permission
from sightline.common.models import AuditEntry, OutgoingMail
from sightline.common.providers import needs_me
from sightline.common.refusals import NotYours, Refused
from sightline.register import actions
from sightline.register.actions.emergencies import told_of
from sightline.register.models import Child, EmergencyAccess, Restriction
from sightline.register.search import find, held_by
from sightline.timescales.zone import local_date

LINE = "Records opened in an emergency"
WHY = "The police are with the child now."
HOURS = timedelta(hours=4)


@pytest.fixture
def closed(partnership, add):
    """Restricts a child as Mina, for Maud and Dara; gives the restriction. Nobody else opens it."""

    def restrict(reason="PROTECTED", **said):
        child = add()
        partnership.acts(partnership.mina)
        return actions.restrict_child(
            child=child,
            reason=reason,
            ask=partnership.maud,
            named=[partnership.dara],
            by=partnership.mina,
            at=partnership.now,
            **said,
        )

    return restrict


@pytest.fixture
def opened(partnership):
    def open_it(restriction, *, by, at=None, reason=WHY):
        partnership.acts(by, at)
        return actions.open_in_emergency(restriction=restriction, reason=reason, by=by, at=at or partnership.now)

    return open_it


def sees(partnership, person, child_id, at):
    """By the query, by raw SQL and by the search: they must say the same."""
    partnership.acts(person, at)
    by_query = Child.objects.visible_to(person).filter(pk=child_id).exists()
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from register_child where id = %s", [child_id])
        assert (cursor.fetchone() == (1,)) is by_query
    assert bool(find("Wren Appletree", person, on=local_date(at))) is by_query
    return by_query


def count_for(partnership, person):
    partnership.acts(person)
    lines = needs_me.gather(staff=person, now=partnership.now)
    return sum(line.count for line in lines if line.title == LINE)


def test_it_opens_to_whoever_opened_it_for_four_hours_and_closes_by_itself(partnership, closed, opened):
    restriction = closed()
    olive, nye, now = partnership.olive, partnership.nye, partnership.now
    minute = timedelta(minutes=1)
    assert not sees(partnership, olive, restriction.child_id, now)
    access = opened(restriction, by=olive)
    assert access.closes_at == now + HOURS
    for person, at, open_then in (
        (olive, now + minute, True),
        (olive, now + HOURS - minute, True),
        (olive, now + HOURS, False),
        (olive, now + HOURS + minute, False),
        (nye, now + minute, False),
    ):
        assert sees(partnership, person, restriction.child_id, at) is open_then, (person, at)


def test_ended_early_it_is_closed_at_once(partnership, closed, opened):
    restriction = closed()
    access = opened(restriction, by=partnership.olive)
    at = partnership.now + timedelta(minutes=20)
    partnership.acts(partnership.olive, at)
    actions.end_emergency(access=access, by=partnership.olive, at=at)
    assert not sees(partnership, partnership.olive, restriction.child_id, at + timedelta(seconds=1))
    with pytest.raises(actions.AlreadyRecorded):
        actions.end_emergency(access=access, by=partnership.olive, at=at)


def test_those_who_answer_for_the_record_are_told_at_once_until_each_has_looked(partnership, closed, opened):
    restriction = closed()
    assert [count_for(partnership, getattr(partnership, who)) for who in ("maud", "dara")] == [0, 0]
    access = opened(restriction, by=partnership.olive)
    assert told_of(restriction) == [partnership.maud, partnership.dara]
    assert [count_for(partnership, getattr(partnership, who)) for who in ("maud", "dara", "olive", "mina")] == [
        *(1, 1),
        *(0, 0),
    ]
    partnership.acts(partnership.dara)
    with pytest.raises(actions.NotAllowed, match="Maud"):
        actions.see_emergency(access=access, by=partnership.dara, at=partnership.now)
    with pytest.raises(actions.Incomplete):
        actions.record_finding(access=access, finding=" ", by=partnership.dara, at=partnership.now)
    actions.record_finding(access=access, finding="Was needed.", by=partnership.dara, at=partnership.now)
    partnership.acts(partnership.maud)
    with pytest.raises(NotYours):
        actions.record_finding(access=access, finding="Was needed.", by=partnership.maud, at=partnership.now)
    assert [count_for(partnership, getattr(partnership, who)) for who in ("maud", "dara")] == [1, 0]
    partnership.acts(partnership.maud)
    actions.see_emergency(access=access, by=partnership.maud, at=partnership.now)
    assert count_for(partnership, partnership.maud) == 0


def test_the_audit_holds_it_and_never_the_reason(partnership, closed, opened, monkeypatch):
    kept = []
    monkeypatch.setattr(AuditEntry, "save", lambda self, **_: kept.append((self.verb, self.fields)))
    opened(closed(), by=partnership.olive)
    assert ("opened a restricted record in an emergency", ["closes_at", "reason"]) in kept


def test_those_with_an_address_get_a_mail_that_names_no_child(partnership, closed, opened, monkeypatch):
    written = []
    monkeypatch.setattr(OutgoingMail, "save", lambda self, **_: written.append(self))
    monkeypatch.setattr("sightline.common.outbox.actions.audit.record", lambda *_, **__: None)
    monkeypatch.setattr(
        "sightline.register.actions.emergencies.told_of",
        lambda restriction: [type("Owner", (), {"pk": 1, "email": "maud@merrow.example"})],
    )
    opened(closed(), by=partnership.olive)
    (mail,) = written
    assert (mail.template, mail.reference, mail.path) == ("RECORD_OPENED", "", reverse("register:emergencies"))


@pytest.mark.parametrize("reason", ["ADOPTION", "POLICE_SENSITIVE"])
def test_adoption_and_matters_of_the_police_stay_closed(partnership, closed, opened, reason):
    with pytest.raises(actions.StaysClosed, match="Ring Maud Manager"):
        opened(closed(reason), by=partnership.olive)


def test_whoever_is_connected_is_refused_in_the_same_words(partnership, closed, opened):
    said = []
    for reason, connected in (("ADOPTION", []), ("STAFF_RELATIVE", [partnership.olive])):
        Restriction.objects.in_force().update(lifted_at=partnership.now)
        restriction = closed(reason, connected=connected) if not said else _another(partnership, reason, connected)
        with pytest.raises(actions.StaysClosed) as refused:
            opened(restriction, by=partnership.olive)
        said.append(str(refused.value))
    assert len(set(said)) == 1
    assert "connected" not in said[0]


def _another(partnership, reason, connected):
    partnership.acts(partnership.olive)
    child = actions.add_child(
        child=actions.NewChild(given_name="Tom", family_name="Brook"), searched=True, by=partnership.olive,
        at=partnership.now,
    )  # fmt: skip
    partnership.acts(partnership.mina)
    return actions.restrict_child(
        child=child, reason=reason, ask=partnership.maud, connected=connected, by=partnership.mina, at=partnership.now
    )


@pytest.mark.parametrize("who", ["hugo", "dara", "ana", "bea", "ines", "pat", "sol", "lado"])
def test_a_role_that_does_not_carry_it_is_refused(partnership, closed, opened, who):
    with pytest.raises(Refused):
        opened(closed(), by=getattr(partnership, who))


def test_it_needs_a_reason_and_opens_once(partnership, closed, opened):
    restriction = closed()
    with pytest.raises(actions.Incomplete):
        opened(restriction, by=partnership.olive, reason="  ")
    opened(restriction, by=partnership.olive)
    for person in (partnership.olive, partnership.maud):
        with pytest.raises(actions.AlreadyRecorded, match="open to you already"):
            opened(restriction, by=person)


@pytest.mark.parametrize(
    ("who", "reason", "hours"), [("olive", "ADOPTION", 4), ("hugo", "PROTECTED", 4), ("olive", "PROTECTED", 48)]
)
def test_the_database_refuses_what_the_verb_would_refuse(partnership, closed, who, reason, hours):
    restriction, person = closed(reason), getattr(partnership, who)
    partnership.acts(person)
    with pytest.raises(DatabaseError), transaction.atomic():
        _raw(restriction, person, partnership.now, hours)


def test_the_database_lets_nobody_open_for_another_nor_longer(partnership, closed, opened):
    restriction = closed()
    partnership.acts(partnership.olive)
    with pytest.raises(DatabaseError), transaction.atomic():
        _raw(restriction, partnership.nye, partnership.now, 4)
    opened(restriction, by=partnership.olive)
    for changed in ("closes_at = closes_at + interval '1 hour'", f"staff_id = {partnership.nye.pk}"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"update register_emergencyaccess set {changed}")
    for stranger in (partnership.nye, partnership.pat):
        partnership.acts(stranger)
        assert not EmergencyAccess.objects.exists()


def _raw(restriction, person, at, hours):
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into register_emergencyaccess"
            " (restriction_id, agency_id, staff_id, reason, opened_at, closes_at, finding)"
            " values (%s, %s, %s, 'x', %s, %s, '')",
            [restriction.pk, restriction.agency_id, person.pk, at, at + timedelta(hours=hours)],
        )


def test_the_roles_that_the_database_knows_are_those_of_the_code(database_cursor):
    carry = {code for code, role in ROLES.items() if Permission.OPEN_IN_EMERGENCY in role.may}
    database_cursor.execute("select prosrc from pg_proc where proname = 'sightline_opens_in_emergency'")
    (source,) = database_cursor.fetchone()
    assert {code for code in ROLES if f"'{code}'" in source} == carry
    admit = {code for code, role in ROLES.items() if Permission.ADMIT_INSPECTORS in role.may}
    database_cursor.execute(
        "select with_check from pg_policies where tablename = 'register_inspection' and cmd = 'INSERT'"
        " and 'sightline_app' = any (roles)"
    )
    (source,) = database_cursor.fetchone()
    assert {code for code in ROLES if f"'{code}'" in source} == admit


# Connected people


def test_a_relative_of_a_member_of_staff_needs_the_colleague(partnership, closed):
    with pytest.raises(actions.Incomplete, match="whose relative"):
        closed("STAFF_RELATIVE")


def test_nobody_connected_is_named_lifts_or_learns_of_it(partnership, closed):
    restriction = closed("STAFF_RELATIVE", connected=[partnership.mina])
    said = {"restriction": restriction, "at": partnership.now}
    partnership.acts(partnership.dara)
    with pytest.raises(actions.NotAllowed, match="cannot be named"):
        actions.name_on_restriction(staff=partnership.mina, by=partnership.dara, **said)
    with pytest.raises(actions.NotAllowed, match="is named"):
        actions.connect_with_restriction(staff=partnership.maud, by=partnership.dara, **said)
    assert restriction.connections.visible_to(partnership.dara).count() == 1
    partnership.acts(partnership.mina)
    for refused in (
        lambda: actions.name_on_restriction(staff=partnership.nye, by=partnership.mina, **said),
        lambda: actions.lift_restriction(by=partnership.mina, **said),
        lambda: actions.take_off_connection(staff=partnership.mina, by=partnership.mina, **said),
    ):
        with pytest.raises(actions.NotAllowed):
            refused()
    for person in (partnership.mina, partnership.olive, partnership.pat):
        partnership.acts(person)
        assert not restriction.connections.exists(), person
        assert not restriction.connections.visible_to(person).exists(), person


def test_a_connection_found_later_closes_what_stood_open(partnership, closed, opened):
    restriction = closed()
    opened(restriction, by=partnership.olive)
    later = partnership.now + timedelta(minutes=5)
    partnership.acts(partnership.maud, later)
    said = {"restriction": restriction, "staff": partnership.olive, "by": partnership.maud, "at": later}
    actions.connect_with_restriction(**said)
    assert not sees(partnership, partnership.olive, restriction.child_id, later + timedelta(seconds=1))
    partnership.acts(partnership.maud, later)
    actions.take_off_connection(**said)
    opened(restriction, by=partnership.olive, at=later + timedelta(minutes=1))


# Adoption


@pytest.mark.django_db(databases="__all__")
def test_an_adoption_is_told_as_held_and_by_name_nowhere(partnership, closed, nhs, client, the_partnerships_time):
    closed("ADOPTION")
    partnership.acts(partnership.olive)
    (held,) = held_by("", "", words=["wren", "appletree"], born_on=date(2015, 6, 12))
    assert held.ask == partnership.maud
    client.force_login(partnership.olive)
    page = client.post(reverse("register:search"), {"q": "Wren Appletree 12/06/2015"}, follow=True).content.decode()
    assert "A record is held" in page
    assert "doption" not in page


@pytest.mark.django_db(databases="__all__")
def test_no_ordinary_page_ties_an_adopted_child_to_who_they_were(partnership, add, client, the_partnerships_time):
    """The record of before is closed; on the record of after there is no way to it, nor a word that it is there."""
    before = add()
    partnership.acts(partnership.mina)
    actions.restrict_child(
        child=before, reason="ADOPTION", ask=partnership.maud, by=partnership.mina, at=partnership.now
    )
    after = add(given_name="Robin", family_name="Brook")
    client.force_login(partnership.olive)
    page = client.get(reverse("child", args=[after.pk])).content.decode()
    assert "Appletree" not in page
    assert reverse("child", args=[before.pk]) not in page
    assert client.get(reverse("child", args=[before.pk])).status_code == 404
    partnership.acts(partnership.olive)
    assert {each.child.pk for each in find("Robin Brook 12/06/2015", partnership.olive, on=date(2023, 4, 12))} == {
        after.pk
    }
