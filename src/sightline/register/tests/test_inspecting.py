"""Inspectors: let in for their time, to read, and for nothing else."""

import inspect
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from tests.support.partnership import INSPECTION

from sightline.common.access import ROLES, Level, Record
from sightline.common.access.roles import Inspector
from sightline.common.refusals import NotYours
from sightline.register import actions
from sightline.register.models import Child, Inspection, Staff

MINUTE = timedelta(minutes=1)


def sees(partnership, at, who="ines"):
    """Whether the inspector may sign in at `at`, and sees the child; query and raw SQL must agree."""
    person = getattr(partnership, who)
    partnership.acts(person, at)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from register_child")
        in_sql = cursor.fetchone()[0]
    assert Child.objects.visible_to(person).count() == in_sql
    in_post = Staff.objects.in_post().filter(pk=person.pk).exists()
    assert in_post is bool(in_sql)
    return in_post


def test_the_window_opens_and_closes_to_the_minute(partnership, add):
    add()
    begins, ends = INSPECTION
    for at, open_then in (
        (begins - MINUTE, False),
        (begins, True),
        (partnership.now, True),
        (ends - MINUTE, True),
        (ends, False),
        (ends + MINUTE, False),
    ):
        assert sees(partnership, at) is open_then, at


def test_ended_early_the_inspector_is_out_at_once(partnership, add):
    add()
    partnership.acts(partnership.dara)
    inspection = Inspection.objects.get()
    actions.end_inspection(inspection=inspection, by=partnership.dara, at=partnership.now)
    assert not sees(partnership, partnership.now + MINUTE)
    partnership.acts(partnership.dara)
    with pytest.raises(actions.AlreadyRecorded):
        actions.end_inspection(inspection=inspection, by=partnership.dara, at=partnership.now)


def test_another_inspection_opens_again_for_its_own_time(partnership, add):
    add()
    partnership.acts(partnership.dara)
    actions.end_inspection(inspection=Inspection.objects.get(), by=partnership.dara, at=partnership.now)
    tomorrow = partnership.now + timedelta(days=1)
    _opened(partnership, from_at=tomorrow, to_at=tomorrow + timedelta(days=2))
    assert not sees(partnership, tomorrow - MINUTE)
    assert sees(partnership, tomorrow)
    assert not sees(partnership, tomorrow + timedelta(days=2))


def _opened(partnership, *, by=None, inspector=None, **when):
    by = by or partnership.bea
    partnership.acts(by)
    return actions.open_inspection(
        inspector=inspector or partnership.ines, authority="Joint inspection", by=by, at=partnership.now, **when
    )


def test_what_cannot_be_is_refused(partnership):
    now, day = partnership.now, timedelta(days=1)
    for error, said in (
        (actions.AlreadyRecorded, {"from_at": now, "to_at": now + day}),
        (actions.Impossible, {"from_at": now, "to_at": now}),
        (actions.Impossible, {"from_at": now - 3 * day, "to_at": now - day}),
        (actions.Impossible, {"from_at": now, "to_at": now + 30 * day}),
        (actions.NotAllowed, {"from_at": now, "to_at": now + day, "inspector": partnership.pat}),
        (NotYours, {"from_at": now, "to_at": now + day, "by": partnership.mina}),
    ):
        with pytest.raises(error):
            _opened(partnership, **said)


def test_restricted_records_stay_closed_to_inspectors(partnership, add, restricted):
    restricted(add())
    partnership.acts(partnership.ines)
    assert not Child.objects.exists()


def test_an_inspector_has_no_right_to_edit_anything(partnership):
    assert not any(partnership.ines.reaches(record, Level.EDIT) for record in Record)
    assert {str(each) for each in Inspector.may} == {
        "search for a child",
        "open a child's record",
        "see the front door's contacts",
        "see figures and the yearly report",
    }


BY_THE_ROW = {
    "clear_second_step": "the database itself refuses whoever is no administrator of the person's agency",
    "end_emergency": "for whoever opened it and those who answer for the record, whose row nobody else is shown",
    "see_change": "for whoever was told, whose row nobody else is shown",
    "see_emergency": "for whoever was told, whose row nobody else is shown",
}
"""Verbs that are guarded by whose row it is, and not by a permission."""

WRITING = sorted(
    name
    for name in set(actions.__all__) - set(BY_THE_ROW)
    if inspect.isfunction(getattr(actions, name)) and "by" in inspect.signature(getattr(actions, name)).parameters
)


@pytest.mark.parametrize("name", WRITING)
def test_every_verb_of_the_register_asks_for_something_an_inspector_has_not(partnership, name):
    """Each verb's own guard stands first; whatever else it is given is never looked at."""
    partnership.acts(partnership.ines)
    verb = getattr(actions, name)
    given = dict.fromkeys(inspect.signature(verb).parameters)
    with pytest.raises(NotYours):
        verb(**given | {"by": partnership.ines, "at": partnership.now})


@pytest.mark.parametrize("table", ["child", "adult", "address", "household", "involvement", "restriction"])
def test_the_database_lets_an_inspector_change_no_row(partnership, add, table):
    add(address=actions.NewAddress(lines="3 Hazel Road"))
    partnership.acts(partnership.ines)
    with connection.cursor() as cursor:
        cursor.execute(f"update register_{table} set agency_id = agency_id")
        assert cursor.rowcount == 0


def test_nobody_else_lends_access_in_the_database(partnership):
    partnership.acts(partnership.olive)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into register_inspection (agency_id, inspector_id, authority, from_at, to_at, opened_by_id,"
            " opened_at) values (%s, %s, 'x', %s, %s, %s, %s)",
            [partnership.olive.agency_id, partnership.ines.pk, *INSPECTION, partnership.olive.pk, partnership.now],
        )


def test_each_new_role_says_what_it_is_for():
    assert all(len(ROLES[code].description.split()) > 10 for code in ("KEY_LEAD", "SCRUTINEER", "INSPECTOR", "LADO"))
