"""The child's page: one child, from every area that has something to say."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from sightline.common.access import Permission, needs
from sightline.common.providers import ChronologyEntry, chronology
from sightline.register import header
from sightline.register.family import family_of, homes_of
from sightline.register.linked import also_recorded
from sightline.register.models import Child
from sightline.register.opening import child_for
from sightline.register.providers import opening_of
from sightline.register.request import StaffRequest
from sightline.site import trail
from sightline.timescales.zone import in_london, local_date

May = Permission
TWO_YEARS = timedelta(days=731)


@needs(Permission.VIEW_CHILDREN)
def child(request: StaffRequest, child_id: int) -> HttpResponse:
    """Who the child is, with whom, who works with them and what happened in 24 months. Opening it is kept."""
    found = child_for(request, child_id)
    today = local_date(request.now)
    family = family_of(found, staff=request.user)
    siblings = [tie.child for tie in family if tie.child and tie.relationship.to_on is None]
    also = also_recorded(found, staff=request.user)
    same = [each.child for each in also if each.child]
    involvements = found.involvements.select_related("team", "worker", "agency")
    return render(
        request,
        "site/child.html",
        {
            "child": found,
            "record": header.strip(found, staff=request.user, now=request.now),
            "family": family,
            "homes": homes_of(found, on=today),
            "also": also,
            "references": found.references.order_by("kind", "pk"),
            "involved": involvements.on(today).order_by("from_on", "pk"),
            "formerly_involved": involvements.filter(to_on__lte=today).order_by("-to_on", "-pk"),
            "events": [_event(entry, found) for entry in _story([found, *same, *siblings], request=request)],
            "may": {
                "edit": request.user.may(May.EDIT_CHILDREN),
                "receive": request.user.may(May.RECEIVE_CONTACTS),
                "restrict": request.user.may(May.RESTRICT_RECORDS),
                "link": request.user.may(May.LINK_RECORDS),
                "hold": request.user.may(May.RUN_RETENTION),
                "read_trail": _reads_trail(found, request=request),
            },
            "opening": opening_of(request.user, child=found),
            "search_again": _latest_search(request),
        },
    )


def _story(children: list[Child], *, request: StaffRequest) -> list[ChronologyEntry]:
    """Twenty-four months of the child and the brothers and sisters, newest first, from every area."""
    since = request.now - TWO_YEARS
    entries = chronology.gather(children=children, since=since, staff=request.user)
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _reads_trail(child: Child, *, request: StaffRequest) -> bool:
    asks = request.user.may(May.SEE_ACCESS_TRAIL) or request.user.may(May.SIGN_OFF_DECISIONS)
    return asks and trail.may_read(child.pk)


def _event(entry: ChronologyEntry, about: Child) -> dict[str, Any]:
    """An entry as the timeline shows it; a day without a time is shown as a day."""
    local = in_london(entry.at)
    is_whole_day = (local.hour, local.minute, local.second) == (0, 0, 0)
    is_of_another = entry.about and entry.about != about.name
    return {
        "at": local.date() if is_whole_day else entry.at,
        "title": entry.what,
        "by": ", ".join(filter(None, (entry.who, entry.detail))),
        "url": entry.url,
        "tags": [{"text": entry.about, "colour": "grey"}] if is_of_another else [],
    }


def _latest_search(request: StaffRequest) -> str:
    """The mark of this person's latest search, so that the way back leads to its results."""
    marks = list(request.session.get("searches", {}))
    return marks[-1] if marks else ""
