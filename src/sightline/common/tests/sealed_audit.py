"""A small audit, sealed: what the attacks are made upon."""

from pathlib import Path
from typing import Any

from sightline.common.audit_chain import Finding, Heads, seal, verify
from sightline.common.database_roles import APP

DEED = """
insert into common_auditentry (id, at, recorded_at, verb, record_type, record_id, fields, purpose)
values (gen_random_uuid(), '2023-04-12 09:30+00', now(), %s, 'register.Child', %s, array['given_name', 'a, "b"'], '')
"""
LOOK = """
insert into common_accessentry (id, at, recorded_at, kind, page, record_type, record_id, wanted)
values (gen_random_uuid(), '2023-04-12 09:30+00', now(), 'OPENED', 'child', 'register.Child', %s, 'ä "quoted" \\ back')
"""

FORGED = (
    "insert into common_accessentry (id, at, recorded_at, kind, page, record_type, record_id, wanted, written_at, "
    "written_in) values ('11111111-1111-1111-1111-111111111111', '{time}', '{time}', 'OPENED', 'child', "
    "'register.Child', 1, '', '{time}', {transaction})"
)


class SealedAudit:
    """The database with the service's connection and the owner's, and the heads outside."""

    def __init__(self, connect: Any, folder: Path) -> None:
        self.connect, self.heads = connect, Heads(folder / "audit-heads")
        self.owner, self.app = connect(), connect(APP)

    def deed(self, number: int, connection: Any = None) -> None:
        (connection or self.app).execute(DEED, ["opened a record", number])

    def look(self, number: int, connection: Any = None) -> None:
        (connection or self.app).execute(LOOK, [number])

    def seal(self) -> int | None:
        return seal(self.app.cursor(), self.heads).number

    def found(self) -> list[Finding]:
        return list(verify(self.app.cursor(), self.heads).found)

    def kinds(self) -> list[str]:
        return sorted(finding.kind for finding in self.found())

    def entry(self, seq: int) -> tuple[str, str]:
        """The table and the id of the entry with that number."""
        source, entry_id = self.owner.execute(
            "select source, entry_id from common_sealedentry where seq = %s", [seq]
        ).fetchone()
        return {"audit": "common_auditentry", "access": "common_accessentry"}[source], str(entry_id)

    def unguarded(self, *statements: str) -> None:
        """What an owner does who first takes the stamp off, and puts it back afterwards."""
        for table in ("common_auditentry", "common_accessentry"):
            self.owner.execute(f"alter table {table} disable trigger stamped")
        for statement in statements:
            self.owner.execute(statement)
        for table in ("common_auditentry", "common_accessentry"):
            self.owner.execute(f"alter table {table} enable trigger stamped")


def three_seals(connect: Any, folder: Path) -> SealedAudit:
    """Twelve entries under three seals: deeds and looks in turn, numbers 1 to 12."""
    audit = SealedAudit(connect, folder)
    for minute in range(3):
        for number in range(2):
            audit.deed(minute * 2 + number)
            audit.look(minute * 2 + number)
        audit.seal()
    return audit


def named(audit: SealedAudit) -> list[tuple[str, str, str]]:
    """What was found, as (kind, table, id)."""
    return [(finding.kind, finding.table, finding.entry_id) for finding in audit.found()]
