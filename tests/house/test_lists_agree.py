"""List = count = export = detail, for everybody, whatever lies in the worklists."""

import csv
import io
import random
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from sightline.common.access import ROLES, Permission
from sightline.front_door import actions, codes
from sightline.front_door.models import Contact
from sightline.front_door.worklists import WORKLISTS
from sightline.register.models import Restriction, RestrictionAccess
from tests.support.partnership import STAFF

pytestmark = pytest.mark.django_db(databases="__all__")

CONTACTS = 12
SOURCES = ("1A", "2A", "3A", "6", "9")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture(params=range(2))
def contacts(request, partnership, a_contact, a_child, a_judgement):
    """Contacts of every kind and in every state, another mixture each time; two are about restricted children."""
    chance = random.Random(request.param)
    made = []
    for number in range(CONTACTS):
        partnership.acts(partnership.olive)
        child = a_child(f"Child {number}")
        at = partnership.now - timedelta(hours=chance.choice([1, 3, 20, 30, 100, 2000]))
        said = {"source": chance.choice(SOURCES), "primary_concern": chance.choice(["NEG", "PHY", "DA"])}
        contact = a_contact(child=child, received_at=at, at=at, **said)
        partnership.acts(partnership.mina)
        something_happens(contact, chance, partnership, a_judgement())
        made.append(contact)
    for contact, named in zip(made, [partnership.mina, partnership.olive], strict=False):
        restrict(contact.child, to=named, partnership=partnership)
    return made


def something_happens(contact, chance, partnership, judgement):
    """To some contacts one thing, to some several, to some nothing."""
    mina, now = partnership.mina, partnership.now
    if chance.random() < 0.4:
        actions.triage(contact=contact, rag=chance.choice(codes.Rag.values), reason="Seen", by=mina, at=now)
    if chance.random() < 0.3:
        actions.take(contact=contact, owner=chance.choice([partnership.olive, mina]), by=mina, at=now)
    if chance.random() < 0.3:
        actions.move_to_lane(contact=contact, lane=chance.choice(codes.Lane.values), by=mina, at=now)
    contact.refresh_from_db()
    if chance.random() < 0.4:
        decider = partnership.hugo if contact.about_early_help else mina
        partnership.acts(decider)
        actions.decide(contact=contact, judgement=judgement, by=decider, at=now)


def restrict(child, *, to, partnership):
    partnership.acts(partnership.dara)
    agency = child.agency
    restriction = Restriction.objects.create(
        child=child, agency=agency, reason="STAFF_RELATIVE", ask=partnership.dara, restricted_at=partnership.now,
        restricted_by=partnership.dara,
    )  # fmt: skip
    RestrictionAccess.objects.create(restriction=restriction, agency=agency, staff=to)


def seen_on_the_page(client, code):
    """The contacts of a worklist, over all its pages; and the number that its tile or tab shows."""
    rows, number = set(), 1
    while True:
        answer = client.get(reverse("front_door:worklist"), {"list": code, "page": number})
        rows |= {int(re.search(r"/(\d+)$", row["url"]).group(1)) for row in answer.context["rows"]}
        if not answer.context["page"].has_next():
            break
        number += 1
    tiles_and_tabs = (*answer.context["tiles"], *answer.context["tabs"])
    return rows, {each["count"] for each in tiles_and_tabs if each["current"]}


def exported(client, code):
    text = client.get(reverse("front_door:export"), {"list": code}).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def status_of(client, contact):
    return client.get(reverse("front_door:contact", args=[contact.pk])).status_code


def test_list_count_export_and_detail_agree_for_everybody_who_sees_contacts(client, partnership, contacts):
    for person in colleagues(partnership, may_see=True):
        client.force_login(person)
        partnership.acts(person)
        seen = set(Contact.objects.visible_to(person).values_list("pk", flat=True))
        assert seen == set(Contact.objects.values_list("pk", flat=True)), f"{person}: query and row security"
        for code, worklist in WORKLISTS.items():
            rows, numbers = seen_on_the_page(client, code)
            partnership.acts(person)
            assert numbers == {len(rows)} == {worklist.count(person, partnership.now)}, f"{person}: {code}"
            assert len(exported(client, code)) == len(rows), f"{person}: {code}"
            assert rows <= seen, f"{person}: {code}"
        for contact in contacts:
            assert status_of(client, contact) == (200 if contact.pk in seen else 404), person


def test_nobody_else_opens_a_list_a_file_or_a_contact(client, partnership, contacts):
    for person in colleagues(partnership, may_see=False):
        client.force_login(person)
        for name in ("worklist", "export"):
            assert client.get(reverse(f"front_door:{name}")).status_code == 403, person
        assert {status_of(client, contact) for contact in contacts} == {403}, person


def colleagues(partnership, *, may_see):
    everybody = [getattr(partnership, username) for username in STAFF]
    return [person for person in everybody if person.may(Permission.VIEW_CONTACTS) is may_see]


def test_every_role_is_somebodys():
    assert {role for _, _, roles in STAFF.values() for role in roles} == {
        code for code, role in ROLES.items() if not role.for_systems
    }


def test_the_mixture_holds_what_one_may_not_see(partnership, contacts):
    """Else the agreement would be that everybody sees everything."""
    for username, hidden in (("mina", 1), ("olive", 1), ("nye", 2)):
        person = getattr(partnership, username)
        partnership.acts(person)
        assert Contact.objects.visible_to(person).count() == CONTACTS - hidden
