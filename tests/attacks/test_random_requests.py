"""Requests as a machine at random sends them: no fault, and nobody reads a name that is not theirs to read."""

import random
from typing import Any

import pytest
from django.db import transaction
from django.urls import reverse
from django.urls.converters import SlugConverter, UUIDConverter

from tests.access import expected
from tests.access.test_every_page import CHANGES_WHO_ASKS, SEEN, names_in
from tests.attacks.test_every_filter import SIGNS, questions
from tests.house.test_pages_are_guarded import ROUTES
from tests.support.partnership import STAFF

pytestmark = pytest.mark.django_db(databases="__all__")

METHODS = ("get", "get", "post", "post", "head", "put", "delete", "patch", "options")
NUMBERS = (0, 1, 2**31, 10**17, 10**18 - 1)


class Machine:
    """Draws one request after the other; the same seed draws the same."""

    def __init__(self, seed: int, world: Any) -> None:
        self.draw, self.world = random.Random(seed), world
        self.names, self.routes = questions(), [name for name in ROUTES if name not in CHANGES_WHO_ASKS]
        self.fields = sorted({field for form in _forms() for field in form.base_fields})

    def request(self) -> tuple[str, str, dict[str, Any], dict[str, str]]:
        name = self.draw.choice(self.routes)
        values = {part: self._value(part, how) for part, how in ROUTES[name].pattern.converters.items()}
        method = self.draw.choice(METHODS)
        names = self.names if method in ("get", "head") else [*self.fields, "version", "once", "next", "roles"]
        data = {each: self._text() for each in self.draw.sample(names, min(len(names), self.draw.randint(0, 8)))}
        headers = {"HTTP_ACCEPT": self.draw.choice(["text/html", "application/json", "*/*", "\x7f"])}
        headers["HTTP_X_FORWARDED_FOR"] = self._text()[:60].replace("\n", "")
        return method, reverse(name, kwargs=values), data, headers

    def _value(self, part: str, converter: Any) -> Any:
        if isinstance(converter, UUIDConverter):
            return "00000000-0000-4000-8000-%012d" % self.draw.randint(0, 9)  # noqa: UP031 - of a fixed width
        if isinstance(converter, SlugConverter):
            return self.draw.choice(["neglect-screening", "x", "front_door", "a" * 300, "-"])
        story = self.draw.choice(list(self.world.values()))
        kind = SEEN.get(part, ("", None))[0]
        if kind in story.records and self.draw.random() < 0.8:
            return story.records[kind].pk
        return self.draw.choice(NUMBERS)

    def _text(self) -> str:
        return self.draw.choice([*SIGNS, "1", "on", "2A", "2023-04-12", "", "True", "[]", "{}", "x" * 5000])


def _forms() -> list[Any]:
    from django.forms import Form

    def below(form: Any) -> list[Any]:
        return [form, *(each for sub in form.__subclasses__() for each in below(sub))]

    return [form for form in below(Form) if form.__module__.startswith("sightline.")]


def bombard(requests: int, seed: int, world: Any, partnership: Any, client: Any) -> dict[int, int]:
    """Sends them, each taken back; the number of answers of each status."""
    machine, statuses = Machine(seed, world), {}
    people = [getattr(partnership, username) for username in STAFF]
    for number in range(requests):
        if number % 50 == 0:
            person = machine.draw.choice([*people, None])
            client.logout() if person is None else client.force_login(person)
        method, where, data, headers = machine.request()
        with transaction.atomic():
            answer = getattr(client, method)(where, data, **headers)
            transaction.set_rollback(True)
        statuses[answer.status_code] = statuses.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, f"request {number} of seed {seed}: {method} {where} {data}"
        if not answer.streaming:
            may = {each for each in names_in(answer) if person and expected.may_read_name(person, each)}
            assert names_in(answer) == may, f"request {number} of seed {seed}: {method} {where} as {person}"
    return statuses


@pytest.mark.parametrize("seed", range(2))
def test_three_hundred_random_requests_break_nothing_and_leak_nothing(world, partnership, client, seed):
    assert len(bombard(300, seed, world, partnership, client)) > 3


@pytest.mark.full
@pytest.mark.parametrize("seed", range(100, 110))
def test_ten_thousand_random_requests_break_nothing_and_leak_nothing(world, partnership, client, seed, record_property):
    statuses = bombard(1000, seed, world, partnership, client)
    record_property("answers", statuses)
    print(f"seed {seed}: {dict(sorted(statuses.items()))}")
    assert len(statuses) > 3
