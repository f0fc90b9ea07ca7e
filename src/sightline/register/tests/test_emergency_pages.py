"""The pages of emergencies and inspections, as people use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from sightline.register.models import EmergencyAccess, Inspection
from sightline.register.tests.reading import words

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]
WHY = "The police are with the child now."


def test_from_the_stub_through_the_reason_to_the_record_and_out_again(client, partnership, add, restricted, trail):
    child = add()
    restriction = restricted(child, partnership.maud)
    client.force_login(partnership.olive)
    found = client.post(reverse("register:search"), {"q": "Wren Appletree 12/06/2015"}, follow=True)
    url = reverse("register:open_in_emergency", args=[restriction.pk])
    assert url in found.content.decode()
    page = words(client.get(url))
    assert "First ring Maud Manager" in page
    assert "Wren" not in page and "rotected" not in page
    assert "Enter what the emergency is" in words(client.post(url, {"reason": ""}))
    shown = words(client.post(url, {"reason": WHY}, follow=True))
    assert "Wren Appletree" in shown
    assert "Opened by you in an emergency: closes by itself at 14:30" in shown
    partnership.acts(partnership.olive)
    access = EmergencyAccess.objects.get()
    assert ("OPENED", "register.EmergencyAccess", access.pk) in trail
    assert ("OPENED", "register.Child", child.pk) in trail
    assert "open to you already" in words(client.post(url, {"reason": WHY}, follow=True))
    client.post(reverse("register:emergency", args=[access.pk]), {"do": "end"})
    access.refresh_from_db()
    assert access.closes_at <= partnership.now + timedelta(microseconds=1)


def test_what_was_opened_waits_for_owner_and_lead(client, partnership, add, restricted):
    restriction = restricted(add(), partnership.maud, partnership.dara)
    client.force_login(partnership.olive)
    client.post(reverse("register:open_in_emergency", args=[restriction.pk]), {"reason": WHY})
    partnership.acts(partnership.olive)
    url = reverse("register:emergency", args=[EmergencyAccess.objects.get().pk])
    client.force_login(partnership.maud)
    assert "Records opened in an emergency" in words(client.get("/"))
    assert WHY in words(client.get(reverse("register:emergencies")))
    client.post(url, {"do": "seen"})
    assert "Records opened in an emergency" not in words(client.get("/"))
    client.force_login(partnership.dara)
    assert "Enter what you found" in words(client.post(url, {"do": "finding", "finding": ""}))
    assert "Was needed" in words(client.post(url, {"do": "finding", "finding": "Was needed."}, follow=True))
    client.force_login(partnership.nye)
    assert WHY not in words(client.get(reverse("register:emergencies")))
    assert client.post(url, {"do": "end"}).status_code == 404


@pytest.mark.parametrize("who", ["hugo", "dara", "ines", "sol", "ana"])
def test_the_way_in_is_for_those_whose_role_carries_it(client, partnership, add, restricted, who):
    restriction = restricted(add(), partnership.maud)
    client.force_login(getattr(partnership, who))
    assert client.get(reverse("register:open_in_emergency", args=[restriction.pk])).status_code == 403


def test_connected_people_stand_on_the_page_of_those_who_answer_alone(client, partnership, add):
    child = add()
    client.force_login(partnership.mina)
    url = reverse("register:restrict", args=[child.pk])
    said = {"reason": "STAFF_RELATIVE", "ask": partnership.maud.pk}
    assert "Select whose relative it is" in words(client.post(url, said))
    assert "Record restricted" in words(client.post(url, said | {"connected": [partnership.nye.pk]}, follow=True))
    partnership.acts(partnership.maud)
    restriction = child.restrictions.get()
    page = reverse("register:restriction", args=[restriction.pk])
    client.force_login(partnership.maud)
    assert "Nye Nightworker Not connected" in words(client.get(page))
    client.post(page, {"do": "connect", "connected-staff": partnership.mina.pk})
    client.post(page, {"do": "disconnect", "staff": partnership.nye.pk})
    shown = words(client.get(page))
    assert "Mina Manager Not connected" in shown and "Nye Nightworker Not connected" not in shown
    client.force_login(partnership.mina)
    assert "Connected with the record" not in words(client.get(page))


def test_an_inspection_is_opened_shown_and_ended(client, partnership):
    client.force_login(partnership.bea)
    url = reverse("register:inspections")
    assert "Ines Inspector, Merrow Inspectorate Open" in words(client.get(url))
    partnership.acts(partnership.bea)
    client.post(reverse("register:end_inspection", args=[Inspection.objects.get().pk]))
    said = {"inspector": partnership.ines.pk, "authority": "Joint inspection", "from_at": "2023-04-13T09:00"}
    assert "28 days" in words(client.post(url, said | {"to_at": "2023-05-30T17:00"}))
    shown = words(client.post(url, said | {"to_at": "2023-04-20T17:00"}, follow=True))
    assert "let in for this time" in shown
    assert "To come" in shown
    client.force_login(partnership.mina)
    assert client.get(url).status_code == 403


def test_an_inspector_reads_and_every_record_opened_stands_in_the_trail(client, partnership, add, restricted, trail):
    child = add()
    hidden = add(given_name="Tom", family_name="Brook")
    restricted(hidden, partnership.maud)
    client.force_login(partnership.ines)
    for url in (reverse("front_door:worklist"), "/", reverse("register:search")):
        assert client.get(url, follow=True).status_code == 200, url
    shown = client.get(reverse("child", args=[child.pk]))
    assert "Wren Appletree" in words(shown)
    assert ("OPENED", "register.Child", child.pk) in trail
    for wanted in ("Change details", "Record a contact", "Restrict the record", "Add an adult"):
        assert wanted not in words(shown), wanted
    assert client.get(reverse("child", args=[hidden.pk])).status_code == 404
