"""How a contact arrives: who sends it, at what hour, by which way, and who at the front door records it."""

from datetime import date, datetime, timedelta

from sightline.demonstration import agencies, names, people
from sightline.demonstration.days import NOW, is_office_hours, moment
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Child, Event
from sightline.front_door.codes import SourceGroup as Group
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import in_london, local_date

_SOURCES: dict[str, Weighted[str]] = {
    Group.INDIVIDUAL: Weighted({"1A": 0.54, "1B": 0.20, "1C": 0.08, "1D": 0.18}),
    Group.SCHOOLS: Weighted({"2A": 1}),
    Group.EDUCATION_SERVICES: Weighted({"2B": 1}),
    Group.HEALTH: Weighted({"3A": 0.17, "3B": 0.21, "3C": 0.10, "3D": 0.14, "3E": 0.24, "3F": 0.14}),
    Group.HOUSING: Weighted({"4": 1}),
    Group.COUNCIL: Weighted({"5A": 0.20, "5B": 0.28, "5C": 0.20, "5D": 0.32}),
    Group.POLICE: Weighted({"6": 1}),
    Group.OTHER_LEGAL_AGENCY: Weighted({"7": 1}),
    Group.OTHER: Weighted({"8": 1}),
    Group.ANONYMOUS: Weighted({"9": 1}),
    Group.UNKNOWN: Weighted({"10": 1}),
}
_TYPES = {
    "INFORMATION": "INFORMATION_REQUEST",
    "MISSING": "MISSING_NOTIFICATION",
    "OTHER_AREA": "NOTIFICATION_OTHER_LA",
    "PRIVATE_FOSTERING": "PRIVATE_FOSTERING",
    "ADVICE": "ADVICE_LINE",
}
_CHANNELS: dict[str, Weighted[str]] = {
    Group.POLICE: Weighted({"POLICE_NOTIFICATION": 0.86, "TELEPHONE": 0.09, "EMAIL": 0.05}),
    Group.SCHOOLS: Weighted({"REFERRAL_FORM": 0.62, "TELEPHONE": 0.27, "EMAIL": 0.11}),
    Group.HEALTH: Weighted({"REFERRAL_FORM": 0.55, "TELEPHONE": 0.20, "EMAIL": 0.25}),
    Group.INDIVIDUAL: Weighted({"TELEPHONE": 0.72, "PUBLIC_FORM": 0.17, "IN_PERSON": 0.05, "EMAIL": 0.06}),
    Group.ANONYMOUS: Weighted({"TELEPHONE": 0.60, "PUBLIC_FORM": 0.40}),
    Group.UNKNOWN: Weighted({"EMAIL": 0.8, "TELEPHONE": 0.2}),
}
_OTHER_CHANNELS = Weighted({"REFERRAL_FORM": 0.45, "EMAIL": 0.40, "TELEPHONE": 0.15})

# Hours of the day: (from, to, weight).
_HOURS: dict[str, Weighted[tuple[int, int]]] = {
    "POLICE": Weighted(
        {(0, 2): 9, (2, 6): 6, (6, 9): 9, (9, 12): 18, (12, 15): 17, (15, 18): 17, (18, 21): 13, (21, 24): 11}
    ),
    "SCHOOLS": Weighted({(8, 9): 10, (9, 11): 20, (11, 13): 20, (13, 15): 27, (15, 16): 17, (16, 18): 6}),
    "3E": Weighted({(0, 6): 15, (6, 12): 22, (12, 18): 33, (18, 24): 30}),
    "PEOPLE": Weighted({(7, 9): 7, (9, 12): 28, (12, 15): 24, (15, 18): 22, (18, 21): 13, (21, 23): 6}),
    "OFFICES": Weighted({(8, 9): 6, (9, 12): 41, (12, 15): 31, (15, 17): 19, (17, 19): 3}),
}
_LAST_HOUR_FOR_THE_SAME_DAY = 14

_ROLES = {
    "1A": ("Grandmother", "Aunt", "Father", "Mother", "Older sister"),
    "1B": ("Neighbour", "Childminder", "Friend of the family"),
    "1C": ("The young person",),
    "1D": ("Passer-by", "Club helper", "Shopkeeper"),
    "2A": ("Designated safeguarding lead", "Head of year", "Pastoral manager"),
    "2B": ("Education welfare officer",),
    "3A": ("GP", "Practice nurse"),
    "3B": ("Health visitor",),
    "3C": ("School nurse",),
    "3D": ("Midwife", "Community midwife"),
    "3E": ("Emergency department nurse", "Paediatric doctor"),
    "3F": ("Paediatrician", "Child and adolescent mental health worker"),
    "4": ("Housing officer",),
    "5A": ("Adults' social worker",),
    "5B": ("Youth worker", "Children's centre worker"),
    "5C": ("Social worker",),
    "5D": ("Early help worker",),
    "6": ("Vulnerable people unit", "Response officer"),
    "7": ("Probation officer", "Family court adviser"),
    "8": ("Family support worker", "Refuge worker"),
}


def arrive(event: Event, draw: Draw) -> None:
    """Fills in the sender, the moment, the way it came and the recording of one event."""
    children = [contact.child for contact in event.contacts]
    event.source = event.source or _source(event, children, draw)
    event.contact_type = event.contact_type or _contact_type(event, draw)
    if event.received_at is None:
        event.received_at = _moment(event, draw)
    event.channel = event.channel or _channel(event, draw)
    _refer(event, children, draw)
    _record(event, draw)
    _acknowledge(event, draw)


def _source(event: Event, children: list[Child], draw: Draw) -> str:
    youngest = max((child.born_on or date.max for child in children), default=date.max)
    years = (event.received_on - youngest).days // 365 if youngest < event.received_on else -1
    if event.group == Group.HEALTH and any(child.is_unborn_on(event.received_on) for child in children):
        return "3D"
    if event.kind == "OTHER_AREA" and event.group == Group.COUNCIL:
        return "5C"
    source = draw.by_weight(_SOURCES[event.group])
    if source == "1C" and (years < 11 or len(children) > 1):
        return "1A"
    if source == "3C" and years < 4:
        return "3B"
    if source == "3B" and years > 5:
        return "3C" if draw.chance(0.4) else "3A"
    return source


def _contact_type(event: Event, draw: Draw) -> str:
    if event.kind in _TYPES:
        return _TYPES[event.kind]
    return "POLICE_VPRF" if event.group == Group.POLICE and draw.chance(0.9) else "CONCERN"


def _moment(event: Event, draw: Draw) -> datetime:
    table = {Group.POLICE: "POLICE", Group.SCHOOLS: "SCHOOLS", Group.INDIVIDUAL: "PEOPLE", Group.ANONYMOUS: "PEOPLE"}
    hours = _HOURS["3E" if event.source == "3E" else table.get(Group(event.group), "OFFICES")]
    same_day = any(contact.decided_on == event.received_on for contact in event.contacts)
    for _ in range(12):
        first, last = draw.by_weight(hours)
        hour = draw.number(first, last - 1)
        if not same_day or hour <= _LAST_HOUR_FOR_THE_SAME_DAY:
            break
    else:
        hour = 10
    return moment(event.received_on, hour, draw.number(0, 59))


def _channel(event: Event, draw: Draw) -> str:
    assert event.received_at is not None
    if event.contact_type in ("INFORMATION_REQUEST", "NOTIFICATION_OTHER_LA"):
        return "EMAIL"
    if event.contact_type == "ADVICE_LINE":
        return "TELEPHONE"
    channel = draw.by_weight(_CHANNELS.get(event.group, _OTHER_CHANNELS))
    if channel == "POLICE_NOTIFICATION" and event.contact_type not in ("POLICE_VPRF", "MISSING_NOTIFICATION"):
        return "EMAIL"
    if channel in ("TELEPHONE", "IN_PERSON") and not is_office_hours(event.received_at):
        return "OUT_OF_HOURS"
    return channel


def _refer(event: Event, children: list[Child], draw: Draw) -> None:
    event.referrer_agency = event.referrer_agency or _agency(event.source, children, draw)
    lead = people.AT_AGENCY.get(event.referrer_agency)
    roles = _ROLES.get(event.source)
    if event.source in ("9", "10") or roles is None:
        return
    if lead and draw.chance(0.7):
        sender = draw.one(lead)
        event.referrer_name, event.referrer_role = sender.name, sender.job_title
    else:
        given = draw.one(names.BRITISH.women if draw.chance(0.7) else names.BRITISH.men)
        event.referrer_name = f"{given} {names.family_name(names.BRITISH, draw)}"
        event.referrer_role = draw.one(roles)
    event.referrer_telephone = agencies.telephone(draw.number(0, 999)) if draw.chance(0.85) else ""
    if event.referrer_agency:
        event.referrer_email = f"{event.referrer_name.split()[0].lower()}@{event.source.lower()}.example"
        event.referrer_email = event.referrer_email.encode("ascii", "ignore").decode()


def _agency(source: str, children: list[Child], draw: Draw) -> str:
    if source == "2A":
        return next((child.school for child in children if child.school), "") or draw.one(agencies.PRIMARIES)
    choices: dict[str, tuple[str, ...]] = {
        "2B": (agencies.COUNCIL,),
        "3A": agencies.SURGERIES,
        "3B": (agencies.COMMUNITY_HEALTH,),
        "3C": (agencies.COMMUNITY_HEALTH,),
        "3D": (agencies.GENERAL_HOSPITAL, agencies.GENERAL_HOSPITAL, agencies.COMMUNITY_HEALTH),
        "3E": (agencies.CHILDRENS_HOSPITAL, agencies.CHILDRENS_HOSPITAL, agencies.AINTREE),
        "3F": (agencies.CHILDRENS_HOSPITAL, agencies.COMMUNITY_HEALTH, agencies.HEALTH_BOARD),
        "4": (agencies.HOUSING,),
        "5A": (agencies.COUNCIL,),
        "5B": (agencies.COUNCIL, agencies.COUNCIL, agencies.YOUTH_JUSTICE),
        "5C": agencies.OTHER_AUTHORITIES,
        "5D": (agencies.COUNCIL,),
        "6": (agencies.POLICE,),
        "7": (agencies.PROBATION, ""),
        "8": (agencies.VOLUNTARY, agencies.REFUGE, agencies.SUBSTANCE_MISUSE, agencies.FIRE, ""),
    }
    return draw.one(choices.get(source, ("",)))


def _record(event: Event, draw: Draw) -> None:
    """When it was typed and by whom: at once by whoever took the call, else when the office next opens."""
    at = event.received_at
    assert at is not None
    if event.channel == "OUT_OF_HOURS":
        event.recorded_at = at + timedelta(minutes=draw.number(8, 25))
        event.recorded_by = draw.one(people.NIGHT).username
        return
    if event.channel in ("TELEPHONE", "IN_PERSON"):
        event.recorded_at = at + timedelta(minutes=draw.number(4, 15))
    elif is_office_hours(at):
        event.recorded_at = at + timedelta(minutes=draw.number(6, 55))
    else:
        event.recorded_at = opening_after(at) + timedelta(minutes=draw.number(-40, 35))
    event.recorded_at = min(max(event.recorded_at, at + timedelta(minutes=2)), max(NOW - timedelta(minutes=5), at))
    event.recorded_by = draw.one(people.OFFICERS).username


def opening_after(at: datetime) -> datetime:
    """When the office next opens after a moment out of hours."""
    day = local_date(at)
    if not (ENGLAND.is_working_day(day) and in_london(at).hour < 9):
        day = ENGLAND.on_or_after(day + timedelta(days=1))
    return moment(day, 9, 0)


_ACKNOWLEDGED = Weighted({"SOON": 0.86, "NEXT": 0.09, "LATE": 0.02, "NEVER": 0.03})


def _acknowledge(event: Event, draw: Draw) -> None:
    recorded_at = event.recorded_at
    assert recorded_at is not None
    if event.channel in ("TELEPHONE", "IN_PERSON") or event.source in ("9", "10"):
        return
    how = draw.by_weight(_ACKNOWLEDGED)
    at = recorded_at + timedelta(minutes=draw.number(3, 90))
    if how == "NEVER":
        return
    if how != "SOON":
        day = ENGLAND.add(local_date(recorded_at), 1 if how == "NEXT" else 3)
        at = moment(day, draw.number(9, 16), draw.number(0, 59))
    event.acknowledged_at = at if at <= NOW - timedelta(minutes=4) else None
