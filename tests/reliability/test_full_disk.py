"""On a full disk the service says so, writes nothing by half, and goes on when there is room again."""

import os
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.reliability.posting import post_contact
from tests.reliability.service import Service, service, until

pytestmark = pytest.mark.database
MEGABYTES = 420


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk of its own, small enough to be filled."""
    folder = Path(tempfile.mkdtemp(prefix="sd-", dir="/tmp"))
    folder.chmod(0o711)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={MEGABYTES}m,mode=0711", "none", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        folder.rmdir()
        pytest.skip("A small disk can be mounted by root only, and not in every container.")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=False)
    folder.rmdir()


def fill(disk: Path) -> Path:
    """Takes all room there is, but for two megabytes."""
    ballast = disk / "ballast"
    with ballast.open("ab", buffering=0) as out, suppress(OSError):
        while True:
            out.write(bytes(65536))
    os.truncate(ballast, ballast.stat().st_size - 2 * 2**20)  # so that a few contacts find room
    return ballast


def test_it_says_so_writes_nothing_by_half_and_goes_on_when_there_is_room(small_disk: Path) -> None:
    with service(small_disk / "home") as running:
        running.serve()
        running.command("snapshot", "take")
        ballast = fill(small_disk)
        acknowledged, closed, mark = [], "", ""
        for _ in range(200):
            mark = str(uuid.uuid4())
            status, _, said = post_contact(running, mark=mark, text=os.urandom(40_000).hex())
            if status == 302:
                acknowledged.append(mark)
            elif status == 503:
                closed = said
                break
        assert "The disk that Sightline writes to is full" in closed or "cannot reach its database" in closed
        _leaves_no_half_files(running, small_disk)
        ballast.unlink()
        assert until(lambda: post_contact(running, mark=mark, text="now")[0] == 302, seconds=40, every=0.5), (
            running.said
        )
        recorded = running.ask(
            """select substr(e.referral_text, 6, 36), count(*), count(c.id) from front_door_contactevent e
               left join front_door_contact c on c.event_id = e.id group by 1"""
        )
        assert sorted(recorded) == sorted((each, 1, 1) for each in [*acknowledged, mark])
        running.command("snapshot", "take")
        running.command("backup", str(small_disk / "afterwards.sightline"))
        print(f"\n{len(acknowledged)} contacts until the disk was full, 0 lost, went on by itself")


def _leaves_no_half_files(running: Service, disk: Path) -> None:
    snapshots = {path.name for path in (running.home / "snapshots").iterdir()}
    assert running.command("snapshot", "take", expect=None).returncode != 0
    assert {path.name for path in (running.home / "snapshots").iterdir()} == snapshots
    refused = running.command("backup", str(disk / "full.sightline"), expect=3)
    assert "No space left" in refused.stderr or "does not answer" in refused.stderr
    assert [path.name for path in disk.iterdir() if "full.sightline" in path.name] == []
