"""Rules made of rules: repeated events, time before an event, earliest days, and versions over the years."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from sightline.timescales.office_hours import OFFICE_HOURS, OfficeHours
from sightline.timescales.rules.days import DayRule
from sightline.timescales.rules.deadline import Deadline
from sightline.timescales.rules.pause import Pause
from sightline.timescales.rules.rule import TimedRule
from sightline.timescales.rules.wording import sentence
from sightline.timescales.working_days import ENGLAND, WorkingCalendar
from sightline.timescales.zone import day_of, local_date


@dataclass(frozen=True)
class Repeating:
    """An event that must recur: the first within one time of the start, each later one of the one before.

    Core groups, review conferences, visits. `first` and `then` may differ in unit, level and authority.
    """

    first: TimedRule
    then: TimedRule

    @property
    def id(self) -> str:
        """The id of the first clock, under which the whole is known."""
        return self.first.id

    @property
    def title(self) -> str:
        """The title of the first clock."""
        return self.first.title

    @property
    def in_force_from(self) -> date:
        """Since when both parts apply."""
        return max(self.first.in_force_from, self.then.in_force_from)

    @property
    def in_force_to(self) -> date | None:
        """The last day on which both parts apply; None if neither has ended."""
        ends = [part.in_force_to for part in (self.first, self.then) if part.in_force_to is not None]
        return min(ends, default=None)

    @property
    def version(self) -> str:
        """Both versions; each deadline keeps only that of the part that gave it."""
        return f"{self.first.version} then {self.then.version}"

    def deadline(
        self,
        started_at: datetime | date,
        *,
        previous_at: datetime | date | None = None,
        calendar: WorkingCalendar = ENGLAND,
        office_hours: OfficeHours = OFFICE_HOURS,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """The deadline of the next event: the first one if none has happened yet, else from the previous."""
        rule, start = (self.first, started_at) if previous_at is None else (self.then, previous_at)
        return rule.deadline(start, calendar=calendar, office_hours=office_hours, pauses=pauses)


@dataclass(frozen=True)
class Before:
    """A length to be kept before a planned event, such as a review sent 7 working days before publication.

    `starts` of the inner rule is the planned event. The deadline is the last instant that still leaves the
    whole length; compute its standing from the moment the plan was made, not from the event.
    """

    rule: TimedRule

    @property
    def id(self) -> str:
        """The id of the inner rule."""
        return self.rule.id

    @property
    def version(self) -> str:
        """The version of the inner rule, marked as counted back."""
        return f"{self.rule.version}-before"

    def deadline(self, event: datetime | date, *, calendar: WorkingCalendar = ENGLAND) -> Deadline:
        """The last instant that leaves the whole length before `event`."""
        due_at = self.rule.counted_back(event, calendar)
        return Deadline(
            rule_id=self.id,
            rule_version=self.version,
            started_at=event,
            counted_from=day_of(event),
            due_at=due_at,
            due_on=local_date(due_at),
            basis=sentence([f"{self.rule.length_in_words()} before {self.rule.starts}"]),
        )


@dataclass(frozen=True)
class NotBefore:
    """A length that must have passed before something may happen, such as 30 days of reflection."""

    rule: DayRule

    @property
    def id(self) -> str:
        """The id of the inner rule."""
        return self.rule.id

    @property
    def version(self) -> str:
        """The version of the inner rule, marked as a minimum."""
        return f"{self.rule.version}-minimum"

    def earliest_on(self, started_at: datetime | date, *, calendar: WorkingCalendar = ENGLAND) -> date:
        """The first day on which it may happen: day 0 plus the length."""
        return self.rule.counted_on(started_at, calendar)


class NoRuleInForce(ValueError):  # noqa: N818  a refusal, named as it reads
    """A day was asked for on which no version of the rule applied."""


class Versioned(Protocol):
    """What a rule needs so that its versions can follow one another."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def in_force_from(self) -> date: ...
    @property
    def in_force_to(self) -> date | None: ...
    @property
    def version(self) -> str: ...
    def deadline(
        self,
        started_at: datetime | date,
        *,
        calendar: WorkingCalendar = ...,
        office_hours: OfficeHours = ...,
        pauses: Sequence[Pause] = ...,
    ) -> Deadline: ...


R = TypeVar("R", bound=Versioned)


class DatedRules(Generic[R]):
    """The versions of one clock over the years, so that a change of guidance does not rewrite history.

    Each version applies to the last day of `in_force_to` and the next begins the day after; a gap, an overlap
    or a foreign clock among them is refused when the area is loaded.
    """

    def __init__(self, rules: Iterable[R]) -> None:
        self._rules = tuple(sorted(rules, key=lambda rule: rule.in_force_from))
        if not self._rules:
            raise ValueError("A clock needs at least one version. State the rule that is in force.")
        for earlier, later in pairwise(self._rules):
            self._refuse_unless_following(earlier, later)

    @property
    def id(self) -> str:
        """The id that all versions share."""
        return self._rules[0].id

    @property
    def title(self) -> str:
        """The title of the newest version."""
        return self._rules[-1].title

    def __iter__(self) -> Iterator[R]:
        return iter(self._rules)

    def __len__(self) -> int:
        return len(self._rules)

    def in_force_on(self, day: date) -> R:
        """The version that applied on `day`; `NoRuleInForce` before the first or after the last."""
        for rule in self._rules:
            if rule.in_force_from <= day and (rule.in_force_to is None or day <= rule.in_force_to):
                return rule
        last = self._rules[-1].in_force_to
        until = f" to {last.isoformat()}" if last else ""
        raise NoRuleInForce(
            f"No version of the clock “{self.title}” was in force on {day.isoformat()}: those held apply "
            f"from {self._rules[0].in_force_from.isoformat()}{until}. Check the date, or add the version "
            "that applied."
        )

    def deadline(
        self,
        started_at: datetime | date,
        *,
        calendar: WorkingCalendar = ENGLAND,
        office_hours: OfficeHours = OFFICE_HOURS,
        pauses: Sequence[Pause] = (),
    ) -> Deadline:
        """The deadline under the version in force on the day of the start."""
        rule = self.in_force_on(day_of(started_at))
        return rule.deadline(started_at, calendar=calendar, office_hours=office_hours, pauses=pauses)

    @staticmethod
    def _refuse_unless_following(earlier: R, later: R) -> None:
        if earlier.id != later.id:
            raise ValueError(f"{earlier.id} and {later.id} are two clocks, not two versions of one. Part them.")
        follows_on = None if earlier.in_force_to is None else earlier.in_force_to + timedelta(days=1)
        if follows_on != later.in_force_from:
            raise ValueError(
                f"The versions {earlier.version} and {later.version} of the clock {later.id} overlap or "
                f"leave a gap. End the first on the day before {later.in_force_from.isoformat()}."
            )
