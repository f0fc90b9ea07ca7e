"""A backup is the whole home at one moment, and comes back whole or not at all."""

import json
import os
import re
import shutil
import time
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sightline.site.backup import BackupUnusable, restore
from tests.reliability.posting import Worker, post_contact
from tests.reliability.service import Service, service, until

pytestmark = pytest.mark.database

EVERY_TABLE = """
select format('%I.%I', schemaname, tablename) from pg_tables
where schemaname not in ('pg_catalog', 'information_schema') order by 1
"""
MOVES_ON = ("public.django_migrations", "public.procrastinate_workers")
"""Tables that tell of the running service and not of what it keeps."""


def fingerprints(found: Service) -> dict[str, Any]:
    """Every table's rows, as one number for each."""
    return {
        table: found.ask(f"select count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from {table} t")[0]
        for (table,) in found.ask(EVERY_TABLE)
        if table not in MOVES_ON
    }


@pytest.fixture(scope="module")
def kept() -> Iterator[Service]:
    """A home with contacts, a snapshot, a file and a service that serves it."""
    with service() as found:
        found.serve()
        for number in range(5):
            status, place, _ = post_contact(
                found, mark=str(uuid.uuid4()), text=f"Contact {number}\t\\N 'quoted' \u2014 ü"
            )
            assert status == 302, place
        found.command("snapshot", "take")
        (found.home / "files" / "ab").mkdir(parents=True)
        (found.home / "files" / "ab" / "attached").write_bytes(os.urandom(3_000_000))
        yield found


@pytest.fixture(scope="module")
def file(kept: Service) -> Path:
    """A backup of it, taken while it serves."""
    path = kept.folder / "one.sightline"
    kept.command("audit", "seal")
    kept.command("backup", str(path))
    return path


@pytest.fixture
def empty() -> Iterator[Service]:
    with service() as found:
        yield found


def figures(found: Service, *more: str) -> Any:
    return json.loads(found.command("figures", "--period", "2022-23", "--format", "json", *more).stdout)


def without_its_snapshot(told: Any) -> Any:
    return [{name: value for name, value in figure.items() if name not in ("snapshot", "ref")} for figure in told]


def test_what_is_restored_is_what_was_kept(kept: Service, file: Path, empty: Service) -> None:
    before = fingerprints(kept)
    began = time.monotonic()
    empty.command("restore", str(file))
    print(f"\nrestored {file.stat().st_size / 2**20:.1f} MB in {time.monotonic() - began:.1f} s")
    empty.command("audit", "verify")
    empty.serve()
    after = fingerprints(empty)
    # Serving goes on here and there: a session of ours, a mark of when somebody was seen.
    assert {name for name in before if before[name] != after[name]} <= {"public.django_session"}
    assert before["public.front_door_contact"][0] == 5
    latest = {each.name for each in (kept.home / "snapshots").iterdir()}
    assert {each.name for each in (empty.home / "snapshots").iterdir()} == latest
    attached = "files/ab/attached"
    assert (empty.home / attached).read_bytes() == (kept.home / attached).read_bytes()
    assert (empty.home / "secrets/django").read_text() == (kept.home / "secrets/django").read_text()
    assert figures(kept) == figures(empty)
    for each in (kept, empty):
        each.command("snapshot", "take")
    assert without_its_snapshot(figures(kept)) == without_its_snapshot(figures(empty))
    # Row security is in force, the numbers go on behind the last, and people work on.
    assert empty.ask("select count(*) from front_door_contact", role="sightline_app") == [(0,)]
    secured = "select relname, relrowsecurity, relforcerowsecurity from pg_class where relkind = 'r' order by 1"
    assert kept.ask(secured) == empty.ask(secured)
    rules = "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint order by 1, 2, 3"
    assert kept.ask(rules) == empty.ask(rules)
    triggers = "select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2"
    assert kept.ask(triggers) == empty.ask(triggers)
    shutil.copy(kept.folder / "sessions.json", empty.folder / "sessions.json")
    status, place, _ = post_contact(empty, mark=str(uuid.uuid4()))
    assert (status, place[:20]) == (302, "/front-door/contacts"), "the session that was signed in before goes on"


def test_a_backup_that_is_taken_while_people_work_is_of_one_moment(kept: Service, empty: Service) -> None:
    person = Worker(kept)
    person.start()
    try:
        assert until(lambda: bool(person.last_acknowledged), seconds=20)
        path = kept.folder / "busy.sightline"
        kept.command("backup", str(path), "--passphrase-file", _passphrase(kept.folder))
    finally:
        person.ended.set()
        person.join(timeout=60)
    assert b"Appletree" not in path.read_bytes()
    empty.command("restore", str(path), "--passphrase-file", _passphrase(kept.folder))
    from sightline.site.database import EmbeddedPostgres

    with EmbeddedPostgres(empty.home).held():
        events, contacts, audited, marks = empty.ask(
            """select (select count(*) from front_door_contactevent), (select count(*) from front_door_contact),
                      (select count(*) from common_auditentry where verb = 'received a contact'),
                      (select count(*) from common_postedonce)"""
        )[0]
    assert events == contacts == audited == marks
    assert 5 < events <= 5 + len(person.posts) + 1


def _passphrase(folder: Path, words: str = "correct horse battery staple") -> str:
    path = folder / f"{abs(hash(words))}.txt"
    path.write_text(f"{words}\n")
    return str(path)


def test_only_its_owner_reads_it_and_it_overwrites_nothing(kept: Service, file: Path) -> None:
    assert file.stat().st_mode & 0o777 == 0o600
    already = file.read_bytes()
    refused = kept.command("backup", str(file), expect=2)
    assert "never overwrites" in refused.stderr
    assert file.read_bytes() == already
    assert [each.name for each in file.parent.iterdir() if each.name.endswith(".part")] == []
    assert "cannot be written" in kept.command("backup", "/no/such/folder/x", expect=2).stderr
    told = json.loads((kept.home / "last-backup.json").read_text())
    assert told["sealed"] in (True, False)


def test_it_is_restored_into_an_empty_home_only(kept: Service, file: Path) -> None:
    refused = kept.command("restore", str(file), expect=2)
    assert "is not empty: it holds" in refused.stderr
    assert "snapshots" in refused.stderr
    assert kept.well()


def test_a_database_with_people_in_it_is_left_alone(kept: Service, file: Path, empty: Service) -> None:
    empty.serve()
    empty.stop()
    refused = empty.command("restore", str(file), expect=2)
    assert "people who sign in" in refused.stderr


def _cut(path: Path, made: Path) -> None:
    made.write_bytes(path.read_bytes()[:-200])


def _halved(path: Path, made: Path) -> None:
    made.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _one_byte_other(path: Path, made: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    made.write_bytes(content)


def _another_zip(path: Path, made: Path) -> None:
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("letter.txt", "Dear all")


def _text(path: Path, made: Path) -> None:
    made.write_text("This is no backup.")


def _nothing(path: Path, made: Path) -> None:
    made.write_bytes(b"")


def _changed(path: Path, made: Path, change: Any) -> None:
    """The same backup with another manifest, correctly packed: somebody's tampering, or a fault of ours."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        manifest = json.loads(old.read("manifest.json"))
        members = {name: old.read(name) for name in old.namelist() if name != "manifest.json"}
        change(manifest, members)
        for name, content in members.items():
            new.writestr(name, content)
        new.writestr("manifest.json", json.dumps(manifest))


def _a_file_elsewhere(path: Path, made: Path) -> None:
    def change(manifest: Any, members: Any) -> None:
        members["home/../../evil"] = members["home/secrets/django"]
        manifest["members"]["home/../../evil"] = manifest["members"]["home/secrets/django"]

    _changed(path, made, change)


def _of_a_later_version(path: Path, made: Path) -> None:
    _changed(path, made, lambda manifest, _: manifest["migrations"].append(["register", "0999_from_the_future"]))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (_cut, "no whole backup"),
        (_halved, "no whole backup"),
        (_one_byte_other, "damaged"),
        (_another_zip, "no backup of Sightline"),
        (_text, "no whole backup"),
        (_nothing, "no whole backup"),
        (_a_file_elsewhere, "would not lie in the home"),
        (_of_a_later_version, "0999_from_the_future"),
    ],
)
def test_a_file_that_is_damaged_or_no_backup_is_refused_before_anything_is_made(
    file: Path, tmp_path: Path, spoil: Any, says: str
) -> None:
    spoilt, home = tmp_path / "spoilt.sightline", tmp_path / "home"
    spoil(file, spoilt)
    with pytest.raises(BackupUnusable, match=says):
        restore(home, spoilt, quiet=True)
    assert not home.exists()


def test_a_sealed_one_wants_its_passphrase(kept: Service, empty: Service) -> None:
    path, folder = kept.folder / "sealed.sightline", empty.folder
    kept.command("backup", str(path), "--passphrase-file", _passphrase(folder))
    assert "is sealed" in empty.command("restore", str(path), expect=2).stderr
    wrong = empty.command(
        "restore", str(path), "--passphrase-file", _passphrase(folder, "another passphrase"), expect=2
    )
    assert "does not open" in wrong.stderr
    short = kept.command("backup", "/tmp/x.sightline", "--passphrase-file", _passphrase(folder, "short"), expect=2)
    assert "at least 12" in short.stderr
    assert not (empty.home / "postgres").exists()


def test_a_failure_half_way_leaves_nothing_behind_and_the_next_attempt_succeeds(file: Path, empty: Service) -> None:
    def change(manifest: Any, _: Any) -> None:
        manifest["tables"]["public.register_staff"]["rows"] += 1

    spoilt = empty.folder / "spoilt.sightline"
    _changed(file, spoilt, change)
    told = re.search(
        r"register_staff took (\d+) rows, but (\d+)", empty.command("restore", str(spoilt), expect=2).stderr
    )
    assert told and int(told[2]) == int(told[1]) + 1
    left = {path.name for path in empty.home.iterdir()}
    assert left <= {"postgres", "secrets", "preparing.lock"}
    empty.command("restore", str(file))
