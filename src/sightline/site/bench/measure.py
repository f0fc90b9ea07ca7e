"""Taking times and saying what machine they were taken on."""

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Times:
    """The times of one thing, in seconds."""

    what: str
    seconds: Sequence[float]

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def p95(self) -> float:
        """The time within which nineteen of twenty were done (nearest rank)."""
        ordered = sorted(self.seconds)
        return ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]

    def to_json(self) -> dict[str, Any]:
        return {
            "what": self.what,
            "times": len(self.seconds),
            "median_ms": round(self.median * 1000, 1),
            "p95_ms": round(self.p95 * 1000, 1),
        }


def timed(what: str, do: Callable[[], Any], *, times: int = 1) -> Times:
    """Does something so many times, one after the other."""
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        do()
        seconds.append(time.perf_counter() - began)
    return Times(what, seconds)


def machine() -> dict[str, Any]:
    """What the times were taken on, and how busy it was."""
    model = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor(),
    )
    return {
        "processor": model,
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
        "load_1_minute": round(os.getloadavg()[0], 2),
    }


def _lines(path: str) -> list[str]:
    return Path(path).read_text().splitlines() if Path(path).exists() else []


def as_table(results: Sequence[Times], about: dict[str, Any]) -> str:
    lines = [
        f"{each.what:<52} {each.median * 1000:>9.1f} {each.p95 * 1000:>9.1f} {len(each.seconds):>6}" for each in results
    ]
    heading = f"{'':<52} {'median ms':>9} {'p95 ms':>9} {'times':>6}"
    return "\n".join([heading, *lines, "", *(f"{name}: {value}" for name, value in about.items())])
