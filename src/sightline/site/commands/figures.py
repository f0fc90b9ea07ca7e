"""Figures from a snapshot, with numerator, denominator and provenance."""

import argparse
import json
from pathlib import Path
from typing import Any

from sightline.site.commands.command import Command, Refusal

DESCRIPTION = """\
Computes figures from a snapshot. A period is a reporting year (2022-23), a quarter of one (2022-23 Q1) or a
month (2023-02). Every figure keeps its numerator, denominator, snapshot and coverage; what was not supplied
is said to be so and is never zero.

  sightline figures --period 2022-23
  sightline figures --period "2022-23 Q3" --indicator FD-05 --by source_group
  sightline figures --period 2022-23 --format json
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--period", required=True, help="2022-23, 2022-23 Q1 or 2023-02")
    parser.add_argument("--indicator", action="append", default=[], help="catalogue code or id; may be repeated")
    parser.add_argument("--by", help="a breakdown that the indicator offers, such as source_group")
    parser.add_argument("--snapshot", default="latest", help="the snapshot's id; default: the latest")
    parser.add_argument("--engine", choices=("duckdb", "spark"), default="duckdb")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def _run(options: argparse.Namespace) -> int:
    figures = _compute(options)
    print(
        json.dumps([figure.to_json() for figure in figures], indent=1) if options.format == "json" else _table(figures)
    )
    return 0


def _compute(options: argparse.Namespace) -> list[Any]:
    from django.conf import settings

    from sightline.indicators.engines import EngineNotInstalled
    from sightline.indicators.figures import compute
    from sightline.indicators.register import REGISTER, UnknownIndicator
    from sightline.indicators.snapshots import SnapshotNotFound, open_snapshot
    from sightline.timescales.periods import UnknownPeriod, parse

    try:
        period = parse(options.period)
        snapshot = open_snapshot(Path(settings.SNAPSHOTS), options.snapshot)
        wanted = [REGISTER.find(name) for name in options.indicator] or list(REGISTER)
        tables = snapshot.tables(options.engine)
        return [
            figure
            for indicator in sorted(wanted, key=lambda each: each.catalogue)
            for variant in indicator.variants or (None,)
            for figure in compute(indicator, tables, period, by=options.by, variant=variant)
        ]
    except (UnknownPeriod, UnknownIndicator, SnapshotNotFound, EngineNotInstalled, ValueError) as problem:
        raise Refusal(str(problem)) from problem


def _table(figures: list[Any]) -> str:
    from sightline.documents.printed import absence

    lines = [f"{'figure':<58} {'value':>14} {'of':>22}"]
    for figure in figures:
        name = " ".join(filter(None, [figure.catalogue, figure.id, figure.variant, *figure.by.values()]))
        value = absence(figure) if figure.value is None else f"{figure.rounded:,}"
        has_parts = figure.numerator is not None and figure.denominator
        of = f"{figure.numerator:,} of {figure.denominator:,}" if has_parts else ""
        lines.append(f"{name:<58} {value:>14} {of:>22}")
    return "\n".join(lines)


COMMAND = Command("figures", "print figures from a snapshot", _configure, _run, description=DESCRIPTION)
