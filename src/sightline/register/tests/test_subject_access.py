"""A person asks what is held about them: gathered whole, judged record by record, released by another person."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from sightline.common.refusals import NotYours
from sightline.register import actions as register
from sightline.register.actions import subject_access as actions
from sightline.register.actions.sharing.lines import Basis, Told, keep_lines
from sightline.register.holdings import for_export
from sightline.register.models import Child, Disclosure, Staff, SubjectAccessItem, SubjectAccessRequest
from sightline.register.tests.reading import words
from sightline.register.tests.test_retention import MARKER, OWNER, seeded  # noqa: F401

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]
SAID = {"asked_for_by": "Wren Appletree", "identity_checked": "Passport seen"}


@pytest.fixture
def asked(partnership, add):
    child = add()
    partnership.acts(partnership.dara)
    return actions.ask_for_package(
        child=child, received_at=partnership.now, by=partnership.dara, at=partnership.now, **SAID
    )


@pytest.fixture
def second_lead(partnership):
    """Another data protection lead, written as the service's runner would, on the tests' own connection."""
    partnership.acts(partnership.ada)
    mina = partnership.mina
    facts = {name: getattr(mina, name) for name in ("name", "team", "email", "telephone", "job_title")}
    register.change_staff(
        person=mina, roles=[*mina.roles, "DATA_PROTECTION_LEAD"], by=partnership.ada, at=partnership.now, **facts
    )
    partnership.acts(partnership.dara)
    request = mina.role_requests.get()
    register.decide_role(asked=request, given=True, by=partnership.dara, at=partnership.now)
    return partnership.mina


def test_the_month_begins_when_the_request_was_received(asked, partnership):
    assert asked.due_at.date().isoformat() == "2023-05-12"
    assert asked.rule == "REG-SUBJECT-ACCESS"


def test_a_request_says_who_asks_and_how_we_know(partnership, asked):
    for missing in ("asked_for_by", "identity_checked"):
        with pytest.raises(register.Incomplete):
            actions.ask_for_package(
                child=asked.child, received_at=partnership.now, by=partnership.dara, at=partnership.now,
                **SAID | {missing: " "},
            )  # fmt: skip
    with pytest.raises(NotYours):
        actions.ask_for_package(
            child=asked.child, received_at=partnership.now, by=partnership.mina, at=partnership.now, **SAID
        )


def test_nobody_releases_what_is_not_prepared_nor_does_the_database_let_them(asked, partnership, second_lead):
    partnership.acts(second_lead)
    with pytest.raises(register.AlreadyRecorded):
        actions.release_package(request=asked, means="LETTER", by=second_lead, at=partnership.now)
    for statement in (
        "update register_subjectaccessrequest set state = 'PREPARED'",
        "update register_subjectaccessrequest set state = 'RELEASED', released_by_id = recorded_by_id",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_the_package_holds_every_record_about_the_child(partnership, seeded):  # noqa: F811
    child = seeded.made[Child]
    asked = SubjectAccessRequest.objects.using(OWNER).create(
        child=child, agency=seeded.agency, received_at=partnership.now, due_at=partnership.now + timedelta(days=30),
        rule="REG-SUBJECT-ACCESS", rule_version="1", basis="x", recorded_by=seeded.staff, **SAID,
    )  # fmt: skip
    assert actions.prepare_packages(at=partnership.now) > 15
    items = list(SubjectAccessItem.objects.using(OWNER).filter(request=asked))
    assert {item.record_type for item in items} == {holding.label for holding in for_export()}
    by_type = {item.record_type: item for item in items}
    assert MARKER in str(by_type["register.Child"].values)
    assert MARKER in str(by_type["register.Adult"].values)
    assert by_type["register.Adult"].about_others
    assert not any("password" in str(item.values) for item in items)
    assert actions.prepare_packages(at=partnership.now) == 0


class ToTheOwner:
    """Every query on one connection, so that what the system writes as the owner and what people do meet in a test."""

    def db_for_read(self, *_, **__):
        return OWNER

    db_for_write = db_for_read

    def allow_relation(self, *_, **__):
        return True


@pytest.fixture
def prepared(partnership, settings, add):
    """A package gathered about Wren, recorded by Dara; and Mina, who leads data protection too."""
    partnership.acts(partnership.dara)
    settings.DATABASE_ROUTERS = [ToTheOwner()]
    dara, mina = Staff.objects.get(username="dara"), Staff.objects.get(username="mina")
    Staff.objects.filter(pk=mina.pk).update(roles=["DATA_PROTECTION_LEAD"])
    child = Child.objects.create(agency=dara.agency, given_name="Wren", family_name="Appletree", first_language="Welsh")
    asked = actions.ask_for_package(child=child, received_at=partnership.now, by=dara, at=partnership.now, **SAID)
    actions.prepare_packages(at=partnership.now)
    return SubjectAccessRequest.objects.get(pk=asked.pk)


def test_a_package_is_judged_and_released_by_another_and_the_ledger_says_so(partnership, prepared, monkeypatch):
    kept = []
    monkeypatch.setattr(actions, "keep_lines", lambda told: kept.extend(told) or [])
    dara, mina, at = Staff.objects.get(username="dara"), Staff.objects.get(username="mina"), partnership.now
    (item,) = SubjectAccessItem.objects.filter(request=prepared)
    said = {"item": item, "by": dara, "at": at}
    with pytest.raises(register.Incomplete, match="why"):
        actions.judge_item(**said, verdict="WITHHOLD", serious_harm=False)
    with pytest.raises(register.NotAllowed, match="serious harm"):
        actions.judge_item(**said, verdict="RELEASE", serious_harm=True)
    partnership.acts(mina)
    with pytest.raises(register.Incomplete, match="Not judged yet: 1"):
        actions.release_package(request=prepared, means="LETTER", by=mina, at=at)
    partnership.acts(dara)
    actions.judge_item(
        **said, verdict="REDACT", serious_harm=False, reason="About the father", redacted=["first language", "nonsense"]
    )
    with pytest.raises(NotYours):
        actions.release_package(request=prepared, means="LETTER", by=dara, at=at)
    partnership.acts(mina)
    released = actions.release_package(request=prepared, means="LETTER", by=mina, at=at)
    (told,) = actions.package(released, seen_by=mina)
    assert told["values"]["given name"] == "Wren"
    assert told["values"]["first language"] == "[left out]"
    assert [(line.receiver_name, line.child, line.by, line.fields) for line in kept] == [
        ("Wren Appletree", prepared.child_id, mina, ["Child"])
    ]
    with pytest.raises(register.AlreadyRecorded):
        actions.judge_item(item=item, verdict="RELEASE", serious_harm=False, by=mina, at=at)


def test_what_is_withheld_leaves_no_trace_in_the_package(partnership, prepared):
    dara = Staff.objects.get(username="dara")
    (item,) = SubjectAccessItem.objects.filter(request=prepared)
    actions.judge_item(
        item=item, verdict="WITHHOLD", serious_harm=True, reason="Serious harm", by=dara, at=partnership.now
    )
    assert actions.package(prepared, seen_by=dara) == []


def test_the_pages_of_subject_access(partnership, client, add):
    child = add()
    client.force_login(partnership.dara)
    assert "Nobody has asked" in words(client.get(reverse("records:requests")))
    sent = SAID | {"received_at": "2023-04-11T10:00"}
    assert client.post(reverse("records:ask", args=[child.pk]), sent).status_code == 302
    asked = SubjectAccessRequest.objects.get()
    assert "Wren Appletree" in words(client.get(reverse("records:requests")))
    assert client.get(reverse("records:asked", args=[asked.pk])).status_code == 200
    assert client.get(reverse("records:package", args=[asked.pk])).status_code == 404
    client.force_login(partnership.mina)
    assert client.get(reverse("records:asked", args=[asked.pk])).status_code == 403


def test_the_ledger_takes_the_line_from_the_data_protection_lead(partnership, asked):
    dara = partnership.dara
    told = Told(
        about=asked,
        child=asked.child_id,
        agency=asked.agency_id,
        receiver_name="Wren Appletree",
        purpose="SUBJECT_ACCESS",
        basis=Basis(article_6_basis="LEGAL_OBLIGATION"),
        fields=["Child"],
        means="LETTER",
        by=dara,
        at=partnership.now,
    )
    keep_lines([told])
    assert Disclosure.objects.visible_to(dara).get().receiver_name == "Wren Appletree"
