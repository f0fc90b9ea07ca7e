"""What a value was before it was changed or removed: kept by the database itself, whoever changes it and however.

A trigger on every table with history keeps, for each changed row, the old values of the columns that changed, and
for each removed row the whole of it. It fires once for a statement, so that bulk changes and SQL typed by hand are
kept too. The service can read what it may see of the record itself; it can neither add, change nor take away.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models
from django.db.migrations import RunSQL

from sightline.common.models import PastValues

NOT_VALUES = ("version", "search_name")
"""Columns that only follow others: a change in them alone is none."""

_WHO = """
    nullif(current_setting('app.staff_id', true), '')::bigint,
    nullif(current_setting('app.agency_id', true), '')::bigint,
    coalesce(current_setting('app.purpose', true), ''),
    coalesce(nullif(current_setting('app.business_time', true), '')::timestamptz, clock_timestamp()),
    clock_timestamp(), pg_current_xact_id()::text::bigint
"""
_COLUMNS = "record_table, record_id, what, was, staff_id, agency_id, purpose, at, recorded_at, written_in"

KEEP_CHANGED = f"""
create function sightline_keep_changed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into common_pastvalues ({_COLUMNS})
    select tg_table_name, (both_rows.before ->> 'id')::bigint, 'CHANGED', old_values.was, {_WHO}
    from (
        select to_jsonb(o) - '{{{",".join(NOT_VALUES)}}}'::text[] as before, to_jsonb(n) as after
        from old_rows o join new_rows n on n.id = o.id where o *<> n offset 0
    ) both_rows
    cross join lateral (
        select jsonb_object_agg(key, value) as was from jsonb_each(both_rows.before)
        where value is distinct from both_rows.after -> key
    ) old_values
    where old_values.was is not null;
    return null;
end
$$
"""

KEEP_REMOVED = f"""
create function sightline_keep_removed() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into common_pastvalues ({_COLUMNS})
    select tg_table_name, o.id, 'REMOVED', to_jsonb(o), {_WHO} from old_rows o;
    return null;
end
$$
"""


def keep_history(table: str) -> RunSQL:
    """Gives a table its history, to be seen by whoever may see the row itself. For the area's migrations."""
    statements = [
        f"create trigger keep_changed after update on {table} referencing old table as old_rows "
        "new table as new_rows for each statement execute function sightline_keep_changed()",
        f"create trigger keep_removed after delete on {table} referencing old table as old_rows "
        "for each statement execute function sightline_keep_removed()",
        f"create policy {table} on common_pastvalues for select to sightline_app "
        f"using (record_table = '{table}' and exists (select from {table} kept where kept.id = record_id))",
    ]
    return RunSQL([(statement, None) for statement in statements], RunSQL.noop)


@dataclass(frozen=True)
class Change:
    """One value that was changed: of which record, which field, what it was and what it became, by whom and when.

    `by_id` is None where the public or the system acted. A key of another record stands as its number.
    """

    record: models.Model
    field: Any
    was: Any
    became: Any
    at: datetime
    by_id: int | None


def changes_of(records: Sequence[models.Model]) -> Iterator[Change]:
    """Every change of these records' values, newest first. The caller has found the records visible."""
    by_key = {(record._meta.db_table, record.pk): record for record in records}
    asked = models.Q(pk__in=[])
    for table in {table for table, _ in by_key}:
        asked |= models.Q(record_table=table, record_id__in=[pk for name, pk in by_key if name == table])
    latest: dict[tuple[str, int, str], Any] = {}
    for past in PastValues.objects.filter(asked, what=PastValues.What.CHANGED).order_by("-pk"):
        record = by_key[past.record_table, past.record_id]
        fields = {field.column: field for field in record._meta.concrete_fields}
        for column in sorted(set(past.was) & set(fields)):
            field, key = fields[column], (past.record_table, past.record_id, column)
            was = _python(field, past.was[column])
            became = latest.get(key, getattr(record, field.attname))
            latest[key] = was
            yield Change(record=record, field=field, was=was, became=became, at=past.at, by_id=past.staff_id)


def _python(field: Any, value: Any) -> Any:
    if value is None or isinstance(value, list | dict):
        return value
    return (field.target_field if field.is_relation else field).to_python(value)


def fates(table: str) -> dict[str, str]:
    """Column to keep, scrub or remove, as the model of that table decides it: what retention does to `was`."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    retention = vars(model)["Retention"]
    columns = {field.name: str(field.column) for field in model._meta.concrete_fields}
    return {columns[name]: fate for fate in ("keep", "scrub", "remove") for name in getattr(retention, fate, ())}
