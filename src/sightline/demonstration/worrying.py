"""What a contact is about: the worry, in whose words, with which consent, and at which level the referrer sees it."""

from datetime import date, timedelta

from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Contact, Described, Event, Home
from sightline.demonstration.words import sentences
from sightline.demonstration.words.concerns import CONCERNS, Words
from sightline.demonstration.words.little import LITTLE
from sightline.front_door.codes import PROFESSIONAL_SOURCES
from sightline.front_door.codes import SourceGroup as Group
from sightline.timescales.ages import age_on

_ANYBODY = Weighted(
    {"NEG": 20, "DA": 14, "PHY": 12, "EMO": 12, "MH": 9, "SUB": 9, "SAB": 5, "OTH": 9, "HOUS": 4, "CE": 3, "HSB": 2}
)
_BY_GROUP: dict[str, Weighted[str]] = {
    Group.POLICE: Weighted(
        {"DA": 45, "NEG": 7, "PHY": 8, "CE": 7, "MH": 9, "SUB": 6, "SAB": 6, "EMO": 4, "HSB": 2, "RAD": 0.5, "OTH": 6}
    ),
    Group.SCHOOLS: Weighted(
        {
            "NEG": 20,
            "PHY": 15,
            "EMO": 13,
            "MH": 14,
            "DA": 10,
            "ATT": 7,
            "SAB": 5,
            "CE": 4,
            "YC": 3,
            "HOUS": 2,
            "HSB": 3,
            "DIS": 1.5,
            "RAD": 1,
            "SUB": 3,
            "OTH": 4,
        }
    ),
    Group.HEALTH: Weighted(
        {
            "NEG": 18,
            "MH": 22,
            "DA": 13,
            "SUB": 9,
            "PHY": 9,
            "DIS": 6,
            "EMO": 8,
            "SAB": 4,
            "FGM": 0.6,
            "HOUS": 2,
            "OTH": 5,
        }
    ),
    Group.EDUCATION_SERVICES: Weighted({"ATT": 40, "NEG": 18, "EMO": 10, "MH": 10, "DA": 6, "DIS": 8, "OTH": 8}),
    Group.HOUSING: Weighted({"HOUS": 34, "NEG": 25, "DA": 18, "SUB": 8, "MH": 7, "OTH": 8}),
    Group.COUNCIL: Weighted(
        {"NEG": 18, "DA": 14, "EMO": 11, "MH": 12, "DIS": 10, "SUB": 7, "CE": 6, "HOUS": 6, "OTH": 10}
    ),
}
_TEENAGE = ("CE", "HSB", "RAD", "ATT")
_ALSO = Weighted({"NEG": 5, "EMO": 7, "DA": 5, "SUB": 5, "MH": 5, "HOUS": 3, "ATT": 2, "YC": 2})

# The level at which a professional sees the child, by the level that is concluded: less raised than lowered.
_LEVELS: dict[str, Weighted[str]] = {
    "4": Weighted({"4": 0.76, "3": 0.20, "2": 0.04}),
    "3": Weighted({"4": 0.42, "3": 0.51, "2": 0.07}),
    "2": Weighted({"4": 0.15, "3": 0.38, "2": 0.44, "1": 0.03}),
    "1": Weighted({"4": 0.07, "3": 0.26, "2": 0.41, "1": 0.26}),
    "": Weighted({"2": 0.5, "3": 0.3, "4": 0.2}),
}
LEVEL_GIVEN = 0.92

_CONSENT = Weighted(
    {
        "ASKED_GIVEN": 0.46,
        "ASKED_REFUSED": 0.06,
        "NOT_ASKED_RISK": 0.22,
        "NOT_ASKED_NOT_NEEDED": 0.25,
        "WITHDRAWN": 0.01,
    }
)
_BASIS = Weighted({"PUBLIC_TASK": 0.80, "LEGAL_OBLIGATION": 0.14, "VITAL_INTERESTS": 0.03, "CONSENT": 0.03})
_CONDITION = Weighted({"SAFEGUARDING": 0.82, "HEALTH_OR_SOCIAL_CARE": 0.15, "NOT_SPECIAL": 0.03})
BASIS_GIVEN = 0.93


def worry(event: Event, draw: Draw) -> None:
    """Fills in what the event is about, for each child in it. The outcome is known already."""
    main = event.contacts[0].primary_concern or _concern(event, event.contacts[0].child, draw)
    for contact in event.contacts:
        concern = main
        if contact.child.is_unborn_on(event.received_on) and draw.chance(0.8):
            concern = "UNBORN"
        contact.primary_concern = contact.primary_concern or concern
        contact.concerns = [contact.primary_concern]
        if draw.chance(0.34):
            contact.concerns.append(draw.by_weight(_ALSO))
        if contact.child.is_unborn_on(event.received_on) and "UNBORN" not in contact.concerns:
            contact.concerns.append("UNBORN")
        contact.concerns = list(dict.fromkeys(contact.concerns))
        _attach_tool(event, contact, draw)
        contact.described = describe_child(contact, draw)
    if not event.text:
        event.text = _text(event, draw)
    _consent(event, draw)


def see_level(event: Event, contact: Contact, concluded: str, draw: Draw) -> None:
    """The level of need as a professional referrer sees it; the public is not asked for one."""
    if event.source in PROFESSIONAL_SOURCES and draw.chance(LEVEL_GIVEN):
        contact.level_as_referred = draw.by_weight(_LEVELS[concluded])


def _concern(event: Event, child: Child, draw: Draw) -> str:
    if event.kind == "PRIVATE_FOSTERING":
        return "PF"
    if event.kind == "MISSING":
        return "CE" if draw.chance(0.35) else "OTH"
    table = _BY_GROUP.get(event.group, _ANYBODY)
    concern = draw.by_weight(table)
    years = age_on(child.born_on, event.received_on) if child.born_on else None
    if concern in _TEENAGE and (years is None or years < (5 if concern == "ATT" else 10)):
        return "NEG"
    if concern == "MH" and (years or 0) < 8:
        return "EMO"
    if concern == "YC" and (years or 0) < 7:
        return "NEG"
    return concern


def tool_share(day: date) -> float:
    """How often a professional's neglect contact comes with the screening tool; more since its relaunch."""
    for since, share in ((date(2023, 1, 1), 0.47), (date(2022, 4, 1), 0.35), (date(2021, 4, 1), 0.28)):
        if day >= since:
            return share
    return 0.20


def _attach_tool(event: Event, contact: Contact, draw: Draw) -> None:
    if "NEG" not in contact.concerns or event.source not in PROFESSIONAL_SOURCES:
        return
    if contact.neglect_tool:
        return
    contact.neglect_tool = "YES" if draw.chance(tool_share(event.received_on)) else "NO"
    if contact.neglect_tool == "YES":
        contact.neglect_tool_completed_on = event.received_on - timedelta(days=draw.number(0, 9))


def words_of(contact: Contact) -> Words:
    """The words for a contact's worry: those for a child not yet born, a little one, or an older child."""
    child = contact.child
    if child.born_on is None or child.is_unborn_on(contact.event.received_on):
        return CONCERNS["UNBORN"]
    if (age_on(child.born_on, contact.event.received_on) or 0) < 4:
        return LITTLE.get(contact.primary_concern, LITTLE["OTH"])
    return CONCERNS[contact.primary_concern]


def called(contact: Contact) -> str:
    """What the child is called in a sentence."""
    is_unborn = contact.child.is_unborn_on(contact.event.received_on)
    return "the baby" if is_unborn else contact.child.given_name


def said(sentence: str, contact: Contact) -> str:
    """The sentence about the contact's child, beginning with a capital."""
    told = sentence.replace("{n}", called(contact))
    return told[:1].upper() + told[1:]


def describe_child(contact: Contact, draw: Draw) -> Described:
    """The child as the referrer describes them: seldom everything, and now and then misspelt."""
    child, day = contact.child, contact.event.received_on
    described = Described(family_name=child.family_name)
    if child.is_unborn_on(day):
        described.expected_on = child.expected_on
    else:
        described.given_name = child.given_name
        described.born_on = child.born_on if draw.chance(0.82) else None
        described.school = child.school if draw.chance(0.5) else ""
    if draw.chance(0.05) and len(child.family_name) > 6:
        described.family_name = child.family_name[:-1]
    home = _home_on(child, day)
    if home and not home.protected_because and draw.chance(0.7):
        described.address, described.postcode = home.lines, home.postcode
    return described


def _home_on(child: Child, day: date) -> Home | None:
    for home in child.family.homes:
        for person, from_on, to_on in home.members:
            if person is child and (from_on is None or from_on <= day) and (to_on is None or to_on > day):
                return home
    return None


_PLAIN = {
    "INFORMATION": sentences.INFORMATION,
    "MISSING": sentences.MISSING,
    "OTHER_AREA": sentences.OTHER_AREA,
    "ADVICE": sentences.ADVICE,
}


def _text(event: Event, draw: Draw) -> str:
    first = event.contacts[0]
    if event.kind in _PLAIN:
        return said(draw.one(_PLAIN[event.kind]), first)
    seen = draw.some(words_of(first).seen, 2 if draw.chance(0.4) else 1)
    parts = [draw.one(sentences.OPENINGS[event.group]), *(said(each, first) for each in seen)]
    if event.size > 1:
        others = ", ".join(called(contact) for contact in event.contacts[1:])
        parts.append(f"The same worry goes for {others}.")
    parts.append(draw.one(sentences.CLOSINGS))
    return " ".join(parts)


def _consent(event: Event, draw: Draw) -> None:
    if event.source not in PROFESSIONAL_SOURCES:
        if draw.chance(0.9):
            event.article_6_basis = "PUBLIC_TASK"
        return
    if not draw.chance(BASIS_GIVEN):
        return
    event.consent = draw.by_weight(_CONSENT)
    reasons = {"NOT_ASKED_RISK": sentences.NOT_ASKED, "ASKED_REFUSED": sentences.REFUSED}.get(event.consent)
    event.consent_reason = draw.one(reasons) if reasons else ""
    event.article_6_basis = draw.by_weight(_BASIS)
    event.special_category_condition = draw.by_weight(_CONDITION)
    event.law_enforcement = event.group == Group.POLICE and draw.chance(0.35)
    born_on = event.contacts[0].child.born_on
    if event.size == 1 and born_on and (age_on(born_on, event.received_on) or 0) >= 13 and draw.chance(0.4):
        event.competence = "COMPETENT" if draw.chance(0.6) else "NOT_ASSESSED"
        event.competence_note = draw.one(sentences.COMPETENT) if event.competence == "COMPETENT" else ""
