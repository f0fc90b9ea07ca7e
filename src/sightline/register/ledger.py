"""The sharing ledger as it is read: the lines a person may see, narrowed, and what stands in each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from sightline.common.spreadsheets import harmless
from sightline.register.models import Child, Disclosure, Staff
from sightline.timescales.zone import end_of_day, in_london, start_of_day

WITHOUT_AGREEMENT = "WITHOUT"
NOT_NAMED = "A child whose record you may not open"
NOT_KNOWN = "Not found in the register yet"


def lines(staff: Staff) -> QuerySet[Disclosure]:
    """Every line that the person may see, the latest first."""
    told = Disclosure.objects.visible_to(staff)
    return told.select_related("agency", "receiver", "agreement__agreement", "by").order_by("-at", "-pk")


def narrowed(told: QuerySet[Disclosure], said: Mapping[str, Any]) -> QuerySet[Disclosure]:
    """The lines that fit the filter: a period (both days included), receiver, purpose, verdict, agreement."""
    if said.get("from_on"):
        told = told.filter(at__gte=start_of_day(said["from_on"]))
    if said.get("to_on"):
        told = told.filter(at__lte=end_of_day(said["to_on"]))
    if said.get("receiver"):
        told = told.filter(receiver=said["receiver"])
    if said.get("purpose"):
        told = told.filter(purpose=said["purpose"])
    if said.get("verdict"):
        told = told.filter(verdict=said["verdict"])
    if said.get("resting") == WITHOUT_AGREEMENT:
        told = told.filter(agreement=None)
    return told


def names(told: Iterable[Disclosure], staff: Staff) -> dict[int, str]:
    """The names of the children whose records the person may open."""
    ids = {each.child_id for each in told if each.child_id}
    return {child.pk: child.name for child in Child.objects.visible_to(staff).filter(pk__in=ids)}


def about(line: Disclosure, named: Mapping[int, str]) -> str:
    """Whom the line is about, for somebody who may know."""
    return named.get(line.child_id, NOT_NAMED) if line.child_id else NOT_KNOWN


def to_whom(line: Disclosure) -> str:
    return line.receiver.name if line.receiver else line.receiver_name


def rests_on(line: Disclosure) -> str:
    """The agreement's version; or that none was found; or that none is asked for."""
    if line.agreement:
        return str(line.agreement)
    return "No agreement found" if line.receiver_id else "Not under an agreement: outside the partnership"


def law_of(line: Disclosure) -> str:
    """The three fields of the law it rests on, in words."""
    said = [
        line.get_article_6_basis_display() or "Basis not supplied",
        line.get_special_category_condition_display() or "Condition not supplied",
    ]
    return "; ".join([*said, *(["Law enforcement (part 3)"] if line.law_enforcement else [])])


def as_row(line: Disclosure, named: Mapping[int, str]) -> dict[str, Any]:
    """A line as a row of the page."""
    withheld = line.verdict == Disclosure.Verdict.WITHHELD
    tags = [{"text": "Withheld", "colour": "orange"}] if withheld else []
    tags += [{"text": "Taken back", "colour": "red"}] if line.recalled_at else []
    tags += [{"text": "Against a rule, with a reason", "colour": "yellow"}] if line.exception else []
    missing = [{"text": "No agreement found", "colour": "yellow"}] if line.receiver_id and not line.agreement else []
    return {
        "url": reverse("sharing:line", args=[line.pk]),
        "cells": [
            {"text": _moment(line), "tags": tags},
            about(line, named),
            {"text": to_whom(line), "hint": f"from {line.agency.name}"},
            {"text": ", ".join(line.fields).capitalize(), "hint": _means(line)},
            {"text": line.get_purpose_display(), "hint": line.purpose_note},
            {"text": rests_on(line) if not missing else "", "tags": missing},
        ],
    }


def _means(line: Disclosure) -> str:
    """How it was told; nothing of what was withheld."""
    if line.verdict == Disclosure.Verdict.WITHHELD:
        return ""
    return line.get_means_display() or "Means not supplied"


COLUMNS = ("When", "Child", "To whom", "What", "What for", "Agreement")
EXPORTED = (
    *("When", "Child", "From", "To", "Verdict", "Why withheld", "What", "Means", "Purpose", "Note"),
    *("Against a rule because", "Lawful basis", "Special category condition", "Law enforcement", "Agreement"),
    *("By", "Taken back"),
)


def exported(line: Disclosure, named: Mapping[int, str]) -> list[str]:
    """A line as a row of the file. Nothing in it can run as a formula."""
    return [harmless(text) for text in _exported(line, named)]


def _exported(line: Disclosure, named: Mapping[int, str]) -> Iterator[str]:
    yield _moment(line)
    yield about(line, named)
    yield line.agency.name
    yield to_whom(line)
    yield line.get_verdict_display()
    yield line.why_withheld
    yield ", ".join(line.fields)
    yield _means(line)
    yield line.get_purpose_display()
    yield line.purpose_note
    yield line.exception
    yield line.get_article_6_basis_display() or "not supplied"
    yield line.get_special_category_condition_display() or "not supplied"
    yield "yes" if line.law_enforcement else "no"
    yield rests_on(line)
    yield line.by.name if line.by else ""
    yield f"{in_london(line.recalled_at):%Y-%m-%d %H:%M}" if line.recalled_at else ""


def _moment(line: Disclosure) -> str:
    local = in_london(line.at)
    return f"{local.day} {local:%B %Y, %H:%M}"
