"""What a line says, in the shape that its table is kept in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.models import Published

Identity: TypeAlias = tuple[Any, ...]


class Saying(NamedTuple):
    """One row to keep, as a file states it; `column` is the heading under which its text stands."""

    identity: Identity
    told: tuple[Any, ...]
    column: str = ""


class Row(NamedTuple):
    """What one line says: its number in the file, what names it, and the rows to keep that it makes."""

    number: int
    identity: Identity
    sayings: tuple[Saying, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a file's lines become rows that are kept.

    `identify` names a line, or gives None for one that is not wanted; `read` gives what it says. A kept row's
    identity begins with its line's. The part at `time` is what the file covers (None: it is the whole).
    """

    model: type[Published]
    headings: Sequence[str]
    identify: Callable[[Line], Identity | None]
    read: Callable[[Line, Identity], tuple[Saying, ...]]
    edition: Callable[[Sequence[Row]], str]
    names_line: int
    time: int | None = None


def newest(position: int, form: str = "{}") -> Callable[[Sequence[Row]], str]:
    """An edition named after the newest of what stands at a position of the lines' identities."""
    return lambda rows: form.format(max(row.identity[position] for row in rows))
