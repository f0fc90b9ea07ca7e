"""How often each kind of noise is put into the invented records. Chosen by judgement, not measured on any agency."""

from dataclasses import dataclass, field, fields, replace
from typing import Any


def _rate(share: float, of: str, what: str) -> Any:
    return field(default=share, metadata={"of": of, "what": what})


@dataclass(frozen=True)
class Rates:
    """Shares from 0 to 1. Of what each is a share, and what it does, is said with it and printed by `as_table`."""

    known_family: float = _rate(0.22, "families", "known to social care, police and early help far more than others")
    twins: float = _rate(0.015, "births", "twins: same date of birth, family name, home; mostly of adjacent numbers")
    twins_of_similar_names: float = _rate(0.15, "twins", "given names that look alike, such as Mia and Mila")
    cousins: float = _rate(0.004, "families", "a cousin of the same given and family name lives in the same household")
    cousins_born_close: float = _rate(0.3, "such cousins", "born within a month or exactly a year apart")
    shared_address: float = _rate(0.006, "families", "live at one of a few addresses that many families share")
    double_family_name: float = _rate(0.06, "families", "have a double or hyphenated family name")
    other_parents_name: float = _rate(0.08, "children", "go by the other parent's family name")
    moved: float = _rate(0.13, "families", "moved; each agency then holds the old or the new address")
    unborn: float = _rate(0.4, "children under 200 days", "one agency still has the unborn child's record")

    family_name_changed: float = _rate(0.03, "records", "kept under the other parent's family name")
    half_a_double_name: float = _rate(0.3, "records with a double family name", "hold only one half of it")
    marks_dropped: float = _rate(0.5, "records with an apostrophe, accent or hyphen", "hold the name without it")
    short_name: float = _rate(0.3, "records whose given name has a short form", "hold the short form")
    second_name_first: float = _rate(0.012, "records with a second given name", "hold it as the first")
    second_name_given: float = _rate(0.35, "records with a second given name", "hold it as another name")
    names_swapped: float = _rate(0.006, "records", "have given and family name the wrong way round")
    given_name_typo: float = _rate(0.025, "records", "have one slip in the given name")
    family_name_typo: float = _rate(0.025, "records", "have one slip in the family name")
    baby_as_name: float = _rate(0.05, "records of children under 200 days", "say Baby instead of a given name")

    day_and_month_swapped: float = _rate(0.008, "records", "have day and month of birth the wrong way round")
    date_slip: float = _rate(0.014, "records", "have one wrong digit in the date of birth")
    first_of_january: float = _rate(0.006, "records", "have 1 January of the right year for the date of birth")
    stand_in_date: float = _rate(0.003, "records", "have 1900-01-01 for the date of birth")
    date_missing: float = _rate(0.012, "records", "have no date of birth")
    sex_wrong: float = _rate(0.006, "records", "have the wrong sex")
    sex_missing: float = _rate(0.03, "records", "have no sex")

    address_missing: float = _rate(0.05, "records", "have neither address nor postcode")
    postcode_missing: float = _rate(0.05, "records", "have no postcode")
    postcode_slip: float = _rate(0.02, "records", "have one wrong character in the postcode")
    address_written_otherwise: float = _rate(0.4, "records", "have the address abbreviated or with the town added")
    address_slip: float = _rate(0.03, "records", "have one slip in the address")

    nhs_number_slip: float = _rate(0.004, "records with an NHS number", "have one wrong or two swapped digits in it")
    nhs_number_of_another: float = _rate(0.002, "records with an NHS number", "have that of a brother, sister, cousin")
    nhs_number_stand_in: float = _rate(0.004, "records", "have a number such as 9999999999 for an NHS number")
    upn_slip: float = _rate(0.004, "records with a pupil number", "have one wrong digit in it")

    def in_haste(self, factor: float) -> "Rates":
        """The same families, recorded with so many times the noise."""
        written = [f.name for f in fields(self) if f.metadata["of"].startswith("records")]
        return replace(self, **{name: min(1.0, getattr(self, name) * factor) for name in written})


def as_table(rates: Rates) -> str:
    """The rates as a table in Markdown, as the documentation prints them."""
    lines = ["| Of each 1,000 … | … so many | |", "|-|-:|-|"]
    lines += [
        f"| {f.metadata['of']} | {getattr(rates, f.name) * 1000:g} | {f.metadata['what']} |" for f in fields(rates)
    ]
    return "\n".join(lines)
