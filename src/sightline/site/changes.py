"""The history of a record in words: what a value was, what it became, who changed it and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models

from sightline.common.history import Change, changes_of
from sightline.front_door.models import Contact
from sightline.register.models import (
    Address,
    Agency,
    Child,
    HouseholdMember,
    Involvement,
    Relationship,
    Staff,
    Team,
)
from sightline.timescales.zone import in_london

FOLLOWS = frozenset({"urgent_at", "decide_rule_version", "rag_rule_version", "feedback_rule_version", "search_name"})
"""Fields that the service works out from others, and that say nothing to a reader."""


@dataclass(frozen=True)
class ChangeInWords:
    """One line of a history."""

    at: datetime
    who: str
    what: str
    was: str
    became: str


def history_of_child(child: Child, *, staff: Staff) -> list[ChangeInWords]:
    """Of the child's own details, numbers, family, homes and of who works with the child.

    A place that is protected is never spelled out (ruling S5): that it changed is all that is said.
    """
    members = list(HouseholdMember.objects.visible_to(staff).filter(child=child).select_related("household__address"))
    records: list[models.Model] = [
        child,
        *child.references.all(),
        *members,
        *Relationship.objects.visible_to(staff).filter(child=child),
        *Involvement.objects.visible_to(staff).filter(child=child),
        *{member.household.address for member in members},
    ]
    return list(_in_words(changes_of(records)))


def history_of_contact(contact: Contact) -> list[ChangeInWords]:
    """Of the contact, of the event that it came in, and of its decisions, checks and feedback."""
    related = [contact.decisions.all(), contact.checks.all(), contact.feedback.all()]
    records = [contact, contact.event, *(record for each in related for record in each)]
    return list(_in_words(changes_of(records)))


def _in_words(changes: Iterable[Change]) -> Iterator[ChangeInWords]:
    told = [change for change in changes if change.field.name not in FOLLOWS]
    people = Staff.objects.in_bulk({change.by_id for change in told if change.by_id})
    names = _names(told)
    for change in told:
        closed = isinstance(change.record, Address) and _is_protected(change)
        yield ChangeInWords(
            at=change.at,
            who=people[change.by_id].name if change.by_id in people else "The service",
            what=_what(change),
            was="withheld: a protected address" if closed else _said(change.field, change.was, names),
            became="withheld: a protected address" if closed else _said(change.field, change.became, names),
        )


def _is_protected(change: Change) -> bool:
    return bool(change.record.is_protected) or change.field.name == "protected_because"  # type: ignore[attr-defined]


def _what(change: Change) -> str:
    field = str(change.field.verbose_name)
    if isinstance(change.record, Child | Contact):
        return field.capitalize()
    return f"{change.record._meta.verbose_name}: {field}".capitalize()


def _names(changes: Sequence[Change]) -> dict[tuple[type[models.Model], Any], str]:
    """What the records are called that a key stands for: people, teams, agencies; others by their number alone."""
    asked: dict[type[models.Model], set[Any]] = {}
    for change in changes:
        if change.field.is_relation and change.field.related_model._meta.app_label == "register":
            asked.setdefault(change.field.related_model, set()).update({change.was, change.became} - {None})
    found: list[models.QuerySet[Any]] = [
        Agency.objects.filter(pk__in=asked.get(Agency, ())),
        Staff.objects.filter(pk__in=asked.get(Staff, ())),
        Team.objects.filter(pk__in=asked.get(Team, ())),
    ]
    return {(type(record), record.pk): str(record) for records in found for record in records}


def _said(field: Any, value: Any, names: dict[tuple[type[models.Model], Any], str]) -> str:
    """A value as a page says it."""
    if value is None or value in ("", [], {}):
        return "not given"
    if field.is_relation:
        return names.get((field.related_model, value), f"number {value}")
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{in_london(value):%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    choices = dict(getattr(field, "base_field", field).flatchoices)
    if isinstance(value, list):
        return ", ".join(str(choices.get(each, each)) for each in value)
    return str(choices.get(value, value))
