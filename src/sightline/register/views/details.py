"""What is known of a child: details, a birth, the men in the child's life, numbers."""

from typing import Any

from django.http import Http404, HttpResponse

from sightline.common.access import Permission, needs
from sightline.register import actions, forms
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.views.acting import one_thing
from sightline.timescales.zone import local_date


@needs(Permission.EDIT_CHILDREN)
def details(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    return one_thing(
        request,
        child,
        page="details",
        form=lambda sent: forms.Details(sent, child=child, today=local_date(request.now)),
        do=lambda form: actions.change_child(
            child=child,
            changes=form.changes(),
            seen_version=form.cleaned_data["seen_version"],
            by=request.user,
            at=request.now,
        ),
        heading="Change details",
        button="Save the details",
        done="Details saved",
    )


@needs(Permission.EDIT_CHILDREN)
def birth(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    begun = {"family_name": child.family_name, "given_name": child.given_name, "seen_version": child.version}
    return one_thing(
        request,
        child,
        page="birth",
        form=lambda sent: forms.Birth(sent, today=local_date(request.now), initial=begun),
        do=lambda form: actions.record_birth(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="Record the birth",
        button="Record the birth",
        done="Birth recorded. The record from before birth goes on.",
        lead="The same record goes on: nothing from before birth is lost. For a twin, add the other child afterwards.",
    )


@needs(Permission.EDIT_CHILDREN)
def men(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    begun = {"answer": child.men_in_life, "note": child.men_in_life_note}
    return one_thing(
        request,
        child,
        page="men",
        if_unchanged=True,
        form=lambda sent: forms.Men(sent, initial=begun),
        do=lambda form: actions.record_men_in_life(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="The men in the child's life",
        button="Save",
        done="Saved",
        lead="Fathers, step-fathers, partners, grandfathers, uncles, lodgers: ask the mother, the child and each other"
        " agency. Reviews of serious cases keep finding men whom nobody had asked about.",
    )


@needs(Permission.EDIT_CHILDREN)
def add_number(request: StaffRequest, child_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    return one_thing(
        request,
        child,
        page="number",
        form=forms.Number,
        do=lambda form: actions.add_reference(child=child, by=request.user, at=request.now, **form.cleaned_data),
        heading="Add a number",
        button="Add the number",
        done="Number added",
    )


@needs(Permission.EDIT_CHILDREN)
def correct_number(request: StaffRequest, child_id: int, reference_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    reference: Any = child.references.filter(pk=reference_id).first()
    if reference is None:
        raise Http404("No such number.")
    return one_thing(
        request,
        child,
        page="correct-number",
        if_unchanged=True,
        about=reference_id,
        form=lambda sent: forms.RightNumber(sent, initial={"value": reference.value}),
        do=lambda form: actions.correct_reference(
            reference=reference, value=form.cleaned_data["value"], by=request.user, at=request.now
        ),
        heading=f"Correct the number: {reference.get_kind_display()}",
        button="Save the number",
        done="Number corrected",
    )
