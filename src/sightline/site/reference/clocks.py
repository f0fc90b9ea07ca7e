"""The page of clocks: every timescale that binds, who says so, since when, and how sure we are."""

from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

from sightline.site.reference.areas import declaring, in_words
from sightline.site.reference.markdown import Page, code
from sightline.timescales.rules import Before, DatedRules, Evidence, NotBefore, Repeating, Rule, TimedRule

MADE_FROM = "the `clocks.py` of each area"
ABOUT = """\
A clock says how long something may take: what starts it, what stops it, who set it and since when. When a clock
starts, the deadline is stored with the clock's id and version, so that a later change of guidance never rewrites
what applied. Whether it is met, running or overdue is worked out each time it is shown.

*Seen* means that somebody read the rule at its source. *Believed* means that the field holds it to be so and that
a safeguarding lead should confirm it before it is treated as law. Only a local clock may pause."""
HEADINGS = ("Id", "Clock", "Length", "Starts when", "Stops when", "Set by", "Authority", "In force", "Evidence")


def page() -> Page:
    """The page as it stands now."""
    made = Page("Clocks", made_from=MADE_FROM, about=ABOUT)
    for area, module in declaring("clocks"):
        made.heading(in_words(area))
        made.table(HEADINGS, [_row(rule) for rule in rules_of(module)])
    return made


def rules_of(module: ModuleType) -> list[Rule]:
    """Every version of every clock that a `clocks.py` states, in the order of the file."""
    return list(_rules(value for name, value in vars(module).items() if not name.startswith("_")))


def _rules(values: Iterable[Any]) -> Iterator[Rule]:
    for value in values:
        match value:
            case Rule():
                yield value
            case DatedRules():
                yield from _rules(value)
            case Repeating():
                yield from _rules([value.first, value.then])
            case Before() | NotBefore():
                yield value.rule
            case dict():
                yield from _rules(value.values())
            case list() | tuple():
                yield from _rules(value)


def _row(rule: Rule) -> list[str]:
    return [
        code(rule.id),
        rule.title,
        _length(rule),
        rule.starts,
        rule.stops,
        rule.level.label,
        rule.authority,
        in_force(rule),
        "Seen" if rule.evidence is Evidence.SEEN else "Believed",
    ]


def _length(rule: Rule) -> str:
    if not isinstance(rule, TimedRule):
        return "as soon as possible"
    words = rule.length_in_words()
    return f"{words}, counted from office hours" if getattr(rule, "from_office_hours", False) else words


def in_force(rule: Rule) -> str:
    """ "from 2018-07-04", or from one day to another."""
    since = f"from {rule.in_force_from.isoformat()}"
    return f"{since} to {rule.in_force_to.isoformat()}" if rule.in_force_to else since
