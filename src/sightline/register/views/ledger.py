"""The sharing ledger: of the agency, of one child, and one line of it. Page, count and file are one query."""

import csv
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import header
from sightline.register import ledger as kept
from sightline.register.actions import sharing
from sightline.register.forms.sharing import LedgerFilter
from sightline.register.models import Disclosure
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest

May = Permission
PER_PAGE = 25


@needs(May.SEE_LEDGER)
def ledger(request: StaffRequest) -> HttpResponse:
    """What the person's agency told and was told."""
    form, told = _asked_for(request)
    audit.listed(request)
    context = _page(request, told) | {
        "filter_form": form,
        "filter_open": form.narrows,
        "query": _query(request),
        "told": told.count(),
    }
    return render(request, "register/sharing/ledger.html", context)


@needs(May.SEE_LEDGER)
def export(request: StaffRequest) -> HttpResponse:
    """The same lines as a file: same query, same filter, every row."""
    _, told = _asked_for(request)
    audit.exported(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sharing-ledger.csv"'
    response.write("\ufeff")
    writer = csv.writer(response)
    writer.writerow(kept.EXPORTED)
    found = list(told)
    named = kept.names(found, request.user)
    writer.writerows(kept.exported(line, named) for line in found)
    return response


@needs(May.VIEW_CHILDREN)
def of_child(request: StaffRequest, child_id: int) -> HttpResponse:
    """Everything that was told, or withheld, of one child."""
    child = child_for(request, child_id)
    context = _page(request, kept.lines(request.user).filter(child=child)) | {
        "child": child,
        "record": header.strip(child, staff=request.user, now=request.now),
        "back_url": reverse("child", args=[child.pk]),
        "back_label": "Back to the child",
    }
    return render(request, "register/sharing/of_child.html", context)


@needs(May.SEE_LEDGER, May.VIEW_CHILDREN)
def line(request: StaffRequest, disclosure_id: int) -> HttpResponse:
    """One line in full; who told it may take it back."""
    found = kept.lines(request.user).filter(pk=disclosure_id).first()
    if found is None:
        audit.refused(request, wanted="open the ledger", record_type="register.Disclosure", record_id=disclosure_id)
        raise Http404("No such line, or not one that you may see.")
    if request.method == "POST":
        try:
            sharing.recall(disclosure=found, by=request.user, at=request.now)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Taken back. The line stays, and says so to who was told.")
        return redirect("sharing:line", found.pk)
    context = {"line": found, "rows": _facts(found, request), "may_recall": _may_recall(request, found)}
    return render(request, "register/sharing/line.html", context)


def _may_recall(request: StaffRequest, line: Disclosure) -> bool:
    is_ours = line.agency_id == request.user.agency_id
    may = request.user.may(May.SHARE_INFORMATION) or request.user.may(May.SEE_LEDGER)
    return is_ours and may and line.verdict == Disclosure.Verdict.SHARED and line.recalled_at is None


def _asked_for(request: StaffRequest) -> tuple[LedgerFilter, QuerySet[Disclosure]]:
    form = LedgerFilter(request.GET or None)
    told = kept.lines(request.user)
    return form, kept.narrowed(told, form.cleaned_data) if form.is_valid() else told


def _page(request: StaffRequest, told: QuerySet[Disclosure]) -> dict[str, Any]:
    page = Paginator(told, PER_PAGE).get_page(request.GET.get("page"))
    named = kept.names(page, request.user)
    return {
        "page": page,
        "columns": [{"label": label} for label in kept.COLUMNS],
        "rows": [kept.as_row(each, named) for each in page],
    }


def _query(request: StaffRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _facts(line: Disclosure, request: StaffRequest) -> list[dict[str, Any]]:
    withheld = line.verdict == Disclosure.Verdict.WITHHELD
    said = [
        ("Child", kept.about(line, kept.names([line], request.user))),
        ("From", line.agency.name),
        ("To", kept.to_whom(line)),
        ("Verdict", line.get_verdict_display()),
        ("Why withheld", line.why_withheld),
        ("What", ", ".join(line.fields).capitalize()),
        ("Means", "" if withheld else line.get_means_display() or "Not supplied"),
        ("Purpose", line.get_purpose_display()),
        ("Note", line.purpose_note),
        ("Told against a rule because", line.exception),
        ("Lawful basis (article 6)", line.get_article_6_basis_display() or "Not supplied"),
        ("Special category condition", line.get_special_category_condition_display() or "Not supplied"),
        ("Law enforcement (part 3)", "Yes" if line.law_enforcement else "No"),
        ("Agreement", kept.rests_on(line)),
        ("By", line.by.name if line.by else "The service"),
    ]
    return [{"key": key, "value": value} for key, value in said if value]
