"""Files on contacts, checks and referrals: who may open them, and that nothing is lost when one is refused."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.urls import reverse
from tests.support.partnership import PASSWORD

from sightline.common.files import store
from sightline.common.files.tests import made
from sightline.common.models import StoredFile
from sightline.common.refusals import NotYours
from sightline.front_door import actions
from sightline.front_door.actions import Impossible, Incomplete
from sightline.front_door.models import Attachment, ContactEvent
from sightline.front_door.tests.attaching.opening import opened, upload
from sightline.register import actions as register_actions
from sightline.timescales.zone import LONDON

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("store_folder")]


# --- on a contact -----------------------------------------------------------------------------------------------


def test_whoever_may_see_the_contact_may_open_its_file_and_that_is_in_the_trail(
    client, partnership, on_a_contact, trail
):
    contact, attachment = on_a_contact()
    answer = opened(client, partnership.mina, attachment.file)
    assert answer.content == made.PDF
    assert ("OPENED", "common.StoredFile", attachment.file_id) in trail
    assert ("OPENED", "front_door.Contact", contact.pk) in trail


def test_a_file_is_handed_over_to_be_saved_under_a_name_that_names_nobody(client, partnership, on_a_contact, stored):
    contact, attachment = on_a_contact()
    answer = opened(client, partnership.mina, attachment.file)
    named = f'attachment; filename="pdf-{contact.event.reference}-{attachment.pk}.pdf"'
    assert answer["Content-Disposition"] == named
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("who", ["sol", "neve", "pat", "ana", "bea"])
def test_nobody_else_may_open_it_and_the_refusal_is_kept(client, partnership, on_a_contact, who, trail):
    _, attachment = on_a_contact()
    assert opened(client, getattr(partnership, who), attachment.file).status_code == 404
    assert "REFUSED" in [kind for kind, *_ in trail]


def test_nobody_who_has_not_signed_in_may_open_it(client, on_a_contact):
    _, attachment = on_a_contact()
    client.logout()
    assert client.get(reverse("file", args=[attachment.file.address])).status_code == 302


def test_the_database_shows_a_file_to_those_alone_who_see_its_record(partnership, on_a_contact):
    on_a_contact()
    seen = {}
    for who in ("olive", "mina", "sol", "neve", "pat"):
        partnership.acts(getattr(partnership, who))
        with connection.cursor() as cursor:
            cursor.execute(
                "select (select count(*) from common_storedfile), (select count(*) from front_door_attachment)"
            )
            seen[who] = cursor.fetchone()
    assert seen == {"olive": (1, 1), "mina": (1, 1), "sol": (0, 0), "neve": (0, 0), "pat": (0, 0)}


def test_the_file_of_a_restricted_child_is_shut_to_colleagues(client, partnership, on_a_contact):
    contact, attachment = on_a_contact()
    partnership.acts(partnership.dara)
    register_actions.restrict_child(
        child=contact.child, reason="HIGH_PROFILE", ask=partnership.mina, by=partnership.dara, at=partnership.now
    )
    assert opened(client, partnership.olive, attachment.file).status_code == 404
    assert opened(client, partnership.mina, attachment.file).status_code == 200


def test_a_file_added_on_the_page_stands_with_the_words_as_received(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    added = client.post(
        reverse("front_door:attach", args=[contact.pk]), {"new_files": [upload(), upload(made.png(), "a.png")]}
    )
    assert added.status_code == 302, added.content.decode()
    page = client.get(added.url).content.decode()
    assert "letter.pdf" in page
    assert "Olive Officer, Merrow Council" in page


def test_a_refused_file_is_named_and_the_good_one_beside_it_stays(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    address = reverse("front_door:attach", args=[contact.pk])
    page = client.post(address, {"new_files": [upload(), upload(b"MZ", "setup.pdf")]}).content.decode()
    assert "“setup.pdf” was not added. This is a program for Windows" in page
    kept = re.search(r'name="kept_file" value="([^"]+)"', page).group(1)
    assert client.post(address, {"kept_file": kept}).status_code == 302
    partnership.acts(partnership.olive)
    assert Attachment.objects.get().file.name == "letter.pdf"


def test_a_file_can_be_taken_off_again_before_it_is_added(client, partnership, a_contact):
    contact = a_contact()
    client.force_login(partnership.olive)
    address = reverse("front_door:attach", args=[contact.pk])
    page = client.post(address, {"new_files": [upload(), upload(b"MZ", "setup.pdf")]}).content.decode()
    kept = re.search(r'name="kept_file" value="([^"]+)"', page).group(1)
    assert client.post(address, {"kept_file": kept, "drop_file": kept}).status_code == 200
    partnership.acts(partnership.olive)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("kept", ["7f9c24e8-3b12-4fef-91e0-56a2d5a8b0c1", "no mark", "' or 1=1 --"])
def test_a_file_named_in_the_form_that_is_not_ones_own_is_passed_over(client, partnership, a_contact, kept):
    contact = a_contact()
    client.force_login(partnership.olive)
    page = client.post(reverse("front_door:attach", args=[contact.pk]), {"kept_file": kept}).content.decode()
    assert "Select a file" in page


def test_what_somebody_else_is_still_writing_cannot_be_taken_by_its_address(client, partnership, a_contact, stored):
    contact = a_contact()
    theirs = stored(partnership.mina)
    client.force_login(partnership.olive)
    page = client.post(reverse("front_door:attach", args=[contact.pk]), {"kept_file": str(theirs.address)})
    assert "Select a file" in page.content.decode()
    assert opened(client, partnership.olive, theirs).status_code == 404


def test_one_record_holds_ten_files_and_says_so(partnership, on_a_contact, stored, settings):
    settings.FILES_PER_RECORD = 2
    contact, _ = on_a_contact()
    files = [stored(partnership.olive) for _ in range(2)]
    with pytest.raises(Impossible, match="up to 2 files"):
        actions.attach(event=contact.event, files=files, by=partnership.olive, at=partnership.now)


def test_a_file_past_the_limit_is_cut_off_while_it_comes_in_and_refused(client, partnership, a_contact, settings):
    settings.FILE_MEGABYTES = 1
    contact = a_contact()
    client.force_login(partnership.olive)
    huge = upload(b"x" * 3_000_000, "long.txt")
    page = client.post(reverse("front_door:attach", args=[contact.pk]), {"new_files": huge}).content.decode()
    assert "“long.txt” was not added. The file has 3 MB; a file may have up to 1 MB." in page


# --- with words -------------------------------------------------------------------------------------------------

TYPED = {
    "received_at_day": "6",
    "received_at_month": "4",
    "received_at_year": "2023",
    "received_at_time": "16:59",
    "channel": "TELEPHONE",
    "contact_type": "CONCERN",
    "source": "2A",
    "referral_text": "Hungry again, and a letter came with it.",
    "once": "7f9c24e8-3b12-4fef-91e0-56a2d5a8b0c1",
    "child-TOTAL_FORMS": "1",
    "child-INITIAL_FORMS": "0",
    "child-0-given_name": "Wren",
}


def test_a_refused_file_costs_nobody_their_words(client, partnership):
    client.force_login(partnership.olive)
    answer = client.post(
        reverse("front_door:receive"), {**TYPED, "new_files": [upload(b"<html>", "page.pdf"), upload()]}
    )
    page = answer.content.decode()
    assert "Hungry again, and a letter came with it." in page
    assert "“page.pdf” was not added" in page
    kept = re.search(r'name="kept_file" value="([^"]+)"', page).group(1)
    assert client.post(reverse("front_door:receive"), {**TYPED, "kept_file": kept}).status_code == 302
    partnership.acts(partnership.olive)
    assert Attachment.objects.get().event.referral_text == TYPED["referral_text"]
    assert ContactEvent.objects.get().received_at == datetime(2023, 4, 6, 16, 59, tzinfo=LONDON)


def test_words_that_are_not_complete_do_not_cost_the_file(client, partnership):
    client.force_login(partnership.olive)
    page = client.post(reverse("front_door:receive"), {**TYPED, "channel": "", "new_files": upload()}).content.decode()
    assert "There is a problem" in page
    assert 'name="kept_file"' in page


# --- withdrawing ------------------------------------------------------------------------------------------------


def test_a_withdrawn_file_cannot_be_opened_and_the_record_says_why(client, partnership, on_a_contact):
    contact, attachment = on_a_contact()
    client.force_login(partnership.olive)
    address = reverse("front_door:withdraw_file", args=[attachment.pk])
    assert "Enter the reason" in client.post(address, {"reason": " "}).content.decode()
    answer = client.post(address, {"reason": "About another family."})
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(reverse("front_door:contact", args=[contact.pk])).content.decode()
    assert "About another family." in page
    assert "letter.pdf" not in page
    refused = opened(client, partnership.mina, attachment.file)
    assert refused.status_code == 403
    assert "This file was withdrawn" in refused.content.decode()
    assert store.read(attachment.file.sha256) == made.PDF, "its content is kept until its time is over"
    assert client.get(address).status_code == 404


def test_a_file_is_not_withdrawn_without_a_reason_or_by_whom_it_does_not_concern(partnership, on_a_contact):
    _, attachment = on_a_contact()
    with pytest.raises(Incomplete):
        actions.withdraw_attachment(attachment=attachment, reason="", by=partnership.olive, at=partnership.now)
    with pytest.raises(NotYours):
        actions.withdraw_attachment(attachment=attachment, reason="x", by=partnership.ana, at=partnership.now)


def test_an_agency_withdraws_its_own_file_and_not_the_front_doors(partnership, a_check, stored):
    check = a_check()
    asked = stored(partnership.olive)
    question = actions.attach_to_check(check=check, files=[asked], by=partnership.olive, at=partnership.now)[0]
    answered = stored(partnership.neve)
    answer = actions.attach_to_check(check=check, files=[answered], by=partnership.neve, at=partnership.now)[0]
    with pytest.raises(NotYours):
        actions.withdraw_attachment(attachment=question, reason="x", by=partnership.neve, at=partnership.now)
    actions.withdraw_attachment(attachment=answer, reason="Wrong child.", by=partnership.neve, at=partnership.now)
    answer.refresh_from_db()
    assert answer.withdrawn_reason == "Wrong child."


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"scan": "WAITING"}, "not yet been scanned"),
        ({"scan": "FOUND", "state": "REFUSED"}, "A virus was found"),
        ({"scan": "CLEAN", "state": "REFUSED"}, "The time for which this file is kept is over"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_and_its_record_still_shows(
    client, partnership, on_a_contact, facts, says
):
    contact, attachment = on_a_contact()
    StoredFile.objects.filter(pk=attachment.file_id).update(**facts)
    refused = opened(client, partnership.mina, attachment.file)
    assert refused.status_code == 403
    assert says in refused.content.decode()
    page = client.get(reverse("front_door:contact", args=[contact.pk])).content.decode()
    assert reverse("file", args=[attachment.file.address]) not in page
    assert "removed" in page or "Not yet scanned for viruses" in page


def test_a_file_sent_after_the_session_has_ended_asks_to_sign_in(client, partnership, a_contact):
    contact = a_contact()
    client.post(reverse("sign_in"), {"username": "olive", "password": PASSWORD})
    client.logout()
    assert client.post(reverse("front_door:attach", args=[contact.pk]), {"new_files": upload()}).status_code == 302
