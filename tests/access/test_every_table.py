"""Every table, asked in plain SQL as the service's own role: the database shows what the access matrix promises."""

import pytest
from django.db import connection, transaction

from tests.access import expected
from tests.access.world import Standing

pytestmark = pytest.mark.django_db(databases="__all__")

TABLES = {
    # table: the record of a story that stands in it, who sees it
    "register_child": ("child", expected.sees_child),
    "register_externalreference": ("reference", expected.sees_child),
    "register_householdmember": ("member", expected.sees_child),
    "register_relationship": ("tie", expected.sees_child),
    "register_involvement": ("involvement", expected.sees_child),
    "front_door_contactevent": ("event", expected.sees_contact),
    "front_door_contact": ("contact", expected.sees_contact),
    "front_door_contactnote": ("note", expected.sees_contact),
    "front_door_decision": ("decision", expected.sees_contact),
    "front_door_check": ("check", expected.sees_check),
    "front_door_handover": ("hand_over", expected.sees_hand_over),
    "instruments_completedtool": ("tool", expected.sees_tool),
}
BY_CHILD = {
    # tables whose rows are found by the child they are about
    "front_door_referral": expected.sees_contact,
    "front_door_earlyhelprequest": expected.sees_child,
    "register_disclosure": expected.sees_ledger_line,
    "register_grant": lambda person, standing: (
        expected.sees_child(person, standing) or standing in expected.ASKED_ABOUT.get(person.username, ())
    ),
}


def shown(cursor, table, column="id"):
    cursor.execute(f"select {column} from {table}")
    return {number for (number,) in cursor.fetchall()}


def test_each_table_shows_each_person_what_the_matrix_promises(world, person, partnership):
    partnership.acts(person)
    with connection.cursor() as cursor:
        for table, (kind, sees) in TABLES.items():
            stories = [story for story in world.values() if kind in story.records]
            promised = {story.records[kind].pk for story in stories if sees(person, story.standing)}
            assert shown(cursor, table) == promised, f"{person.username} in {table}"
        for table, sees in BY_CHILD.items():
            found = shown(cursor, table, "child_id")
            for standing, story in world.items():
                assert story.child.pk not in found or sees(person, standing), f"{person.username} in {table}"


def test_the_window_shows_the_least_of_a_shared_child_to_the_agency_asked(world, person, partnership):
    partnership.acts(person)
    with connection.cursor() as cursor:
        cursor.execute("select given_name from register_sharedchild")
        found = {name for (name,) in cursor.fetchall()}
    assert found == {standing.value for standing in Standing if expected.sees_window(person, standing)}


def test_nobody_changes_or_deletes_in_plain_sql_what_they_may_not_see(world, person, partnership):
    partnership.acts(person)
    for table, (kind, sees) in TABLES.items():
        for story in world.values():
            if kind not in story.records or sees(person, story.standing):
                continue
            for statement in (f"update {table} set id = id where id = %s", f"delete from {table} where id = %s"):
                assert touched(statement, story.records[kind].pk) == 0, f"{person.username}: {statement}"


def touched(statement, number):
    """How many rows the statement reached; none where the right itself is missing."""
    from django.db import ProgrammingError

    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [number])
            return cursor.rowcount
    except ProgrammingError as refused:
        assert "permission denied" in str(refused)
        return 0


def test_the_adults_and_homes_of_a_restricted_child_go_with_the_child(world, person, partnership):
    partnership.acts(person)
    with connection.cursor() as cursor:
        cursor.execute("select family_name from register_adult")
        adults = {name for (name,) in cursor.fetchall()}
        cursor.execute("select lines from register_address")
        homes = {lines for (lines,) in cursor.fetchall()}
    promised = {standing for standing in Standing if expected.sees_child(person, standing)}
    assert adults == {f"{standing.value}sdottir" for standing in promised}
    assert len(homes) == len(promised)


def test_every_table_of_the_service_with_a_child_in_it_is_asked_here_or_has_its_reason(database_cursor):
    """A new table about children is put into one of the lists above, or says here why it needs no story."""
    database_cursor.execute(
        "select distinct table_name from information_schema.columns where table_schema = 'public'"
        " and column_name in ('child_id', 'contact_id')"
    )
    found = {table for (table,) in database_cursor.fetchall()}
    unasked = found - set(TABLES) - set(BY_CHILD) - set(ELSEWHERE)
    assert not unasked, unasked
    assert not set(ELSEWHERE) - found


ELSEWHERE = {
    "register_restriction": "shown to the whole agency: that a record is restricted, and whom to ask",
    "front_door_correction": "hangs on its contact, as a note does",
    "front_door_feedback": "hangs on its contact, as a note does",
    "front_door_strategydiscussionrequest": "hangs on its contact, as a note does",
    "intake_extractrow": "tested with the extracts",
    "register_legalhold": "for the data protection lead alone, tested with retention",
    "register_retentionline": "for the data protection lead alone, tested with retention",
    "register_subjectaccessrequest": "for the data protection lead alone, tested with subject access",
    "register_workerchange": "tested with changes of worker",
    "register_linkedrecord": "tested with links",
}
