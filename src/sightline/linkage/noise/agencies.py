"""The five invented agencies, which children each holds, and the records that they keep of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from sightline.linkage.noise.draw import Draw
from sightline.linkage.noise.families import AS_AT, NEWBORN_DAYS, Child, Family, families
from sightline.linkage.noise.rates import Rates
from sightline.linkage.noise.recording import recorded, recorded_before_birth
from sightline.linkage.normalising import COLUMNS


@dataclass(frozen=True)
class Agency:
    """What one agency holds: shares of children, and of its records with a number.

    `haste` multiplies the rates of every noise that is in the writing of a record.
    """

    name: str
    holds: float
    holds_of_known_families: float
    nhs_numbers: float
    upns: float
    from_age: float = 0.0
    haste: float = 1.0


AGENCIES = (
    Agency("health", 0.82, 0.90, nhs_numbers=0.97, upns=0.0),
    Agency("schools", 0.88, 0.92, nhs_numbers=0.01, upns=0.985, from_age=4.0, haste=0.8),
    Agency("social care", 0.03, 0.70, nhs_numbers=0.65, upns=0.55),
    Agency("police", 0.04, 0.40, nhs_numbers=0.0, upns=0.0, haste=2.5),
    Agency("early help", 0.06, 0.50, nhs_numbers=0.40, upns=0.45, haste=1.3),
)


@dataclass(frozen=True)
class Population:
    """Invented records (columns as `normalising.COLUMNS`) and, row for row, the child each is in truth.

    `truth` has record_id, child, family, twin and cousin.
    """

    records: pa.Table
    truth: pa.Table
    children: int

    @property
    def pairs(self) -> int:
        """How many pairs of records of different agencies are the same child."""
        held = Counter(self.truth["child"].to_pylist())
        return sum(count * (count - 1) // 2 for count in held.values())


def invent(*, children: int, seed: int | str, rates: Rates | None = None) -> Population:
    """So many children and what the agencies hold of them. The same seed gives the same records everywhere."""
    rates, draw = rates or Rates(), Draw("linkage", seed)
    hasty = {agency.name: rates.in_haste(agency.haste) for agency in AGENCIES}
    rows = [row for family in families(children, rates, draw) for row in _rows(family, rates, hasty, draw)]
    draw.shuffle(rows)
    for number, row in enumerate(rows, start=1):
        row["record_id"] = number
    schema = pa.schema([("record_id", pa.int64()), ("child", pa.int64()), ("family", pa.int64())])
    schema = schema.append(pa.field("twin", pa.bool_())).append(pa.field("cousin", pa.bool_()))
    # One agency keeps one record of a child, so that a pair is always of two agencies.
    return Population(pa.Table.from_pylist(rows, COLUMNS), pa.Table.from_pylist(rows, schema), children)


def _rows(family: Family, rates: Rates, hasty: dict[str, Rates], draw: Draw) -> Iterator[dict[str, Any]]:
    homes = {agency.name: draw.one(family.homes) for agency in AGENCIES}
    for child in family.children:
        holders = list(_holders(child, family, draw))
        newborn = (AS_AT - child.born_on).days < NEWBORN_DAYS
        early = draw.one(holders).name if newborn and len(holders) > 1 and draw.chance(rates.unborn) else None
        for agency in holders:
            keep = recorded_before_birth if agency.name == early else recorded
            row = keep(child, family, homes[agency.name], hasty[agency.name], draw)
            row["nhs_number"] = row["nhs_number"] if draw.chance(agency.nhs_numbers) else None
            row["upn"] = row["upn"] if draw.chance(agency.upns) else None
            if row["nhs_number"] is None and draw.chance(hasty[agency.name].nhs_number_stand_in):
                row["nhs_number"] = draw.one(("9999999999", "0000000000", "1234567890", "4000000004"))
            row |= {"agency": agency.name, "child": child.number, "family": family.number}
            row |= {"twin": child.twin, "cousin": child.cousin}
            yield row


def _holders(child: Child, family: Family, draw: Draw) -> Iterator[Agency]:
    age = (AS_AT - child.born_on).days / 365.25
    for agency in AGENCIES:
        share = agency.holds_of_known_families if family.known else agency.holds
        if age >= agency.from_age and draw.chance(share):
            yield agency
