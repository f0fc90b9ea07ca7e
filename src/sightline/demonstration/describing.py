"""Gives each family of the plan its names, homes, grown-ups, schools and numbers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sightline.demonstration import agencies, names, numbers, places
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Adult, Child, Family, Home, Tie
from sightline.demonstration.targets import TODAY
from sightline.timescales.ages import age_on

_MEN_NOTES = (
    "Father lives nearby and sees the children at weekends.",
    "Mother's partner stays several nights a week.",
    "Father lives in the home and shares the caring.",
    "Grandfather does the school run on most days.",
    "Father works away and telephones every evening.",
    "An uncle helps with money and lifts.",
)
_MEN_NOT_KNOWN_NOTES = (
    "Mother asked; she would rather not say yet. Ask again.",
    "Asked at the first visit; nobody could give a name.",
    "School has no man on its list of contacts.",
)
_COMMUNICATION = (
    "Uses a picture board",
    "Wears hearing aids in both ears",
    "Signs with Makaton",
    "Prefers to write rather than speak",
    "Needs extra time to answer",
)
_DISABILITIES = Weighted({"AUT": 0.34, "LD": 0.25, "BEH": 0.14, "COMM": 0.12, "MOB": 0.08, "HEAR": 0.04, "VIS": 0.03})
_PROTECTED = (
    "Mother and children were moved for their safety. Ask the front door manager before it is shared.",
    "Placement address withheld by agreement with the court.",
    "Staying at a refuge; the address is known to nobody outside.",
)


def describe(families: Sequence[Family], *, seed: object) -> None:
    """Fills in what is not yet known of the families, each from a stream of its own."""
    nhs = numbers.nhs_numbers()
    taken: set[tuple[str, str, date | None]] = set()
    place = 0
    for family in families:
        draw = Draw(seed, "family", family.number)
        ward = places.ward(draw)
        _name(family, draw)
        while any(_identity(child) in taken for child in family.children):
            _name(family, draw)
        taken.update(_identity(child) for child in family.children)
        for child in family.children:
            place += 1
            _particulars(child, ward, draw)
            _number(child, place, nhs, draw)
        _house(family, ward, draw)


def _identity(child: Child) -> tuple[str, str, date | None]:
    """By what a register would think two children the same."""
    return child.given_name, child.family_name, child.born_on or child.expected_on


def _name(family: Family, draw: Draw) -> None:
    family.adults.clear()
    family.ties.clear()
    heritage = draw.by_weight(names.HERITAGES)
    surname = names.family_name(heritage, draw)
    own_script = heritage.own_script.get(surname, "")
    ethnicity = draw.by_weight(Weighted(heritage.ethnicities))
    used: set[str] = set()
    language = heritage.language
    needs_interpreter = draw.chance(heritage.interpreter)
    for child in family.children:
        child.family_name = surname if child.born_on is None or draw.chance(0.9) else _double(surname, heritage, draw)
        if child.born_on is None:
            continue
        child.given_name = _unused(heritage.girls if child.sex == "F" else heritage.boys, used, draw)
        child.other_names = own_script or (names.nickname(child.given_name) if draw.chance(0.06) else "")
        child.ethnicity = ethnicity if draw.chance(0.93) else draw.one(("NOBT", "NOBT", "REFU"))
        child.first_language = language
        child.interpreter_needed = needs_interpreter
    _grown_ups(family, heritage, surname, draw)


def _unused(given: Sequence[str], used: set[str], draw: Draw) -> str:
    name = draw.one([each for each in given if each not in used] or given)
    used.add(name)
    return name


def _double(surname: str, heritage: names.Heritage, draw: Draw) -> str:
    if surname.startswith(("al-", "O'", "Ní", "Mac")):
        return surname
    return f"{surname}-{names.family_name(heritage, draw)}"


def _particulars(child: Child, ward: places.Ward, draw: Draw) -> None:
    if child.born_on is None:
        return
    if draw.chance(0.11):
        child.disabilities = [draw.by_weight(_DISABILITIES)]
        if draw.chance(0.3):
            child.communication_need = draw.one(_COMMUNICATION)
    child.school = _school(child.born_on, ward, bool(child.disabilities), draw)


def _school(born_on: date, ward: places.Ward, has_disability: bool, draw: Draw) -> str:
    """Where the child goes, or went last, as of today: school years begin on 1 September."""
    started = date(TODAY.year - (TODAY.month < 9), 8, 31)
    age = age_on(born_on, started)
    if age is None or age < 3:
        return draw.one(agencies.NURSERIES) if draw.chance(0.2) else ""
    if has_disability and draw.chance(0.35):
        return draw.one(agencies.SPECIAL_SCHOOLS)
    if age < 4:
        return draw.one(agencies.NURSERIES) if draw.chance(0.6) else ""
    if age < 11:
        return agencies.PRIMARIES[ward.primaries[0 if draw.chance(0.8) else 1]]
    if age < 16:
        return agencies.SECONDARIES[(ward.district + draw.number(0, 1)) % len(agencies.SECONDARIES)]
    return draw.one(agencies.COLLEGES) if draw.chance(0.6) else ""


def _number(child: Child, place: int, nhs: Iterator[str], draw: Draw) -> None:
    child.references.append(("CASE", numbers.case_number(place)))
    if child.born_on is None:
        return
    number = next(nhs)
    if draw.chance(0.94):
        child.references.append(("NHS", number))
    if child.school and child.school not in agencies.NURSERIES:
        child.references.append(("UPN", numbers.upn(place)))


def _grown_ups(family: Family, heritage: names.Heritage, surname: str, draw: Draw) -> None:
    oldest = family.children[-1].born_on
    assert oldest is not None
    mother = _adult(family, draw.one(heritage.women), surname, oldest, draw)
    _tie(family, mother, "MOTHER", "YES" if draw.chance(0.98) else "NOT_KNOWN")
    if draw.chance(0.74):
        father = _adult(
            family,
            draw.one(heritage.men),
            surname if draw.chance(0.55) else names.family_name(heritage, draw),
            oldest,
            draw,
        )
        _tie(family, father, "FATHER", draw.by_weight(_FATHERS_RESPONSIBILITY))
    if draw.chance(0.2):
        since = TODAY - timedelta(days=draw.number(90, 1500))
        partner = _adult(family, draw.one(names.BRITISH.men), names.family_name(names.BRITISH, draw), oldest, draw)
        until = since + timedelta(days=draw.number(120, 900))
        _tie(family, partner, "PARTNER", "NO", since, until if until < TODAY else None)
    if draw.chance(0.09):
        grandmother = _adult(
            family, draw.one(heritage.women), surname, oldest - timedelta(days=draw.number(6500, 9500)), draw
        )
        _tie(family, grandmother, "GRANDPARENT", "NO")
    for child in family.children:
        known = [tie for tie in family.ties if tie.child is child and tie.kind in ("FATHER", "PARTNER")]
        child.men_in_life = "KNOWN" if known and draw.chance(0.72) else draw.by_weight(_MEN_NOT_TOLD)
        notes = {"KNOWN": _MEN_NOTES, "NOT_KNOWN": _MEN_NOT_KNOWN_NOTES}.get(child.men_in_life, ("",))
        child.men_in_life_note = draw.one(notes) if draw.chance(0.5) else ""


_FATHERS_RESPONSIBILITY = Weighted({"YES": 0.68, "NO": 0.12, "NOT_KNOWN": 0.2})
_MEN_NOT_TOLD = Weighted({"NOT_KNOWN": 0.4, "NOT_ASKED": 0.6})


def _adult(family: Family, given_name: str, family_name: str, eldest_born_on: date, draw: Draw) -> Adult:
    adult = Adult(
        number=family.number * 10 + len(family.adults),
        given_name=given_name,
        family_name=family_name,
        born_on=eldest_born_on - timedelta(days=draw.number(6900, 13500)) if draw.chance(0.82) else None,
        telephone=f"07700 900{draw.number(0, 999):03d}" if draw.chance(0.8) else "",
    )
    family.adults.append(adult)
    return adult


def _tie(
    family: Family,
    adult: Adult,
    kind: str,
    responsibility: str,
    from_on: date | None = None,
    to_on: date | None = None,
) -> None:
    for child in family.children:
        since = max(from_on, child.born_on) if from_on and child.born_on else from_on
        if since and to_on and to_on < since:
            continue
        family.ties.append(Tie(child, adult, kind, responsibility, since, to_on))


def _house(family: Family, ward: places.Ward, draw: Draw) -> None:
    """One home, or two where the family moved; a father apart has none recorded here."""
    protected = draw.one(_PROTECTED) if draw.chance(0.012) else ""
    together = [family.adults[0]]
    kinds = {tie.adult: tie for tie in family.ties}
    for adult in family.adults[1:]:
        tie = kinds.get(adult)
        if tie and tie.to_on is None and draw.chance({"FATHER": 0.52, "PARTNER": 0.7}.get(tie.kind, 0.25)):
            together.append(adult)
    people: list[Child | Adult] = [*together, *family.children]
    moved_on = TODAY - timedelta(days=draw.number(30, 1050)) if draw.chance(0.13) else None
    if moved_on:
        family.homes.append(_home(people, ward, draw, to_on=moved_on))
        family.homes.append(_home(people, places.ward(draw), draw, from_on=moved_on, protected=protected))
    else:
        family.homes.append(_home(people, ward, draw, protected=protected))


def _home(
    people: Sequence[Child | Adult],
    ward: places.Ward,
    draw: Draw,
    *,
    from_on: date | None = None,
    to_on: date | None = None,
    protected: str = "",
) -> Home:
    members: list[tuple[Child | Adult, date | None, date | None]] = []
    for person in people:
        since = from_on
        if isinstance(person, Child) and person.born_on:
            if to_on and person.born_on >= to_on:
                continue
            since = max(from_on, person.born_on) if from_on else person.born_on
        members.append((person, since, to_on))
    return Home(places.street(draw), places.postcode(ward.district, draw), ward.name, members, protected)
