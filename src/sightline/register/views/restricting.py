"""Restricted records: who may open them, and whom others ask."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.register import actions, forms
from sightline.register.actions.connecting import answers_for
from sightline.register.models import Child, Restriction, RestrictionConnection, Staff
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.views.acting import one_thing


def _who_may_be_named(request: StaffRequest) -> Any:
    """Colleagues whose role lets them open children's records."""
    colleagues = Staff.objects.colleagues_of(request.user)
    may = [person.pk for person in colleagues if person.may(Permission.VIEW_CHILDREN)]
    return colleagues.filter(pk__in=may).order_by("name")


@needs(Permission.RESTRICT_RECORDS)
def restrict(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    return one_thing(
        request,
        child,
        page="restrict",
        form=lambda sent: forms.Restrict(
            sent,
            people=_who_may_be_named(request),
            colleagues=Staff.objects.colleagues_of(request.user).order_by("name"),
        ),
        do=lambda form: actions.restrict_child(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="Restrict the record",
        button="Restrict the record",
        done="Record restricted",
        goes_to=reverse("register:restrictions"),
        warning="Only the people you name here can open the record or find it by name. If you do not name yourself,"
        " you close the door behind you.",
    )


@needs(Permission.RESTRICT_RECORDS)
def restrictions(request: StaffRequest) -> HttpResponse:
    """The restricted records of the agency: why, since when, whom to ask. The child only for those named."""
    in_force = _mine(request).prefetch_related("access").order_by("-restricted_at", "-pk")
    children = Child.objects.visible_to(request.user).in_bulk([each.child_id for each in in_force])
    rows = [{"restriction": each, "child": children.get(each.child_id)} for each in in_force]
    return render(request, "register/restrictions.html", {"rows": rows})


def _mine(request: StaffRequest) -> Any:
    return Restriction.objects.visible_to(request.user).in_force().select_related("ask", "restricted_by")


@needs(Permission.RESTRICT_RECORDS)
def restriction(request: StaffRequest, restriction_id: int) -> HttpResponse:
    """Who is named on one restriction; naming, taking off and lifting."""
    found = _mine(request).filter(pk=restriction_id).first()
    if found is None:
        raise Http404("No such restriction, or it was lifted.")
    sent, wanted = request.POST, request.POST.get("do")
    form = forms.Colleague(sent if wanted == "name" else None, staff=request.user)
    connect = forms.Colleague(sent if wanted == "connect" else None, staff=request.user, prefix="connected")
    if request.method == "POST":
        answer = _change(request, found, connect if wanted == "connect" else form)
        if answer:
            return answer
    return render(
        request,
        "register/restriction.html",
        {
            "restriction": found,
            "named": found.access.select_related("staff").order_by("staff__name"),
            "connected": _connected(request, found),
            "may_connect": answers_for(found, by=request.user),
            "form": form,
            "connect": connect,
            "forms": [connect],
            "back_url": reverse("register:restrictions"),
            "back_label": "Restricted records",
        },
    )


def _connected(request: StaffRequest, found: Restriction) -> Any:
    """Who is connected with the record, for those who may know."""
    known = RestrictionConnection.objects.visible_to(request.user).filter(restriction=found)
    return known.select_related("staff").order_by("staff__name")


def _change(request: StaffRequest, found: Restriction, form: forms.Colleague) -> HttpResponse | None:
    said: Any = {"restriction": found, "by": request.user, "at": request.now}
    wanted = request.POST.get("do")
    try:
        if wanted == "lift":
            actions.lift_restriction(**said)
            messages.success(request, "Restriction lifted: the record is open to the agency again")
            return redirect("register:restrictions")
        if wanted == "take_off":
            named = request.POST.get("staff", "")
            person = next(
                (each.staff for each in found.access.select_related("staff") if str(each.staff_id) == named), None
            )
            if person is None:
                raise Http404("No such colleague.")
            actions.take_off_restriction(staff=person, **said)
            messages.success(request, "Taken off the restriction")
        elif wanted == "disconnect":
            person = next(
                (each.staff for each in _connected(request, found) if str(each.staff_id) == request.POST.get("staff")),
                None,
            )
            if person is None:
                raise Http404("No such colleague.")
            actions.take_off_connection(staff=person, **said)
            messages.success(request, "No longer connected with the record")
        elif wanted == "connect" and form.is_valid():
            actions.connect_with_restriction(staff=form.cleaned_data["staff"], **said)
            messages.success(request, "Kept as connected with the record")
        elif form.is_valid():
            actions.name_on_restriction(staff=form.cleaned_data["staff"], **said)
            messages.success(request, "Named on the restriction")
        else:
            return None
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("register:restriction", found.pk)
