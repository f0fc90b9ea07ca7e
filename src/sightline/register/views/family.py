"""The adults in a child's life, and brothers and sisters."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from sightline.common import audit
from sightline.common.access import Permission, needs
from sightline.register import actions, forms, search
from sightline.register.family import family_of, siblings_of
from sightline.register.models import Adult, Child, HouseholdMember, Relationship
from sightline.register.opening import child_for
from sightline.register.request import StaffRequest
from sightline.register.search import Found
from sightline.register.typed import read
from sightline.register.views.acting import one_thing
from sightline.register.views.searching import remember, remembered
from sightline.timescales.zone import local_date


@needs(Permission.EDIT_CHILDREN)
def add_adult(request: StaffRequest, child_id: int) -> HttpResponse:
    """Somebody known from the brothers and sisters or the household, or somebody new."""
    child = child_for(request, child_id)
    known = _adults_about(request, child)

    def do(form: Any) -> None:
        said = form.cleaned_data
        new = {name: said[name] for name in ("given_name", "family_name", "born_on", "telephone")}
        actions.relate(
            child=child,
            adult=next((each for each in known if str(each.pk) == said.get("adult")), actions.NewAdult(**new)),
            kind=said["kind"],
            parental_responsibility=said["parental_responsibility"],
            from_on=said["from_on"],
            by=request.user,
            at=request.now,
        )

    return one_thing(
        request,
        child,
        page="adult",
        form=lambda sent: forms.AdultInLife(sent, known=known, today=local_date(request.now)),
        do=do,
        heading="Add an adult in the child's life",
        button="Add the adult",
        done="Adult added",
    )


def _adults_about(request: StaffRequest, child: Child) -> list[Adult]:
    """Adults of the brothers and sisters and of the household, so that nobody is typed twice."""
    children = [each.pk for each in siblings_of(child, staff=request.user)]
    homes = HouseholdMember.objects.visible_to(request.user).filter(child__in=[child.pk, *children]).values("household")
    mine = (
        Relationship.objects.visible_to(request.user)
        .filter(child=child, adult__isnull=False, to_on=None)
        .values("adult")
    )
    by_ties = Adult.objects.visible_to(request.user).filter(relationships__child__in=children)
    by_homes = Adult.objects.visible_to(request.user).filter(households__household__in=homes)
    return list((by_ties | by_homes).exclude(pk__in=mine).distinct().order_by("family_name", "given_name", "pk"))


@needs(Permission.EDIT_CHILDREN)
def add_sibling(request: StaffRequest, child_id: int) -> HttpResponse:
    """Looks for the other child first, then ties the two together from both sides."""
    child = child_for(request, child_id)
    here = reverse("register:add_sibling", args=[child.pk])
    if "q" in request.POST:
        asked = forms.Search(request.POST)
        if asked.is_valid():
            return redirect(f"{here}?search={remember(request, asked.cleaned_data['q'])}")
    text = remembered(request, request.GET.get("search", ""))
    if text is None:
        return one_thing(
            request,
            child,
            page="find-sibling",
            form=lambda sent: forms.Search(sent, initial={"q": child.family_name}),
            do=lambda form: None,
            heading="Find the brother or sister",
            button="Search",
            done="",
        )
    found = [each for each in _search(request, text) if each.child.pk != child.pk]
    by_id = {str(each.child.pk): each.child for each in found}

    def do(form: Any) -> None:
        said = form.cleaned_data
        actions.relate(
            child=child,
            other_child=by_id[said["other_child"]],
            kind=said["kind"],
            from_on=said["from_on"],
            by=request.user,
            at=request.now,
        )

    return one_thing(
        request,
        child,
        page="sibling",
        form=lambda sent: forms.Sibling(sent, found=_choices(found), today=local_date(request.now)),
        do=do,
        heading="Add a brother or sister",
        button="Add",
        done="Brother or sister added",
        nobody="" if found else "Nobody was found. Search again, or add the child to the register first.",
        search_again=here,
    )


def _search(request: StaffRequest, text: str) -> list[Found]:
    audit.searched(request)
    typed = read(text, on=local_date(request.now))
    for each in search.held(typed, request.user):
        audit.held(request, record_type="register.Child", record_id=each.child_id)
    return search.matching(typed, request.user, on=local_date(request.now))


def _choices(found: list[Found]) -> list[tuple[str, str]]:
    return [(str(each.child.pk), ", ".join(filter(None, (each.child.name, each.born, each.address)))) for each in found]


@needs(Permission.EDIT_CHILDREN)
def end_tie(request: StaffRequest, child_id: int, tie_id: int) -> HttpResponse:
    child = child_for(request, child_id)
    ties = family_of(child, staff=request.user)
    tie = next((each for each in ties if each.relationship.pk == tie_id and each.relationship.to_on is None), None)
    if tie is None:
        raise Http404("No such relationship.")
    return one_thing(
        request,
        child,
        page="end-tie",
        about=tie_id,
        form=lambda sent: forms.Ended(sent, today=local_date(request.now)),
        do=lambda form: actions.end_relationship(
            relationship=tie.relationship, ended_on=form.cleaned_data["ended_on"], by=request.user, at=request.now
        ),
        heading=f"End the relationship: {tie.relationship.get_kind_display().lower()}",
        button="Save",
        done="Relationship ended. It stays in the record with its dates.",
    )
