"""The one policy: what a member of staff may do with a kind of record, and how far that reaches.

Pages, lists, counts, exports, the API and jobs ask here; the database's row security asks the same rights, which
`written_into_the_database` gives it (`common_accessright`).
"""

from collections.abc import Iterable, Iterator

from sightline.common.access.matrix import MATRIX, Level, Reach, Record, Right
from sightline.common.access.parties import OF_AGENCY, Party
from sightline.common.access.roles import ROLES


def party_of(role_code: str, agency_kind: str) -> Party | None:
    """On whose behalf somebody in this role works in an agency of this kind; None for a role that is no more."""
    role = ROLES.get(role_code)
    if role is None:
        return None
    return role.party or OF_AGENCY.get(agency_kind)


def rights(roles: Iterable[str], agency_kind: str, record: Record) -> frozenset[Right]:
    """Everything that these roles in such an agency may do with `record`. Empty where nothing was said."""
    parties = {party_of(role, agency_kind) for role in roles}
    return frozenset(right for party in parties if party for right in MATRIX[record][party])


def reaches(roles: Iterable[str], agency_kind: str, record: Record, level: Level) -> frozenset[Reach]:
    """How far the roles reach at `level`: whoever may edit may read."""
    enough = {Level.READ: {Level.READ, Level.EDIT}, Level.EDIT: {Level.EDIT}, Level.FIGURES: set(Level)}[level]
    return frozenset(right.reach for right in rights(roles, agency_kind, record) if right.level in enough)


def written_into_the_database() -> Iterator[tuple[str, str, str, str, str]]:
    """The matrix as row security reads it: role, kind of agency, record, level, reach; by their stored names."""
    for role in ROLES:
        for kind in OF_AGENCY:
            for record in Record:
                for right in rights([role], kind, record):
                    yield role, kind, record.name, right.level.name, right.reach.name
