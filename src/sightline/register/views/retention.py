"""Retention runs and legal holds, for the data protection lead."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import retention_rules
from sightline.register.actions import retaining
from sightline.register.forms.retention import LiftHold, PlaceHold
from sightline.register.models import Child, LegalHold, RetentionLine, RetentionRun
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.views.acting import one_thing

LINES_ON_A_PAGE = 50


@needs(Permission.RUN_RETENTION)
def retention(request: StaffRequest) -> HttpResponse:
    """The rules, the run under way, those before it, and how many records are held."""
    runs = RetentionRun.objects.visible_to(request.user).annotate(children=Count("lines")).order_by("-asked_at", "-pk")
    context = {
        "runs": list(runs[:20]),
        "under_way": runs.filter(state__in=retaining.deciding.OPEN).exists(),
        "rules": list(retention_rules.in_words()),
        "held": LegalHold.objects.visible_to(request.user).in_force().count(),
    }
    return render(request, "register/retention/retention.html", context)


def _tell(request: StaffRequest, do: Any, done: str) -> None:
    try:
        do()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)


@needs(Permission.RUN_RETENTION)
@require_POST
def ask_for_run(request: StaffRequest) -> HttpResponse:
    _tell(
        request,
        lambda: retaining.ask_for_run(by=request.user, at=request.now),
        "Asked. The list is prepared within some minutes; nothing goes until you release it.",
    )
    return redirect("records:retention")


def _run(request: StaffRequest, run_id: int) -> RetentionRun:
    runs = RetentionRun.objects.visible_to(request.user).select_related("asked_by", "released_by", "agency")
    found = runs.filter(pk=run_id).first()
    if found is None:
        raise Http404("No such run.")
    return found


@needs(Permission.RUN_RETENTION)
def run(request: StaffRequest, run_id: int) -> HttpResponse:
    """What stands on the list and why; once done, this page is the certificate."""
    found = _run(request, run_id)
    lines = RetentionLine.objects.visible_to(request.user).filter(run=found)
    page = Paginator(lines.order_by("pk"), LINES_ON_A_PAGE).get_page(request.GET.get("page"))
    children = Child.objects.visible_to(request.user).in_bulk([line.child_id for line in page])
    by_rule = lines.values("rule", "outcome").annotate(children=Count("pk")).order_by("rule", "outcome")
    context = {
        "run": found,
        "page": page,
        "rows": [
            {
                "line": line,
                "child": children.get(line.child_id),
                "rule": retention_rules.BY_ID.get(line.rule),
            }
            for line in page
        ],
        "by_rule": [
            {
                "title": retention_rules.BY_ID[each["rule"]].title,
                "children": each["children"],
                "outcome": RetentionLine.Outcome(each["outcome"]).label if each["outcome"] else "Waits",
            }
            for each in by_rule
        ],
        "back_url": reverse("records:retention"),
        "back_label": "Retention",
    }
    return render(request, "register/retention/run.html", context)


@needs(Permission.RUN_RETENTION)
@require_POST
def decide_run(request: StaffRequest, run_id: int) -> HttpResponse:
    found = _run(request, run_id)
    if request.POST.get("do") == "release":
        if request.POST.get("sure") != "yes":
            messages.error(request, "Tick that you have looked through the list before you release it.")
        else:
            _tell(
                request,
                lambda: retaining.release_run(run=found, by=request.user, at=request.now),
                "Released. The records on the list are being cleared; the certificate stands here when it is done.",
            )
    else:
        _tell(request, lambda: retaining.drop_run(run=found, by=request.user, at=request.now), "Dropped")
    return redirect("records:run", found.pk)


@needs(Permission.RUN_RETENTION)
def holds(request: StaffRequest) -> HttpResponse:
    """The legal holds of the agency, those in force first. A restricted child is named only to those who may know."""
    every = LegalHold.objects.visible_to(request.user).select_related("placed_by", "ended_by")
    rows = list(every.order_by("ended_at", "-placed_at")[:200])
    rows.sort(key=lambda each: each.ended_at is not None)
    children = Child.objects.visible_to(request.user).in_bulk([each.child_id for each in rows])
    context = {
        "rows": [{"hold": each, "child": children.get(each.child_id)} for each in rows],
        "back_url": reverse("records:retention"),
        "back_label": "Retention",
    }
    return render(request, "register/retention/holds.html", context)


@needs(Permission.RUN_RETENTION)
def place_hold(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    return one_thing(
        request,
        child,
        page="legal-hold",
        form=PlaceHold,
        do=lambda form: retaining.place_hold(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="Place a legal hold",
        button="Hold the record",
        done="Held: no retention run touches the record",
        goes_to=reverse("records:holds"),
        lead="Nothing of this record goes while the hold stands, whatever the retention rules say.",
    )


@needs(Permission.RUN_RETENTION)
def lift_hold(request: StaffRequest, hold_id: int) -> HttpResponse:
    found = LegalHold.objects.visible_to(request.user).in_force().filter(pk=hold_id).first()
    if found is None:
        raise Http404("No such hold, or it is lifted.")
    form = LiftHold(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            retaining.lift_hold(hold=found, by=request.user, at=request.now, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Lifted")
            return redirect("records:holds")
    context = {
        "form": form,
        "heading": "Lift a legal hold",
        "button": "Lift the hold",
        "back_url": reverse("records:holds"),
    }
    return render(request, "register/staff/join.html", context | {"back_label": "Legal holds"})
