"""Children as another system lists them: by its numbers alone, many at once."""

from collections.abc import Iterable

from django.db import connection

from sightline.register.models import Child, ExternalReference, Staff


def children_listed(kind: str, numbers: Iterable[str], *, by: Staff) -> dict[str, Child]:
    """The children of `by`'s agency with these numbers; for a record that has gone over into another, the other."""
    references = ExternalReference.objects.filter(
        agency_id=by.agency_id, kind=kind, value__in=sorted(set(numbers))
    ).values_list("value", "child_id")
    own = dict(references.order_by("pk"))
    children = Child.objects.visible_to(by).in_bulk(sorted(set(own.values())))
    while gone := {child.became_id for child in children.values() if child.became_id} - children.keys():
        found = Child.objects.visible_to(by).in_bulk(sorted(gone))
        if not found:
            break
        children |= found
    return {number: _present(children[key], children) for number, key in own.items() if key in children}


def _present(child: Child, children: dict[int, Child]) -> Child:
    while child.became_id in children:
        child = children[child.became_id]
    return child


def held_listed(kind: str, numbers: Iterable[str]) -> dict[str, Staff]:
    """Which of these numbers belong to restricted records of the acting person's agency, and whom to ask of each."""
    with connection.cursor() as cursor:
        cursor.execute("select cardinality(sightline_hidden_children())")
        if cursor.fetchone() == (0,):
            return {}
        cursor.execute(
            "select number, held.ask_id from unnest(%s::text[]) number,"
            " lateral sightline_held_children('{}'::text[], null::date, %s, number) held",
            [sorted(set(numbers)), kind],
        )
        asked = dict(cursor.fetchall())
    people = Staff.objects.in_bulk(sorted(set(asked.values())))
    return {number: people[ask] for number, ask in asked.items()}
