"""What a file says, set beside what is kept of its edition: what is new, what is said otherwise, what is gone."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sightline.exchange.dfe_statistics.reading import Reading
from sightline.exchange.dfe_statistics.rows import Identity, Row, Saying, Shape
from sightline.intake.account import Change, Refusal, SheetAccount

TEXT = "text"


class Kept(NamedTuple):
    """A row that is kept: its key, what it says, and whether the last file lacked it."""

    key: int
    told: tuple[Any, ...]
    is_absent: bool


@dataclass
class Difference:
    """What there is to write."""

    new: list[Saying] = field(default_factory=list)
    changed: list[tuple[int, Saying]] = field(default_factory=list)
    columns: set[str] = field(default_factory=set)
    gone: list[int] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def compare(reading: Reading, kept: Mapping[Identity, Kept], shape: Shape, sheet: SheetAccount) -> Difference:
    """The difference; every line of the file goes into the account of its sheet."""
    for number, fault in reading.refused:
        sheet.refuse([Refusal(number, fault.column, fault.value, fault.reason)])
    difference = Difference()
    for row in reading.rows:
        _compare_row(row, kept, shape, sheet, difference)
    if reading.every_line_is_identified:
        gone = _gone(reading, kept, shape)
        sheet.absent = len({identity[: shape.names_line] for identity in gone})
        difference.gone = [kept[identity].key for identity in gone if not kept[identity].is_absent]
    return difference


def _compare_row(
    row: Row, kept: Mapping[Identity, Kept], shape: Shape, sheet: SheetAccount, difference: Difference
) -> None:
    is_new, changes = False, []
    for saying in row.sayings:
        held = kept.get(saying.identity)
        if held is None:
            is_new = True
            difference.new.append(saying)
        elif held.is_absent or held.told != saying.told:
            difference.changed.append((held.key, saying))
            changes += _changes(row.number, held, saying, shape)
    difference.columns.update(change.column for change in changes)
    if changes:
        sheet.update(changes)
    elif is_new:
        sheet.load()
    else:
        sheet.leave()


def _changes(number: int, held: Kept, saying: Saying, shape: Shape) -> list[Change]:
    changes = [
        Change(number, saying.column if name == TEXT else name, _said(was), _said(now))
        for name, was, now in zip(shape.model.TOLD, held.told, saying.told, strict=True)
        if was != now
    ]
    if held.is_absent:
        changes.append(Change(number, saying.column, None, None, note="stands in the file again"))
    return changes


def _said(value: Any) -> str | None:
    return None if value is None else str(value)


def _gone(reading: Reading, kept: Mapping[Identity, Kept], shape: Shape) -> list[Identity]:
    """What is kept of the times that the file covers and that it no longer says. A refused line still says it."""
    time = slice(0) if shape.time is None else slice(shape.time, shape.time + 1)
    covered = {identity[time] for identity in reading.identified}
    return [
        identity
        for identity in kept
        if identity[: shape.names_line] not in reading.identified and identity[time] in covered
    ]
