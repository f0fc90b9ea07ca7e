"""What the two locks cost: lists and search with row security and without, and thirty-two people at once.

At the size of five years, as `front_door` fills it. "With" asks as the service's own role for one person; "without"
asks the same question as the owner, whose policy lets everything through.
"""

import json
import random
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sightline.site.bench.front_door import fill, free_port, people_at_the_front_door, serving, visits
from sightline.site.bench.measure import Times, timed
from sightline.site.bench.visitors import Visit, Visitor
from sightline.site.home import home

TIMES = 25
AT_ONCE = 32
SECONDS = 60.0
LISTS = ("new", "undecided", "overdue", "mine", "all")
ROWS = 25


@dataclass(frozen=True)
class Compared:
    """One question, asked with row security and without: medians in seconds, and how many times as long."""

    what: str
    on: Times
    off: Times

    @property
    def ratio(self) -> float:
        return self.on.median / self.off.median

    def to_json(self) -> dict[str, Any]:
        milliseconds = {"on_ms": round(self.on.median * 1000, 2), "off_ms": round(self.off.median * 1000, 2)}
        return {"what": self.what, **milliseconds, "ratio": round(self.ratio, 2)}


@dataclass
class Throng:
    """What many people at once asked for in a given time, and what went wrong."""

    seconds: float
    answered: int = 0
    errors: list[str] = field(default_factory=list)
    taken: list[float] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        times = Times("", self.taken)
        return {
            "people at once": AT_ONCE,
            "seconds": round(self.seconds, 1),
            "requests": self.answered,
            "requests_per_second": round(self.answered / self.seconds, 1),
            "median_ms": round(times.median * 1000, 1),
            "p95_ms": round(times.p95 * 1000, 1),
            "errors": len(self.errors),
            "first_errors": self.errors[:5],
        }


def run() -> dict[str, Any]:
    """Fills a home, compares, then lets thirty-two people in for a minute. Django must be set up."""
    size = fill()
    compared = [*_lists(), _search()]
    return {"size": size, "row_security": [each.to_json() for each in compared], "together": _together().to_json()}


def _lists() -> Iterator[Compared]:
    from sightline.common import business_time
    from sightline.front_door.worklists import WORKLISTS, Worklist

    now, manager = business_time.now(), _manager()

    def ask(worklist: Worklist) -> None:
        list(worklist.contacts(manager, now).with_everything_for_a_list()[:ROWS])
        worklist.count(manager, now)

    for code in LISTS:
        yield _compared(f"list “{code}”: the first page and the count", manager, partial(ask, WORKLISTS[code]))


def _search() -> Compared:
    from sightline.common import business_time
    from sightline.register.models import Child
    from sightline.register.search import find

    manager, today = _manager(), business_time.now().date()
    named = Child.objects.using("owner").exclude(given_name="").order_by("pk")[:5000]
    typed = [f"{each.given_name[:-1]} {each.family_name}" for each in random.Random(7).sample(list(named), 12)]
    return _compared(
        "search for a child, twelve names", manager, lambda: [find(each, manager, on=today) for each in typed]
    )


def _compared(what: str, manager: Any, ask: Callable[[], Any]) -> Compared:
    measured = {}
    for role in ("sightline_app", "sightline_owner"):
        with _asking_as(role, manager):
            ask()
            measured[role] = timed(what, ask, times=TIMES)
    return Compared(what, on=measured["sightline_app"], off=measured["sightline_owner"])


@contextmanager
def _asking_as(role: str, manager: Any) -> Iterator[None]:
    """One transaction on the connection that the pages use, as `role`, for one person."""
    from django.db import connections, transaction

    from sightline.common import actor, business_time

    default = connections["default"]
    own = dict(default.settings_dict)
    default.close()
    if role == "sightline_owner":
        default.settings_dict.update(connections["owner"].settings_dict | {"NAME": own["NAME"]})
    try:
        with transaction.atomic():
            actor.introduce(staff=manager, at=business_time.now())
            yield
    finally:
        default.close()
        default.settings_dict.clear()
        default.settings_dict.update(own)


def _manager() -> Any:
    from sightline.register.models import Staff

    managers = Staff.objects.using("owner").filter(roles__contains=["FRONT_DOOR_MANAGER"])
    return managers.select_related("agency", "team").order_by("pk").first()


def _together() -> Throng:
    """Thirty-two people who open page after page for a minute, none of them waiting between."""
    password = json.loads((home() / "demonstration.json").read_text())["password"]
    names, pages, port = people_at_the_front_door(), visits(), free_port()
    with serving(port):
        signed_in = []
        for number in range(AT_ONCE):
            visitor = Visitor(port)
            visitor.sign_in(names[number % len(names)], password)
            signed_in.append(visitor)
        return _everybody(signed_in, pages)


def _everybody(signed_in: list[Visitor], pages: list[Visit]) -> Throng:
    throng, lock = Throng(SECONDS), threading.Lock()
    until = time.monotonic() + SECONDS

    def one(number: int, visitor: Visitor) -> None:
        draw = random.Random(number)
        while time.monotonic() < until:
            visit = draw.choice(pages)
            try:
                seconds = visitor.make(visit)
            except (OSError, RuntimeError) as error:
                with lock:
                    throng.errors.append(f"{visit.what}: {error}")
                continue
            with lock:
                throng.answered += 1
                throng.taken.append(seconds)

    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(one, range(AT_ONCE), signed_in))
    return throng


def as_table(measured: dict[str, Any], about: dict[str, Any]) -> str:
    lines = [f"{'':<52} {'with ms':>9} {'without':>9} {'ratio':>6}"]
    for each in measured["row_security"]:
        lines.append(f"{each['what']:<52} {each['on_ms']:>9.1f} {each['off_ms']:>9.1f} {each['ratio']:>6.2f}")
    lines += ["", *(f"{name}: {value}" for name, value in measured["together"].items())]
    lines += ["", *(f"{name}: {value}" for name, value in (about | measured["size"]).items())]
    return "\n".join(lines)
