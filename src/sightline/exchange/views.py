"""What an import leaves for a person to look into: rows of an earlier extract that a later one lacks."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.wording import day
from sightline.exchange.annex_a.lists import CONTACTS, LISTS
from sightline.exchange.annex_a.rows import in_words
from sightline.intake.models import ExtractRow
from sightline.register.models import ExternalReference
from sightline.register.request import StaffRequest

PER_PAGE = 50
CASE = ExternalReference.Kind.CASE_SYSTEM
COLUMNS = [{"label": label} for label in ("Child", "What", "From", "Brought in", "Absent since")]
_LISTS = {listed.name: listed for listed in LISTS}


@needs(Permission.DECIDE_CONTACTS)
def absent_rows(request: StaffRequest) -> HttpResponse:
    """Rows that a later extract of the same days lacks, those found last first; each leads to its record.

    For those who decide contacts: among them are those who import, and they can say what became of such a row.
    """
    absent = ExtractRow.objects.visible_to(request.user).absent().select_related("child", "recorded_by")
    absent = absent.prefetch_related("child__references")
    page = Paginator(absent, PER_PAGE).get_page(request.GET.get("page"))
    audit.listed(request)
    return render(request, "exchange/absent_rows.html", {"page": page, "columns": COLUMNS, "rows": list(_lines(page))})


def _lines(rows: Iterable[ExtractRow]) -> Iterator[dict[str, Any]]:
    for row in rows:
        listed = _LISTS.get(row.list_name)  # none for a list of people, whose rows are the children themselves
        is_contact = listed is CONTACTS
        numbers = ", ".join(each.value for each in row.child.references.all() if each.kind == CASE)
        case = f"Case number {numbers}" if numbers else ""
        is_named = row.child.given_name or row.child.family_name or not case
        page, record = ("front_door:contact", row.record_id) if is_contact else ("child", row.child_id)
        yield {
            "url": reverse(page, args=[record]),
            "cells": [
                # Many links of the words "Name not supplied" could not be told apart when read aloud.
                {"text": row.child.name, "hint": case} if is_named else {"text": case, "hint": row.child.name},
                {"text": f"{listed.noun.capitalize()} of {day(row.happened_on)}" if listed else "Person on a list"},
                (in_words(listed.source, row.source) or "") if listed else "",
                {"text": day(row.recorded_at), "hint": row.recorded_by.name},
                day(row.absent_since),
            ],
        }
