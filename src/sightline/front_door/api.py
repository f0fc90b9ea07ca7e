"""The front door to other systems: sending a contact, following it, answering checks, and the worklists.

Every list is the page's own query and every change the page's own verb; the token narrows them further.
"""

from datetime import date, datetime, timedelta
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Header, Query, Router
from pydantic import BaseModel, Field

from sightline.common import audit
from sightline.common.api import PROBLEMS, READABLE, Day, Listed, OneOf, PageAsked, Sent, not_found
from sightline.common.forms.identifiers import normal_postcode, postcode_is_whole
from sightline.front_door import actions, codes, receipts
from sightline.front_door.actions.refusals import Impossible
from sightline.front_door.actions.sendable import MOST_CHILDREN
from sightline.front_door.levels import LADDERS
from sightline.front_door.models import Check, Contact, Submission
from sightline.front_door.referral_text import as_sent, as_text, section
from sightline.front_door.worklists import ALL, WORKLISTS
from sightline.register.actions import tokens
from sightline.register.api import ApiRequest, Token
from sightline.register.models import Scope
from sightline.timescales.zone import local_date

router = Router(tags=["Front door"])
OLDEST_CHILD = timedelta(days=26 * 366)
"""Care leavers up to 25 are still children's services' (Children and Social Work Act 2017, section 3)."""
CONSENT = [each for each in codes.Consent.values if each != codes.Consent.WITHDRAWN]
LEVELS = sorted({level.code for ladder in LADDERS for level in ladder.levels})

Key = Annotated[
    str,
    Header(
        alias="Idempotency-Key",
        pattern="^[!-~]{8,64}$",
        description="A key of your own for this referral, such as a UUID. The same key with the same referral gives"
        " the same answer, so that a call whose answer was lost may be sent again.",
    ),
]


class ReferredChild(Sent):
    """One child, as the referrer knows them. Whether the child is known here is not told."""

    given_name: Annotated[str, Field(max_length=80), READABLE] = ""
    family_name: Annotated[str, Field(max_length=80), READABLE] = ""
    born_on: Day | None = None
    expected_on: Day | None = Field(None, description="Of a child not yet born")
    address: Annotated[str, Field(max_length=200), READABLE] = ""
    postcode: Annotated[str, Field(max_length=8), READABLE] = ""
    school: Annotated[str, Field(max_length=120), READABLE] = ""
    primary_concern: Annotated[str, OneOf(codes.Concern.values)]
    concerns: Annotated[list[Annotated[str, OneOf(codes.Concern.values)]], Field(max_length=20)] = Field([])
    level_as_referred: Annotated[str, OneOf(["", *LEVELS])] = ""
    neglect_tool: Annotated[str, OneOf(["", *codes.NeglectTool.values])] = ""
    neglect_tool_completed_on: Day | None = None


class Referrer(Sent):
    """Who is worried: a person whom the front door can ring."""

    name: Annotated[str, Field(max_length=120), READABLE]
    role: Annotated[str, Field(max_length=120), READABLE]
    telephone: Annotated[str, Field(max_length=30), READABLE]


class Referral(Sent):
    """A contact about one child or several, with the lawful basis on which it is shared."""

    source: Annotated[str, OneOf(codes.Source.values)]
    contact_type: Annotated[str, OneOf(codes.ContactType.values)] = "CONCERN"
    referral_text: Annotated[str, Field(max_length=50_000), READABLE]
    referrer: Referrer
    children: Annotated[list[ReferredChild], Field(min_length=1, max_length=MOST_CHILDREN)]
    consent: Annotated[str, OneOf(CONSENT)]
    consent_reason: Annotated[str, Field(max_length=400), READABLE] = Field(
        description="Who agreed; or why it is sent all the same; or why they were not asked"
    )
    competence: Annotated[str, OneOf(codes.Competence.values)] = "NOT_RELEVANT"
    competence_note: Annotated[str, Field(max_length=400), READABLE] = ""
    article_6_basis: Annotated[str, OneOf(codes.Article6Basis.values)]
    special_category_condition: Annotated[str, OneOf(codes.SpecialCategoryCondition.values)]
    law_enforcement: bool = False


class Told(BaseModel):
    """What the referrer was told about one child, whom they named."""

    child: str
    outcome: str
    text: str
    at: datetime


class Receipt(BaseModel):
    """A referral as its receipt shows it: how far it is, by when the outcome is heard, what was told."""

    reference: str
    submitted_at: datetime
    acknowledged_at: datetime | None
    children: int
    status: str
    next: str
    hear_by: datetime
    told: list[Told]


class Receipts(Listed):
    items: list[Receipt]


class Acknowledged(BaseModel):
    """The referral has been received; this is the acknowledgement."""

    reference: str
    submitted_at: datetime
    children: int
    hear_by: datetime


class CheckAsked(BaseModel):
    """What the front door asks of the agency about a child, and by when it is to be answered."""

    id: int
    about_name: str
    about_born_on: date | None
    about_postcode: str
    question: str
    article_6_basis: str
    asked_at: datetime
    answer_by: datetime
    state: str
    answered_at: datetime | None


class ChecksAsked(Listed):
    items: list[CheckAsked]


class CheckAnswer(Sent):
    """What the agency knows, what it makes of it, and with whom it may be shared."""

    answer: Annotated[str, Field(max_length=60_000), READABLE]
    analysis: Annotated[str, Field(max_length=60_000), READABLE] = ""
    sensitivity: Annotated[str, OneOf(codes.Sensitivity.values)]


class ContactWaiting(BaseModel):
    """One contact of a worklist."""

    id: int
    reference: str
    child: str
    received_at: datetime
    contact_type: str
    source: str
    primary_concern: str
    state: str
    lane: str
    rag: str
    decide_by: datetime | None
    urgent_at: datetime | None
    owner: str


class ContactsWaiting(Listed):
    items: list[ContactWaiting]


class ChecksWanted(PageAsked):
    state: Annotated[str, OneOf(["", *codes.CheckState.values])] = "ASKED"


class ContactsWanted(PageAsked):
    worklist: Annotated[str, OneOf(list(WORKLISTS))] = "new"


def _page(found: QuerySet[Any], asked: PageAsked) -> dict[str, Any]:
    items = found[asked.offset : asked.offset + asked.limit]
    return {"count": found.count(), "limit": asked.limit, "offset": asked.offset, "items": items}


@router.get(
    "/submissions",
    auth=Token(Scope.READ_SUBMISSIONS),
    response={200: Receipts, **PROBLEMS},
    url_name="submissions",
    summary="What our agency sent",
)
def submissions(request: ApiRequest, asked: Annotated[PageAsked, Query()]) -> Any:
    """The agency's own referrals, the latest first, however they were sent."""
    own = Submission.objects.visible_to(request.user).order_by("-submitted_at", "-pk")
    audit.listed(request)
    page = _page(own, asked)
    return Receipts(**page | {"items": [_receipt(each) for each in page["items"]]})


@router.get(
    "/submissions/{slug:reference}",
    auth=Token(Scope.READ_SUBMISSIONS),
    response={200: Receipt, **PROBLEMS},
    url_name="submission",
    summary="One referral",
)
def submission(request: ApiRequest, reference: str) -> Any:
    """How far one referral is, and what was told. A person's own reading of the outcome is not marked by this."""
    found = Submission.objects.visible_to(request.user).filter(reference=reference).first()
    if found is None:
        audit.refused(request, wanted="open a referral (API)", record_type="front_door.Submission")
        raise not_found("referral")
    audit.opened(request, found)
    return _receipt(found)


@router.post(
    "/contacts",
    auth=Token(Scope.SUBMIT_CONTACTS),
    response={200: Acknowledged, **PROBLEMS},
    url_name="contacts",
    summary="Send a referral",
)
def send_contact(request: ApiRequest, referral: Referral, idempotency_key: Key) -> Any:
    """Sends a referral of the agency's own to the front door; the answer acknowledges its receipt, the clocks run.

    In an emergency ring 999, and the front door: nobody waits at this address.
    """
    contact, sent = _contact(referral, at=request.now)

    def send() -> str:
        return actions.submit(contact=contact, sent=sent, by=request.user, at=request.now).reference

    reference = tokens.do_once(
        key=idempotency_key, sent=referral.model_dump_json(), do=send, by=request.user, at=request.now
    )
    found = Submission.objects.visible_to(request.user).get(reference=reference)
    audit.opened(request, found)
    return Acknowledged(**_receipt(found).model_dump(include=set(Acknowledged.model_fields)))


@router.get(
    "/checks",
    auth=Token(Scope.CHECKS),
    response={200: ChecksAsked, **PROBLEMS},
    url_name="checks",
    summary="What is asked of our agency",
)
def checks(request: ApiRequest, asked: Annotated[ChecksWanted, Query()]) -> Any:
    """The front door's questions to the agency, the earliest due first; with an empty state, all of them."""
    ours = Check.objects.visible_to(request.user).asked_of(request.user.agency_id).order_by("answer_by", "pk")
    audit.listed(request)
    page = _page(ours.filter(state=asked.state) if asked.state else ours, asked)
    return ChecksAsked(**page | {"items": [_check(each) for each in page["items"]]})


@router.post(
    "/checks/{int:check_id}/answer",
    auth=Token(Scope.CHECKS),
    response={200: CheckAsked, **PROBLEMS},
    url_name="answer_check",
    summary="Answer a check",
)
def answer_check(request: ApiRequest, check_id: int, said: CheckAnswer) -> Any:
    """Answers what was asked, once."""
    asked = Check.objects.visible_to(request.user).asked_of(request.user.agency_id)
    found = asked.filter(pk=check_id).first()
    if found is None:
        audit.refused(request, wanted="answer a check (API)", record_type="front_door.Check")
        raise not_found("check")
    audit.opened(request, found)
    return _check(actions.answer_check(check=found, by=request.user, at=request.now, **said.model_dump()))


@router.get(
    "/contacts",
    auth=Token(Scope.READ_CONTACTS),
    response={200: ContactsWaiting, **PROBLEMS},
    summary="A worklist of the front door",
)
def contacts(request: ApiRequest, asked: Annotated[ContactsWanted, Query()]) -> Any:
    """One worklist, as the front door's own page shows it, in the same order. For the front door's system alone."""
    chosen = WORKLISTS[asked.worklist]
    found = chosen.contacts(request.user, request.now)
    found = found.order_by("-received_at", "-pk") if chosen is ALL else found.breached_first()
    audit.listed(request)
    page = _page(found.with_everything_for_a_list(), asked)
    return ContactsWaiting(**page | {"items": [_waiting(each) for each in page["items"]]})


def _receipt(found: Submission) -> Receipt:
    status = receipts.status_of(found)
    _, outcome = receipts.clocks_of(found)
    return Receipt(
        reference=found.reference,
        submitted_at=found.submitted_at,
        acknowledged_at=found.acknowledged_at,
        children=found.children,
        status=status.label,
        next=status.next,
        hear_by=outcome.due_at,
        told=[
            Told(child=each.child, outcome=each.outcome, text=each.text, at=each.at) for each in receipts.told(found)
        ],
    )


def _told(each: receipts.Told) -> Told:
    return Told(child=each.child, outcome=each.outcome, text=each.text, at=each.at)


def _check(found: Check) -> CheckAsked:
    facts = {name: getattr(found, name) for name in CheckAsked.model_fields if name != "id"}
    return CheckAsked(id=found.pk, **facts)


def _waiting(found: Contact) -> ContactWaiting:
    named = ("received_at", "primary_concern", "state", "lane", "rag", "decide_by", "urgent_at")
    return ContactWaiting(
        id=found.pk,
        reference=found.event.reference,
        child=found.child_name,
        contact_type=found.event.contact_type,
        source=found.event.source,
        owner=found.owner.name if found.owner else "",
        **{name: getattr(found, name) for name in named},
    )


def _contact(said: Referral, *, at: datetime) -> tuple[actions.NewContact, dict[str, Any]]:
    """The contact as the verb takes it, and what was sent as the receipt keeps it."""
    who = ", ".join(filter(None, (said.referrer.name, said.referrer.role, said.referrer.telephone)))
    sections = [
        section("Who is worried", [("Who is worried", who)]),
        section("What is reported", [("What is reported", said.referral_text)]),
    ]
    named = [" ".join(f"{each.given_name} {each.family_name}".split()) for each in said.children]
    contact = actions.NewContact(
        source=said.source,
        channel=codes.Channel.REFERRAL_FORM,
        contact_type=said.contact_type,
        received_at=at,
        # The words alone must be there: who is worried does not stand for them.
        referral_text=as_text(sections) if said.referral_text.strip() else "",
        children=[_child(each, number, on=local_date(at)) for number, each in enumerate(said.children, start=1)],
        referrer_telephone=said.referrer.telephone,
        consent=said.consent,
        consent_reason=said.consent_reason,
        competence=said.competence,
        competence_note=said.competence_note,
        article_6_basis=said.article_6_basis,
        special_category_condition=said.special_category_condition,
        law_enforcement=said.law_enforcement,
    )
    return contact, as_sent(sections, form="api", children=[name or "Child not named" for name in named])


def _child(said: ReferredChild, number: int, *, on: date) -> actions.ChildInContact:
    if said.born_on and on - said.born_on > OLDEST_CHILD:
        raise Impossible(f"Child {number}: born on {said.born_on:%-d %B %Y}, they are no child. Check the date.")
    code = normal_postcode(said.postcode)
    postcode = code if postcode_is_whole(code) else said.postcode
    return actions.ChildInContact(**said.model_dump(exclude={"postcode"}), postcode=postcode)
