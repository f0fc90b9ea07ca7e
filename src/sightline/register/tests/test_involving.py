"""Who works with a child, and until when."""

from datetime import date

import pytest

from sightline.register import actions
from sightline.register.models import Involvement


@pytest.fixture
def start(partnership):
    def involve(child, service="CHILD_IN_NEED", from_on=date(2023, 1, 9), **said):
        said = said or {"worker": partnership.mina}
        return actions.start_involvement(
            child=child, service=service, from_on=from_on, by=partnership.olive, at=partnership.now, **said
        )

    return involve


def test_a_service_works_with_a_child_from_and_until(partnership, add, start):
    child = add()
    open_case = start(child)
    assert open_case.team == partnership.mina.team
    assert Involvement.objects.on(date(2023, 1, 9)).open_case().get() == open_case
    actions.end_involvement(involvement=open_case, ended_on=date(2023, 3, 1), by=partnership.olive, at=partnership.now)
    assert not Involvement.objects.on(date(2023, 3, 1)).open_case().exists()
    assert Involvement.objects.on(date(2023, 2, 28)).open_case().exists()


def test_a_service_is_open_once_but_school_and_health_are_several(add, start):
    child = add()
    start(child)
    with pytest.raises(actions.AlreadyRecorded, match="End that first"):
        start(child, from_on=date(2023, 2, 1))
    start(child, "UNIVERSAL", worker_name="Jo Specimen, health visitor")
    start(child, "UNIVERSAL", worker_name="Specimen Primary School")
    assert Involvement.objects.count() == 3


@pytest.mark.parametrize(
    ("said", "refusal", "why"),
    [
        ({"service": "MAGIC"}, actions.Incomplete, "which service"),
        ({"worker_name": " "}, actions.Incomplete, "Say who works"),
        ({"from_on": date(2023, 5, 1), "worker_name": "Jo"}, actions.Impossible, "in the future"),
        ({"to_on": date(2022, 5, 1), "worker_name": "Jo"}, actions.Impossible, "ended is before"),
    ],
)
def test_an_involvement_that_cannot_be_is_refused(add, start, said, refusal, why):
    with pytest.raises(refusal, match=why):
        start(add(), **said)


def test_it_ends_once_and_not_before_it_began(partnership, add, start):
    begun = start(add())
    end = {"involvement": begun, "by": partnership.olive, "at": partnership.now}
    with pytest.raises(actions.Impossible, match="before the day"):
        actions.end_involvement(ended_on=date(2023, 1, 8), **end)
    actions.end_involvement(ended_on=date(2023, 1, 9), **end)
    with pytest.raises(actions.AlreadyRecorded):
        actions.end_involvement(ended_on=date(2023, 1, 10), **end)
