"""Where the child lives and with whom; a protected address is shown on purpose only."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.register import actions, forms, header
from sightline.register.family import Home, family_of, homes_of
from sightline.register.models import Adult, Child
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.views.acting import one_thing
from sightline.timescales.zone import local_date


def _home(request: StaffRequest, child: Child, member_id: int) -> Home:
    """One of the child's homes, by the child's own membership of it."""
    for home in homes_of(child, on=local_date(request.now)):
        if home.membership.pk == member_id:
            return home
    raise Http404("No such home of this child.")


@needs(Permission.EDIT_CHILDREN)
def move(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    homes = [home for home in homes_of(child, on=local_date(request.now)) if home.is_present]
    members = {str(each.pk): each for home in homes for each in home.others}
    choices = [(key, str(each.child or each.adult)) for key, each in members.items()]

    def do(form: Any) -> None:
        said = form.cleaned_data
        actions.move_household(
            child=child,
            address=form.new_address(),
            moved_on=said["moved_on"],
            until=said["until"],
            together_with=[members[key] for key in said.get("together_with", [])],
            by=request.user,
            at=request.now,
        )

    return one_thing(
        request,
        child,
        page="move",
        form=lambda sent: forms.Move(sent, members=choices, today=local_date(request.now)),
        do=do,
        heading="Record an address",
        button="Save the address",
        done="Address saved",
    )


@needs(Permission.EDIT_CHILDREN)
def add_member(request: StaffRequest, child_id: int, member_id: int) -> HttpResponse:
    """Somebody of the family lives with the child too."""
    child = child_for(request, child_id)
    home = _home(request, child, member_id)
    there = {(each.child_id, each.adult_id) for each in home.others}
    people: dict[str, Child | Adult] = {}
    for tie in family_of(child, staff=request.user):
        ids = (tie.relationship.other_child_id, tie.relationship.adult_id)
        if tie.person and tie.relationship.to_on is None and ids not in there:
            people[f"{'child' if tie.child else 'adult'}-{tie.person.pk}"] = tie.person

    def do(form: Any) -> None:
        person = people[form.cleaned_data["person"]]
        actions.add_household_member(
            household=home.membership.household,
            child=person if isinstance(person, Child) else None,
            adult=person if isinstance(person, Adult) else None,
            from_on=form.cleaned_data["from_on"],
            by=request.user,
            at=request.now,
        )

    choices = [(key, str(person)) for key, person in people.items()]
    return one_thing(
        request,
        child,
        page="household",
        form=lambda sent: forms.Member(sent, people=choices, today=local_date(request.now)),
        do=do,
        heading="Who lives there too",
        button="Save",
        done="Saved",
        nobody=""
        if choices
        else "Everybody in the family is recorded as living there. Add somebody to the family first.",
    )


@needs(Permission.EDIT_CHILDREN)
def leave(request: StaffRequest, child_id: int, member_id: int) -> HttpResponse:
    """Somebody no longer lives in one of the child's homes."""
    child = child_for(request, child_id)
    homes = homes_of(child, on=local_date(request.now))
    everybody = [each for home in homes for each in (home.membership, *home.others)]
    member = next((each for each in everybody if each.pk == member_id and each.to_on is None), None)
    if member is None:
        raise Http404("Nobody lives there by this number.")
    return one_thing(
        request,
        child,
        page="left",
        about=member_id,
        form=lambda sent: forms.Ended(sent, today=local_date(request.now)),
        do=lambda form: actions.end_household_member(
            member=member, left_on=form.cleaned_data["ended_on"], by=request.user, at=request.now
        ),
        heading="Somebody no longer lives there",
        button="Save",
        done="Saved",
    )


@needs(Permission.VIEW_CHILDREN)
def show_address(request: StaffRequest, child_id: int, member_id: int) -> HttpResponse:
    """A protected address: why it is protected first; shown when asked for once more, and that is kept."""
    child = child_for(request, child_id)
    home = _home(request, child, member_id)
    shown = request.method == "POST"
    if shown:
        audit.opened(request, home.membership.household.address)
    return render(
        request,
        "register/address.html",
        {
            "child": child,
            "record": header.strip(child, staff=request.user, now=request.now),
            "address": home.membership.household.address,
            "member_id": member_id,
            "shown": shown,
            "may_protect": request.user.may(Permission.EDIT_CHILDREN),
            "may_lift": request.user.may(Permission.RESTRICT_RECORDS),
            "back_url": reverse("child", args=[child.pk]),
            "back_label": "Back to the child",
        },
    )


@needs(Permission.EDIT_CHILDREN)
def protect(request: StaffRequest, child_id: int, member_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    address = _home(request, child, member_id).membership.household.address
    return one_thing(
        request,
        child,
        page="protect",
        about=address.pk,
        form=forms.Why,
        do=lambda form: actions.protect_address(
            address=address, because=form.cleaned_data["because"], by=request.user, at=request.now
        ),
        heading="Protect the address",
        button="Protect the address",
        done="Address protected",
        lead="It will be withheld from headers, lists, print and exports, and no search will find it.",
    )


@needs(Permission.RESTRICT_RECORDS)
def lift_protection(request: StaffRequest, child_id: int, member_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    address = _home(request, child, member_id).membership.household.address
    return one_thing(
        request,
        child,
        page="lift-protection",
        about=address.pk,
        form=forms.Sure,
        do=lambda form: actions.lift_protection(address=address, by=request.user, at=request.now),
        heading="Lift the protection of the address",
        button="Lift the protection",
        done="The address is no longer protected",
        warning="Everybody who may open this record will see the address without asking.",
    )
