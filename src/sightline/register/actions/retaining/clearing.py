"""Clearing one child's record: fields marked `remove` go, fields marked `scrub` are blurred, `keep` stays.

What a record shares with a child whose record stays (a household, a contact about siblings) goes with the last of
them. The past values that the database keeps of each change are cleared alike, and so are files.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connections, models, transaction

from sightline.common.files import store
from sightline.common.history import fates
from sightline.common.models import Draft, StoredFile
from sightline.register.holdings import HOLDINGS, Holding
from sightline.register.retention_rules import stored_files

MARK = "Removed"
"""Stands where a text was, so that "nothing was said" and "it was said and is gone" are told apart."""


def clear_child(child_id: int, *, also_gone: Iterable[int], over_on: date, using: str) -> int:
    """Clears everything about the child, in the caller's transaction; how many records were cleared."""
    gone = {*also_gone, child_id}
    records = {label: _theirs(holding, child_id, gone, using) for label, holding in HOLDINGS.items()}
    files = list(stored_files.gather(records=records, using=using))
    for label, ids in records.items():
        if ids:
            _clear(HOLDINGS[label].model, ids, using)
    _clear(StoredFile, [file.pk for file in files], using)
    _let_go(files, using)
    for label, ids in records.items():
        _clear_past(HOLDINGS[label].model, ids, child_id, using)
    _clear_past(StoredFile, [file.pk for file in files], child_id, using)
    _clear_drafts(records, over_on, using)
    return sum(len(ids) for ids in records.values()) + len(files)


def _theirs(holding: Holding, child_id: int, gone: set[int], using: str) -> list[int]:
    """The records about the child, less those that are also about a child whose record stays, or one not yet known."""
    rows = holding.model._default_manager.using(using)
    found: set[int] = set()
    for way in holding.about:
        found |= set(rows.filter(**{way: child_id}).values_list("pk", flat=True))
    for way in holding.about:
        about = rows.filter(pk__in=found).values_list("pk", way)
        found -= {pk for pk, other in about if other is not None and other not in gone}
    if holding.label == "front_door.ContactEvent":
        not_known = rows.filter(pk__in=found, contacts__pk__isnull=False, contacts__child__isnull=True)
        found -= set(not_known.values_list("pk", flat=True))
    return sorted(found)


def _clear(model: type[models.Model], ids: list[int], using: str) -> None:
    retention = vars(model)["Retention"]
    rows = model._default_manager.using(using).filter(pk__in=ids)
    removed, scrubbed = getattr(retention, "remove", ()), getattr(retention, "scrub", ())
    if not removed and not scrubbed:
        return
    numbered = _in_a_unique_rule(model)
    for place, row in enumerate(rows.order_by("pk")):
        before = [(name, getattr(row, model._meta.get_field(name).attname)) for name in (*removed, *scrubbed)]  # type: ignore[union-attr]
        after = {}
        for name, value in before:
            field: Any = model._meta.get_field(name)
            blank = _blurred(field, value) if name in scrubbed else _emptied(field, value)
            if name in numbered and isinstance(blank, date):
                blank += timedelta(days=place % 365)  # its order stays, its day does not
            if name in numbered and isinstance(blank, str):
                blank = f"{MARK} {row.pk}"
            after[field.attname] = blank
        model._default_manager.using(using).filter(pk=row.pk).update(**after)


def _in_a_unique_rule(model: type[models.Model]) -> set[str]:
    rules = [each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)]
    return {name for rule in rules for name in rule.fields} | {
        field.name for field in model._meta.concrete_fields if field.unique and not field.primary_key
    }


def _emptied(field: Any, value: Any) -> Any:
    """Nothing, in the way that this field says nothing."""
    if isinstance(field, models.JSONField):
        return [] if isinstance(value, list) else {}
    if isinstance(value, list):
        return []
    if isinstance(value, str):
        if not value or field.choices:
            return ""
        return "" if field.name in ("search_name", "family_name", "other_names") else MARK[: field.max_length or None]
    return None if field.null else field.get_default()


def _blurred(field: Any, value: Any) -> Any:
    """A date keeps its year; anything else goes back to what it is before anybody says."""
    if isinstance(value, datetime):
        return value.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    if isinstance(value, date):
        return value.replace(month=1, day=1)
    return None if field.null else field.get_default()


def _clear_past(model: type[models.Model], ids: list[int], child_id: int, using: str) -> None:
    """Of the values kept from before, only columns marked `keep` stay; of rows taken away while they stood, too."""
    table = model._meta.db_table
    gone = [column for column, fate in fates(table).items() if fate != "keep"]
    gone += ["search_name"]
    of_child = [
        field.column
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model is not None and field.related_model._meta.label == "register.Child"
    ]
    with connections[using].cursor() as cursor:
        cursor.execute(
            "update common_pastvalues set was = was - %s::text[] where record_table = %s and (record_id = any (%s)"
            " or what = 'REMOVED' and exists (select from unnest(%s::text[]) way where was ->> way = %s))",
            [gone, table, ids, of_child, str(child_id)],
        )


def _let_go(files: list[StoredFile], using: str) -> None:
    """The contents go when it is certain, and only those that no other file of another record has."""
    for file in files:
        StoredFile.objects.using(using).filter(pk=file.pk).update(state=StoredFile.State.REFUSED)
    ids = [file.pk for file in files]
    for digest in {file.sha256 for file in files}:
        needed = StoredFile.objects.using(using).filter(sha256=digest).exclude(pk__in=ids)
        if not needed.exclude(state=StoredFile.State.REFUSED).exists():
            transaction.on_commit(lambda digest=digest: store.remove(digest), using=using)  # type: ignore[misc]


def _clear_drafts(records: dict[str, list[int]], over_on: date, using: str) -> None:
    """Forms typed and never sent about these records, from the time that is over."""
    ends = {f"/{pk}" for ids in records.values() for pk in ids}
    old = Draft.objects.using(using).filter(saved_at__date__lte=over_on)
    for pk, form in old.values_list("pk", "form"):
        if any(form.endswith(end) for end in ends):
            Draft.objects.using(using).filter(pk=pk).update(answers={})
