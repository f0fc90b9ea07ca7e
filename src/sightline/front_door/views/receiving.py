"""Recording a contact: who was worried, what was said, and about which children."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import formset_factory
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.common import drafts, once
from sightline.common.access import Permission, needs
from sightline.common.files.adding import KEPT, AddFiles, added, kept_of
from sightline.common.models import StoredFile
from sightline.common.refusals import Refused
from sightline.front_door import actions, codes, forms
from sightline.front_door.views.attaching import say_problems
from sightline.register.models import Child
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

MOST_CHILDREN = 12
PAGE = "receive"
FILES = "Letters, forms and pictures that came with it"


@needs(Permission.RECEIVE_CONTACTS)
def receive(request: StaffRequest) -> HttpResponse:
    """One page for one communication; a row for each child. A second press of the button records nothing twice."""
    child = _chosen_child(request)
    if request.method == "POST":
        form, children = _sent(request, request.POST)
        files, files_form = _files(request)
        if "add_child" in request.POST:
            return _page(request, form, _one_more(request, request.POST), child, files, files_form)
        if form.is_valid() and children.is_valid() and files_form.is_valid():
            answer = _record(request, form, children, child, files)
            if answer:
                return answer
        return _page(request, form, children, child, files, files_form)
    kept = drafts.kept(request, f"{PAGE}/0")
    if kept is not None:
        form, children = _sent(request, kept)
        drafts.shown_again(form, once=uuid.uuid4())
        for each in children:
            drafts.shown_again(each)
        return _page(request, form, children, child, kept_of(request, kept.getlist(KEPT)))
    form = forms.Receive(now=request.now, initial={"received_at": request.now, "once": uuid.uuid4()})
    return _page(request, form, _children(request)(form_kwargs=_today(request), prefix="child"), child)


def _files(request: StaffRequest) -> tuple[list[StoredFile], Any]:
    """The files that the form has now; a refused one is named beside the question, and the words stay."""
    now, form = added(request), AddFiles(request.POST, label=FILES)
    say_problems(form, now)
    return now.files, form


def _children(request: StaffRequest, extra: int = 1) -> Any:
    return formset_factory(forms.ChildDescribed, extra=extra, max_num=MOST_CHILDREN, validate_max=True)


def _today(request: StaffRequest) -> dict[str, Any]:
    return {"today": local_date(request.now)}


def _sent(request: StaffRequest, sent: Any) -> tuple[Any, Any]:
    form = forms.Receive(sent, now=request.now)
    return form, _children(request)(sent, form_kwargs=_today(request), prefix="child")


def _one_more(request: StaffRequest, sent: Any) -> Any:
    more = sent.copy()
    more["child-TOTAL_FORMS"] = str(min(int(more.get("child-TOTAL_FORMS") or 1) + 1, MOST_CHILDREN))
    formset = _children(request)(more, form_kwargs=_today(request), prefix="child")
    for each in formset:
        drafts.shown_again(each)
    return formset


def _chosen_child(request: StaffRequest) -> Child | None:
    """A child chosen on the search page before the contact is typed."""
    chosen = request.GET.get("child") or request.POST.get("chosen_child")
    if not chosen or not chosen.isdigit():
        return None
    return Child.objects.visible_to(request.user).filter(pk=int(chosen)).first()


def _record(
    request: StaffRequest, form: Any, children: Any, child: Child | None, files: list[StoredFile]
) -> HttpResponse | None:
    said = dict(form.cleaned_data)
    token = said.pop("once")
    if earlier := once.went_to(token, staff_id=request.user.pk):
        return redirect(earlier)
    described = [
        actions.ChildInContact(child=child if number == 0 else None, **each.cleaned_data)
        for number, each in enumerate(children)
        if not each.is_blank or (child and number == 0)
    ]
    said["competence"] = said["competence"] or codes.Competence.NOT_RELEVANT
    try:
        with transaction.atomic():
            event = actions.receive(
                contact=actions.NewContact(children=described, **said), by=request.user, at=request.now
            )
            actions.attach(event=event, files=files, by=request.user, at=request.now)
            goes_to = reverse("front_door:contact", args=[event.contacts.earliest("pk").pk])
            once.claim(token, staff_id=request.user.pk, goes_to=goes_to, at=request.now)
    except Refused as refusal:
        drafts.keep(staff_id=request.user.pk, form=f"{PAGE}/0", sent=request.POST, at=request.now)
        form.add_error(None, str(refusal))
        return None
    except IntegrityError:
        # Pressed twice in the same moment: the other press has recorded it.
        if not (earlier := once.went_to(token, staff_id=request.user.pk)):
            raise
        return redirect(earlier)
    drafts.discard(staff_id=request.user.pk, form=f"{PAGE}/0")
    messages.success(request, f"Contact recorded, reference {event.reference}")
    return redirect(goes_to)


def _page(
    request: StaffRequest,
    form: Any,
    children: Any,
    child: Child | None,
    files: Sequence[StoredFile] = (),
    files_form: Any = None,
) -> HttpResponse:
    files_form = files_form or AddFiles(label=FILES)
    return render(
        request,
        "front_door/receive.html",
        {
            "form": form,
            "children": children,
            "files": files,
            "files_form": files_form,
            "forms": [form, *children, files_form],
            "chosen_child": child,
            "draft_url": reverse("draft", args=[PAGE, 0]),
            "back_url": reverse("front_door:worklist"),
        },
    )
