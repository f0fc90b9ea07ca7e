"""One child of every standing, each with a record of every kind and a name that stands nowhere else.

OWN         the council's, at the front door
EARLY_HELP  the council's, worked by the Early Help Hub
SHARED      the council's; Saint Bride's school is asked about the child
RESTRICTED  the council's; Mina alone is named on the record
OTHER       another agency's: the police keep it for themselves
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sightline.common.actor import on_behalf_of
from sightline.front_door import actions as front_door
from sightline.front_door.actions.deciding import Judgement
from sightline.front_door.models import Contact, ContactEvent
from sightline.front_door.tests.conftest import NEW
from sightline.instruments import actions as instruments
from sightline.register import actions as register
from sightline.register.models import (
    Address,
    Adult,
    Child,
    Disclosure,
    ExternalReference,
    Grant,
    Household,
    HouseholdMember,
    Involvement,
    Relationship,
)


class Standing(StrEnum):
    OWN = "Owneeda"
    EARLY_HELP = "Helpwin"
    SHARED = "Sharodine"
    RESTRICTED = "Restrilla"
    OTHER = "Otherwen"


@dataclass
class Story:
    """The records about one child, by the name that an address gives their number."""

    standing: Standing
    records: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, kind: str) -> Any:
        try:
            return self.__dict__["records"][kind]
        except KeyError as unknown:
            raise AttributeError(kind) from unknown


def make(partnership: Any) -> dict[Standing, Story]:
    """All five stories, written by the people who would write them."""
    stories = {standing: _of_the_council(standing, partnership) for standing in Standing if standing != Standing.OTHER}
    _restrict(stories[Standing.RESTRICTED], partnership)
    stories[Standing.OTHER] = _of_the_police(partnership)
    return stories


def _of_the_council(standing: Standing, partnership: Any) -> Story:
    olive, now = partnership.olive, partnership.now
    partnership.acts(olive)
    story = Story(standing)
    child = register.add_child(
        child=register.NewChild(
            given_name=standing.value,
            family_name="Vale",
            born_on=date(2014, 3, list(Standing).index(standing) + 1),
            upn="",
            case_number=f"C-{standing.name}",
            address=register.NewAddress(lines=f"{len(standing)} {standing.name.title()} Row", postcode="PR8 1DA"),
        ),
        searched=True,
        by=olive,
        at=now,
    )
    mother = register.NewAdult(given_name="Mo", family_name=f"{standing.value}sdottir")
    story.records |= {
        "child": child,
        "reference": child.references.get(),
        "member": HouseholdMember.objects.filter(child=child).get(),
        "tie": register.relate(child=child, adult=mother, kind="MOTHER", by=olive, at=now),
        "involvement": register.start_involvement(
            child=child, service="UNIVERSAL", from_on=date(2020, 1, 1), worker=olive, by=olive, at=now
        ),
    }
    story.records |= _at_the_front_door(standing, child, partnership)
    return story


def _at_the_front_door(standing: Standing, child: Child, partnership: Any) -> dict[str, Any]:
    olive, mina, now = partnership.olive, partnership.mina, partnership.now
    lane = "EARLY_HELP_HUB" if standing == Standing.EARLY_HELP else ""
    about = front_door.ChildInContact(child=child, level_as_referred="3", primary_concern="PHY")
    event = front_door.receive(
        contact=front_door.NewContact(
            **{**NEW, "referral_text": f"{standing.value} came to school hungry.", "lane": lane}, children=[about]
        ),
        by=olive,
        at=now,
    )
    contact = event.contacts.get()
    asked = partnership.agency(
        "Saint Bride's Primary School" if standing == Standing.SHARED else "Merrow Children's Hospital"
    )
    found = {
        "event": event,
        "contact": contact,
        "note": front_door.add_note(contact=contact, text=f"About {standing.value}.", by=olive, at=now),
        "check": front_door.ask_check(
            contact=contact,
            asked_of=asked,
            question=f"What do you know of {standing.value}?",
            article_6_basis="PUBLIC_TASK",
            by=olive,
            at=now,
        ),
        "hand_over": front_door.hand_over(what_happened=f"See {standing.value}.", child=child, by=olive, at=now),
        "tool": instruments.start(tool_id="neglect-screening", about=child, by=olive, at=now),
    }
    partnership.acts(mina)
    judgement = Judgement(
        outcome="EH_REFERRAL" if lane else "CSC_REFERRAL",
        level_concluded="4",
        rationale="Because.",
        lived_experience=f"{standing.value} is hungry.",
        history_considered=True,
        neglect_tool="NOT_APPLICABLE",
        alteration_reason="HISTORY",
    )
    found["decision"] = front_door.decide(contact=contact, judgement=judgement, by=mina, at=now)
    found["grant"] = Grant.objects.get(child=child)
    found["disclosure"] = Disclosure.objects.get(child=child)
    return found


def _restrict(story: Story, partnership: Any) -> None:
    partnership.acts(partnership.mina)
    story.records["restriction"] = register.restrict_child(
        child=story.child, reason="HIGH_PROFILE", ask=partnership.mina, by=partnership.mina, at=partnership.now
    )


def _of_the_police(partnership: Any) -> Story:
    """As the owner of the police's records would write them; no screen of theirs does yet."""
    police, pat, now = partnership.agency("Merrow Police"), partnership.pat, partnership.now
    partnership.acts(pat)
    name = Standing.OTHER.value
    with on_behalf_of(police.pk):
        child = Child.objects.create(agency=police, given_name=name, family_name="Vale", born_on=date(2014, 3, 30))
        address = Address.objects.create(agency=police, lines="9 Quay Street", postcode="PR8 1DB")
        household = Household.objects.create(agency=police, address=address)
        mother = Adult.objects.create(agency=police, given_name="Mo", family_name=f"{name}sdottir")
        event = ContactEvent.objects.create(
            agency=police,
            reference="P-000001",
            received_at=now,
            contact_type="CONCERN",
            channel="TELEPHONE",
            source="6",
            referral_text=f"{name} was seen alone.",
        )
        contact = Contact.objects.create(
            event=event,
            agency=police,
            received_at=now,
            received_on=now.date(),
            child=child,
            described_given_name=name,
        )
        records = {
            "child": child,
            "reference": ExternalReference.objects.create(child=child, agency=police, kind="CASE", value="C-POLICE"),
            "member": HouseholdMember.objects.create(agency=police, household=household, child=child),
            "tie": Relationship.objects.create(agency=police, child=child, adult=mother, kind="MOTHER"),
            "involvement": Involvement.objects.create(
                agency=police, child=child, service="UNIVERSAL", worker=pat, from_on=date(2020, 1, 1)
            ),
            "event": event,
            "contact": contact,
        }
    return Story(Standing.OTHER, records)
