"""Where contents lie, and that none is lost, changed or left behind unseen."""

import errno
import hashlib
import io
import os
import stat

import pytest

from sightline.common import actor
from sightline.common.files import checking, store
from sightline.common.files.actions import SCANNING, hang, let_go, take_in
from sightline.common.files.refusals import CannotKeepFiles, FileRefused
from sightline.common.files.tests import made
from sightline.common.models import StoredFile

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def a_file(partnership, store_folder):
    def take(content=made.PDF, name="letter.pdf", by=None):
        by = by or partnership.olive
        partnership.acts(by)
        return take_in(file=io.BytesIO(content), name=name, by=by, at=partnership.now)

    return take


def test_a_content_lies_under_its_digest_and_is_read_by_the_service_alone(a_file, store_folder):
    kept = a_file()
    place = store.place_of(kept.sha256)
    assert kept.sha256 == hashlib.sha256(made.PDF).hexdigest()
    assert place.read_bytes() == made.PDF
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    folders = [store_folder, place.parent, place.parent.parent, store_folder / "coming-in"]
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in folders} == {0o700}
    assert not list(store.left_behind())


def test_the_name_of_a_file_is_nowhere_on_the_disk(a_file, store_folder):
    kept = a_file(name="../../Wren Appletree.pdf")
    assert kept.name == "Wren Appletree.pdf"
    assert not [path for path in store_folder.rglob("*") if "Wren" in str(path)]


def test_the_same_content_from_two_people_is_kept_once_and_each_sees_their_own(a_file, partnership):
    first, second = a_file(), a_file(by=partnership.mina)
    assert first.sha256 == second.sha256
    assert len(list(store.contents())) == 1
    partnership.acts(partnership.olive)
    assert list(StoredFile.objects.all()) == [first], "the database shows a person what they added themselves"
    assert list(StoredFile.objects.visible_to(partnership.olive)) == [first]


def test_a_full_disk_is_said_and_leaves_nothing_half_written(a_file, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotKeepFiles, match="is full"):
        a_file()
    assert not list(store.left_behind())
    assert not StoredFile.objects.exists()


def test_a_file_that_was_not_sent_may_be_taken_off_by_its_sender_alone(a_file, partnership):
    kept = a_file()
    with pytest.raises(FileRefused):
        let_go(file=kept, by=partnership.mina, at=partnership.now)
    let_go(file=kept, by=partnership.olive, at=partnership.now)
    assert not StoredFile.objects.exists()


def test_a_file_cannot_be_hung_by_somebody_else(a_file, partnership):
    kept = a_file()
    partnership.acts(partnership.mina)
    with pytest.raises(FileRefused, match="not here any more"):
        hang(file=kept, by=partnership.mina, at=partnership.now)


def test_a_lost_and_a_changed_content_are_found_by_the_address_of_their_file(a_file, partnership):
    whole, lost, changed = a_file(), a_file(made.png(), "a.png"), a_file(made.jpeg(), "a.jpg")
    store.remove(lost.sha256)
    place = store.place_of(changed.sha256)
    place.write_bytes(place.read_bytes()[:-1] + b"\0")
    found = checking.verify(at=partnership.now)
    assert (found.files, found.lost, found.changed) == (3, [str(lost.address)], [str(changed.address)])
    assert not found.is_well
    with pytest.raises(store.ContentLost):
        store.read(changed.sha256)
    assert store.read(whole.sha256) == made.PDF


def test_a_content_without_a_file_is_found_and_cleared_once_it_is_a_day_old(a_file, partnership):
    needed, gone = a_file(), a_file(made.png(), "a.png")
    let_go(file=gone, by=partnership.olive, at=partnership.now)
    found = checking.verify(at=partnership.now)
    assert found.without_a_row == [gone.sha256]
    assert found.is_well, "litter is no loss"
    assert checking.clear(at=partnership.now) == 0, "a form that is being written may still need it"
    yesterday = store.disk_time() - 2 * checking.DAY
    for sha256 in (gone.sha256, needed.sha256):
        os.utime(store.place_of(sha256), (yesterday, yesterday))
    assert checking.clear(at=partnership.now) == 1
    assert [digest for digest, _ in store.contents()] == [needed.sha256]


def test_the_purpose_of_scanning_ends_with_its_transaction(a_file, partnership):
    a_file()
    with actor.acting(None, at=partnership.now, purpose=SCANNING):
        assert StoredFile.objects.count() == 1
    partnership.acts(partnership.mina)
    assert StoredFile.objects.count() == 0
