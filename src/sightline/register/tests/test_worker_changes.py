"""A change of worker is told to those involved, and to nobody else."""

from datetime import date

import pytest
from django.db import models

from sightline.common.access import Party
from sightline.register import actions
from sightline.register.actions import sharing
from sightline.register.models import Disclosure, Involvement, Staff, WorkerChange, WorkerChangeTelling


@pytest.fixture
def child(partnership, add):
    """Wren, with whom Hugo works for early help and Mina on the plan; the hospital is asked about Wren just now."""
    wren = add()
    said = {"child": wren, "from_on": date(2023, 1, 9), "by": partnership.olive, "at": partnership.now}
    actions.start_involvement(service="EARLY_HELP", worker=partnership.hugo, **said)
    actions.start_involvement(service="CHILD_PROTECTION", worker=partnership.mina, **said)
    sharing.grant(
        child=wren,
        to_agency=partnership.agency("Merrow Children's Hospital"),
        purpose="CHECK",
        rests_on=wren,
        by=partnership.olive,
        at=partnership.now,
    )
    return wren


@pytest.fixture
def change(partnership, child):
    """Olive records that Maud works on the plan from now on, in place of Mina."""

    def done(by=None, **said):
        by = by or partnership.olive
        partnership.acts(by)
        plan = Involvement.objects.get(child=child, service="CHILD_PROTECTION")
        return actions.change_worker(
            involvement=plan, by=by, at=partnership.now, **{"worker": partnership.maud, **said}
        )

    return done


def told(partnership):
    """To whom the latest change was told: people by name, agencies by name."""
    partnership.acts(partnership.olive)
    latest = WorkerChange.objects.latest("pk")
    return {each.staff.name if each.staff else each.agency.name for each in latest.told.all()}


def test_those_who_work_with_the_child_and_agencies_that_may_see_it_are_told(partnership, change):
    change()
    assert told(partnership) == {"Hugo Hubworker", "Merrow Children's Hospital"}
    tellings = WorkerChangeTelling.objects.filter(change__kind="CHANGED")
    to_hugo, to_hospital = tellings.order_by(models.F("staff").asc(nulls_last=True))
    works = "Maud Manager works with the child in place of Mina Manager. Team: Integrated Front Door."
    assert to_hugo.telling == f"Child protection plan: {works}"
    assert to_hospital.telling == works, "which service it is, an agency is not told"
    line = Disclosure.objects.get(purpose="CHANGE_OF_WORKER")
    assert (line.receiver.name, line.means) == ("Merrow Children's Hospital", "SIGHTLINE")


def test_a_start_and_an_end_are_told_too(partnership, child):
    assert WorkerChange.objects.filter(kind="STARTED").count() == 2
    early = Involvement.objects.get(child=child, service="EARLY_HELP")
    actions.end_involvement(involvement=early, ended_on=date(2023, 4, 12), by=partnership.olive, at=partnership.now)
    assert told(partnership) == {"Mina Manager", "Merrow Children's Hospital"}
    assert WorkerChangeTelling.objects.latest("pk").telling == "Hugo Hubworker no longer works with the child."


def test_what_was_over_when_it_was_recorded_is_not_announced(partnership, add):
    years = {"from_on": date(2020, 1, 9), "to_on": date(2021, 1, 9)}
    actions.start_involvement(
        child=add(), service="EARLY_HELP", worker=partnership.hugo, **years, by=partnership.olive, at=partnership.now
    )
    assert not WorkerChange.objects.exists()


@pytest.mark.django_db(databases="__all__")
def test_who_did_it_and_who_has_left_are_not_told(partnership, child, change):
    said = {"child": child, "from_on": date(2023, 1, 9), "by": partnership.olive, "at": partnership.now}
    actions.start_involvement(service="CARE_LEAVER", worker=partnership.olive, **said)
    actions.start_involvement(service="UNIVERSAL", worker=partnership.nye, **said)
    partnership.acts(partnership.ada)
    actions.leave(person=partnership.nye, by=partnership.ada, at=partnership.now)
    change()
    assert told(partnership) == {"Hugo Hubworker", "Merrow Children's Hospital"}


def test_of_a_restricted_child_only_those_named_hear(partnership, child, change, restricted):
    restricted(child, partnership.maud, partnership.hugo)
    change(by=partnership.maud, worker=None, worker_name="Jo Specimen")
    partnership.acts(partnership.maud)
    latest = WorkerChange.objects.latest("pk")
    assert [each.staff.name for each in latest.told.all()] == ["Hugo Hubworker"]
    assert not Disclosure.objects.filter(purpose="CHANGE_OF_WORKER", about_id=latest.pk).exists()


def as_lado(monkeypatch, *usernames):
    parties = Staff.parties.fget
    monkeypatch.setattr(
        Staff,
        "parties",
        property(lambda self: {Party.LADO} if self.username in usernames else parties(self)),
    )


def test_nothing_of_the_lado_is_announced(partnership, change, monkeypatch):
    before = WorkerChange.objects.count()
    as_lado(monkeypatch, "maud")
    change()
    assert WorkerChange.objects.count() == before


def test_who_works_for_the_lado_is_not_told(partnership, change, monkeypatch):
    as_lado(monkeypatch, "hugo")
    change()
    assert told(partnership) == {"Merrow Children's Hospital"}


def test_a_telling_is_read_by_whom_it_was_told_and_seen_once(partnership, change):
    change()
    for username, sees in (("neve", 1), ("hugo", 2), ("mina", 0), ("sol", 0), ("pat", 0), ("ana", 0)):
        somebody = getattr(partnership, username)
        partnership.acts(somebody)
        assert WorkerChangeTelling.objects.visible_to(somebody).count() == sees, username
    neve = partnership.neve
    partnership.acts(neve)
    telling = WorkerChangeTelling.objects.visible_to(neve).get()
    actions.see_change(telling=telling, by=neve, at=partnership.now)
    assert not WorkerChangeTelling.objects.visible_to(neve).unseen()
    with pytest.raises(actions.AlreadyRecorded):
        actions.see_change(telling=telling, by=neve, at=partnership.now)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"worker": None}, actions.Incomplete), ({"worker_is": "mina"}, actions.AlreadyRecorded)],
)
def test_a_change_that_names_nobody_or_changes_nothing_is_refused(partnership, change, said, refusal):
    if username := said.pop("worker_is", ""):
        said["worker"] = getattr(partnership, username)
    with pytest.raises(refusal):
        change(**said)
