"""Sealing what has been written since the last seal, and telling the new head to the place outside."""

from dataclasses import dataclass
from typing import Any

from sightline.common.audit_chain.heads import Head, Heads


@dataclass(frozen=True)
class Seal:
    """What one sealing did: the number of the seal, None where nothing waited, and the heads told outside."""

    number: int | None
    told: int


def seal(cursor: Any, heads: Heads) -> Seal:
    """Seals every entry whose transaction has ended. Must run in a transaction of its own that commits at once.

    `cursor` may be the service's: it can have the database seal, not say what. Two at once take turns. Heads
    that an interrupted sealing did not tell are told now. Raises OSError where the place cannot be written;
    the seal then stands, and the next sealing tells its head.
    """
    cursor.execute("select sightline_seal_audit()")
    number = cursor.fetchone()[0]
    return Seal(number=number, told=heads.tell(lambda last: _heads_after(cursor, last)))


def _heads_after(cursor: Any, number: int) -> list[Head]:
    cursor.execute("select number, last_seq, sealed_at, head from sightline_audit_heads(%s)", [number])
    return [Head(*row) for row in cursor.fetchall()]
