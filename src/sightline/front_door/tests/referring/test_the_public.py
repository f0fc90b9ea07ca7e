"""What the public puts before the front door, and the receipt that only they can open."""

from datetime import datetime

import pytest

from sightline.front_door import actions, limits, receipts
from sightline.front_door.actions.submitting import front_door
from sightline.front_door.models import Contact, Submission
from sightline.front_door.public_codes import as_reference, code_for, hash_of
from sightline.register.models import Agency
from sightline.timescales.zone import LONDON

pytestmark = pytest.mark.django_db


def test_the_public_may_write_without_a_name_about_a_child_without_one(partnership, from_the_public):
    submission, _ = from_the_public()
    partnership.acts(partnership.mina)
    contact = Contact.objects.get(event_id=submission.event_id)
    assert (contact.described_given_name, contact.described_address) == ("", "The flat above the chip shop")
    assert (contact.event.source, contact.event.channel) == ("9", "PUBLIC_FORM")
    assert contact.event.recorded_by is None
    assert contact.event.acknowledged_at == partnership.now


@pytest.mark.parametrize("source", ["1A", "1B", "1C", "1D", "9"])
def test_the_public_is_a_source_of_its_own(from_the_public, source):
    from_the_public(source=source)


def test_the_public_cannot_pass_for_a_school(from_the_public):
    with pytest.raises(actions.Impossible, match="how you know the child"):
        from_the_public(source="2A")


def test_the_reference_and_the_code_together_open_the_receipt(partnership, from_the_public):
    submission, code = from_the_public()
    partnership.acts(None)
    typed = f" {submission.reference.lower().replace('-', ' ')} "
    assert receipts.public_receipt(reference=typed, code=code.lower().replace("-", "")) == submission
    assert receipts.public_receipt(reference=submission.reference, code=code_for("another")) is None
    assert receipts.public_receipt(reference=submission.reference, code="") is None
    assert receipts.public_receipt(reference="FD-2222-2222", code=code) is None


def test_the_code_itself_is_kept_nowhere(partnership, from_the_public):
    submission, code = from_the_public()
    assert submission.code_hash == hash_of(submission.reference, code)
    kept = str(vars(submission)).upper().replace("-", "")
    assert code.replace("-", "") not in kept
    assert hash_of("FD-2222-2223", code) != submission.code_hash, "the reference is the salt"


def test_the_publics_receipt_is_nobody_elses(partnership, from_the_public):
    from_the_public()
    assert not Submission.objects.exists(), "the public sees no row, their own neither"
    partnership.acts(partnership.sol)
    assert not Submission.objects.exists()
    partnership.acts(partnership.mina)
    assert Submission.objects.get().agency is None


def test_a_professionals_receipt_does_not_open_with_an_empty_code(partnership, sent_by_sol):
    submission = sent_by_sol()
    partnership.acts(None)
    assert receipts.public_receipt(reference=submission.reference, code="") is None


@pytest.mark.parametrize("typed", ["FD-B2C3-D4F5", "fd b2c3 d4f5", "b2c3d4f5", " FD–B2C3–D4F5. "])
def test_a_reference_is_found_however_it_is_typed(typed):
    assert as_reference(typed) == "FD-B2C3-D4F5"


def test_the_same_form_gives_the_same_code_and_another_form_another():
    assert code_for("a") == code_for("a") != code_for("b")
    assert len(code_for("a").replace("-", "")) == 12


@pytest.mark.django_db(databases="__all__")
def test_an_address_may_send_ten_in_an_hour_and_stops_nobody_else():
    at = datetime(2023, 4, 12, 9, 30, tzinfo=LONDON)
    for _ in range(limits.MOST_IN_AN_HOUR):
        assert not limits.is_at_the_limit("192.0.2.1", at=at)
        limits.count_one("192.0.2.1", at=at)
    assert limits.is_at_the_limit("192.0.2.1", at=at)
    assert not limits.is_at_the_limit("192.0.2.2", at=at)


def test_without_a_front_door_the_refusal_says_whom_to_ring(monkeypatch, db):
    monkeypatch.setattr(Agency.objects, "filter", lambda **_: Agency.objects.none())
    with pytest.raises(actions.Impossible, match="Ring the council"):
        front_door()
