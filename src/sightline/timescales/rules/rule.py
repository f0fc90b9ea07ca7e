"""What every timescale rule states about itself, whatever it counts in."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sightline.timescales.office_hours import OFFICE_HOURS, OfficeHours
from sightline.timescales.rules.deadline import Deadline
from sightline.timescales.rules.level import Breach, Evidence, Level
from sightline.timescales.rules.pause import Pause, PauseReasonNotAgreed, StatutoryClockNeverPauses, joined
from sightline.timescales.working_days import ENGLAND, WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class Rule(ABC):
    """A dated rule about when: what starts it, what stops it, who says so and since when.

    `starts` and `stops` are clauses ("the contact is received", "a manager records the decision"). `pauses`
    names the reasons for which a local clock may pause; if none is named, any stated reason will do.
    `in_force_to` is the last day on which the rule applied. A rule without an authority is refused.
    """

    id: str
    title: str
    starts: str
    stops: str
    authority: str
    in_force_from: date
    in_force_to: date | None = None
    level: Level = Level.STATUTORY_GUIDANCE
    evidence: Evidence = Evidence.SEEN
    breach: Breach = Breach.COUNTS
    pauses: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("id", "title", "starts", "stops", "authority"):
            if not getattr(self, name).strip():
                raise ValueError(f"The rule {self.id or self.title!r} does not state its {name}. State it.")
        if self.in_force_to is not None and self.in_force_to < self.in_force_from:
            raise ValueError(f"The rule {self.id} ends before it comes into force. Correct its dates.")
        if self.pauses and not self.level.may_pause:
            raise StatutoryClockNeverPauses(self._never_pauses())

    @property
    @abstractmethod
    def measure(self) -> str:
        """Length and unit in a few letters, as they stand in the version: "1wd", "72h"."""

    @property
    def version(self) -> str:
        """Since when and how long, such as "2018-07-04/1wd"; it changes whenever a deadline would."""
        return f"{self.in_force_from.isoformat()}/{self.measure}"

    def accepted(self, pauses: Sequence[Pause]) -> list[Pause]:
        """The pauses in order, overlaps joined; refused for a clock, or for a reason, that may not pause."""
        if not pauses:
            return []
        if not self.level.may_pause:
            raise StatutoryClockNeverPauses(self._never_pauses())
        for pause in pauses:
            if self.pauses and pause.reason not in self.pauses:
                raise PauseReasonNotAgreed(
                    f"“{pause.reason}” is not a reason for which the clock “{self.title}” may pause. "
                    f"Agreed reasons are: {'; '.join(self.pauses)}."
                )
        return joined(pauses)

    def _never_pauses(self) -> str:
        return (
            f"The clock “{self.title}” never pauses, because it is set by {self.authority}. "
            "Let it run and record the reason for the delay beside it."
        )


@dataclass(frozen=True, kw_only=True)
class AsSoonAsPossible(Rule):
    """A duty to act without delay for which no number is set: it has no deadline and no standing."""

    @property
    def measure(self) -> str:
        """The letters that stand for "as soon as possible"."""
        return "asap"

    def deadline(
        self,
        started_at: datetime | date,
        *,
        calendar: WorkingCalendar = ENGLAND,
        office_hours: OfficeHours = OFFICE_HOURS,
        pauses: Sequence[Pause] = (),
    ) -> Deadline | None:
        """None: no deadline can be stated without inventing a number."""
        self.accepted(pauses)
        return None


class TimedRule(Rule):
    """A rule with a number, so that a start gives a deadline."""

    @abstractmethod
    def deadline(
        self,
        started_at: datetime | date,
        *,
        calendar: WorkingCalendar = ENGLAND,
        office_hours: OfficeHours = OFFICE_HOURS,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """The deadline of an event at `started_at`; a bare date if the time of day is not known."""

    @abstractmethod
    def length_in_words(self) -> str:
        """The length as it is read out: "45 working days"."""

    @abstractmethod
    def counted_back(self, event: datetime | date, calendar: WorkingCalendar) -> datetime:
        """The last instant that is still the whole length before `event`."""
