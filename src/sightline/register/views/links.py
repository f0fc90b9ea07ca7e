"""Possible same child: the worklist, one pair side by side, several at once, and what an undone link leaves to do."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.addresses import LARGEST
from sightline.common.refusals import Refused
from sightline.register import header, linked
from sightline.register.actions import linking
from sightline.register.forms.links import CONFIRM, POSTPONE, REJECT, DecideLink, LinkFilter, OtherRecord, UndoLink
from sightline.register.models import Child, Link, LinkDecision, LinkRecall
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.search import find
from sightline.timescales.zone import local_date

May = Permission
PER_PAGE, AT_ONCE = 25, 10


@needs(May.LINK_RECORDS)
def links(request: StaffRequest) -> HttpResponse:
    """The pairs that wait, likely ones first. Names of other agencies' records are shown on the pair's own page."""
    form = LinkFilter(request.GET or None)
    said = form.cleaned_data if form.is_valid() else {}
    found = linked.narrowed(linked.pairs(request.user), said)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    names = linked.own_names(page, request.user)
    audit.listed(request)
    context = {
        "page": page,
        "caption": f"{page.paginator.count:,} pair{'' if page.paginator.count == 1 else 's'}, likely ones first",
        "columns": [{"label": label} for label in linked.COLUMNS],
        "rows": [linked.as_row(each, names[each.pk]) for each in page],
        "filter_form": form,
        "filter_open": form.narrows,
        "sure": linked.sure(request.user).count(),
        "recalls": LinkRecall.objects.visible_to(request.user).to_do().count(),
    }
    return render(request, "register/links/links.html", context)


@needs(May.LINK_RECORDS)
def link(request: StaffRequest, link_id: int) -> HttpResponse:
    """One pair side by side, and the decision. That it was opened is kept, and other agencies' ledgers say so."""
    found = _found(request, link_id)
    undoes = found.state == Link.State.CONFIRMED
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            said = _undo(request, found, form) if undoes else _decide(request, found, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            found.refresh_from_db()
        else:
            messages.success(request, said)
            return redirect("register:link", found.pk) if undoes else redirect("register:links")
    records = linking.show_link(link=found, by=request.user, at=request.now)
    audit.opened(request, found)
    recalls = LinkRecall.objects.visible_to(request.user).filter(link=found)
    context = {
        "link": found,
        "records": records,
        "rows": linked.side_by_side(found, records),
        "why": linked.why_a_person(found),
        "likelihood": linked.likelihood(found),
        "form": form,
        "undoes": undoes,
        "mine": {child.pk for child in Child.objects.visible_to(request.user).filter(pk__in=_ids(found))},
        "decisions": LinkDecision.objects.visible_to(request.user)
        .filter(link=found)
        .select_related("by")
        .order_by("pk"),
        "recalls": recalls.select_related("agency", "disclosure__receiver", "done_by").order_by("told_at"),
        "openings": linked.opened_meanwhile(found) if found.state == Link.State.UNDONE else [],
    }
    return render(request, "register/links/link.html", context)


@needs(May.LINK_RECORDS)
def several(request: StaffRequest) -> HttpResponse:
    """Pairs of high weight, several on one page: each ticked by the person, none beforehand."""
    if request.method == "POST":
        return _confirm_ticked(request)
    page = Paginator(linked.sure(request.user), AT_ONCE).get_page(request.GET.get("page"))
    shown = []
    for each in page:
        records = linking.show_link(link=each, by=request.user, at=request.now)
        audit.opened(request, each)
        shown.append({"link": each, "records": records, "rows": linked.side_by_side(each, records)})
    return render(request, "register/links/several.html", {"page": page, "pairs": shown})


def _confirm_ticked(request: StaffRequest) -> HttpResponse:
    ticked: list[tuple[Link, int]] = []
    offered = linked.sure(request.user)
    for mark in request.POST.getlist("pair")[:AT_ONCE]:
        number, _, version = mark.partition("-")
        if number.isdecimal() and version.isdecimal() and int(number) <= LARGEST:
            found = offered.filter(pk=int(number)).first()
            if found is None:
                messages.error(request, "One of these pairs no longer waits. Nothing was confirmed; look again.")
                return redirect("register:links_several")
            ticked.append((found, int(version)))
    if not ticked:
        messages.error(request, "Tick at least one pair, or go back to the list.")
        return redirect("register:links_several")
    try:
        linking.confirm_links(seen=ticked, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, f"Nothing was confirmed. {refusal}")
    else:
        count = len(ticked)
        messages.success(request, f"{count} pair{'' if count == 1 else 's'} confirmed as one child each")
    return redirect("register:links_several")


@needs(May.LINK_RECORDS)
def recalls(request: StaffRequest) -> HttpResponse:
    """What was told while a link was wrong, until it is taken back (ruling S12)."""
    found = LinkRecall.objects.visible_to(request.user).to_do().select_related("agency", "disclosure__receiver", "link")
    page = Paginator(found.order_by("told_at", "pk"), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "register/links/recalls.html", {"page": page, "own": request.user.agency_id})


@needs(May.LINK_RECORDS)
@require_POST
def recall_done(request: StaffRequest, recall_id: int) -> HttpResponse:
    """Marks one line as taken back."""
    found = LinkRecall.objects.visible_to(request.user).filter(pk=recall_id).first()
    if found is None:
        raise Http404("No such line, or not one that you may see.")
    try:
        linking.recall_done(to_do=found, by=request.user, at=request.now)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Kept as taken back")
    return redirect("register:link_recalls")


@needs(May.LINK_RECORDS)
def by_hand(request: StaffRequest, child_id: int) -> HttpResponse:
    """Brings a second record of the own agency before the person who decides, where nobody proposed the pair."""
    child = child_for(request, child_id)
    near = [match.child for match in find(child.name, request.user, on=local_date(request.now))]
    found = [each for each in near if each.pk != child.pk][:20]
    form = OtherRecord(request.POST or None, found=found)
    if request.method == "POST" and form.is_valid():
        other = next(each for each in found if str(each.pk) == form.cleaned_data["other"])
        try:
            made = linking.propose_by_hand(one=child, other=other, by=request.user, at=request.now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("register:link", made.pk)
    context = {
        "child": child,
        "record": header.strip(child, staff=request.user, now=request.now),
        "form": form,
        "found": found,
    }
    return render(request, "register/links/by_hand.html", context)


def _found(request: StaffRequest, link_id: int) -> Link:
    found = linked.pairs(request.user).filter(pk=link_id).first()
    if found is None:
        audit.refused(request, wanted="open a possible same child", record_type="register.Link", record_id=link_id)
        raise Http404("No such pair, or not one that you may see.")
    return found


def _form(request: StaffRequest, found: Link) -> DecideLink | UndoLink:
    if found.state == Link.State.CONFIRMED:
        return UndoLink(request.POST or None)
    return DecideLink(request.POST or None, link=found, now=request.now)


def _decide(request: StaffRequest, found: Link, form: Any) -> str:
    said: dict[str, Any] = {
        "link": found,
        "reason": form.cleaned_data["reason"],
        "seen_version": _seen(request),
        "by": request.user,
        "at": request.now,
    }
    decision = form.cleaned_data["decision"]
    if decision == CONFIRM:
        linking.confirm_link(as_merge=found.is_within_an_agency, **said)
        return "Confirmed: the two records are one child"
    if decision == REJECT:
        linking.reject_link(**said)
        return "Kept: two different children"
    assert decision == POSTPONE
    linking.postpone_link(until=form.cleaned_data["until"], **said)
    return "Put off: it is shown again on the day you chose"


def _undo(request: StaffRequest, found: Link, form: Any) -> str:
    reason = form.cleaned_data["reason"]
    linking.undo_link(link=found, reason=reason, seen_version=_seen(request), by=request.user, at=request.now)
    return "Undone. What was told and opened meanwhile stands below."


def _seen(request: StaffRequest) -> int | None:
    seen = request.POST.get("seen", "")
    return int(seen) if seen.isdecimal() and len(seen) < 10 else 0


def _ids(found: Link) -> tuple[int, int]:
    return found.one_id, found.other_id
