"""The Department's children's services statistical neighbours: ten for each authority, by version of the model."""

import re

from sightline.exchange.dfe_statistics.cells import dfe_code, ons_code, whole
from sightline.exchange.dfe_statistics.faults import Fault
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.dfe_statistics.places import NAME_LENGTH
from sightline.exchange.dfe_statistics.rows import Identity, Saying, Shape, newest
from sightline.exchange.models import ComparatorMember

VERSION = re.compile(r"20[0-9]{2}-[01][0-9]")
NEIGHBOURS = 10


def identify(line: Line) -> Identity:
    version, rank = line["version"], whole(line, "rank")
    if not VERSION.fullmatch(version):
        raise Fault("version", version, "is not a year and month such as 2021-04")
    if not 1 <= rank <= NEIGHBOURS:
        raise Fault("rank", line["rank"], f"is not from 1 to {NEIGHBOURS}")
    return (version, dfe_code(line, "la_code"), rank)


def read(line: Line, identity: Identity) -> tuple[Saying, ...]:
    neighbour = dfe_code(line, "neighbour_la_code")
    if neighbour == identity[1]:
        raise Fault("neighbour_la_code", neighbour, "is the authority itself")
    told = (
        ons_code(line, "new_la_code"),
        line.at_most("la_name", NAME_LENGTH),
        neighbour,
        ons_code(line, "neighbour_new_la_code"),
        line.at_most("neighbour_la_name", NAME_LENGTH),
        line.at_most("closeness", 20),
    )
    return (Saying(identity, told),)


SHAPE = Shape(
    model=ComparatorMember,
    headings=(
        "version",
        "la_code",
        "la_name",
        "rank",
        "neighbour_la_code",
        "neighbour_la_name",
        "closeness",
        "new_la_code",
        "neighbour_new_la_code",
    ),
    identify=identify,
    read=read,
    edition=newest(0),
    names_line=3,
    time=0,
)
