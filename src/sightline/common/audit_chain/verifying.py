"""Comparing the audit with its seals and with the heads kept outside; every change is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sightline.common.audit_chain.heads import Head, Heads

TABLES = {"audit": "common_auditentry", "access": "common_accessentry"}
LATE = 300
"""Seconds that the last seals may wait for their line outside."""


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it was sealed. `kind` is stable; `says` is the sentence for people.

    ALTERED, REMOVED, INSERTED, BACKDATED and NOT_SEALED name an entry by `table` and `entry_id`; LINK names the
    entry at which the chain no longer holds; GAP the sequence numbers that are gone; SEAL and SEAL_MISSING a
    seal; CUT, REWRITTEN, HEAD_MISSING and HEAD_UNREADABLE what the heads outside tell.
    """

    kind: str
    says: str
    table: str = ""
    entry_id: str = ""
    seq: int | None = None
    seal: int | None = None
    at: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "table": self.table,
            "id": self.entry_id,
            "seq": self.seq,
            "seal": self.seal,
            "at": self.at.isoformat() if self.at else None,
            "says": self.says,
        }


@dataclass(frozen=True)
class Findings:
    """Everything that was found, and how much was looked at: entries sealed, seals, heads outside."""

    found: Sequence[Finding]
    entries: int
    seals: int
    heads: int

    @property
    def whole(self) -> bool:
        return not self.found


def verify(cursor: Any, heads: Heads) -> Findings:
    """Compares both tables, the chain, the seals and the heads. Changes nothing; runs as the service may.

    A million entries take some ten seconds, in the database, which needs no more memory for more of them.
    """
    cursor.execute("select * from sightline_audit_findings()")
    found = [_finding(*row) for row in cursor.fetchall()]
    cursor.execute("select number, last_seq, sealed_at, head, clock_timestamp() from sightline_audit_heads(0)")
    rows = cursor.fetchall()
    chain = [Head(*row[:4]) for row in rows]
    now = rows[0][4] if rows else None
    told = list(heads.lines())
    found += _unreadable(told)
    found += _compared(chain, [head for _, head in told if head], now=now)
    return Findings(found, entries=chain[-1].last_seq if chain else 0, seals=len(chain), heads=len(told))


def _finding(
    kind: str,
    source: str | None,
    entry_id: Any,
    seq: int | None,
    seal: int | None,
    said: datetime | None,
    at: datetime | None,
    upto: int | None,
) -> Finding:
    table = TABLES.get(source or "", "")
    says = _SAYS[kind](table, entry_id, seq, seal, _moment(said), _moment(at), upto)
    return Finding(kind, says, table=table, entry_id=str(entry_id or ""), seq=seq, seal=seal, at=at)


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC" if at else "an unknown time"


_SAYS: dict[str, Any] = {
    "ALTERED": lambda table, entry, seq, seal, said, at, upto: (
        f"{table} {entry}, number {seq}, says that it was written at {at}: it was changed after it was sealed"
    ),
    "REMOVED": lambda table, entry, seq, seal, said, at, upto: (
        f"{table} {entry}, number {seq}, sealed at {at}: it was removed"
    ),
    "INSERTED": lambda table, entry, seq, seal, said, at, upto: (
        f"{table} {entry} says that it was written at {at}: it was put in behind the seals, or its place was taken away"
    ),
    "BACKDATED": lambda table, entry, seq, seal, said, at, upto: (
        f"{table} {entry}, number {seq}, says {said}, written {at}: "
        f"it was put in at another time than it says{f' (seal {seal} met it first)' if seal else ''}"
    ),
    "NOT_SEALED": lambda table, entry, seq, seal, said, at, upto: (
        f"{table} {entry}, written at {at}, is not sealed: the sealing job has not run since, or the transaction "
        "ended only now"
    ),
    "GAP": lambda table, entry, seq, seal, said, at, upto: (
        f"number {seq}{'' if upto == seq else f' to {upto}'} of the chain is gone, with the entry it stood for"
    ),
    "LINK": lambda table, entry, seq, seal, said, at, upto: (
        f"{table} {entry}, number {seq}: the chain does not hold here; "
        + (f"what was sealed as number {upto} or {seq} was rewritten" if upto else f"number {seq} was rewritten")
    ),
    "SEAL": lambda table, entry, seq, seal, said, at, upto: f"seal {seal}, made at {at}, does not agree with the chain",
    "SEAL_MISSING": lambda table, entry, seq, seal, said, at, upto: (
        f"seal {seal}{'' if upto == seal else f' to {upto}'} is gone"
    ),
}


def _unreadable(told: Sequence[tuple[int, Head | None]]) -> Iterator[Finding]:
    for number, head in told:
        if head is None:
            yield Finding("HEAD_UNREADABLE", f"line {number} of the heads outside cannot be read: it was edited or cut")


def _compared(chain: Sequence[Head], told: Sequence[Head], *, now: datetime | None) -> Iterator[Finding]:
    held = {head.number: head for head in chain}
    end = chain[-1].number if chain else 0
    beyond = [head for head in told if head.number > end]
    if beyond:
        first, last = beyond[0], beyond[-1]
        until = f" to {last.number}" if last.number != first.number else ""
        yield Finding(
            "CUT",
            f"the chain ends {f'with seal {end}' if end else 'before it begins'}, before head {first.number}{until} "
            f"that was written at {_moment(first.sealed_at)}: its tail was cut, or an older backup was restored",
            seal=first.number,
            at=first.sealed_at,
        )
    for head in told:
        if head.number in held and held[head.number] != head:
            yield Finding(
                "REWRITTEN",
                f"head {head.number}, written outside at {_moment(head.sealed_at)}, is not that of seal "
                f"{head.number}: the chain was rewritten, or that line was edited",
                seal=head.number,
                at=head.sealed_at,
            )
    known = {head.number for head in told}
    newest = max(known, default=0)
    for head in chain:
        late = now and (now - head.sealed_at).total_seconds() > LATE
        if head.number not in known and (late or head.number < newest):
            yield Finding(
                "HEAD_MISSING",
                f"seal {head.number}, made at {_moment(head.sealed_at)}, has no head outside",
                seal=head.number,
                at=head.sealed_at,
            )
