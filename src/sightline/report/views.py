"""Figures with their provenance, the yearly report in the service, and the list behind each figure."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.wording import in_words
from sightline.documents.printed import in_unit, number
from sightline.documents.render_html import fragment
from sightline.documents.render_pdf import pdf
from sightline.front_door.behind import KEYS, behind, counted
from sightline.indicators.figures import Figure, FigureKind, compute
from sightline.indicators.public_figures import suppress_figures
from sightline.indicators.register import REGISTER, Indicator, UnknownIndicator
from sightline.indicators.snapshots import Snapshot, SnapshotNotFound, list_snapshots, open_snapshot
from sightline.register.request import StaffRequest
from sightline.report.addresses import list_address
from sightline.report.yearly import compose
from sightline.timescales.periods import Period, UnknownPeriod, parse, reporting_year_on

SHOWN = ("front_door",)


@needs(Permission.SEE_FIGURES)
def figures(request: StaffRequest) -> HttpResponse:
    """Every figure of a period from one snapshot, each with numerator, denominator and the list behind it."""
    snapshot = _snapshot(request)
    if snapshot is None:
        return render(request, "report/no_snapshot.html")
    period = _period(request, snapshot)
    return render(
        request,
        "report/figures.html",
        {
            "snapshot": snapshot,
            "snapshots": list_snapshots(Path(settings.SNAPSHOTS)),
            "period": period,
            "periods": _choices(snapshot),
            "rows": [row for indicator in _indicators() for row in _rows(request, indicator, snapshot, period)],
        },
    )


@needs(Permission.SEE_FIGURES)
def figure(request: StaffRequest, code: str) -> HttpResponse:
    """One indicator: what it means, its figures by every variant, and by one breakdown if asked."""
    snapshot = _snapshot(request)
    if snapshot is None:
        return render(request, "report/no_snapshot.html")
    indicator, period = _indicator(code), _period(request, snapshot)
    by = request.GET.get("by", "")
    tables = snapshot.tables()
    found = [
        figure
        for variant in indicator.variants or (None,)
        for figure in compute(indicator, tables, period, by=by if by in indicator.breakdowns else None, variant=variant)
    ]
    return render(
        request,
        "report/figure.html",
        {
            "indicator": indicator,
            "snapshot": snapshot,
            "period": period,
            "periods": _choices(snapshot),
            "by": by,
            "may_list": request.user.may(Permission.VIEW_CONTACTS) and indicator.table in KEYS,
            "rows": [_row(each, indicator) for each in _shown(request, found)],
            "back_url": f"{reverse('report:figures')}?period={period.label}",
        },
    )


@needs(Permission.VIEW_CONTACTS)
def behind_figure(request: StaffRequest) -> HttpResponse:
    """The records behind a figure, for those who may see them; what they may not see is counted and said."""
    indicator = _indicator(request.GET.get("indicator", ""))
    snapshot = _snapshot(request)
    if snapshot is None or indicator.table not in KEYS:
        raise Http404("No list stands behind this figure.")
    period = _period(request, snapshot)
    by = {name[3:]: str(value) for name, value in request.GET.items() if name.startswith("by_")}
    try:
        variant = indicator.variant(request.GET.get("variant"))
        rows = counted(indicator, snapshot, period, variant=variant, by=by)
    except ValueError as problem:
        raise Http404(str(problem)) from problem
    found = behind(indicator, rows, request.user)
    records = found.records.order_by("pk").select_related("child")
    audit.listed(request)
    return render(
        request,
        "report/behind.html",
        {
            "indicator": indicator,
            "period": period,
            "snapshot": snapshot,
            "variant": variant,
            "by": by,
            "behind": found,
            "is_contacts": indicator.table == "contacts",
            "page": Paginator(records, 50).get_page(request.GET.get("page")),
            "back_url": f"{reverse('report:figure', args=[indicator.catalogue])}?period={period.label}",
        },
    )


@needs(Permission.SEE_FIGURES)
def report(request: StaffRequest) -> HttpResponse:
    """The yearly report as it stands on the latest snapshot, every figure leading to its note and its list."""
    snapshot = _snapshot(request)
    if snapshot is None:
        return render(request, "report/no_snapshot.html")
    year = _year(request, snapshot)
    document = compose(snapshot, year, public=not request.user.may(Permission.SEE_UNSUPPRESSED_FIGURES))
    links = _list_url if request.user.may(Permission.VIEW_CONTACTS) else None
    return render(
        request,
        "report/report.html",
        {"document": fragment(document, list_url=links), "year": year, "snapshot": snapshot},
    )


@needs(Permission.SEE_FIGURES)
def report_pdf(request: StaffRequest) -> HttpResponse:
    """The public edition of the report as a PDF."""
    snapshot = _snapshot(request)
    if snapshot is None:
        raise Http404("No snapshot has been taken yet.")
    year = _year(request, snapshot)
    response = HttpResponse(pdf(compose(snapshot, year, public=True)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="yearly-report-{year.label}.pdf"'
    return response


def _list_url(figure: Figure) -> str | None:
    return list_address(figure) if figure.kind is FigureKind.COMPUTED else None


def _snapshot(request: StaffRequest) -> Snapshot | None:
    asked = request.GET.get("snapshot", "latest")
    try:
        return open_snapshot(Path(settings.SNAPSHOTS), asked)
    except SnapshotNotFound as missing:
        if asked == "latest":
            return None
        raise Http404(str(missing)) from missing


def _period(request: StaffRequest, snapshot: Snapshot) -> Period:
    """The period asked for; without one, the last reporting year that had ended on the day of the snapshot."""
    try:
        return parse(request.GET["period"]) if request.GET.get("period") else _last_full_year(snapshot)
    except UnknownPeriod as problem:
        raise Http404(str(problem)) from problem


def _year(request: StaffRequest, snapshot: Snapshot) -> Period:
    period = _period(request, snapshot)
    return reporting_year_on(period.last_day)


def _last_full_year(snapshot: Snapshot) -> Period:
    return reporting_year_on(snapshot.business_date).previous()


def _choices(snapshot: Snapshot) -> list[str]:
    year = _last_full_year(snapshot)
    quarters = [f"{year.label} Q{number}" for number in (1, 2, 3, 4)]
    return [year.label, year.previous().label, *quarters, *[month.label for month in year.months()]]


def _indicators() -> list[Indicator]:
    return sorted((each for area in SHOWN for each in REGISTER.of_area(area)), key=lambda each: each.catalogue)


def _indicator(code: str) -> Indicator:
    try:
        return REGISTER.find(code)
    except UnknownIndicator as missing:
        raise Http404(str(missing)) from missing


def _rows(request: StaffRequest, indicator: Indicator, snapshot: Snapshot, period: Period) -> list[dict[str, Any]]:
    variant = indicator.variants[0] if indicator.variants and len(indicator.variants) <= 3 else None
    found = compute(indicator, snapshot, period, variant=variant)
    return [_row(each, indicator) for each in _shown(request, found)]


def _shown(request: StaffRequest, found: list[Figure]) -> list[Figure]:
    return suppress_figures(found, public=not request.user.may(Permission.SEE_UNSUPPRESSED_FIGURES))


def _of(each: Figure) -> str:
    """What the figure is made of; empty where it has no two parts."""
    if each.numerator is None or not each.denominator:
        return ""
    return f"{number(each.numerator, 0)} of {number(each.denominator, 0)}"


def _row(each: Figure, indicator: Indicator) -> dict[str, Any]:
    value = each.rounded
    return {
        "figure": each,
        "name": " ".join(filter(None, [each.variant and in_words(each.variant), *each.by.values()])) or "All",
        "indicator": indicator,
        "value": "hidden"
        if each.suppressed
        else None
        if value is None
        else in_unit(number(value, each.places), each.unit),
        "of": _of(each),
        "interval": each.interval
        and f"{number(each.interval.low, each.places)} to {number(each.interval.high, each.places)}",
        "list_url": list_address(each) if each.kind is FigureKind.COMPUTED and not each.suppressed else "",
    }
