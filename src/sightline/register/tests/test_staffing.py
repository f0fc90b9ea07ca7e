"""Agencies and people are added once, with what they need, and every addition is kept."""

from typing import Any

import pytest

from sightline.common.models import AuditEntry
from sightline.register import actions
from sightline.register.models import Agency, Staff

pytestmark = pytest.mark.django_db(databases="__all__")

GOOD = "a heron on the weir"


@pytest.fixture
def somebody(partnership: Any) -> dict[str, Any]:
    """All that is said about a new person, good as it stands."""
    return {
        "username": "wren",
        "name": "Wren Newcomer",
        "agency": partnership.mina.agency.name,
        "roles": ["FRONT_DOOR_OFFICER"],
        "team": "Second Team",
        "password": GOOD,
        "at": partnership.now,
    }


def test_a_person_signs_in_with_their_role_agency_and_team(somebody: dict[str, Any]) -> None:
    wren = actions.add_staff(**somebody)
    kept = Staff.objects.using("owner").select_related("agency", "team").get(username="wren")
    assert (kept.agency.name, kept.roles) == (somebody["agency"], ["FRONT_DOOR_OFFICER"])
    assert kept.team is not None and kept.team.name == "Second Team"
    assert kept.check_password(GOOD)
    assert AuditEntry.objects.using("owner").filter(verb="added a member of staff", record_id=wren.pk).exists()


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"agency": "Nowhere Council"}, "There is no agency called Nowhere Council"),
        ({"roles": ["CHIEF"]}, "CHIEF: no such role for a person. Choose from: .*FRONT_DOOR_MANAGER"),
        ({"username": "MINA"}, "Somebody has the username MINA already"),
        ({"password": "short"}, "too short"),
    ],
)
def test_a_person_is_refused_with_the_reason(somebody: dict[str, Any], changed: dict[str, Any], why: str) -> None:
    before = Staff.objects.using("owner").count()
    with pytest.raises((actions.Impossible, actions.AlreadyRecorded), match=why):
        actions.add_staff(**somebody | changed)
    assert Staff.objects.using("owner").count() == before


def test_an_agency_is_added_and_a_second_front_door_is_not(partnership: Any) -> None:
    fire = actions.add_agency(name="Merrow Fire Service", kind="FRS", at=partnership.now)
    assert Agency.objects.using("owner").get(pk=fire.pk).kind == "FRS"
    for changed, why in (
        ({"name": "merrow fire service"}, "already"),
        ({"kind": "ZZZ"}, "ZZZ is not a kind of agency. Choose one of: LA"),
        ({"holds_front_door": True}, "holds the front door already"),
    ):
        with pytest.raises((actions.Impossible, actions.AlreadyRecorded), match=why):
            actions.add_agency(**{"name": "Another", "kind": "LA", "at": partnership.now} | changed)
    assert not Agency.objects.using("owner").filter(name="Another").exists()
