"""What the tests of the referrers' entrance share: a referral as it commonly comes, sent and answered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache

from sightline.front_door import actions
from sightline.front_door.models import Contact, Submission
from sightline.timescales.zone import LONDON

SENT = {"form": "signed-in", "children": ["Wren Appletree"], "sections": []}
WREN = actions.ChildInContact(
    given_name="Wren",
    family_name="Appletree",
    born_on=date(2015, 6, 1),
    postcode="PR8 1DA",
    primary_concern="NEG",
    concerns=("DA", "NEG"),
    level_as_referred="3",
    neglect_tool="YES",
    neglect_tool_completed_on=date(2023, 4, 11),
)
TOM = replace(WREN, given_name="Tom", born_on=date(2018, 2, 1), level_as_referred="")


@pytest.fixture
def a_referral():
    """A referral as a school commonly writes it, with whatever is said otherwise."""

    def write(*children: actions.ChildInContact, **said: Any) -> actions.NewContact:
        return actions.NewContact(
            **{
                "source": "2A",
                "channel": "REFERRAL_FORM",
                "contact_type": "CONCERN",
                "received_at": datetime(2020, 1, 1, tzinfo=LONDON),
                "referral_text": "WHAT ARE YOU WORRIED ABOUT?\nHungry again.",
                "children": children or (WREN,),
                "consent": "ASKED_GIVEN",
                "article_6_basis": "PUBLIC_TASK",
                "special_category_condition": "SAFEGUARDING",
                **said,
            }
        )

    return write


@pytest.fixture
def sent_by_sol(partnership, a_referral):
    """Sends a referral as the school's safeguarding lead, who acts from then on."""

    def send(*children: actions.ChildInContact, **said: Any) -> Submission:
        partnership.acts(partnership.sol)
        return actions.submit(contact=a_referral(*children, **said), sent=SENT, by=partnership.sol, at=partnership.now)

    return send


@pytest.fixture
def told(partnership, a_judgement):
    """Decides every contact of a submission and tells the referrer, as the manager; then the school acts again."""

    def tell(submission: Submission, *, text: str = "A worker visits.", **judged: Any) -> Submission:
        mina = partnership.mina
        partnership.acts(mina)
        for contact in Contact.objects.filter(event_id=submission.event_id):
            judgement = a_judgement(**{"outcome": "INFO_ADVICE", "level_concluded": "2", **judged})
            actions.decide(contact=contact, judgement=judgement, by=mina, at=partnership.now + timedelta(hours=1))
            actions.send_feedback(
                contact=contact, method="SIGHTLINE", text=text, by=mina, at=partnership.now + timedelta(hours=2)
            )
        partnership.acts(partnership.sol)
        submission.refresh_from_db()
        return submission

    return tell


@pytest.fixture
def from_the_public(partnership, a_referral):
    """Sends as the public, about a child of whom perhaps nothing is known but where they are."""

    def send(*children: actions.ChildInContact, **said: Any) -> tuple[Submission, str]:
        partnership.acts(None)
        described = children or (actions.ChildInContact(address="The flat above the chip shop"),)
        contact = a_referral(*described, **{"source": "9", "consent": "", **said})
        return actions.submit_public(contact=contact, sent={"form": "public"}, at=partnership.now)

    return send


@pytest.fixture
def school(client, partnership):
    """A browser in which the school's safeguarding lead has signed in."""
    client.force_login(partnership.sol)
    return client


@pytest.fixture
def pages_at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023, and nobody has sent a public form yet."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    cache.clear()
