"""The people who use Sightline in the demonstration. All invented; all with one password, which is no secret."""

from dataclasses import dataclass

from sightline.demonstration import agencies

# Shown on the sign-in page of the demonstration and printed by the command: it protects nothing.
PASSWORD = "curlew-over-the-dunes"  # noqa: S105
# So that every demonstration has the same rows; a working service salts every password by itself.
PASSWORD_SALT = "demonstrationonly"  # noqa: S105


@dataclass(frozen=True)
class Person:
    """One member of staff, as they are set up."""

    username: str
    name: str
    agency: str
    roles: tuple[str, ...]
    job_title: str
    team: str = ""


def _council(username: str, name: str, role: str, job_title: str, team: str) -> Person:
    return Person(username, name, agencies.COUNCIL, (role,), job_title, team)


def _officer(username: str, name: str) -> Person:
    return _council(username, name, "FRONT_DOOR_OFFICER", "Contact officer", agencies.FRONT_DOOR_TEAM)


def _manager(username: str, name: str) -> Person:
    return _council(username, name, "FRONT_DOOR_MANAGER", "Front door manager", agencies.FRONT_DOOR_TEAM)


def _hub(username: str, name: str) -> Person:
    return _council(username, name, "EARLY_HELP_HUB_WORKER", "Early help worker", agencies.HUB_TEAM)


def _night(username: str, name: str) -> Person:
    return _council(username, name, "OUT_OF_HOURS_WORKER", "Emergency duty social worker", agencies.NIGHT_TEAM)


def _lead(username: str, name: str, agency: str, job_title: str) -> Person:
    return Person(username, name, agency, ("AGENCY_SAFEGUARDING_LEAD",), job_title)


OFFICERS = (
    _officer("officer", "Olwen Teaselby"),
    _officer("officer2", "Bashir Chinargate"),
    _officer("officer3", "Cerys Dunlinfold"),
    _officer("officer4", "Duncan Sorrelmoor"),
    _officer("officer5", "Ewa Jaskółkowska"),
    _officer("officer6", "Fergus O'Sandpiper"),
    _officer("officer7", "Gita Neembagh"),
    _officer("officer8", "Harriet Yarrowfold"),
    _officer("officer9", "Isaac Brackenshore"),
    _officer("officer10", "Joy Kestrelmere"),
)
MANAGERS = (
    _manager("manager", "Martha Thistlecroft"),
    _manager("manager2", "Idris Plovershaw"),
    _manager("manager3", "Farida Tamarindwala"),
    _manager("manager4", "Owen Juniperdale"),
    _manager("manager5", "Ruth Siskinstead"),
)
HUB = (
    _hub("hub", "Hattie Larkfold"),
    _hub("hub2", "Kwame Odumwood"),
    _hub("hub3", "Lena Ostrzycka"),
    _hub("hub4", "Moira Ferncombe"),
)
NIGHT = (
    _night("night", "Noor Owlington"),
    _night("night2", "Petra Nightjarrow"),
    _night("night3", "Silas Moonfleck"),
)
ADMINISTRATORS = (
    _council("admin", "Ada Keysmith", "AGENCY_ADMINISTRATOR", "Business support manager", agencies.FRONT_DOOR_TEAM),
    _council(
        "admin2", "Ambrose Latchford", "AGENCY_ADMINISTRATOR", "Business support officer", agencies.FRONT_DOOR_TEAM
    ),
    Person(
        "schooladmin",
        "Selma Registerby",
        "Curlew Sands Primary School",
        ("AGENCY_ADMINISTRATOR",),
        "School business manager",
    ),
)
PARTNERSHIP = (
    _council(
        "analyst",
        "Anneke Tallybrook",
        "PARTNERSHIP_ANALYST",
        "Partnership analyst",
        "Safeguarding Children Partnership Team",
    ),
    _council(
        "business",
        "Bronwen Inkpenny",
        "BUSINESS_MANAGER",
        "Partnership business manager",
        "Safeguarding Children Partnership Team",
    ),
    _council(
        "dpo",
        "Desmond Keyhollow",
        "DATA_PROTECTION_LEAD",
        "Data protection lead",
        "Safeguarding Children Partnership Team",
    ),
)
_DSL = "Designated safeguarding lead"
LEADS = (
    _lead("school", "Sunita Chalkdown", "Curlew Sands Primary School", _DSL),
    _lead("school2", "Tobias Slatebourne", "Harbour Light High School", _DSL),
    _lead("school3", "Una Inkwellow", "Pinewoods Primary School", _DSL),
    _lead("school4", "Victor Pencombe", "Sandpiper Academy", _DSL),
    _lead("school5", "Winifred Rulerby", "Willow Warbler School", _DSL),
    _lead("nursery", "Xanthe Paintpotter", "Little Dunlins Nursery", _DSL),
    _lead("college", "Yolanda Lecternshaw", "Estuary College", _DSL),
    _lead("police", "Piotr Bluelampa", agencies.POLICE, "Vulnerable people unit sergeant"),
    _lead("police2", "Paula Whistlemere", agencies.POLICE, "Vulnerable people unit constable"),
    _lead("nurse", "Nadia Thermofold", agencies.CHILDRENS_HOSPITAL, "Named nurse"),
    _lead("nurse2", "Niall Plasterworth", agencies.COMMUNITY_HEALTH, "Named nurse"),
    _lead("midwife", "Meera Cradlecombe", agencies.GENERAL_HOSPITAL, "Named midwife"),
    _lead("surgery", "Stella Spatulow", "Marram Grass Surgery", "Practice safeguarding lead"),
    _lead("housing", "Hugh Chimneypotter", agencies.HOUSING, "Tenancy support lead"),
    _lead("probation", "Pearl Turnstyle", agencies.PROBATION, "Senior probation officer"),
    _lead("recovery", "Rafe Daybreaker", agencies.SUBSTANCE_MISUSE, "Family safeguarding lead"),
    _lead("youthjustice", "Yemi Fairground", agencies.YOUTH_JUSTICE, "Youth justice manager"),
)
OVERSIGHT = (
    Person("partner", "Philippa Tidewell", agencies.POLICE, ("KEY_LEAD",), "Delegated safeguarding partner"),
    _council(
        "scrutineer",
        "Selwyn Lanternmoor",
        "SCRUTINEER",
        "Independent scrutineer",
        "Safeguarding Children Partnership Team",
    ),
    Person("lado", "Leocadia Willowgate", agencies.COUNCIL, ("LADO",), "Local authority designated officer"),
    Person("inspector", "Ingrid Spyglassen", agencies.INSPECTORATE, ("INSPECTOR",), "Social care inspector"),
)
STAFF = (*OFFICERS, *MANAGERS, *HUB, *NIGHT, *PARTNERSHIP, *LEADS, *OVERSIGHT, *ADMINISTRATORS)

# The first of each role: those whom the command and the sign-in page list.
INTRODUCED = tuple(
    person
    for person in STAFF
    if person.username
    in {
        *("officer", "manager", "hub", "night", "school", "police", "nurse", "analyst", "business", "dpo"),
        *("partner", "scrutineer", "lado", "inspector"),
        *("admin",),
    }
)
AT_AGENCY = {agency: [person for person in LEADS if person.agency == agency] for agency in {p.agency for p in LEADS}}
