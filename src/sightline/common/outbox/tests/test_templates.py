"""What a mail can hold: a reference and a link, and nothing of anybody's record (ruling S13)."""

import pytest
from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from sightline.common.models import OutgoingMail
from sightline.common.outbox.actions import NotForMail, check_can_be_told
from sightline.common.outbox.templates import ALLOWED, TEMPLATES

PATH = "/front-door/checks/12/answer"


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_mail_has_places_for_a_reference_and_a_link_and_for_nothing_else(template):
    assert template.places <= ALLOWED
    assert "link" in template.places


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_a_subject_is_one_line_and_names_no_child(template):
    subject, text = template.filled(reference="FD-2345-6789", link="https://x.example/1")
    assert "\n" not in subject
    assert "https://x.example/1" in text
    assert "no\ninformation about a child" in text


def test_no_field_of_a_persons_record_can_be_put_into_a_mail():
    """Every free field of every model, by its name: none is a place in any mail, and the table has no column for it."""
    free = models.TextField | models.CharField | models.DateField | models.JSONField
    areas = ("register", "front_door", "instruments")
    fields = {
        field.name
        for model in apps.get_models()
        if model._meta.app_label in areas
        for field in model._meta.local_concrete_fields
        if isinstance(field, free)
    }
    places = {place for template in TEMPLATES.values() for place in template.places}
    assert {"given_name", "born_on", "question", "referral_text"} <= fields, "else this test proves nothing"
    assert not places & (fields - {"reference"})
    columns = {field.name for field in OutgoingMail._meta.local_concrete_fields if isinstance(field, free)}
    assert columns <= {"to_address", "template", "reference", "path", "state", "problem", "written_at"} | {
        *("next_try_at", "claimed_at", "sent_at")
    }


@given(st.text(max_size=60))
def test_whatever_is_given_as_a_reference_is_one_or_is_refused(text):
    try:
        check_can_be_told(template="SOMETHING_WAITS", path=PATH, reference=text)
    except NotForMail:
        return
    assert text == "" or (len(text) == 12 and text[2] == text[7] == "-")


@pytest.mark.parametrize(
    ("template", "path", "reference"),
    [
        ("CHECK_ASKED", PATH, "Wren Appletree"),
        ("CHECK_ASKED", PATH, ""),
        ("CHECK_ASKED", PATH, "FD-2345-6789\nBcc: all@x.example"),
        ("CHECK_ASKED", "/nowhere/wren-appletree", "FD-2345-6789"),
        ("CHECK_ASKED", "https://evil.example/", "FD-2345-6789"),
        ("CHECK_ASKED", "/drafts/wren-appletree/1", "FD-2345-6789"),
        ("A_NEW_ONE", PATH, "FD-2345-6789"),
    ],
)
def test_a_name_in_place_of_a_reference_or_in_an_address_is_refused(template, path, reference):
    with pytest.raises(NotForMail):
        check_can_be_told(template=template, path=path, reference=reference)
