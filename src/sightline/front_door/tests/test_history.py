"""What a value was before: kept by the database, whoever changes it and however."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from sightline.common.history import changes_of, fates
from sightline.common.many import put_back
from sightline.common.models import PastValues
from sightline.front_door.models import Contact
from sightline.register.models import Child

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def child(partnership, a_child):
    partnership.acts(partnership.mina)
    return a_child()


def told(record):
    return [(change.field.name, change.was, change.became) for change in changes_of([record])]


def test_a_change_keeps_what_the_value_was_who_changed_it_and_when(partnership, child):
    before = child.first_language
    child.first_language = "Welsh"
    child.save()
    (change,) = changes_of([child])
    assert (change.field.name, change.was, change.became) == ("first_language", before, "Welsh")
    assert (change.by_id, change.at) == (partnership.mina.pk, partnership.now)


def test_two_changes_of_a_field_follow_one_another(child):
    for language in ("Welsh", "Polish"):
        Child.objects.filter(pk=child.pk).update(first_language=language)
    child.refresh_from_db()
    assert told(child) == [("first_language", "Welsh", "Polish"), ("first_language", "", "Welsh")]


def test_sql_typed_by_hand_keeps_its_history(child):
    with connection.cursor() as cursor:
        cursor.execute("update register_child set men_in_life_note = 'not here' where id = %s", [child.pk])
    assert [name for name, *_ in told(Child.objects.get(pk=child.pk))] == ["men_in_life_note"]


def test_a_bulk_change_keeps_the_history_of_each_row(child, a_child):
    other = a_child()
    for each in (child, other):
        each.communication_need = "signs"
    put_back([child, other], ["communication_need"])
    assert len(told(child)) == len(told(other)) == 1


def test_what_did_not_change_is_not_kept(child):
    child.save()
    Child.objects.filter(pk=child.pk).update(version=child.version + 1)
    assert told(child) == []


def test_values_come_back_as_the_kind_they_were(child):
    was = child.born_on
    Child.objects.filter(pk=child.pk).update(born_on="2015-02-03", disabilities=["AUT"])
    child.refresh_from_db()
    assert {(name, str(old), str(new)) for name, old, new in told(child)} == {
        ("born_on", str(was), "2015-02-03"),
        ("disabilities", "[]", "['AUT']"),
    }


def test_history_is_seen_by_those_who_see_the_row_and_by_nobody_else(partnership, child):
    Child.objects.filter(pk=child.pk).update(first_language="Welsh")
    assert PastValues.objects.filter(record_table="register_child", record_id=child.pk).count() == 1
    partnership.acts(partnership.neve)
    assert PastValues.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "update common_pastvalues set was = '{}'",
        "delete from common_pastvalues",
        "insert into common_pastvalues (record_table, record_id, what, was, at, recorded_at, written_in, purpose) "
        "values ('register_child', 1, 'CHANGED', '{}', '2023-01-01', '2023-01-01', 1, '')",
        "alter table register_child disable trigger keep_changed",
        "set session_replication_role = replica",
    ],
)
def test_the_service_can_neither_write_history_nor_stop_it(db, statement):
    with connection.cursor() as cursor, pytest.raises(ProgrammingError), transaction.atomic():
        cursor.execute(statement)


def test_the_setting_that_turns_a_librarys_triggers_off_turns_ours_off_in_nothing(child):
    with connection.cursor() as cursor:
        cursor.execute("set local pgtrigger.ignore = '{register_child:keep_changed}'")
    Child.objects.filter(pk=child.pk).update(first_language="Welsh")
    assert len(told(Child.objects.get(pk=child.pk))) == 1


def test_a_contacts_history_names_the_deed_by_the_transaction(partnership, a_contact, database_cursor):
    contact = a_contact()
    partnership.acts(partnership.mina)
    Contact.objects.filter(pk=contact.pk).update(ward="Harbour")
    past = PastValues.objects.get(record_table="front_door_contact", record_id=contact.pk)
    with connection.cursor() as cursor:
        cursor.execute("select pg_current_xact_id()::text::bigint")
        assert cursor.fetchone() == (past.written_in,)


TRACKED = """
select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgname = 'keep_changed' order by 1
"""


def test_every_table_with_a_history_says_what_becomes_of_each_old_value(database_cursor):
    """Retention reads it from the tracked model itself, so that the two cannot drift apart."""
    tables = [table for (table,) in database_cursor.execute(TRACKED).fetchall()]
    assert {"register_child", "front_door_contact", "instruments_completedtool"} <= set(tables)
    for table in tables:
        columns = database_cursor.execute(
            "select column_name from information_schema.columns where table_name = %s", [table]
        ).fetchall()
        assert set(fates(table)) == {column for (column,) in columns}
    assert fates("register_child")["given_name"] == "remove"
    assert fates("register_child")["born_on"] == "scrub"


def test_the_tables_whose_values_change_and_matter_have_their_history(database_cursor):
    tracked = {table for (table,) in database_cursor.execute(TRACKED).fetchall()}
    assert not MUST_HAVE - tracked


MUST_HAVE = {
    *("register_child", "register_externalreference", "register_address", "register_household"),
    *("register_householdmember", "register_relationship", "register_adult", "register_involvement"),
    *("register_restriction", "register_grant", "register_disclosure", "register_emergencyaccess"),
    *("front_door_contact", "front_door_contactevent", "front_door_check", "front_door_decision"),
    *("front_door_submission", "front_door_attachment", "instruments_completedtool"),
}
