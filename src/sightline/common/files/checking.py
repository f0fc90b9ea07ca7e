"""Whether every file has its content and every content its file."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sightline.common import actor
from sightline.common.files import store
from sightline.common.files.actions import SCANNING
from sightline.common.models import StoredFile

DAY = 24 * 3600.0


@dataclass(frozen=True)
class Findings:
    """Files by what is the matter with them. `lost` and `changed` are addresses of files, the others are digests."""

    files: int
    lost: list[str]
    changed: list[str]
    without_a_row: list[str]
    half_written: int
    not_scanned: int

    @property
    def is_well(self) -> bool:
        return not (self.lost or self.changed)


def verify(*, at: datetime) -> Findings:
    """Reads every content and compares it with its row. A row without its content is a loss; the reverse is litter."""
    with actor.acting(None, at=at, purpose=SCANNING):
        kept = StoredFile.objects.exclude(state=StoredFile.State.REFUSED)
        rows = list(kept.order_by("pk").values_list("address", "sha256"))
        not_scanned = StoredFile.objects.to_scan().count()
    here = {digest for digest, _ in store.contents()}
    lost = [str(address) for address, digest in rows if digest not in here]
    changed = [str(address) for address, digest in rows if digest in here and not _is_whole(digest)]
    needed = {digest for _, digest in rows}
    return Findings(len(rows), lost, changed, sorted(here - needed), len(list(store.left_behind())), not_scanned)


def not_scanned(*, staff: Any, at: datetime) -> int:
    """How many files wait for the virus scanner. A number only: whoever runs the service sees none of them."""
    actor.introduce(staff=None, at=at, purpose=SCANNING)
    count = StoredFile.objects.to_scan().count()
    actor.introduce(staff=staff, at=at)
    return count


def _is_whole(digest: str) -> bool:
    try:
        store.read(digest)
    except store.ContentLost:
        return False
    return True


def clear(*, at: datetime, older_than: float = DAY) -> int:
    """Takes away contents that no row needs, such as those of forms never sent, once they are a day old; how many.

    Ages are by the disk's own clock, on which the contents came.
    """
    with actor.acting(None, at=at, purpose=SCANNING):
        kept = StoredFile.objects.exclude(state=StoredFile.State.REFUSED)
        needed = set(kept.values_list("sha256", flat=True))
    before = store.disk_time() - older_than
    litter = [digest for digest, came in store.contents() if digest not in needed and came < before]
    for digest in litter:
        # Somebody may have sent the same content again meanwhile, which made it new.
        if store.place_of(digest).stat().st_mtime < before:
            store.remove(digest)
    for path in store.left_behind():
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
    return len(litter)
