"""The access matrix in plain words: what the printed page of roles and the page in the service both say."""

from collections.abc import Iterator

from sightline.common.access import MATRIX, Party, Record, Role
from sightline.common.access.matrix import Cell
from sightline.common.access.parties import OF_AGENCY

NOTHING = "Nothing"


def in_words(cell: Cell) -> str:
    """A cell as a sentence would say it: "Edit: what their agency sent or keeps itself; read: …"."""
    words = "; ".join(str(right) for right in cell)
    return words[:1].upper() + words[1:] if words else NOTHING


def by_record() -> Iterator[tuple[Record, list[tuple[str, list[str]]]]]:
    """Each kind of record: what may be done, and by which parties; what nobody named may do stands last."""
    for record, row in MATRIX.items():
        said: dict[str, list[str]] = {}
        for party, cell in row.items():
            said.setdefault(in_words(cell), []).append(party)
        nothing = said.pop(NOTHING, [])
        yield record, [*said.items(), *([(NOTHING, nothing)] if nothing else [])]


def reach_of(role: type[Role]) -> list[tuple[str, str]]:
    """How far a role reaches: each kind of record of which it sees anything, and what, in plain words.

    Where the agency decides (a safeguarding lead), each different answer names the parties that it holds for.
    """
    parties = [role.party] if role.party else list(dict.fromkeys(OF_AGENCY.values()))
    found = []
    for record, row in MATRIX.items():
        said: dict[str, list[Party]] = {}
        for party in parties:
            said.setdefault(in_words(row[party]), []).append(party)
        if set(said) != {NOTHING}:
            found.append((record.value, _joined(said)))
    return found


def _joined(said: dict[str, list[Party]]) -> str:
    if len(said) == 1:
        return next(iter(said))
    return " · ".join(f"{words} ({', '.join(parties)})" for words, parties in said.items() if words != NOTHING)
