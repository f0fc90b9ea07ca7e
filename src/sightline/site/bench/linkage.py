"""Linking the records of five invented agencies: how long it takes, how much memory, and how often it is right."""

import resource
import time
from typing import Any

from sightline.linkage.accuracy import Accuracy, measure
from sightline.linkage.noise import Rates, invent
from sightline.linkage.proposing import propose
from sightline.site.bench.measure import machine


def run(*, children: int, seed: str, haste: float) -> dict[str, Any]:
    """Invents, links and counts. Seconds are those of linking alone, by stage; memory is that of the whole
    process, inventing included. `haste` multiplies the noise in the writing of each record.
    """
    about = machine()
    population = invent(children=children, seed=seed, rates=Rates().in_haste(haste))
    stages = _Stages()
    proposals = propose(population.records, done=stages.done)
    stages.done("proposals handed over")
    accuracy = measure(proposals, population)
    return {
        "children": children,
        "seed": seed,
        "haste": haste,
        "records": population.records.num_rows,
        "seconds": stages.seconds | {"in all": round(sum(stages.seconds.values()), 1)},
        "peak_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "links": _links(accuracy),
        "machine": about,
    }


def _links(accuracy: Accuracy) -> dict[str, Any]:
    return {
        "pairs of one child in truth": accuracy.true_pairs,
        "pairs within the proposed groups": accuracy.pairs,
        "of them right": accuracy.right,
        "precision": round(accuracy.precision, 5),
        "recall": round(accuracy.recall, 4),
        "wrong pairs by what they are": dict(sorted(accuracy.wrong.items())),
        "linked without a person": accuracy.automatic,
        "precision of those": round(accuracy.automatic_precision, 5),
        "twins linked without a person": accuracy.automatic_twins,
        "same-name cousins linked without a person": accuracy.automatic_cousins,
        "likely, for a person to confirm": accuracy.for_a_person,
        "less likely, the band to review": accuracy.band,
        "of the band, right": accuracy.band_right,
        "left out for a better record of the same agency": accuracy.beaten,
    }


class _Stages:
    """Seconds of each stage, as stages say that they are done."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = time.perf_counter()

    def done(self, stage: str) -> None:
        now = time.perf_counter()
        self.seconds[stage] = round(now - self._since, 1)
        self._since = now


def as_table(measured: dict[str, Any]) -> str:
    lines = [f"{measured['children']:,} children of seed “{measured['seed']}”: {measured['records']:,} records", ""]
    for heading in ("seconds", "links"):
        lines += [heading, *(f"  {name:<50} {_said(value):>12}" for name, value in measured[heading].items()), ""]
    lines += [f"peak memory of the process: {measured['peak_memory_mb']:,} MB", ""]
    return "\n".join([*lines, *(f"{name}: {value}" for name, value in measured["machine"].items())])


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{count} {kind}" for kind, count in value.items()) or "none"
    return f"{value:,}"
