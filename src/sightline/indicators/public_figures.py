"""Figures on their way to the public: small numbers hidden in a total and its breakdowns together.

A breakdown is a table in disguise: its numerators add up to the total's numerator, its denominators to the
total's denominator, and a percentage gives one of the two away if the other is known. Figures of one
indicator, variant and period are therefore handed over together. Figures that others have published or
printed already pass unchanged.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from sightline.indicators.figures import Figure, FigureKind
from sightline.indicators.register import MEDIAN, RATIO
from sightline.indicators.suppression import LOCAL, SmallNumberRule, hide_small, with_totals

NUMERATOR, DENOMINATOR = "numerator", "denominator"
PUBLIC_ALREADY = (FigureKind.PUBLISHED, FigureKind.PRINTED)

Hidden: TypeAlias = frozenset[str]
NOTHING: Hidden = frozenset()


def suppress_figures(figures: Iterable[Figure], *, public: bool, rule: SmallNumberRule = LOCAL) -> list[Figure]:
    """The figures in their order, fit to be made public: hidden ones are `suppressed` and without a value.

    ValueError if a crossed breakdown comes beside another one of the same indicator: their cells add up to
    each other in ways only `suppress_table` looks at.
    """
    given = list(figures)
    if not public:
        return given
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for number, figure in enumerate(given):
        if figure.kind not in PUBLIC_ALREADY:
            key = (figure.id, figure.variant, figure.period, figure.kind, figure.snapshot, figure.source)
            groups[key].append(number)
    for numbers in groups.values():
        shown = _group_made_public([given[number] for number in numbers], rule)
        for number, figure in zip(numbers, shown, strict=True):
            given[number] = figure
    return given


def _group_made_public(figures: Sequence[Figure], rule: SmallNumberRule) -> list[Figure]:
    """One indicator's figures; what one breakdown has to hide of the total is hidden from the others as well."""
    breakdowns: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, figure in enumerate(figures):
        breakdowns[tuple(figure.by)].append(number)
    totals = breakdowns.pop((), [])
    if len(breakdowns) > 1 and any(len(columns) > 1 for columns in breakdowns):
        raise ValueError(f"{figures[0].id}: protect a crossed breakdown as a table, with suppress_table.")
    hidden = dict.fromkeys(range(len(figures)), NOTHING)
    before: dict[int, Hidden] = {}
    while hidden != before:
        before = dict(hidden)
        for parts in breakdowns.values() or [[]]:
            total = figures[totals[0]] if totals else None
            hidden_of_total = hidden[totals[0]] if totals else NOTHING
            found = _hidden([figures[number] for number in parts], total, hidden_of_total, rule)
            hidden.update(zip([*parts, *totals[:1]], found, strict=False))
    return [_made_public(figure, hidden[number], rule) for number, figure in enumerate(figures)]


def _hidden(
    parts: Sequence[Figure], total: Figure | None, hidden_of_total: Hidden, rule: SmallNumberRule
) -> list[Hidden]:
    """What has to be hidden of every part and, last, of the total."""
    places = _places([*parts, total] if total else parts)
    rows = [_counts(part, places) for part in parts]
    rest = _rest(_counts(total, places), rows) if total else None
    unseen = [rest or [0] * len(rows[0])] if any(rest or ()) or not rows else []
    grid = with_totals([*rows, *unseen])
    last = len(grid.counts) - 1
    grid.unprinted = frozenset(
        (row, column)
        for row, counts in enumerate(grid.counts)
        for column in range(len(counts))
        if column not in places.values() or len(rows) <= row < last or (row == last and rest is None)
    )
    if rest is not None:
        grid.marked = {(last, places[name]) for name in hidden_of_total if name in places}
    hide_small(grid, rule)
    marked = [
        frozenset(name for name, column in places.items() if (row, column) in grid.marked)
        for row in (*range(len(rows)), last)
    ]
    if total and rest is None:
        marked[-1] = _small_alone(total, places, rule)
    return marked


def _places(figures: Sequence[Figure]) -> dict[str, int]:
    """In which column of the grid the numerator and the denominator stand.

    A share has its numerator, what is left of the denominator, and the denominator as their total. Everything
    else is one column: of denominators for medians and net shares, of numerators otherwise. A net share's
    numerator goes with its denominator.
    """
    form = figures[0].form
    if form is MEDIAN:
        return {DENOMINATOR: 0}
    if form is RATIO and any((figure.numerator or 0) < 0 for figure in figures):
        return {DENOMINATOR: 0, NUMERATOR: 0}
    if form is RATIO or (form is None and figures[0].denominator is not None):
        return {NUMERATOR: 0, DENOMINATOR: 2}
    return {NUMERATOR: 0}


def _counts(figure: Figure, places: Mapping[str, int]) -> list[int]:
    numerator, denominator = figure.numerator or 0, figure.denominator or 0
    if places.get(DENOMINATOR) == 2:
        return [numerator, denominator - numerator]
    return [denominator if DENOMINATOR in places else numerator]


def _small_alone(total: Figure, places: Mapping[str, int], rule: SmallNumberRule) -> Hidden:
    counts = {NUMERATOR: total.numerator, DENOMINATOR: total.denominator}
    return frozenset(name for name in places if rule.hides(counts[name] or 0))


def _rest(whole: Sequence[int], rows: Sequence[Sequence[int]]) -> list[int] | None:
    """What the total has beyond its parts; None where the parts do not add up to it, as with distinct children."""
    rest = [count - sum(row[column] for row in rows) for column, count in enumerate(whole)]
    return rest if min(rest) >= 0 else None


def _made_public(figure: Figure, hidden: Hidden, rule: SmallNumberRule) -> Figure:
    """Coverage is told of totals only, and not where it would give a hidden count away."""
    coverage = figure.coverage if not (figure.by or hidden) else None
    if coverage and (rule.hides(coverage.supplied) or rule.hides(coverage.expected - coverage.supplied)):
        coverage = None
    if not hidden:
        return replace(figure, coverage=coverage)
    return replace(
        figure,
        numerator=None if NUMERATOR in hidden else figure.numerator,
        denominator=None if DENOMINATOR in hidden else figure.denominator,
        value=None,
        interval=None,
        coverage=coverage,
        suppressed=True,
    )
