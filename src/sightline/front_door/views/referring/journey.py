"""One referral that is being written: its steps in order, and what has been answered so far.

Every step is a draft of its own on the server (`refer-<step>/<number>`), saved while it is typed, so that a
time-out, a dead telephone or another device loses nothing.
"""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID, uuid4

from django.http import QueryDict
from django.urls import reverse

from sightline.common import drafts
from sightline.common.models import Draft
from sightline.front_door import referral_forms
from sightline.front_door.actions.sendable import MOST_CHILDREN
from sightline.front_door.referral_forms import Sender
from sightline.front_door.referral_forms.child import Page, name_of
from sightline.register.request import StaffRequest
from sightline.timescales.zone import local_date

_CHILD = re.compile(r"^refer-child-(\d+)/")


@dataclass(frozen=True)
class Step:
    """One page of the referral: its place in the address, its heading, its form."""

    slug: str
    heading: str
    form: type[Page]
    is_read_by_the_front_door: bool = False

    @property
    def template(self) -> str:
        return f"front_door/referring/{self.slug.replace('-', '_')}.html"


STEPS = (
    Step("about", "About you and this referral", referral_forms.About),
    Step("concern", "The concern", referral_forms.Concern),
    Step("neglect-tool", "Neglect screening tool", referral_forms.NeglectTool),
    Step("level", "Level of need", referral_forms.Level),
    Step("worries", "What has happened", referral_forms.Worries, True),
    Step("wider", "The whole picture", referral_forms.Wider, True),
    Step("family", "The family", referral_forms.Family, True),
    Step("consent", "Consent", referral_forms.Consent),
    Step("basis", "Sharing lawfully", referral_forms.Basis),
)


class Journey:
    """The referral with this number, as far as this person has written it."""

    def __init__(self, request: StaffRequest, number: int, answers: dict[str, dict[str, Any]]) -> None:
        self.request, self.number, self._answers = request, number, answers

    @classmethod
    def find(cls, request: StaffRequest, number: int) -> "Journey | None":
        """The referral, or None where it was sent, thrown away or never this person's."""
        rows = Draft.objects.filter(staff_id=request.user.pk, form__startswith="refer", form__endswith=f"/{number}")
        answers = dict(rows.values_list("form", "answers"))
        return cls(request, number, answers) if answers.get(f"refer/{number}", {}).get("mark") else None

    @classmethod
    def begin(cls, request: StaffRequest) -> "Journey":
        """A new referral, with the mark by which a second press of "Send" is known."""
        number = secrets.randbelow(900_000) + 100_000
        while cls.find(request, number):
            number = secrets.randbelow(900_000) + 100_000
        marked = QueryDict(mutable=True)
        marked["mark"] = str(uuid4())
        drafts.keep(staff_id=request.user.pk, form=f"refer/{number}", sent=marked, at=request.now)
        return cls(request, number, {f"refer/{number}": dict(marked.lists())})

    @property
    def mark(self) -> UUID:
        return UUID(self._answers[f"refer/{self.number}"]["mark"][0])

    # --- the children -----------------------------------------------------------------------------------------

    @property
    def places(self) -> list[int]:
        """The places of the children begun, in order. A place is not used again when its child is removed."""
        found = (_CHILD.match(form) for form in self._answers)
        return sorted(int(each.group(1)) for each in found if each)

    @property
    def next_place(self) -> int | None:
        """The place of one more child; None when there are as many as one referral holds."""
        return max(self.places, default=0) + 1 if len(self.places) < MOST_CHILDREN else None

    def child_form(self, place: int, sent: QueryDict | None = None) -> Any:
        before = {each: said for each, said in self.children.items() if each < place}
        return referral_forms.Child(
            sent if sent is not None else self.kept(f"child-{place}"), sender=self._sender(before), place=place
        )

    @cached_property
    def children(self) -> dict[int, dict[str, Any]]:
        """What was said of each child whose page is complete."""
        complete: dict[int, dict[str, Any]] = {}
        for place in self.places:
            form = referral_forms.Child(self.kept(f"child-{place}"), sender=self._sender(complete), place=place)
            if form.is_bound and form.is_valid():
                complete[place] = form.cleaned_data
        return complete

    def child_name(self, place: int) -> str:
        child = self.children.get(place)
        return name_of(child, place) if child else f"Child {place}"

    # --- the steps --------------------------------------------------------------------------------------------

    @cached_property
    def steps(self) -> list[Step]:
        """The steps that this referral needs: the neglect tool is asked about only where neglect is of concern."""
        concern = self.form("concern")
        neglect = concern.is_bound and concern.is_valid() and concern.is_about_neglect
        return [step for step in STEPS if step.slug != "neglect-tool" or neglect]

    def step(self, slug: str) -> Step | None:
        return next((step for step in STEPS if step.slug == slug), None)

    def form(self, slug: str, sent: QueryDict | None = None) -> Any:
        step = self.step(slug)
        assert step is not None
        return step.form(sent if sent is not None else self.kept(slug), sender=self.sender)

    @cached_property
    def sender(self) -> Sender:
        return self._sender(self.children)

    def _sender(self, children: dict[int, dict[str, Any]]) -> Sender:
        staff = self.request.user
        return Sender(
            agency_kind=staff.agency.kind,
            telephone=staff.telephone,
            today=local_date(self.request.now),
            children=dict(children),
        )

    def kept(self, page: str) -> QueryDict | None:
        """What was answered on a page; None where nothing was."""
        answers = self._answers.get(f"refer-{page}/{self.number}")
        if not answers or not any(any(values) for values in answers.values()):
            return None
        kept = QueryDict(mutable=True)
        for name, values in answers.items():
            kept.setlist(name, values)
        return kept

    @cached_property
    def answered(self) -> dict[str, Any]:
        """The valid form of each step that is complete."""
        forms = {step.slug: self.form(step.slug) for step in self.steps}
        return {slug: form for slug, form in forms.items() if form.is_bound and form.is_valid()}

    def addresses(self) -> Iterator[tuple[str, str, bool]]:
        """Each page in order: what it is, its address, and whether it is complete. The children come second."""
        for step in self.steps:
            yield step.heading, self.url(step.slug), step.slug in self.answered
            if step.slug == "about":
                complete = bool(self.places) and len(self.children) == len(self.places)
                yield "The children", reverse("front_door:refer_children", args=[self.number]), complete

    def url(self, slug: str) -> str:
        return reverse("front_door:refer_step", args=[self.number, slug])

    @property
    def check_url(self) -> str:
        return reverse("front_door:refer_check", args=[self.number])

    def next_url(self) -> str:
        """The first page that is not complete, else the page on which everything is checked and sent."""
        return next((url for _, url, complete in self.addresses() if not complete), self.check_url)

    def url_before(self, here: str) -> str:
        """The page before this one."""
        urls = [url for _, url, _ in self.addresses()]
        place = urls.index(here) if here in urls else len(urls)
        return urls[place - 1] if place else reverse("front_door:submissions")

    # --- keeping ----------------------------------------------------------------------------------

    def keep(self, page: str, sent: QueryDict) -> None:
        """Keeps the answers of a page, less the sign that no database can hold; the journey is read anew after it."""
        readable = QueryDict(mutable=True)
        for name, values in sent.lists():
            readable.setlist(name, [value.replace("\0", "") for value in values])
        draft = f"refer-{page}/{self.number}"
        drafts.keep(staff_id=self.request.user.pk, form=draft, sent=readable, at=self.request.now)

    def remove_child(self, place: int) -> None:
        drafts.discard(staff_id=self.request.user.pk, form=f"refer-child-{place}/{self.number}")

    def discard(self) -> None:
        """The referral was sent or is not wanted: nothing of its draft stays."""
        for form in self._answers:
            drafts.discard(staff_id=self.request.user.pk, form=form)


@dataclass(frozen=True)
class Unfinished:
    """A referral that was begun and not sent."""

    number: int
    saved_at: datetime
    names: str


def unfinished(request: StaffRequest) -> list[Unfinished]:
    """The referrals that this person has begun and not sent, the latest first."""
    rows = Draft.objects.filter(staff_id=request.user.pk, form__regex=r"^refer(-[a-z0-9-]+)?/\d+$")
    found: dict[int, list[Draft]] = {}
    for row in rows.order_by("form"):
        found.setdefault(int(row.form.rpartition("/")[2]), []).append(row)
    begun = [
        Unfinished(number, max(row.saved_at for row in own), _names(own))
        for number, own in found.items()
        if any(row.form == f"refer/{number}" for row in own)
    ]
    return sorted(begun, key=lambda each: each.saved_at, reverse=True)


def _names(rows: list[Draft]) -> str:
    named = (
        " ".join(part for field in ("given_name", "family_name") for part in row.answers.get(field, []) if part)
        for row in rows
        if _CHILD.match(row.form)
    )
    return ", ".join(filter(None, named)) or "No child named yet"
