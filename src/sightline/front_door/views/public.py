"""What anybody may use without an account: telling us of a child, telling us as the child, asking what became of it."""

import json
import uuid
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from sightline.common import drafts, once
from sightline.common.access import open_to_all
from sightline.common.attempts import address_of
from sightline.common.refusals import Refused
from sightline.front_door import actions, codes, limits, receipts, referral_forms
from sightline.front_door.actions.submitting import front_door
from sightline.front_door.models import Submission
from sightline.front_door.public_codes import code_for
from sightline.front_door.referral_forms.public import born_on
from sightline.front_door.referral_text import Section, as_sent, as_text, section
from sightline.timescales.zone import local_date

MOST_CHILDREN = 6
CHILD = "child"


@open_to_all
@never_cache
def start(request: HttpRequest) -> HttpResponse:
    """Whom to ring, what happens next, and the two forms."""
    return _page(request, "start", back_url=None)


@open_to_all
@never_cache
def tell_us(request: HttpRequest) -> HttpResponse:
    """Somebody is worried about a child, or about several of a family."""
    children = formset_factory(
        referral_forms.ChildOfPublic, max_num=MOST_CHILDREN, absolute_max=MOST_CHILDREN + 1, validate_max=True
    )
    if request.method != "POST":
        form = referral_forms.TellUs(initial={"once": uuid.uuid4()})
        return _page(request, "tell_us", form=form, children=children(prefix=CHILD))
    if "add_child" in request.POST:
        return _page(request, "tell_us", form=_unjudged(request), children=_one_more(children, request.POST))
    form, rows = referral_forms.TellUs(request.POST), children(request.POST, prefix=CHILD)
    if form.is_valid() and rows.is_valid():
        named = [row for row in rows if not row.is_blank]
        if not named:
            form.add_error(None, "Tell us which child you are worried about: a name, or where we can find them.")
        else:
            answer = _send(request, form, contact=_about_children(request, form, named), sent=_sent(form, named))
            if answer:
                return answer
    return _page(request, "tell_us", form=form, children=rows)


@open_to_all
@never_cache
def about_me(request: HttpRequest) -> HttpResponse:
    """A child or young person tells us themselves."""
    form = referral_forms.AboutMe(request.POST or None, initial={"once": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        pages = [section("What the young person told us", referral_forms.answers_in_words(form))]
        sent = as_sent(pages, form="young-person", children=[form.cleaned_data["call_me"] or "Name not given"])
        answer = _send(request, form, contact=_about_myself(request, form, pages), sent=sent)
        if answer:
            return answer
    return _page(request, "about_me", form=form)


@open_to_all
@never_cache
def status(request: HttpRequest) -> HttpResponse:
    """What became of it, for whoever holds the reference and the code."""
    form = referral_forms.AskForReceipt(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = receipts.public_receipt(**form.cleaned_data)
        if found:
            told = receipts.told(found)
            return _page(
                request,
                "status",
                submission=found,
                told=told,
                is_settled=receipts.is_settled(found),
                status=receipts.status_for_the_public(found),
            )
        form.add_error(None, "We cannot find that reference with that code. Check both, or ring us.")
    return _page(request, "ask_for_receipt", form=form)


def _send(request: HttpRequest, form: Any, *, contact: actions.NewContact, sent: dict[str, Any]) -> HttpResponse | None:
    """Sends once: pressed twice, the same words give the same receipt; changed words are a message of their own."""
    at, staff = request.now, request.user  # type: ignore[attr-defined]
    if staff.is_authenticated:
        form.add_error(None, "You are signed in. Sign out first, so that this is not sent under your name.")
        return None
    words = sha256(json.dumps(sent, sort_keys=True).encode()).hexdigest()
    mark = uuid.uuid5(form.cleaned_data["once"], words)
    code = code_for(f"{form.cleaned_data['once']}/{words}")
    reference = once.went_to(mark, staff_id=None)
    if not reference:
        if limits.is_at_the_limit(address_of(request), at=at):
            form.add_error(None, "Many messages came from your connection. Ring us, or send this again in an hour.")
            return None
        try:
            with transaction.atomic():
                submission, _ = actions.submit_public(contact=contact, sent=sent, at=at, code=code)
                reference = submission.reference
                once.claim(mark, staff_id=None, goes_to=reference, at=at)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return None
        except IntegrityError:
            # Pressed twice in the same moment: the other press has sent it.
            reference = once.went_to(mark, staff_id=None)
            if not reference:
                raise
        limits.count_one(address_of(request), at=at)
    return _receipt(request, form, receipts.public_receipt(reference=reference, code=code), code=code)


def _receipt(request: HttpRequest, form: Any, submission: Submission | None, *, code: str) -> HttpResponse:
    return _page(
        request,
        "receipt",
        submission=submission,
        code=code,
        by_a_child=isinstance(form, referral_forms.AboutMe),
        is_in_danger=form.cleaned_data.get("safe_now") in ("NO", "NOT_SURE"),
        back_url=None,
    )


def _about_children(request: HttpRequest, form: Any, rows: Sequence[Any]) -> actions.NewContact:
    said = form.cleaned_data
    return actions.NewContact(
        source=form.source_code,
        channel=codes.Channel.PUBLIC_FORM,
        contact_type=codes.ContactType.CONCERN,
        received_at=request.now,  # type: ignore[attr-defined]
        referral_text=as_text(_sections(form, rows)),
        children=[_described(request, **row.cleaned_data) for row in rows],
        referrer_name=said["name"],
        referrer_role=dict(form.fields["source"].choices)[said["source"]] if said["named"] == "YES" else "",
        referrer_telephone=said["telephone"],
        **_public_basis(),
    )


def _about_myself(request: HttpRequest, form: Any, pages: list[Section]) -> actions.NewContact:
    said = form.cleaned_data
    return actions.NewContact(
        source=codes.Source.SELF,
        channel=codes.Channel.PUBLIC_FORM,
        contact_type=codes.ContactType.CONCERN,
        received_at=request.now,  # type: ignore[attr-defined]
        referral_text=as_text(pages),
        children=[
            _described(
                request, given_name=said["call_me"], age=said["age"], address=said["place"], school=said["school"]
            )
        ],
        referrer_name=said["call_me"],
        referrer_telephone=said["telephone"],
        competence=codes.Competence.NOT_ASSESSED,
        **_public_basis(),
    )


def _public_basis() -> dict[str, Any]:
    """Why the council may hold it: its public task, and the safeguarding of children."""
    return {
        "article_6_basis": codes.Article6Basis.PUBLIC_TASK,
        "special_category_condition": codes.SpecialCategoryCondition.SAFEGUARDING,
    }


def _described(
    request: HttpRequest, *, given_name: str, age: str, address: str, school: str, family_name: str = ""
) -> actions.ChildInContact:
    return actions.ChildInContact(
        given_name=given_name,
        family_name=family_name,
        born_on=born_on(age, today=local_date(request.now)),  # type: ignore[attr-defined]
        address=address,
        school=school,
    )


def _sections(form: Any, rows: Sequence[Any]) -> list[Section]:
    children = [
        section(f"Child {number}", referral_forms.answers_in_words(row)) for number, row in enumerate(rows, start=1)
    ]
    return [section("What they told us", referral_forms.answers_in_words(form)), *children]


def _sent(form: Any, rows: Sequence[Any]) -> dict[str, Any]:
    said = [row.cleaned_data for row in rows]
    names = [f"{each['given_name']} {each['family_name']}".strip() or "Name not given" for each in said]
    return as_sent(_sections(form, rows), form="public", children=names)


def _unjudged(request: HttpRequest) -> Any:
    return drafts.shown_again(referral_forms.TellUs(request.POST))


def _one_more(children: Any, sent: Any) -> Any:
    more = sent.copy()
    count = more.get(f"{CHILD}-TOTAL_FORMS", "1")
    shown = int(count) if count.isdecimal() and len(count) < 3 else 1
    more[f"{CHILD}-TOTAL_FORMS"] = str(min(shown + 1, MOST_CHILDREN))
    formset = children(more, prefix=CHILD)
    for each in formset:
        drafts.shown_again(each)
    return formset


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    about = {
        "telephone": front_door().telephone,
        "home_url": reverse("worried:start"),
        "back_url": reverse("worried:start"),
        "back_label": "Back to the start",
    }
    return render(request, f"front_door/public/{name}.html", about | context)
