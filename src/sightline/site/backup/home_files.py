"""Which files of a home belong to a backup: all but what Sightline makes again by itself.

So a new folder of a new area is kept without anybody having to remember it here.
"""

import os
from collections.abc import Iterator
from pathlib import Path

MADE_AGAIN = frozenset({"postgres", "environments", "static", "pycache", "check", "bench", "tools", ".tools", "uv"})
"""Folders of the home that a start makes again (the database goes into the backup by its rows)."""

KEPT_LAST = ("files", "snapshots")
"""Folders that only grow: copied after the database's moment, so that no row lacks its file."""

OF_THIS_HOME_ALONE = (".pgpass", ".lock", ".part", ".new")
"""Endings of what belongs to this home or this moment alone: its database passwords, locks, unfinished files."""

LAST_BACKUP = "last-backup.json"
"""Tells of the last backup that was taken of this home."""


def to_keep(home: Path) -> Iterator[str]:
    """The files, by their path within the home, sorted."""
    for folder, below, names in os.walk(home):
        within = Path(folder).relative_to(home)
        below[:] = sorted(name for name in below if _kept(within / name))
        for name in sorted(names):
            if _kept(within / name) and (Path(folder) / name).is_file():
                yield str(within / name)


def _kept(path: Path) -> bool:
    if path.parts[0] in MADE_AGAIN or str(path) == LAST_BACKUP:
        return False
    # A name that begins with a dot is a draft, renamed when it is whole.
    return not path.name.startswith(".") and not path.name.endswith(OF_THIS_HOME_ALONE)


def before_the_database(home: Path) -> list[str]:
    """What must not be younger than the database's moment, such as the heads of the audit chain."""
    return [path for path in to_keep(home) if Path(path).parts[0] not in KEPT_LAST]


def after_the_database(home: Path) -> list[str]:
    """What must not be older than the database's moment: what its rows point to."""
    return [path for path in to_keep(home) if Path(path).parts[0] in KEPT_LAST]


def in_the_way(home: Path) -> list[str]:
    """What stands in a home that ought to be empty: top-level names. Secrets alone make no home."""
    return sorted({Path(path).parts[0] for path in to_keep(home)} - {"secrets"}) if home.exists() else []
