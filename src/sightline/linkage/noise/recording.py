"""What an agency types when it records a child: the truth, with slips, gaps and habits at the stated rates."""

import unicodedata
from datetime import date, timedelta
from typing import Any

from sightline.linkage.noise import words
from sightline.linkage.noise.draw import Draw, slip
from sightline.linkage.noise.families import AS_AT, NEWBORN_DAYS, Child, Family, Home
from sightline.linkage.noise.rates import Rates

_SHORTER = (
    *(("Road", "Rd"), ("Street", "St"), ("Avenue", "Ave"), ("Close", "Cl"), ("Drive", "Dr"), ("Lane", "Ln")),
    *(("Crescent", "Cres"), ("Gardens", "Gdns"), ("Terrace", "Terr")),
)


def recorded(child: Child, family: Family, home: Home, rates: Rates, draw: Draw) -> dict[str, Any]:
    """One record of a born child. Numbers are still to be taken away where the agency does not keep them."""
    given, others = _given(child, rates, draw)
    family_name = _family_name(child, family, rates, draw)
    if draw.chance(rates.names_swapped):
        given, family_name = family_name, given
    return {
        "given_name": given,
        "family_name": family_name,
        "other_names": others,
        "born_on": _born_on(child.born_on, rates, draw),
        "expected_on": None,
        "sex": _sex(child.sex, rates, draw),
        **_place(home, rates, draw),
        "nhs_number": _nhs_number(child, family, rates, draw),
        "upn": slip(child.upn[:12], draw) + child.upn[12] if draw.chance(rates.upn_slip) else child.upn,
    }


def recorded_before_birth(child: Child, family: Family, home: Home, rates: Rates, draw: Draw) -> dict[str, Any]:
    """The record of the unborn child that an agency never turned into that of the born one."""
    return {
        "given_name": draw.one(("Unborn", "Baby", "Unborn baby", None)),
        "family_name": _family_name(child, family, rates, draw, true_name=family.family_name),
        "other_names": None,
        "born_on": None,
        "expected_on": child.born_on + timedelta(days=draw.number(-12, 19)),
        "sex": None,
        **_place(home, rates, draw),
        "nhs_number": None,
        "upn": None,
    }


def _given(child: Child, rates: Rates, draw: Draw) -> tuple[str | None, str | None]:
    name, others = child.given, child.second if draw.chance(rates.second_name_given) else None
    if (AS_AT - child.born_on).days < NEWBORN_DAYS and draw.chance(rates.baby_as_name):
        return draw.one(("Baby", "Baby Boy" if child.sex == "M" else "Baby Girl", "Infant")), None
    if child.second and draw.chance(rates.second_name_first):
        name, others = child.second, child.given if draw.chance(0.5) else None
    if name in words.SHORT and draw.chance(rates.short_name):
        name = draw.one(words.SHORT[name])
    name = _without_marks(name, rates, draw)
    return (slip(name, draw) if draw.chance(rates.given_name_typo) else name), others


def _family_name(child: Child, family: Family, rates: Rates, draw: Draw, true_name: str | None = None) -> str:
    name = true_name or child.family_name
    if draw.chance(rates.family_name_changed):
        name = family.family_name if name == family.other_parents_name else family.other_parents_name
    halves = name.replace("-", " ").split()
    if len(halves) == 2 and draw.chance(rates.half_a_double_name):
        name = draw.one(halves)
    name = _without_marks(name, rates, draw)
    return slip(name, draw) if draw.chance(rates.family_name_typo) else name


def _without_marks(name: str, rates: Rates, draw: Draw) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = plain.replace("ø", "o").replace("Ł", "L").replace("ł", "l").replace("-", " ")
    plain = plain.replace("'", draw.one(("", " ", "’"))) if "'" in plain else plain
    return plain if plain != name and draw.chance(rates.marks_dropped) else name


def _born_on(born_on: date, rates: Rates, draw: Draw) -> date | None:
    if draw.chance(rates.date_missing):
        return None
    if draw.chance(rates.stand_in_date):
        return date(1900, 1, 1)
    if draw.chance(rates.first_of_january):
        return date(born_on.year, 1, 1)
    if draw.chance(rates.day_and_month_swapped) and born_on.day <= 12:
        return born_on.replace(day=born_on.month, month=born_on.day)
    return _slipped_date(born_on, draw) if draw.chance(rates.date_slip) else born_on


def _slipped_date(born_on: date, draw: Draw) -> date:
    """Another date with one other digit, as a slip makes it; a date that cannot be is not accepted by any system."""
    digits = born_on.strftime("%Y%m%d")
    while True:
        place = draw.number(3, 7)
        other = digits[:place] + str(draw.number(0, 9)) + digits[place + 1 :]
        try:
            slipped = date(int(other[:4]), int(other[4:6]), int(other[6:]))
        except ValueError:
            continue
        if slipped != born_on:
            return slipped


def _sex(sex: str, rates: Rates, draw: Draw) -> str | None:
    if draw.chance(rates.sex_missing):
        return None
    return ("F" if sex == "M" else "M") if draw.chance(rates.sex_wrong) else sex


def _place(home: Home, rates: Rates, draw: Draw) -> dict[str, str | None]:
    if draw.chance(rates.address_missing):
        return {"address": None, "postcode": None}
    address, postcode = home.address, home.postcode
    if draw.chance(rates.address_written_otherwise):
        for long, short in _SHORTER:
            address = address.replace(long, short)
        address = f"{address}, {home.town}" if draw.chance(0.5) else address.upper()
    if draw.chance(rates.address_slip):
        address = slip(address, draw)
    if draw.chance(rates.postcode_slip):
        postcode = postcode[:-3] + slip(postcode[-3:], draw).upper()
    return {"address": address, "postcode": None if draw.chance(rates.postcode_missing) else postcode}


def _nhs_number(child: Child, family: Family, rates: Rates, draw: Draw) -> str:
    number = child.nhs_number
    if len(family.children) > 1 and draw.chance(rates.nhs_number_of_another):
        number = draw.one([other for other in family.children if other is not child]).nhs_number
    if draw.chance(rates.nhs_number_slip):
        number = slip(number, draw)
    return f"{number[:3]} {number[3:6]} {number[6:]}" if draw.chance(0.3) else number
