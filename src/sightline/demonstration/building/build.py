"""Builds the demonstration, stage by stage, and says what each stage made."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date

from sightline.common.actor import acting
from sightline.demonstration.building.agreeing import agree
from sightline.demonstration.building.contacts import Contacts
from sightline.demonstration.building.families import write_families
from sightline.demonstration.building.last_morning import finish
from sightline.demonstration.building.screening import complete_tools
from sightline.demonstration.building.setting_up import (
    NotADemonstration,
    SetUp,
    WhatIsHere,
    found,
    refresh_statistics,
    reset,
    set_up,
    start_clock,
    what_is_here,
)
from sightline.demonstration.days import NOW
from sightline.demonstration.plan import Event, Plan
from sightline.demonstration.planning import SEED, make_plan
from sightline.demonstration.targets import YEARS, Year

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """What was built, and the plan behind it; `plan` is None where a demonstration was there already."""

    was_there: bool
    plan: Plan | None = None
    seconds: float = 0.0


def build(*, small: bool = False, seed: object = SEED, progress: Progress = lambda _: None) -> Built:
    """Builds the demonstration in the database that is set up, unless one is there.

    What an interrupted build left behind is thrown away first. Raises NotADemonstration where a working service
    has its records here.
    """
    here = what_is_here()
    if here == WhatIsHere.WORKING_SERVICE:
        raise NotADemonstration
    if here == WhatIsHere.DEMONSTRATION:
        return Built(was_there=True)
    if here == WhatIsHere.UNFINISHED:
        reset()
    stages = _Stages(progress)
    with _without_looking_for_garbage():
        plan = make_plan(small=small, seed=seed)
        stages.done(f"Planned {len(plan.events):,} contact events about {len(plan.children):,} children")
        set_up()
        _write(plan, stages)
        refresh_statistics()
        start_clock()
    stages.done("Ready for the morning of Wednesday 12 April 2023")
    return Built(was_there=False, plan=plan, seconds=stages.total)


@contextmanager
def _without_looking_for_garbage() -> Iterator[None]:
    """A million small objects stay to the end; looking through them again and again takes a quarter of the time."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _write(plan: Plan, stages: "_Stages") -> None:
    """One transaction of the serving role for each stage; until the last is kept, the demonstration is unfinished."""
    there = found()
    stages.done(f"Set up {len(there.agencies)} agencies and {len(there.staff)} members of staff")
    stages.done(f"Entered {agree(there)} information sharing agreements")
    with _the_front_door(there):
        children = write_families(plan, there)
    refresh_statistics("register")
    stages.done(f"Recorded {len(children):,} children of {len(plan.families):,} families")
    contacts = Contacts(there, children)
    for year in YEARS:
        events = [event for event in plan.events if _is_of(event, year)]
        with _the_front_door(there):
            contacts.receive(events)
        refresh_statistics("front_door")
        with _the_front_door(there):
            contacts.carry_on(events)
        stages.done(f"Took {sum(event.size for event in events):,} contacts of {year.label} through the front door")
    with _the_front_door(there):
        tools = complete_tools(plan, contacts, there)
    stages.done(f"Attached {tools} screening tools")
    with _the_front_door(there):
        finish(plan, contacts, children, there)
    stages.done(f"Left {_waiting(plan)} contacts waiting and {len(plan.hand_overs)} hand-overs")


def _the_front_door(there: SetUp) -> AbstractContextManager[None]:
    return acting(there.staff["officer"], at=NOW)


def _is_of(event: Event, year: Year) -> bool:
    return year.starts_on <= event.received_on < date(year.starts_on.year + 1, 4, 1)


def _waiting(plan: Plan) -> int:
    return sum(
        not contact.ends_as and (contact.decision is None or contact.decision.takes_effect_at is None)
        for contact in plan.contacts
    )


class _Stages:
    """One line for each stage: what it made, and how long it took."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._began = self._since = time.monotonic()

    def done(self, line: str) -> None:
        now = time.monotonic()
        self._progress(f"{line} ({now - self._since:.1f} s)")
        self._since = now

    @property
    def total(self) -> float:
        return time.monotonic() - self._began
