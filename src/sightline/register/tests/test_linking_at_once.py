"""Two people decide about links at the same moment: what each saw alone never stands together."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from sightline.common import actor
from sightline.common.models import AuditEntry, PastValues
from sightline.common.refusals import Refused
from sightline.register.actions import linking
from sightline.register.models import Agency, Child, Link, LinkDecision

pytestmark = pytest.mark.django_db(databases="__all__")


def in_threads(*work: Callable[[], None]) -> None:
    """Each in a thread with a connection of its own, as web workers have."""

    def closing(do: Callable[[], None]) -> None:
        try:
            do()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=closing, args=[each]) for each in work]
    for each in threads:
        each.start()
    for each in threads:
        each.join()


@pytest.fixture
def committed(partnership: Any) -> Iterator[list[Link]]:
    """Two links that share a police record, to two records of the council; taken away again afterwards."""
    made: list[Link] = []

    def make() -> None:
        agencies = Agency.objects.using("owner")
        council, police = agencies.get(name="Merrow Council"), agencies.get(name="Merrow Police")
        name = {"given_name": "Wrenna", "family_name": "Appletree"}
        records = [Child.objects.using("owner").create(agency=each, **name) for each in (council, police, council)]
        for one, other in (records[:2], records[1:]):
            made.append(
                Link.objects.using("owner").create(
                    one=one,
                    other=other,
                    agency_one=one.agency,
                    agency_other=other.agency,
                    weight=4.0,
                    likely=True,
                    standing="FOR_A_PERSON",
                    proposed_at=partnership.now,
                )
            )

    def take_away() -> None:
        children = {pk for link in made for pk in (link.one_id, link.other_id)}
        links = [link.pk for link in made]
        LinkDecision.objects.using("owner").filter(link__in=links).delete()
        Link.objects.using("owner").filter(pk__in=links).delete()
        Child.objects.using("owner").filter(pk__in=children).update(person=None)
        Child.objects.using("owner").filter(pk__in=children).delete()
        AuditEntry.objects.using("owner").filter(record_type="register.Link", record_id__in=links).delete()
        PastValues.objects.using("owner").filter(record_table="register_child", record_id__in=children).delete()

    in_threads(make)
    yield made
    in_threads(take_away)


def decide(person: Any, at: Any, do: Callable[..., Any], told: list[str], together: threading.Barrier) -> Any:
    def run() -> None:
        together.wait()
        try:
            with actor.acting(person, at=at):
                told.append(do(by=person, at=at).state)
        except Refused as refusal:
            told.append(type(refusal).__name__)

    return run


@pytest.mark.parametrize("attempt", range(3))
def test_two_links_that_may_not_stand_together_never_do(partnership, committed, attempt):
    told: list[str] = []
    together = threading.Barrier(2)
    work = [
        decide(
            person, partnership.now, lambda link=link, **said: linking.confirm_link(link=link, **said), told, together
        )
        for person, link in zip((partnership.mina, partnership.maud), committed, strict=True)
    ]
    in_threads(*work)
    assert sorted(told) == ["CONFIRMED", "NotTogether"]


def test_of_yes_and_no_at_the_same_moment_the_second_is_told(partnership, committed):
    link, told, together = committed[0], [], threading.Barrier(2)
    seen = {"link": link, "seen_version": link.version}
    in_threads(
        decide(partnership.mina, partnership.now, lambda **said: linking.confirm_link(**seen, **said), told, together),
        decide(partnership.maud, partnership.now, lambda **said: linking.reject_link(**seen, **said), told, together),
    )
    assert "AlreadyDecided" in told
    assert len({*told} & {"CONFIRMED", "REJECTED"}) == 1
