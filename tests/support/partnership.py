"""A small partnership that every test may use: agencies, teams and the people who work in them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

AGENCIES = {
    # name: kind, safeguarding partner, holds the front door
    "Merrow Council": ("LA", True, True),
    "Merrow Integrated Care Board": ("ICB", True, False),
    "Merrow Police": ("POL", True, False),
    "Merrow Children's Hospital": ("HEA", False, False),
    "Saint Bride's Primary School": ("EDU", False, False),
    "Harbour High School": ("EDU", False, False),
    "Merrow Inspectorate": ("REG", False, False),
}
STAFF = {
    # username: name, agency, roles
    "olive": ("Olive Officer", "Merrow Council", ["FRONT_DOOR_OFFICER"]),
    "mina": ("Mina Manager", "Merrow Council", ["FRONT_DOOR_MANAGER"]),
    "maud": ("Maud Manager", "Merrow Council", ["FRONT_DOOR_MANAGER"]),
    "hugo": ("Hugo Hubworker", "Merrow Council", ["EARLY_HELP_HUB_WORKER"]),
    "nye": ("Nye Nightworker", "Merrow Council", ["OUT_OF_HOURS_WORKER"]),
    "ana": ("Ana Analyst", "Merrow Council", ["PARTNERSHIP_ANALYST"]),
    "dara": ("Dara Dataprotection", "Merrow Council", ["DATA_PROTECTION_LEAD"]),
    "ada": ("Ada Administrator", "Merrow Council", ["AGENCY_ADMINISTRATOR"]),
    "ade": ("Ade Administrator", "Merrow Council", ["AGENCY_ADMINISTRATOR"]),
    "sid": ("Sid Schooladministrator", "Saint Bride's Primary School", ["AGENCY_ADMINISTRATOR"]),
    "bea": ("Bea Businessmanager", "Merrow Council", ["BUSINESS_MANAGER"]),
    "sol": ("Sol Schoollead", "Saint Bride's Primary School", ["AGENCY_SAFEGUARDING_LEAD"]),
    "hana": ("Hana Highschool", "Harbour High School", ["AGENCY_SAFEGUARDING_LEAD"]),
    "pat": ("Pat Policeofficer", "Merrow Police", ["AGENCY_SAFEGUARDING_LEAD"]),
    "kit": ("Kit Keylead", "Merrow Police", ["KEY_LEAD"]),
    "scarlet": ("Scarlet Scrutineer", "Merrow Council", ["SCRUTINEER"]),
    "lado": ("Ladislav Designated", "Merrow Council", ["LADO"]),
    "ines": ("Ines Inspector", "Merrow Inspectorate", ["INSPECTOR"]),
    "neve": ("Neve Nurse", "Merrow Children's Hospital", ["AGENCY_SAFEGUARDING_LEAD"]),
}
INSPECTION = (datetime(2023, 4, 3, 8, 0, tzinfo=UTC), datetime(2023, 4, 28, 16, 0, tzinfo=UTC))
# One password for all, hashed once: the tests' own, of no use anywhere else.
PASSWORD = "correct-horse-battery-staple"


def people() -> None:
    """Writes the partnership as the owner, into the template that the tests' databases are copied from."""
    from django.contrib.auth.hashers import make_password

    from sightline.register.models import Agency, Staff, Team

    hashed = make_password(PASSWORD)
    for name, (kind, partner, front_door) in AGENCIES.items():
        Agency.objects.using("owner").create(
            name=name, kind=kind, is_safeguarding_partner=partner, holds_front_door=front_door
        )
    council = Agency.objects.using("owner").get(name="Merrow Council")
    team = Team.objects.using("owner").create(agency=council, name="Integrated Front Door")
    for username, (name, agency, roles) in STAFF.items():
        own = Agency.objects.using("owner").get(name=agency)
        Staff.objects.using("owner").create(
            username=username,
            name=name,
            agency=own,
            team=team if own == council else None,
            roles=roles,
            password=hashed,
        )
    _inspection(council)


def _inspection(council: Any) -> None:
    """Ines inspects the council in these weeks."""
    from sightline.register.models import Inspection, Staff

    accounts = Staff.objects.using("owner")
    dara, ines = accounts.get(username="dara"), accounts.get(username="ines")
    Inspection.objects.using("owner").create(
        agency=council,
        inspector=ines,
        authority="Children Act 2004, section 20: joint area inspection",
        from_at=INSPECTION[0],
        to_at=INSPECTION[1],
        opened_by=dara,
        opened_at=INSPECTION[0],
    )
    accounts.filter(pk=ines.pk).update(access_begins_at=INSPECTION[0], access_ends_at=INSPECTION[1])


class Partnership:
    """The people and agencies by their short names, and who acts: `partnership.mina`, `partnership.acts(...)`."""

    now = datetime(2023, 4, 12, 9, 30, tzinfo=UTC)

    def __getattr__(self, username: str) -> Any:
        from sightline.register.models import Staff

        return Staff.objects.select_related("agency", "team").get(username=username)

    def agency(self, name: str) -> Any:
        from sightline.register.models import Agency

        return Agency.objects.get(name=name)

    def acts(self, staff: Any, at: datetime | None = None) -> None:
        """From here on the test's transaction runs as `staff`, as a request's does."""
        from sightline.common import actor

        actor.introduce(staff=staff, at=at or self.now)


@pytest.fixture
def partnership(db: None) -> Partnership:
    return Partnership()


@pytest.fixture
def trail() -> Iterator[list[tuple[str, str, int | None]]]:
    """What is written to the access trail: the service may write there and never read, so the tests listen."""
    from django.db.models.signals import post_save

    from sightline.common.models import AccessEntry

    written: list[tuple[str, str, int | None]] = []

    def heard(instance: Any, **_: Any) -> None:
        written.append((instance.kind, instance.record_type, instance.record_id))

    post_save.connect(heard, sender=AccessEntry)
    yield written
    post_save.disconnect(heard, sender=AccessEntry)
