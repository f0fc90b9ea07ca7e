"""Killed at any moment, the service loses nothing that it has acknowledged, doubles nothing, and comes back alone."""

import os
import random
import signal
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from tests.reliability.posting import Post, Worker
from tests.reliability.service import Service, service, until

pytestmark = pytest.mark.database

PEOPLE = 3
HEALED_WITHIN = 30.0
"""Seconds until a contact is recorded again; a recovery of the database included."""


@pytest.fixture(scope="module")
def running() -> Iterator[Service]:
    with service() as found:
        found.serve()
        found.start("worker", "work")
        yield found


class Killer:
    """Kills one process after another, and measures how long it takes until people can record again."""

    def __init__(self, running: Service, people: list[Worker]) -> None:
        self.service, self.people = running, people
        self.chance = random.Random(20230412)
        self.healed: list[float] = []
        self.jobs = 0

    def strike(self, what: str) -> None:
        time.sleep(self.chance.uniform(0.1, 0.5))
        getattr(self, f"_kill_{what}")()
        struck = time.monotonic()
        assert until(
            lambda: all(person.last_acknowledged > struck for person in self.people), seconds=HEALED_WITHIN, every=0.02
        ), f"Nobody could record any more after the {what} was killed.\n{self.service.said}"
        self.healed.append(time.monotonic() - struck)

    def _kill_database(self) -> None:
        os.kill(self.service.postmaster(), signal.SIGKILL)

    def _kill_connection(self) -> None:
        """One server process in the midst of its work: PostgreSQL then throws out all others too."""
        found = self.service.ask(
            "select pid from pg_stat_activity where application_name = 'sightline default' order by random() limit 1"
        )
        for (pid,) in found:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _kill_web(self) -> None:
        workers = self.service.web_workers()
        assert workers
        os.kill(self.chance.choice(workers), signal.SIGKILL)

    def _kill_worker(self) -> None:
        """The job worker in the midst of a job; it is started again, as the system does with a service."""
        self.jobs += 1
        self.service.ask(
            "insert into procrastinate_jobs (queue_name, task_name, args) values ('default', 'reliability.slow', %s)",
            [f'{{"number": {self.jobs}}}'],
        )
        assert until(lambda: f"begun {self.jobs}\n" in self._jobs(), seconds=20), self.service.said
        os.killpg(self.service.processes["worker"].pid, signal.SIGKILL)
        self.service.processes["worker"].wait()
        self.service.start("worker", "work")

    def _jobs(self) -> str:
        told = self.service.folder / "jobs.txt"
        return told.read_text() if told.exists() else ""

    def wait_for_the_jobs(self) -> None:
        """Every job that was begun and killed is done in the end."""
        wanted = {f"ended {number}" for number in range(1, self.jobs + 1)}
        assert until(lambda: wanted <= set(self._jobs().splitlines()), seconds=60), (
            f"{self._jobs()}\n{self.service.said}"
        )


def _struck(running: Service, kinds: list[str]) -> tuple[Killer, list[Worker]]:
    people = [Worker(running) for _ in range(PEOPLE)]
    for person in people:
        person.start()
    assert until(lambda: all(person.last_acknowledged for person in people), seconds=30), (
        f"{[person.strange[:2] for person in people]}\n{running.said}"
    )
    killer = Killer(running, people)
    try:
        for kind in kinds:
            killer.strike(kind)
    finally:
        for person in people:
            person.ended.set()
        for person in people:
            person.join(timeout=90)
    killer.wait_for_the_jobs()
    return killer, people


def _recorded(running: Service, posts: list[Post]) -> dict[str, tuple[int, ...]]:
    """For each mark: events with its words, contacts, entries in the audit for both, and marks kept."""
    found = running.ask(
        """
        with e as (select id, substr(referral_text, 6, 36) as mark from front_door_contactevent)
        select e.mark, count(distinct e.id), count(distinct c.id),
               count(distinct a.id) filter (where a.record_type = 'front_door.ContactEvent'),
               count(distinct a.id) filter (where a.record_type = 'front_door.Contact'), count(distinct o.id)
        from e
        left join front_door_contact c on c.event_id = e.id
        left join common_postedonce o on o.token::text = e.mark
        left join common_auditentry a on a.verb like 'received a contact%%'
             and ((a.record_type = 'front_door.ContactEvent' and a.record_id = e.id)
                  or (a.record_type = 'front_door.Contact' and a.record_id = c.id))
        where e.mark = any(%s)
        group by 1""",
        [[post.mark for post in posts]],
    )
    return {mark: tuple(numbers) for mark, *numbers in found}


def _hold(running: Service, kinds: list[str]) -> None:
    killer, people = _struck(running, kinds)
    posts = [post for person in people for post in person.posts]
    assert not [each for person in people for each in person.strange]
    recorded = _recorded(running, posts)
    acknowledged = [post for post in posts if post.goes_to]
    lost = [post.mark for post in acknowledged if post.mark not in recorded]
    assert not lost
    assert set(recorded.values()) == {(1, 1, 1, 1, 1)}, "doubled or half written"
    # Whoever was not answered sent the same form again, until it was recorded; once.
    assert len(acknowledged) == len(posts) == len(recorded)
    again = sum(post.sendings > 1 for post in posts)
    assert again, "no form was ever sent twice: the kills met nobody at work"
    print(
        f"\n{len(kinds)} kills, {len(posts)} contacts acknowledged, 0 lost; {again} sent again, "
        f"{sum(person.closed for person in people)} times closed, {sum(person.cut_off for person in people)} cut off; "
        f"{killer.jobs} jobs killed and done; healed in {max(killer.healed):.1f} s at most, "
        f"{sorted(killer.healed)[len(killer.healed) // 2]:.1f} s in the middle"
    )


def test_five_kills_lose_nothing_that_was_acknowledged(running: Service) -> None:
    _hold(running, ["database", "web", "connection", "worker", "web"])


@pytest.mark.full
def test_fifty_kills_lose_nothing_that_was_acknowledged(running: Service) -> None:
    kinds = ["database", "web", "connection", "worker", "web"] * 10
    random.Random(4).shuffle(kinds)
    _hold(running, kinds)
