"""Files and the virus scanner: clean, found, and down."""

import io
import socket

import pytest

from sightline.common import actor
from sightline.common.files import clamav, store
from sightline.common.files.actions import SCANNING, scan_waiting, take_in
from sightline.common.files.refusals import VirusFound
from sightline.common.files.tests import made
from sightline.common.files.tests.fake_clamd import scanner
from sightline.common.models import AuditEntry, StoredFile

pytestmark = pytest.mark.django_db(databases="__all__")
INFECTED = made.TEXT + made.EICAR


@pytest.fixture
def take(partnership, store_folder):
    def take_one(content=made.PDF, name="letter.pdf"):
        partnership.acts(partnership.olive)
        return take_in(file=io.BytesIO(content), name=name, by=partnership.olive, at=partnership.now)

    return take_one


@pytest.fixture
def down(settings, store_folder):
    """An address at which nothing listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.CLAMAV = f"127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def audited(partnership):
    from django.db.models.signals import post_save

    written = []

    def heard(instance, **_):
        written.append(instance.verb)

    post_save.connect(heard, sender=AuditEntry)
    yield written
    post_save.disconnect(heard, sender=AuditEntry)


def row(partnership, **which):
    with actor.acting(None, at=partnership.now, purpose=SCANNING):
        return StoredFile.objects.get(**which)


@pytest.mark.parametrize("on_a_socket", [False, True])
def test_a_clean_file_is_sent_whole_and_can_be_opened(take, settings, tmp_path, on_a_socket):
    content = made.TEXT * 20_000
    with scanner(tmp_path / "clamd.sock" if on_a_socket else None) as clamd:
        settings.CLAMAV = clamd.address
        kept = take(content, "long.txt")
        assert clamd.scanned == [content]
    assert kept.scan == "CLEAN"
    assert kept.can_be_opened


def test_a_file_with_a_virus_is_refused_and_recorded_without_its_content(take, settings, partnership, audited):
    with scanner() as clamd:
        settings.CLAMAV = clamd.address
        with pytest.raises(VirusFound, match="something harmful"):
            take(INFECTED, "bill.txt")
    refused = row(partnership, found="Eicar-Signature")
    assert (refused.state, refused.scan, refused.name) == ("REFUSED", "FOUND", "bill.txt")
    assert not list(store.contents())
    assert audited == ["refused a file with a virus"]
    assert not StoredFile.objects.visible_to(partnership.olive).exists()


def test_while_the_scanner_is_down_a_file_is_kept_and_cannot_be_opened(take, down):
    kept = take()
    assert kept.scan == "WAITING"
    assert not kept.can_be_opened


def test_what_came_while_the_scanner_was_down_is_scanned_by_the_job(take, down, settings, partnership):
    clean, infected = take(), take(INFECTED, "bill.txt")
    assert scan_waiting(at=partnership.now) == {"clean": 0, "found": 0, "waiting": 2}
    with scanner() as clamd:
        settings.CLAMAV = clamd.address
        assert scan_waiting(at=partnership.now) == {"clean": 1, "found": 1, "waiting": 0}
    assert row(partnership, pk=clean.pk).can_be_opened
    assert row(partnership, pk=infected.pk).state == "REFUSED"
    assert [digest for digest, _ in store.contents()] == [clean.sha256]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR", b"stream: OK FOUND ERROR", b" "])
def test_an_answer_that_is_no_verdict_counts_as_no_scan(settings, store_folder, answer):
    with scanner(says=answer) as clamd:
        settings.CLAMAV = clamd.address
        with pytest.raises(clamav.ScannerDown):
            clamav.scan(io.BytesIO(made.TEXT))


def test_without_a_scanner_a_file_says_that_none_is_set_up(take):
    assert take().scan == "NOT_SET_UP"
