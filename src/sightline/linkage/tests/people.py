"""Records written by hand for the examples: one child of the health service and the schools, changed as asked."""

from datetime import date

import pyarrow as pa

from sightline.linkage.normalising import COLUMNS
from sightline.linkage.numbers import nhs_check_digit, upn_check_letter
from sightline.linkage.proposing import propose

NOTHING = dict.fromkeys(COLUMNS.names)
MINA = NOTHING | {
    "given_name": "Philippa",
    "family_name": "Curlewmoor",
    "born_on": date(2014, 9, 23),
    "sex": "F",
    "postcode": "L21 8NB",
    "address": "14 Samphire Road",
}


def nhs_number(place):
    """A valid number of the range kept for tests."""
    first_nine = 999_000_000 + place
    while nhs_check_digit(str(first_nine)) is None:
        first_nine += 7919
    return f"{first_nine}{nhs_check_digit(str(first_nine))}"


def upn(place):
    return upn_check_letter(f"3439000{place:05d}") + f"3439000{place:05d}"


def table(*records):
    return pa.Table.from_pylist([NOTHING | record for record in records], COLUMNS)


def health(**changed):
    return MINA | {"record_id": 1, "agency": "health"} | changed


def school(**changed):
    return MINA | {"record_id": 2, "agency": "schools"} | changed


def link_of(proposals, one=1, other=2):
    """The link proposed between two records, or None."""
    return next((link for link in proposals.links if link.pair == (one, other)), None)


def proposed(*records, **decided):
    return propose(table(*records), **decided)


def step(proposals, link, comparison):
    return next(each.step for each in proposals.evidence(link) if each.comparison == comparison)
