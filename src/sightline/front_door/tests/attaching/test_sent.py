"""Files sent with a check, with its answer and with a referral: open to the other side, and in the ledger."""

import pytest
from django.urls import reverse

from sightline.common.files import store
from sightline.common.files.tests import made
from sightline.common.models import StoredFile
from sightline.common.refusals import NotYours
from sightline.front_door import actions
from sightline.front_door.models import Attachment, Check, Submission
from sightline.front_door.tests.attaching.opening import opened, upload
from sightline.front_door.tests.referring.writing import mark_on, write
from sightline.register.models import Disclosure

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("store_folder")]


# --- on a check -------------------------------------------------------------------------------------------------


def test_a_file_sent_with_a_check_is_open_to_the_agency_asked_and_no_other_file_is(
    client, partnership, on_a_contact, a_check, stored
):
    contact, on_contact = on_a_contact()
    check = a_check(contact)
    file = stored(partnership.olive, made.png(), "body map.png")
    actions.attach_to_check(check=check, files=[file], by=partnership.olive, at=partnership.now)
    assert opened(client, partnership.neve, file).status_code == 200
    assert opened(client, partnership.neve, on_contact.file).status_code == 404
    assert opened(client, partnership.pat, file).status_code == 404
    client.force_login(partnership.mina)
    assert "body map.png" in client.get(reverse("front_door:contact", args=[contact.pk])).content.decode()


def test_an_agency_answers_with_a_file_that_the_front_door_opens(client, partnership, a_check):
    check = a_check()
    client.force_login(partnership.neve)
    answer = {"answer": "Seen in March.", "sensitivity": "FAMILY", "new_files": upload(made.docx(), "notes.docx")}
    said = client.get(reverse("front_door:answer_check", args=[check.pk])).context["form"].fields["sensitivity"].choices
    sent = client.post(
        reverse("front_door:answer_check", args=[check.pk]), {**answer, "sensitivity": next(iter(said))[0]}
    )
    assert sent.status_code == 302, sent.content.decode()
    partnership.acts(partnership.mina)
    attachment = Attachment.objects.get()
    assert attachment.about_check_id == check.pk
    assert Check.objects.get().state == "ANSWERED"
    answer = opened(client, partnership.mina, attachment.file)
    assert answer.content == store.read(attachment.file.sha256)
    assert f'filename="docx-check-{check.pk}-{attachment.pk}.docx"' in answer["Content-Disposition"]


def test_a_refused_file_costs_an_agency_neither_its_answer_nor_its_deadline(client, partnership, a_check):
    check = a_check()
    client.force_login(partnership.neve)
    sent = {"answer": "Seen in March.", "sensitivity": "", "new_files": upload(b"MZ", "x.pdf")}
    page = client.post(reverse("front_door:answer_check", args=[check.pk]), sent).content.decode()
    assert "Seen in March." in page
    assert "“x.pdf” was not added" in page


def test_the_sharing_ledger_says_that_files_were_told_in_either_direction(partnership, a_check, stored):
    check = a_check()
    files = [stored(partnership.olive), stored(partnership.olive, made.png(), "a.png")]
    actions.attach_to_check(check=check, files=files, by=partnership.olive, at=partnership.now)
    partnership.acts(partnership.neve)
    actions.attach_to_check(check=check, files=[stored(partnership.neve)], by=partnership.neve, at=partnership.now)
    lines = Disclosure.objects.filter(
        about_type=Check._meta.label, about_id=check.pk, fields__overlap=["2 files", "1 file"]
    )
    told = {line.fields[0]: (line.agency.name, line.receiver.name, line.article_6_basis) for line in lines}
    council, hospital = "Merrow Council", "Merrow Children's Hospital"
    assert told == {"2 files": (council, hospital, "PUBLIC_TASK"), "1 file": (hospital, council, "PUBLIC_TASK")}


def test_another_agency_cannot_hang_a_file_on_a_check(partnership, a_check, stored):
    check = a_check()
    file = stored(partnership.pat)
    with pytest.raises((NotYours, Check.DoesNotExist)):
        actions.attach_to_check(check=check, files=[file], by=partnership.pat, at=partnership.now)


# --- with a referral --------------------------------------------------------------------------------------------


def test_files_added_while_a_referral_is_written_go_with_it(client, partnership):
    client.force_login(partnership.sol)
    base = write(client)
    added = client.post(f"{base}files", {"new_files": [upload(), upload(made.jpeg(), "body map.jpg")]})
    assert added.status_code == 302, added.content.decode()
    assert "body map.jpg" in client.get(f"{base}check").content.decode()
    sent = client.post(f"{base}check", mark_on(client, base), follow=True).content.decode()
    assert "body map.jpg" in sent, "the receipt shows what was sent"
    partnership.acts(partnership.sol)
    file = StoredFile.objects.visible_to(partnership.sol).get(name="body map.jpg")
    for person, status in ((partnership.sol, 200), (partnership.mina, 200), (partnership.hana, 404)):
        assert opened(client, person, file).status_code == status


def test_files_of_a_referral_that_is_thrown_away_are_let_go(client, partnership):
    client.force_login(partnership.sol)
    base = write(client)
    client.post(f"{base}files", {"new_files": upload()})
    client.post(f"{base}throw-away")
    partnership.acts(partnership.sol)
    assert not StoredFile.objects.exists()
    assert not Submission.objects.exists()
