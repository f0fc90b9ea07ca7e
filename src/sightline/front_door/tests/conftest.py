"""What the front door's tests share: a contact as it commonly comes, and the judgement it commonly gets."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from sightline.front_door import actions
from sightline.front_door.actions.deciding import Judgement
from sightline.front_door.models import Contact
from sightline.register.models import Child
from sightline.timescales.zone import LONDON

NEW = {
    "source": "2A",
    "channel": "REFERRAL_FORM",
    "contact_type": "CONCERN",
    "received_at": datetime(2023, 4, 6, 15, 0, tzinfo=LONDON),
    "referral_text": "Came to school hungry again and says there is no food at home.",
    "consent": "ASKED_GIVEN",
    "article_6_basis": "PUBLIC_TASK",
    "special_category_condition": "SAFEGUARDING",
}


@pytest.fixture
def a_child(partnership: Any) -> Callable[..., Child]:
    """Adds a child to the council's register."""

    def add(given_name: str = "Wren", family_name: str = "Appletree", born_on: date | None = date(2015, 6, 1)) -> Child:
        return Child.objects.create(
            agency=partnership.agency("Merrow Council"),
            given_name=given_name,
            family_name=family_name,
            born_on=born_on,
            recorded_by=partnership.olive,
        )

    return add


@pytest.fixture
def a_contact(partnership: Any, a_child: Callable[..., Child]) -> Callable[..., Contact]:
    """Receives a contact about one child (a new one unless given) as Olive, who takes contacts."""

    def receive(**said: Any) -> Contact:
        olive = partnership.olive
        at = said.pop("at", partnership.now)
        partnership.acts(olive, at)
        child = said.pop("child", None) or a_child()
        facts = {
            key: said.pop(key, default)
            for key, default in {
                "level_as_referred": "3",
                "primary_concern": "PHY",
                "neglect_tool": "",
            }.items()
        }
        contact = actions.NewContact(**{**NEW, **said}, children=[actions.ChildInContact(child=child, **facts)])
        return actions.receive(contact=contact, by=olive, at=at).contacts.get()

    return receive


@pytest.fixture
def a_judgement() -> Callable[..., Judgement]:
    """A judgement that can stand, with whatever is said otherwise."""

    def judge(**said: Any) -> Judgement:
        return Judgement(
            **{
                "outcome": "CSC_REFERRAL",
                "level_concluded": "4",
                "rationale": "Third time this term; the home has no food.",
                "lived_experience": "Wren wakes hungry and looks after a baby sister.",
                "history_considered": True,
                "neglect_tool": "NOT_APPLICABLE",
                "alteration_reason": "HISTORY",
                **said,
            }
        )

    return judge
