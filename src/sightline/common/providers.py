"""Where an area says what it adds to pages that are made of many areas: "What needs me", the child's page.

Areas register here when the service starts; the site composes. So a page can show a later step of a
child's journey without an earlier step knowing of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Providers(Generic[T]):
    """The providers of one page, in the order of their registration."""

    def __init__(self) -> None:
        self._functions: list[Callable[..., Iterable[T]]] = []

    def add(self, function: Callable[..., Iterable[T]]) -> Callable[..., Iterable[T]]:
        self._functions.append(function)
        return function

    def gather(self, **about: Any) -> Iterator[T]:
        for function in self._functions:
            yield from function(**about)


@dataclass(frozen=True)
class NeedsMe:
    """One line of "What needs me": how many, of what, the soonest of them, and the list behind the number."""

    title: str
    count: int
    url: str
    soonest_due_at: datetime | None = None
    overdue: int = 0
    why: str = ""

    @property
    def overdue_text(self) -> str:
        return f"{self.overdue:,} overdue"


@dataclass(frozen=True)
class ChronologyEntry:
    """One event in a child's story: when, what, by whom, and where it can be read. No free text."""

    at: datetime
    what: str
    who: str = ""
    detail: str = ""
    url: str = ""
    about: str = ""


@dataclass(frozen=True)
class Alert:
    """Something that everyone who opens the child's page must see first."""

    text: str
    level: str = "warning"


@dataclass(frozen=True)
class OpenClock:
    """A clock that still runs for a child: what for, and its deadline as it was stored with the record."""

    label: str
    deadline: Any
    due_at: datetime


@dataclass(frozen=True)
class Involved:
    """Whom a change of worker with a child concerns: a colleague, or an agency, by number."""

    staff_id: int | None = None
    agency_id: int | None = None


needs_me: Providers[NeedsMe] = Providers()
chronology: Providers[ChronologyEntry] = Providers()
alerts: Providers[Alert] = Providers()
open_clocks: Providers[OpenClock] = Providers()
involved: Providers[Involved] = Providers()
regrouped: Providers[int] = Providers()
"""Told when two records of one agency have become one child, or two again; each says how many records changed."""
