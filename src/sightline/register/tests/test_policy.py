"""Whom each person may see: the query, the database's own policy and the search agree, whatever was restricted."""

from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from sightline.common.actor import on_behalf_of
from sightline.register import actions
from sightline.register.models import Agency, Child, Restriction, RestrictionAccess
from sightline.register.search import find

PEOPLE = ("olive", "mina", "maud", "dara", "nye", "hugo", "sol", "pat", "ana", "bea")
OPENS_CHILDREN = {"olive", "mina", "maud", "dara", "nye", "hugo"}
"""Whose role reaches all children of their agency: neither partners' safeguarding leads nor those who see figures."""
AGENCIES = ("Merrow Council", "Saint Bride's Primary School", "Merrow Police")
TODAY = date(2023, 4, 12)


class UndoneError(Exception):
    """Ends one example; the database forgets it."""


@pytest.fixture
def who(partnership):
    """The partnership behind a door: hypothesis asks what it is given for names that nobody there bears."""
    return lambda: partnership


children = some.lists(
    some.tuples(
        some.sampled_from(AGENCIES),
        some.sampled_from(["none", "in force", "lifted"]),
        some.sets(some.sampled_from(PEOPLE)),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(people=some.sets(some.sampled_from(PEOPLE), min_size=1), children=children)
def test_query_policy_search_list_and_count_agree(people, children, who):
    partnership = who()
    with pytest.raises(UndoneError), transaction.atomic():
        made = [_make(partnership, *child) for child in children]
        for name in people:
            person = getattr(partnership, name)
            partnership.acts(person)
            expected = {child.pk for child, may_see in made if name in may_see}
            with connection.cursor() as cursor:
                cursor.execute("select id from register_child")
                by_policy = {pk for (pk,) in cursor.fetchall()}
            listed = Child.objects.visible_to(person)
            assert by_policy == {child.pk for child in listed} == expected
            assert listed.count() == len(expected)
            assert {each.child.pk for each in find("Wren Appletree", person, on=TODAY)} == expected
        raise UndoneError


def _make(partnership, agency_name, restriction, named):
    """A child of the agency, and the names of those who should see the record."""
    agency = Agency.objects.get(name=agency_name)
    someone = next(each for each in map(partnership.__getattr__, PEOPLE) if each.agency_id == agency.pk)
    partnership.acts(someone)
    with on_behalf_of(agency.pk):
        child = Child.objects.create(agency=agency, given_name="Wren", family_name="Appletree")
    may_open = OPENS_CHILDREN if agency_name == "Merrow Council" else set()
    if restriction == "none":
        return child, may_open
    lifted_at = partnership.now if restriction == "lifted" else None
    kept = Restriction.objects.create(
        child=child,
        agency=agency,
        reason="ADOPTION",
        ask=someone,
        restricted_at=partnership.now,
        restricted_by=someone,
        lifted_at=lifted_at,
    )
    for name in named:
        RestrictionAccess.objects.create(restriction=kept, agency=agency, staff=getattr(partnership, name))
    return child, may_open if lifted_at else may_open & named


@pytest.mark.parametrize(
    "table",
    ["child", "externalreference", "householdmember", "relationship", "involvement", "adult", "address", "household"],
)
def test_with_nobody_introduced_the_database_shows_nothing(partnership, add, table, nhs):
    add(nhs_number=next(nhs), address=actions.NewAddress(lines="3 Hazel Road"))
    with connection.cursor() as cursor:
        cursor.execute("select set_config('app.agency_id', '', true), set_config('app.staff_id', '', true)")
        cursor.execute(f"select count(*) from register_{table}")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "select count(*) from sightline_find_children('{wren}', null, null, '{}', null, null, '{}', false)"
        )
        assert cursor.fetchone() == (0,)


def test_the_search_cannot_be_called_by_anybody_but_the_service(database_cursor):
    database_cursor.execute(
        "select p.proname, coalesce(r.rolname, 'public') from pg_proc p, aclexplode(p.proacl) a"
        " left join pg_roles r on r.oid = a.grantee"
        " where p.proname in ('sightline_find_children', 'sightline_held_children')"
    )
    assert set(database_cursor.fetchall()) == {
        (function, role)
        for function in ("sightline_find_children", "sightline_held_children")
        for role in ("sightline_owner", "sightline_app")
    }
