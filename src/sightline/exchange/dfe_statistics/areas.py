"""The codes of authorities: which three-digit code each code of the Office for National Statistics belongs to.

Barnsley, Gateshead, Northumberland, Sheffield and others changed theirs when a boundary moved; the Department's
stayed, or became another where authorities were joined or parted.
"""

from collections.abc import Iterable, Sequence

from sightline.exchange.dfe_statistics.cells import day, dfe_code, ons_code
from sightline.exchange.dfe_statistics.faults import LeftOut
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.dfe_statistics.places import NAME_LENGTH
from sightline.exchange.dfe_statistics.rows import Identity, Row, Saying, Shape
from sightline.exchange.models import Area

NO_CODE = "x"
NOT_IN_ENGLAND = "z"
DFE_CODE, BEGAN, ENDED = 0, 4, 5


def identify(line: Line) -> Identity:
    if "/" in line["new_la_code"]:
        raise LeftOut(f"it puts two authorities into one ({line['new_la_code']}), and no figure belongs to both")
    if line["new_la_code"] == NOT_IN_ENGLAND:
        raise LeftOut("it has no code of the Office for National Statistics, as it is no authority")
    return (ons_code(line, "new_la_code"),)


def read(line: Line, identity: Identity) -> tuple[Saying, ...]:
    told = (
        "" if line["la_code"] in (NO_CODE, "") else dfe_code(line, "la_code"),
        line.at_most("la_name", NAME_LENGTH),
        line.at_most("entity_description", 40),
        ons_code(line, "region_code") if line["region_code"] else "",
        day(line, "date_of_operation"),
        day(line, "date_of_termination"),
    )
    return (Saying(identity, told),)


def _newest_change(rows: Sequence[Row]) -> str:
    days = [day for row in rows for day in (row.sayings[0].told[BEGAN], row.sayings[0].told[ENDED]) if day]
    return max(days).isoformat() if days else "undated"


SHAPE = Shape(
    model=Area,
    headings=(
        "new_la_code",
        "la_name",
        "date_of_operation",
        "date_of_termination",
        "entity_description",
        "la_code",
        "region_code",
    ),
    identify=identify,
    read=read,
    edition=_newest_change,
    names_line=1,
)
NOT_KEPT = frozenset(
    {
        "entity_code",
        "status",
        "region_name",
        "police_force_area_code",
        "police_force_area",
        "fire_authority_code",
        "fire_authority",
        "main_icb_code",
        "main_icb",
        "combined_authority_code",
        "combined_authority",
    }
)
"""Columns of the file that are known and have no use here yet."""


def dfe_codes(rows: Iterable[Row]) -> dict[str, str]:
    """Code of the Office for National Statistics to the Department's, as a file of codes gives them."""
    return {
        saying.identity[0]: saying.told[DFE_CODE] for row in rows for saying in row.sayings if saying.told[DFE_CODE]
    }
