"""The agencies of the demonstration: those the annual report names, and invented schools, surgeries and homes.

Telephone numbers are of the range that Ofcom keeps for drama (01632 960000 to 960999).
"""

from dataclasses import dataclass

COUNCIL = "Sefton Council"
HEALTH_BOARD = "NHS Cheshire and Merseyside Integrated Care Board"
POLICE = "Merseyside Police"
CHILDRENS_HOSPITAL = "Alder Hey Children's NHS Foundation Trust"
GENERAL_HOSPITAL = "Liverpool University Hospitals NHS Foundation Trust"
AINTREE = "Aintree University Hospital"
COMMUNITY_HEALTH = "Mersey Care NHS Foundation Trust"
PUBLIC_HEALTH = "Sefton Public Health"
VOLUNTARY = "Sefton Council for Voluntary Service"
PROBATION = "Probation Service"
FIRE = "Merseyside Fire and Rescue Service"
SUBSTANCE_MISUSE = "Change Grow Live"
YOUTH_JUSTICE = "Sefton Youth Justice Service"
HOUSING = "Sandgrouse Homes"
REFUGE = "Harbourlight Refuge"
INSPECTORATE = "Ofsted"

SURGERIES = ("Marram Grass Surgery", "Old Pier Medical Centre", "Lanternhouse Practice", "Duneview Surgery")
OTHER_AUTHORITIES = (
    "Liverpool City Council",
    "Knowsley Council",
    "Lancashire County Council",
    "St Helens Council",
    "Wirral Council",
)

NURSERIES = ("Little Dunlins Nursery", "Rockpool Nursery")
PRIMARIES = (
    "Curlew Sands Primary School",
    "Saint Wilfreda's Primary School",
    "Pinewoods Primary School",
    "Old Lighthouse Primary School",
    "Natterjack Lane Primary School",
    "Marram Park Primary School",
    "Saltgate Primary School",
    "Heronsway Primary School",
    "Lapwing Fields Primary School",
    "Our Lady of the Dunes Primary School",
    "Squirrel Wood Primary School",
    "Canal Bridge Primary School",
    "Asparagus Fields Primary School",
    "Teasel Street Primary School",
    "Sandhopper Primary School",
    "Green Lizard Primary School",
)
SECONDARIES = (
    "Harbour Light High School",
    "Marshside View Academy",
    "Saint Aelfric's High School",
    "Lanternhouse High School",
    "Sandpiper Academy",
    "Tidewater High School",
    "Windpump Lane Academy",
)
SPECIAL_SCHOOLS = ("Willow Warbler School", "Sea Holly School", "Snowy Owl School")
COLLEGES = ("Estuary College", "Shoreline Sixth Form College")
SCHOOLS = (*NURSERIES, *PRIMARIES, *SECONDARIES, *SPECIAL_SCHOOLS, *COLLEGES)


@dataclass(frozen=True)
class Agency:
    """One agency as it is set up."""

    name: str
    kind: str
    is_safeguarding_partner: bool = False
    holds_front_door: bool = False


AGENCIES = (
    Agency(COUNCIL, "LA", is_safeguarding_partner=True, holds_front_door=True),
    Agency(HEALTH_BOARD, "ICB", is_safeguarding_partner=True),
    Agency(POLICE, "POL", is_safeguarding_partner=True),
    Agency(CHILDRENS_HOSPITAL, "HEA"),
    Agency(AINTREE, "HEA"),
    Agency(GENERAL_HOSPITAL, "HEA"),
    Agency(COMMUNITY_HEALTH, "HEA"),
    Agency(PUBLIC_HEALTH, "PH"),
    Agency(VOLUNTARY, "VCS"),
    Agency(PROBATION, "PRO"),
    Agency(FIRE, "FRS"),
    Agency(SUBSTANCE_MISUSE, "SUB"),
    Agency(YOUTH_JUSTICE, "YJS"),
    Agency(HOUSING, "HOU"),
    Agency(REFUGE, "VCS"),
    *(Agency(name, "HEA") for name in SURGERIES),
    *(Agency(name, "EDU") for name in SCHOOLS),
    *(Agency(name, "OLA") for name in OTHER_AUTHORITIES),
    Agency(INSPECTORATE, "REG"),
)

FRONT_DOOR_TEAM = "Integrated Front Door"
HUB_TEAM = "Early Help Hub"
NIGHT_TEAM = "Emergency Duty Team"
COUNCIL_TEAMS = (
    FRONT_DOOR_TEAM,
    HUB_TEAM,
    NIGHT_TEAM,
    "Assessment Team North",
    "Assessment Team South",
    "Safeguarding Team Shore",
    "Safeguarding Team Pinewoods",
    "Cared for Children Team",
    "Early Help Locality Team North",
    "Early Help Locality Team South",
    "Safeguarding Children Partnership Team",
)


def telephone(number: int) -> str:
    """The `number`-th telephone of the range kept for drama."""
    return f"01632 960{number % 1000:03d}"
