"""Timescale rules as dated data: a length, what starts and stops it, who says so and since when.

An area states its clocks with `WorkingDays`, `ElapsedHours`, `CalendarDays`, `CalendarMonths`, `Repeating`,
`Before`, `NotBefore` or `AsSoonAsPossible`, and asks `.deadline(started_at)`. Court extensions and the longer
time allowed for complex requests are rules of their own from the same start, never pauses.
"""

from sightline.timescales.rules.combined import Before, DatedRules, NoRuleInForce, NotBefore, Repeating
from sightline.timescales.rules.days import CalendarDays, CalendarMonths, WorkingDays, months_after
from sightline.timescales.rules.deadline import Deadline, latest, soonest
from sightline.timescales.rules.hours import ElapsedHours
from sightline.timescales.rules.level import Breach, Evidence, Level
from sightline.timescales.rules.pause import Pause, PauseReasonNotAgreed, StatutoryClockNeverPauses
from sightline.timescales.rules.rule import AsSoonAsPossible, Rule, TimedRule

__all__ = [
    "AsSoonAsPossible",
    "Before",
    "Breach",
    "CalendarDays",
    "CalendarMonths",
    "DatedRules",
    "Deadline",
    "ElapsedHours",
    "Evidence",
    "Level",
    "NoRuleInForce",
    "NotBefore",
    "Pause",
    "PauseReasonNotAgreed",
    "Repeating",
    "Rule",
    "StatutoryClockNeverPauses",
    "TimedRule",
    "WorkingDays",
    "latest",
    "months_after",
    "soonest",
]
