"""Which rows of a list are known from an earlier extract, which say something new, and which are gone (ruling R8)."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.exchange.annex_a.rows import ListedRow
from sightline.intake.models import ExtractRow
from sightline.timescales.rules import months_after

LIST_COVERS_MONTHS = 6
"""Ofsted asks for all contacts, and all referrals, of the six months before the inspection."""


@dataclass(frozen=True)
class Known:
    """A row of the file and the row of an earlier extract that it is."""

    row: ListedRow
    kept: ExtractRow

    @property
    def is_elsewhere(self) -> bool:
        """The day or the source is another than before."""
        return (self.kept.happened_on, self.kept.source) != (self.row.happened_on, self.row.source)

    @property
    def says_otherwise(self) -> bool:
        return self.is_elsewhere or bool(self.row.says_otherwise(self.kept.values))


@dataclass
class Matched:
    """The rows of one list: known ones, those with another date than before, new ones; and the kept ones now absent."""

    known: list[Known] = field(default_factory=list)
    other_date: list[Known] = field(default_factory=list)
    new: list[ListedRow] = field(default_factory=list)
    absent: list[ExtractRow] = field(default_factory=list)


def match(
    rows: Sequence[tuple[ListedRow, int | None]], kept: Sequence[ExtractRow], *, dates_are_new: bool = False
) -> Matched:
    """Pairs rows (each with its child's id, None for a child new to the register) with those kept of the same list.

    By the whole identity; then by child and day, where only the source differs; then by child and source, where
    the day does: that asks for confirmation. A row kept from a day within those of the file, and not in it, is absent.
    """
    result = Matched()
    fresh, left = [(row, child) for row, child in rows if child], list(kept)
    result.known, fresh, left = _pair_off(fresh, left, _identity_of_row, _identity_of_kept)
    more, fresh, left = _pair_off(fresh, left, lambda r, c: (c, r.happened_on), lambda k: (k.child_id, k.happened_on))
    result.known += more
    days = [row.happened_on for row, _ in rows if row.happened_on]
    if days and not dates_are_new:
        since = min([*days, months_after(max(days), -LIST_COVERS_MONTHS)])
        near = [each for each in left if since <= each.happened_on]
        far = [each for each in left if each.happened_on < since]
        result.other_date, fresh, near = _pair_off(
            fresh, near, lambda r, c: (c, r.source), lambda k: (k.child_id, k.source)
        )
        left = near + far
    fresh_ids = {id(row) for row, _ in fresh}
    result.new = [row for row, child in rows if child is None or id(row) in fresh_ids]
    if days:
        result.absent = [each for each in left if min(days) <= each.happened_on <= max(days)]
    return result


def not_mentioned(kept: Iterable[ExtractRow], refused: Sequence[tuple[ListedRow, int | None]]) -> list[ExtractRow]:
    """Of the kept rows, those that no refused row of the file can be about: it names another child or another day.

    A refused row of which the child or the day cannot be read may be about any child, or any day.
    """
    named = {(child, row.happened_on) for row, child in refused}
    about = {row.about for row, _ in refused}
    return [
        each
        for each in kept
        if each.pk not in about
        and not named & {(each.child_id, each.happened_on), (each.child_id, None), (None, each.happened_on)}
    ]


class Places:
    """The ordinals that rows of one identity have; a further one takes the lowest that is free."""

    def __init__(self, kept: Iterable[ExtractRow]) -> None:
        self._taken = {(each.child_id, each.happened_on, each.source, each.ordinal) for each in kept}

    def take(self, child: int, row: ListedRow) -> int:
        ordinal = 1
        while (child, row.day, row.source, ordinal) in self._taken:
            ordinal += 1
        self._taken.add((child, row.day, row.source, ordinal))
        return ordinal


def _identity_of_row(row: ListedRow, child: int) -> tuple[Hashable, ...]:
    return child, row.happened_on, row.source


def _identity_of_kept(kept: ExtractRow) -> tuple[Hashable, ...]:
    return kept.child_id, kept.happened_on, kept.source


def _pair_off(
    rows: Sequence[tuple[ListedRow, int]],
    kept: Sequence[ExtractRow],
    key_of_row: Callable[[ListedRow, int], Hashable],
    key_of_kept: Callable[[ExtractRow], Hashable],
) -> tuple[list[Known], list[tuple[ListedRow, int]], list[ExtractRow]]:
    """Pairs those with equal keys: such as say the same first, the rest in order of their days; and what is left."""
    waiting: dict[Hashable, list[ExtractRow]] = defaultdict(list)
    for each in sorted(kept, key=lambda one: (one.happened_on, one.ordinal)):
        waiting[key_of_kept(each)].append(each)
    of_key: dict[Hashable, list[tuple[ListedRow, int]]] = defaultdict(list)
    for row, child in rows:
        of_key[key_of_row(row, child)].append((row, child))
    pairs: list[Known] = []
    left: list[tuple[ListedRow, int]] = []
    for key, group in of_key.items():
        candidates = waiting[key]
        rest = [each for each in group if not _paired_word_for_word(each[0], candidates, pairs)]
        rest.sort(key=lambda each: each[0].happened_on or date.min)
        for row, child in rest:
            if candidates:
                pairs.append(Known(row, candidates.pop(0)))
            else:
                left.append((row, child))
    return pairs, left, [each for candidates in waiting.values() for each in candidates]


def _paired_word_for_word(row: ListedRow, candidates: list[ExtractRow], pairs: list[Known]) -> bool:
    values = row.values()
    for each in candidates:
        if each.values == values:
            candidates.remove(each)
            pairs.append(Known(row, each))
            return True
    return False
