"""The demonstration's agencies, teams and staff, which the owner sets up; and how it is thrown away again."""

from dataclasses import dataclass
from enum import StrEnum

from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.db import connections, transaction

from sightline.common import business_time
from sightline.common.models import BusinessClock
from sightline.demonstration import agencies, people
from sightline.demonstration.days import NOW
from sightline.front_door.models import HandOver
from sightline.register.models import Agency, Staff, Team

OWNER = "owner"
# What is not the demonstration's own: the key of the pseudonyms, so that these stay, and the rights of the roles.
_KEPT = ("common_pseudonymkey", "common_accessright", "register_rolerule")
_AREAS = ("common", "register", "front_door")


class NotADemonstration(Exception):  # noqa: N818 - a refusal, named as it reads
    """The database holds a working service's own records, which the demonstration never touches."""

    def __init__(self) -> None:
        super().__init__(
            "This home holds a partnership's own records, not a demonstration: nothing was changed. To see the"
            " demonstration, name another home: SIGHTLINE_HOME=/some/folder ./sightline demo"
        )


class WhatIsHere(StrEnum):
    """What the database holds."""

    NOTHING = "NOTHING"
    DEMONSTRATION = "DEMONSTRATION"
    UNFINISHED = "UNFINISHED"
    WORKING_SERVICE = "WORKING_SERVICE"


def what_is_here() -> WhatIsHere:
    """Told apart by the clock, which only a demonstration has, and by the hand-overs, which are written last."""
    if not Agency.objects.using(OWNER).exists():
        return WhatIsHere.NOTHING
    if not BusinessClock.objects.using(OWNER).exists():
        return WhatIsHere.WORKING_SERVICE
    if not HandOver.objects.using(OWNER).exists():
        return WhatIsHere.UNFINISHED
    return WhatIsHere.DEMONSTRATION


def reset() -> None:
    """Throws the demonstration away, with whatever was done in it. Raises NotADemonstration for real records."""
    if what_is_here() == WhatIsHere.WORKING_SERVICE:
        raise NotADemonstration
    tables = [table for area in _AREAS for table in _tables(area)]
    tables = [f'"{table}"' for table in tables if table not in _KEPT]
    with connections[OWNER].cursor() as cursor:
        cursor.execute(f"truncate {', '.join([*tables, 'django_session'])} restart identity cascade")


@dataclass(frozen=True)
class SetUp:
    """Who and what is there, by name and by username."""

    agencies: dict[str, Agency]
    teams: dict[str, Team]
    staff: dict[str, Staff]


def set_up() -> None:
    """Writes agencies, teams and staff, and starts the demonstration's clock. All or nothing."""
    with transaction.atomic(using=OWNER):
        made = Agency.objects.using(OWNER).bulk_create(
            Agency(
                name=agency.name,
                kind=agency.kind,
                is_safeguarding_partner=agency.is_safeguarding_partner,
                holds_front_door=agency.holds_front_door,
                telephone=agencies.telephone(place),
            )
            for place, agency in enumerate(agencies.AGENCIES, start=100)
        )
        by_name = {agency.name: agency for agency in made}
        council = by_name[agencies.COUNCIL]
        teams = Team.objects.using(OWNER).bulk_create(
            Team(agency=council, name=name) for name in agencies.COUNCIL_TEAMS
        )
        by_team = {team.name: team for team in teams}
        password = make_password(people.PASSWORD, salt=people.PASSWORD_SALT)
        Staff.objects.using(OWNER).bulk_create(
            Staff(
                username=person.username,
                name=person.name,
                email=f"{person.username}@demonstration.example",
                telephone=agencies.telephone(place),
                job_title=person.job_title,
                agency=by_name[person.agency],
                team=by_team.get(person.team),
                roles=list(person.roles),
                password=password,
            )
            for place, person in enumerate(people.STAFF, start=300)
        )
        start_clock()


def start_clock() -> None:
    """It is half past nine on Wednesday 12 April 2023."""
    business_time.set_to(NOW, using=OWNER)


def found() -> SetUp:
    """What was set up, as the serving role sees it."""
    return SetUp(
        agencies={agency.name: agency for agency in Agency.objects.all()},
        teams={team.name: team for team in Team.objects.select_related("agency")},
        staff={person.username: person for person in Staff.objects.select_related("agency", "team")},
    )


def refresh_statistics(*areas: str) -> None:
    """Lets the database see how much of what there now is: without, it plans its queries for empty tables."""
    with connections[OWNER].cursor() as cursor:
        for area in areas or _AREAS:
            tables = [f'"{table}"' for table in _tables(area)]
            cursor.execute(f"analyze {', '.join(tables)}")


def _tables(area: str) -> list[str]:
    """The tables of an area; a view is none."""
    return [model._meta.db_table for model in apps.get_app_config(area).get_models() if model._meta.managed]
