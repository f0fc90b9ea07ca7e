"""The worklists: tiles, tabs, the list itself, and its export. All from the same query."""

import csv
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit, drafts
from sightline.common.access import Permission, needs
from sightline.front_door import codes, forms
from sightline.front_door.models.contacts import ContactQuerySet
from sightline.front_door.views.rows import COLUMNS, as_row, export_cells
from sightline.front_door.worklists import ALL, TABS, TILES, WORKLISTS, Worklist, counts, stubs
from sightline.register.request import StaffRequest

PER_PAGE = 25
SORTS = {
    "urgent": ("Most urgent first", None),
    "received": ("Oldest first", ("received_at", "pk")),
    "-received": ("Newest first", ("-received_at", "-pk")),
    "concern": ("By concern", ("primary_concern", "received_at")),
    "source": ("By who was worried", ("event__source", "received_at")),
}
REMEMBERED = "front_door:worklist"


@needs(Permission.VIEW_CONTACTS)
def worklist(request: StaffRequest) -> HttpResponse:
    """One worklist with its tiles and tabs. What was last chosen is kept, also over signing in again."""
    if not request.GET and (kept := _remembered(request)):
        return redirect(f"{request.path}?{kept}")
    chosen = WORKLISTS.get(request.GET.get("list", ""), TABS[0])
    _remember(request)
    filter_form = forms.Filter(request.GET or None, staff=request.user)
    contacts = _ordered(_filtered(chosen.contacts(request.user, request.now), filter_form), request)
    pages = Paginator(contacts.with_everything_for_a_list(), PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    counted = counts((*TABS, *TILES), request.user, request.now)
    if chosen is ALL:
        counted[ALL.code] = ALL.count(request.user, request.now) if filter_form.narrows else pages.count
    if request.session.get("worklist") != request.get_full_path():
        request.session["worklist"] = request.get_full_path()
    audit.listed(request)
    return render(
        request,
        "front_door/worklist.html",
        {
            "chosen": chosen,
            "tiles": [_tile(each, chosen, counted[each.code]) for each in TILES],
            "tabs": [_tab(each, chosen, counted.get(each.code)) for each in (*TABS, ALL)],
            "page": page,
            "columns": [_column(label, sort, request) for label, sort in COLUMNS],
            "rows": [as_row(contact, request.now) for contact in page],
            "stubs": stubs(request.user) if chosen.code == "undecided" else [],
            "may_receive": request.user.may(Permission.RECEIVE_CONTACTS),
            "may_decide": request.user.may(Permission.DECIDE_CONTACTS),
            "filter_form": filter_form,
            "filter_open": filter_form.narrows,
            "clear_url": f"?list={chosen.code}",
            "query": _query(request),
        },
    )


@needs(Permission.VIEW_CONTACTS)
def export(request: StaffRequest) -> HttpResponse:
    """The same list as a file: same query, same filter, every row."""
    chosen = WORKLISTS.get(request.GET.get("list", ""), TABS[0])
    filter_form = forms.Filter(request.GET or None, staff=request.user)
    contacts = _ordered(_filtered(chosen.contacts(request.user, request.now), filter_form), request)
    audit.exported(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="front-door-{chosen.code}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(export_cells(None))
    for contact in contacts.with_everything_for_a_list().iterator(chunk_size=2000):
        writer.writerow(export_cells(contact))
    return response


def _filtered(contacts: ContactQuerySet, form: forms.Filter) -> ContactQuerySet:
    if not form.is_valid():
        return contacts
    said = form.cleaned_data
    if said["source_group"]:
        sources = [source for source, group in codes.SOURCE_GROUPS.items() if group == said["source_group"]]
        contacts = contacts.filter(event__source__in=sources)
    if said["concern"]:
        contacts = contacts.filter(concerns__contains=[said["concern"]])
    if said["rag"]:
        contacts = contacts.filter(rag=said["rag"])
    if said["owner"]:
        contacts = contacts.filter(owner=said["owner"])
    return contacts


def _ordered(contacts: ContactQuerySet, request: StaffRequest) -> ContactQuerySet:
    usual = "-received" if request.GET.get("list") == ALL.code else "urgent"
    order = SORTS.get(request.GET.get("sort", usual), SORTS[usual])[1]
    return contacts.order_by(*order) if order else contacts.breached_first()


def _tile(each: Worklist, chosen: Worklist, count: int) -> dict[str, Any]:
    return {
        "count": count,
        "label": each.title,
        "url": f"{reverse('front_door:worklist')}?list={each.code}",
        "tone": "overdue" if count and "overdue" in each.code else "soon" if count and "due" in each.code else "",
        "current": each is chosen,
    }


def _tab(each: Worklist, chosen: Worklist, count: int | None) -> dict[str, Any]:
    return {
        "label": each.title,
        "url": f"{reverse('front_door:worklist')}?list={each.code}",
        "current": each is chosen,
        "count": count,
    }


def _column(label: str, sort: str, request: StaffRequest) -> dict[str, Any]:
    if not sort:
        return {"label": label}
    now = request.GET.get("sort", "urgent")
    wanted = f"-{sort}" if now == sort and f"-{sort}" in SORTS else sort
    query = request.GET.copy()
    query["sort"] = wanted
    query.pop("page", None)
    sorted_by = {sort: "ascending", f"-{sort}": "descending"}.get(now)
    return {"label": label, "sort_url": f"?{query.urlencode()}", "sorted": sorted_by}


def _query(request: StaffRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _remembered(request: StaffRequest) -> str:
    return drafts.answers(staff_id=request.user.pk, form=REMEMBERED).get("query", "")


def _remember(request: StaffRequest) -> None:
    """Keeps which list, filter and order were last looked at. They hold codes only, never a name."""
    if _remembered(request) != _query(request):
        drafts.keep_answers(
            staff_id=request.user.pk, form=REMEMBERED, answers={"query": _query(request)}, at=request.now
        )
