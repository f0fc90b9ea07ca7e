"""Which child in the register a contact is about: the likely ones with their evidence, and what to say of each."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.common.refusals import Refused
from sightline.front_door import actions
from sightline.front_door.models import Contact
from sightline.front_door.views.acting import contact_for
from sightline.register import actions as register_actions
from sightline.register import search
from sightline.register.models import Child
from sightline.register.opening import held_shown, told_of
from sightline.register.request import StaffRequest
from sightline.register.typed import Typed, described
from sightline.timescales.zone import local_date


@needs(Permission.RECEIVE_CONTACTS)
def match(request: StaffRequest, contact_id: int) -> HttpResponse:
    """Link, Unsure, Not the same, or None of these: add the child."""
    found = contact_for(request, contact_id)
    refusal = ""
    if request.method == "POST":
        try:
            _answer(request, found)
        except Refused as refused:
            told_of(request, refused)
            refusal = str(refused)
        else:
            return redirect("front_door:contact", found.pk)
    typed = _described(request, found)
    audit.searched(request)
    held = search.held(typed, request.user)
    for each in held:
        audit.held(request, record_type="register.Child", record_id=each.child_id)
    return render(
        request,
        "front_door/match.html",
        {
            "contact": found,
            "matches": search.matching(typed, request.user, on=local_date(request.now)),
            "held": held_shown(held, staff=request.user),
            "refusal": refusal,
            "may_add": request.user.may(Permission.EDIT_CHILDREN) and not held,
            "back_url": reverse("front_door:contact", args=[found.pk]),
            "back_label": "Back to the contact",
        },
    )


def _described(request: StaffRequest, found: Contact) -> Typed:
    """The child as the contact describes it, ready to be looked for."""
    return described(
        on=local_date(request.now),
        given_name=found.described_given_name,
        family_name=found.described_family_name,
        born_on=found.described_born_on,
        expected_on=found.described_expected_on,
        postcode=found.described_postcode,
    )


def _answer(request: StaffRequest, found: Contact) -> None:
    answers: dict[str, Callable[[StaffRequest, Contact], str]] = {
        "link": _link,
        "unsure": _unsure,
        "not_the_same": _not_the_same,
        "add": _add,
    }
    answer = answers.get(request.POST.get("answer", ""))
    if answer is None:
        raise actions.Incomplete("Choose what to do with a child below.")
    messages.success(request, answer(request, found))


def _chosen(request: StaffRequest) -> Child:
    number = request.POST.get("child", "")
    return get_object_or_404(Child.objects.visible_to(request.user), pk=int(number[:18]) if number.isdecimal() else 0)


def _link(request: StaffRequest, found: Contact) -> str:
    actions.link_child(contact=found, child=_chosen(request), by=request.user, at=request.now)
    return "Contact linked to the child"


def _unsure(request: StaffRequest, found: Contact) -> str:
    actions.mark_unsure(contact=found, child=_chosen(request), by=request.user, at=request.now)
    return "Kept as a possible match, to be settled before the decision"


def _not_the_same(request: StaffRequest, found: Contact) -> str:
    actions.not_this_child(contact=found, by=request.user, at=request.now)
    return "The child has been taken off the contact"


def _add(request: StaffRequest, found: Contact) -> str:
    """Adds the child as described; nothing is typed again."""
    address = None
    if found.described_address or found.described_postcode:
        address = register_actions.NewAddress(lines=found.described_address, postcode=found.described_postcode)
    described = register_actions.NewChild(
        given_name=found.described_given_name,
        family_name=found.described_family_name,
        born_on=found.described_born_on,
        expected_on=found.described_expected_on,
        address=address,
    )
    child = register_actions.add_child(child=described, searched=True, by=request.user, at=request.now)
    actions.link_child(contact=found, child=child, by=request.user, at=request.now)
    return "Child added to the register and linked"
