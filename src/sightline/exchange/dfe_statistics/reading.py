"""Reading one file in its shape: what it says, line by line, and what became of the lines that say nothing."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from sightline.exchange.dfe_statistics.faults import Fault, LeftOut
from sightline.exchange.dfe_statistics.lines import Line, LinesOf
from sightline.exchange.dfe_statistics.rows import Identity, Row, Shape

CELLS = "cells"


@dataclass
class Reading:
    """What a file says.

    `refused` holds each refused line's number and fault, `identified` what names the lines that could be named,
    refused or not. `left_out` gives lines by the reason; `unwanted` counts lines that no figure here needs.
    """

    sha256: str
    more_headings: list[str]
    rows: list[Row] = field(default_factory=list)
    refused: list[tuple[int, Fault]] = field(default_factory=list)
    identified: dict[Identity, int] = field(default_factory=dict)
    every_line_is_identified: bool = True
    left_out: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    unwanted: int = 0


def read(path: Path, shape: Shape) -> Reading:
    """Reads the file; WholeFileRefused if it is not the table that it should be."""
    lines = LinesOf(path, shape.headings)
    reading = Reading(lines.sha256, lines.more_than_expected)
    for line in lines:
        try:
            _take(line, shape, reading)
        except LeftOut as reason:
            reading.left_out[str(reason)].append(line.row)
        except Fault as fault:
            reading.refused.append((line.row, fault))
    return reading


def _take(line: Line, shape: Shape, reading: Reading) -> None:
    identity = _identified(line, shape, reading)
    if identity is None:
        reading.unwanted += 1
        return
    earlier = reading.identified.setdefault(identity, line.row)
    if earlier != line.row:
        raise Fault(shape.headings[0], line[shape.headings[0]], f"says again what row {earlier} says")
    reading.rows.append(Row(line.row, identity, shape.read(line, identity)))


def _identified(line: Line, shape: Shape, reading: Reading) -> Identity | None:
    try:
        if not line.has_every_cell():
            raise Fault(CELLS, "", "are more or fewer than the headings")
        return shape.identify(line)
    except Fault:
        reading.every_line_is_identified = False
        raise
