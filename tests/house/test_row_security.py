"""The database's own lock: what the app role may touch, and what it is shown."""

import pytest
from django.apps import apps
from django.db import connection

from sightline.common import actor
from sightline.common.database_roles import APP, LADO, OWNER, PUBLISHER
from sightline.front_door import actions

pytestmark = pytest.mark.django_db(databases="__all__")

WITHOUT_PEOPLE = {
    "register_agency": "which agencies there are is public",
    "register_team": "which teams there are is known to everybody who signs in",
    "common_businessclock": "what time it is",
    "common_accessright": "the access matrix, which the roles page prints",
    "django_session": "read before anybody is known; its keys cannot be guessed, and it holds a number and no record",
    "common_attempt": "a keyed hash and a moment: how often something was tried, before anybody is known",
    "django_content_type": "the framework's list of models",
    "django_migrations": "the framework's list of changes to the tables",
    "procrastinate_jobs": "a job holds references and times",
    "procrastinate_events": "when a job was begun and ended",
    "procrastinate_periodic_defers": "when a nightly job was last asked for",
    "procrastinate_workers": "which workers live",
}
"""Tables that the app role may touch and that have no row security, each with the reason."""

WINDOWS = {
    "register_linkedrecord": "the two records of a pair, for those who decide whether they are one child",
    "register_sharedchild": "a few columns of the children granted to the acting person's agency",
}
"""Views that say themselves who sees which row, each with what they show."""

SHOWN_TO_NOBODY_IN_PARTICULAR = {
    "register_agreementversion": "an agreement between agencies is nobody's record",
    "register_agreementversion_agencies": "between whom an agreement is",
    "register_sharingagreement": "an agreement between agencies is nobody's record",
    "register_staff": "the directory of colleagues; signing in comes before anyone is known",
    "instruments_localdefinition": "a questionnaire is nobody's record",
    "exchange_publication": "published statistics",
    "exchange_area": "published statistics",
    "exchange_population": "published statistics",
    "exchange_comparatormember": "published statistics",
    "exchange_publishedvalue": "published statistics",
}
"""Secured tables that show rows without an actor, each with the reason: everybody may read, few may write."""


def asked(cursor, question, *values):
    cursor.execute(question, values)
    return cursor.fetchall()


def granted(cursor):
    """Table to rights of the app role, in the schemas that are ours. Windows are looked at by themselves."""
    found = {}
    for table, right in asked(
        cursor,
        "select table_name, privilege_type from information_schema.role_table_grants "
        "where grantee in (%s, 'PUBLIC') and table_schema not in ('pg_catalog', 'information_schema')",
        APP,
    ):
        if table not in WINDOWS:
            found.setdefault(table, set()).add(right)
    return found


def test_a_window_names_whose_rows_it_shows_and_lets_no_condition_look_behind_it(database_cursor):
    """A barrier keeps a clever condition of the asker from seeing rows before the window's own condition did."""
    views = asked(
        database_cursor,
        "select relname, reloptions, pg_get_viewdef(c.oid) from pg_class c join pg_namespace n on n.oid = relnamespace"
        " where n.nspname = 'public' and relkind = 'v' and has_table_privilege(%s, c.oid, 'select')",
        APP,
    )
    assert {name for name, _, _ in views} == set(WINDOWS)
    for name, options, definition in views:
        assert "security_barrier=true" in (options or []), name
        assert "sightline_agencies(" in definition or "sightline_links_records(" in definition, name


def secured(cursor):
    return {
        table
        for (table,) in asked(
            cursor,
            "select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace "
            "where n.nspname = 'public' and relkind in ('r', 'p') and relrowsecurity and relforcerowsecurity",
        )
    }


def test_every_table_that_the_app_may_touch_has_row_security_or_no_people(database_cursor):
    touched, locked = set(granted(database_cursor)), secured(database_cursor)
    assert touched - locked == set(WITHOUT_PEOPLE), (
        "Secure the table in the area's 0002_row_security.py (sightline.common.row_security.secure). A table that is "
        f"nobody's record goes into WITHOUT_PEOPLE. Open: {touched - locked - set(WITHOUT_PEOPLE)}; "
        f"listed and not open: {set(WITHOUT_PEOPLE) - (touched - locked)}."
    )


def test_every_table_of_ours_is_secured_or_on_the_list_or_closed_to_the_app(database_cursor):
    """A new model whose table nobody thought of is closed, because the app was granted nothing."""
    ours = {model._meta.db_table for model in apps.get_models() if model.__module__.startswith("sightline.")}
    closed = ours - secured(database_cursor) - set(WITHOUT_PEOPLE) - set(WINDOWS)
    assert not closed & set(granted(database_cursor))
    assert closed == {"common_pseudonymkey"}, f"nobody may read {closed}: secure them or open them"


def test_a_right_has_its_policy_and_a_policy_its_right(database_cursor):
    """A grant without a policy gives nothing, silently; a policy without a grant is never asked."""
    policies = {}
    for table, command in asked(database_cursor, "select tablename, cmd from pg_policies where %s = any (roles)", APP):
        policies.setdefault(table, set()).add(command)
    rights = {table: found for table, found in granted(database_cursor).items() if table not in WITHOUT_PEOPLE}
    assert policies == rights


def test_a_table_that_shows_itself_to_everybody_stands_on_the_list(database_cursor):
    found = asked(
        database_cursor,
        "select tablename from pg_policies where cmd in ('SELECT', 'ALL') and qual = 'true' and %s = any (roles)",
        APP,
    )
    assert {table for (table,) in found} == set(SHOWN_TO_NOBODY_IN_PARTICULAR), (
        "A condition that is always true guards nothing. Name whose rows they are, or put the table on the list."
    )


@pytest.mark.parametrize("role", [APP, PUBLISHER, LADO, OWNER])
def test_no_role_of_ours_can_step_over_row_security(database_cursor, role):
    rights = asked(database_cursor, "select rolsuper, rolbypassrls from pg_roles where rolname = %s", role)
    assert rights == [(False, False)]


@pytest.mark.parametrize("role", [APP, PUBLISHER])
def test_a_serving_role_owns_nothing_and_cannot_become_the_owner(database_cursor, role):
    owned = asked(database_cursor, "select relname from pg_class where relowner = %s::regrole", role)
    assert not owned
    assert asked(database_cursor, "select pg_has_role(%s, %s, 'member')", role, OWNER) == [(False,)]
    assert asked(database_cursor, "select rolcreaterole, rolcreatedb from pg_roles where rolname = %s", role) == [
        (False, False)
    ]


def test_the_publisher_reads_the_published_views_and_nothing_else(database_cursor):
    found = asked(
        database_cursor,
        "select distinct table_schema, privilege_type from information_schema.role_table_grants where grantee = %s",
        PUBLISHER,
    )
    assert found == [("published", "SELECT")]


def test_a_function_that_steps_over_row_security_names_its_path_and_is_closed_to_the_public(database_cursor):
    """Without a fixed path, whoever can make a table of the same name could make the function read that one."""
    for name, settings, public in asked(
        database_cursor,
        "select p.proname, p.proconfig, has_function_privilege('public', p.oid, 'execute') "
        "from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
        "where n.nspname = 'public' and p.prosecdef and pg_get_userbyid(p.proowner) = %s",
        OWNER,
    ):
        assert any(each.startswith("search_path=") for each in settings or ()), f"{name}: set search_path"
        assert not public, f"{name}: close it to the public with only_for(…)"


def test_tests_run_as_the_app_role():
    with connection.cursor() as cursor:
        assert asked(cursor, "select current_user") == [(APP,)]


def test_without_an_actor_every_secured_table_shows_no_rows(partnership, a_contact, a_judgement, database_cursor):
    readable = {
        table
        for table, rights in granted(database_cursor).items()
        if "SELECT" in rights and table not in WITHOUT_PEOPLE and table not in SHOWN_TO_NOBODY_IN_PARTICULAR
    }
    contact = a_contact()
    partnership.acts(partnership.mina)
    actions.decide(contact=contact, judgement=a_judgement(), by=partnership.mina, at=partnership.now)
    with connection.cursor() as cursor:
        before = {table: asked(cursor, f"select count(*) from {table}")[0][0] for table in readable}
        for setting in ("app.staff_id", "app.agency_id"):
            asked(cursor, "select set_config(%s, '', true)", setting)
        after = {table: asked(cursor, f"select count(*) from {table}")[0][0] for table in readable}
    assert {"front_door_contact", "front_door_decision", "front_door_referral", "register_child"} <= {
        table for table, rows in before.items() if rows
    }, "with an actor there is something to see, else this test proves nothing"
    assert not {table: rows for table, rows in after.items() if rows}


def test_an_actor_of_another_agency_sees_none_of_it(partnership, a_contact, database_cursor):
    a_contact()
    actor.introduce(staff=partnership.neve, at=partnership.now)
    with connection.cursor() as cursor:
        for table in ("front_door_contact", "front_door_contactevent", "register_child"):
            assert asked(cursor, f"select count(*) from {table}") == [(0,)]
