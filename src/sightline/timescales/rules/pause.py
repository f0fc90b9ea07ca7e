"""Pauses: time during which a local clock stands still, with a reason.

Statutory clocks never pause. A child seen late because a parent was away was still seen late; the reason is
recorded beside the breach, and the figure counts it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sightline.timescales.zone import on_utc


class StatutoryClockNeverPauses(ValueError):  # noqa: N818  a refusal, named as it reads
    """A pause was offered to a clock that is not local."""


class PauseReasonNotAgreed(ValueError):  # noqa: N818  a refusal, named as it reads
    """The reason is not among those for which this local clock may pause."""


@dataclass(frozen=True)
class Pause:
    """The clock stands still from `from_at` to `to_at`, moments with a zone, for a stated reason."""

    from_at: datetime
    to_at: datetime
    reason: str

    def __post_init__(self) -> None:
        if on_utc(self.to_at) < on_utc(self.from_at):
            raise ValueError(
                f"The pause ends ({self.to_at:%d %B %Y %H:%M}) before it begins "
                f"({self.from_at:%d %B %Y %H:%M}). Correct one of the two."
            )
        if not self.reason.strip():
            raise ValueError("A pause needs a reason. Say why the clock stands still.")


def joined(pauses: Iterable[Pause]) -> list[Pause]:
    """The pauses in order of time; two that overlap become one, so that no hour counts twice."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda each: on_utc(each.from_at)):
        if merged and on_utc(pause.from_at) <= on_utc(merged[-1].to_at):
            last = merged[-1]
            to_at = max(last.to_at, pause.to_at, key=on_utc)
            reasons = last.reason if pause.reason == last.reason else f"{last.reason}, {pause.reason}"
            merged[-1] = Pause(last.from_at, to_at, reasons)
        else:
            merged.append(pause)
    return merged
