"""Where a home keeps its PostgreSQL: data, socket, log and passwords."""

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from sightline.site.database.problems import DatabaseUnavailable

LONGEST_SOCKET = 107
"""Bytes a unix socket's path may have: sun_path of unix(7) is 108 with its closing nought."""

SOCKET_NAME = ".s.PGSQL.5432"

SHARED_TEMPORARY = Path("/tmp")  # noqa: S108 - one place for every caller, whatever its TMPDIR says; checked below
KEPT_APART = Path("/var/lib/sightline-databases")


def traversable(folder: Path) -> bool:
    """Whether any user of the machine can pass through this folder and all above it that exist."""
    return all(stat.S_IMODE(step.stat().st_mode) & stat.S_IXOTH for step in (folder, *folder.parents) if step.exists())


def needs_a_place_apart(home: Path) -> bool:
    """Whether the server, which as root runs as another user, could not come to this home."""
    return os.geteuid() == 0 and not traversable(home.parent)


def socket_folder(home: Path) -> Path:
    """Where this home's server listens; the same answer for every caller and before the first start.

    In the home, unless its path is too long for a unix socket, holds signs that libpq reads otherwise (a comma
    parts hosts), or is closed to the server's user: then in a short folder named after a digest of the path.
    """
    natural = home / "postgres" / "run"
    plain = re.fullmatch(r"[A-Za-z0-9/._+-]+", str(natural)) is not None
    if plain and len(str(natural / SOCKET_NAME)) <= LONGEST_SOCKET and not needs_a_place_apart(home):
        return natural
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:16]
    base = SHARED_TEMPORARY if SHARED_TEMPORARY.is_dir() else Path(tempfile.gettempdir())
    return base / f"sightline-{os.geteuid()}-{mark}"


def make_private_folder(folder: Path, owner: tuple[int, int] | None) -> None:
    """Make `folder` for the server's user alone (0700); refuse one that somebody else put there first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = folder.lstat()
    allowed = {os.geteuid()} | ({owner[0]} if owner else set())
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in allowed:
        raise DatabaseUnavailable(
            f"{folder} belongs to somebody else, so the database will not listen there. Remove it and try again."
        )
    if owner and found.st_uid != owner[0]:
        os.chown(folder, *owner)
    folder.chmod(0o700)


def open_home(home: Path) -> None:
    """Make the home: 0700 for a plain user; for root passable (0711), because the server is another user."""
    if os.geteuid() != 0:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    for missing in reversed([step for step in (home, *home.parents) if not step.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(0o711)
    home.chmod(stat.S_IMODE(home.stat().st_mode) | 0o011)


def server_folder(home: Path) -> Path:
    """The home's `postgres` folder, made when missing, and the home with it.

    As root below a folder that others cannot pass (such as /root), the data lies apart and `postgres` is a
    link to it: under the temporary folder for a home that is itself temporary, else under /var/lib.
    """
    open_home(home)
    folder = home / "postgres"
    if folder.is_symlink() and not folder.exists():
        raise DatabaseUnavailable(
            f"{folder} points to {folder.readlink()}, which is gone. Bring that folder back, "
            f"or remove the link to begin with an empty database."
        )
    if not folder.exists() and needs_a_place_apart(home):
        folder.symlink_to(_place_apart(home))
    folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
    if os.geteuid() == 0:
        folder.resolve().chmod(0o711)
    return folder.resolve()


def _place_apart(home: Path) -> Path:
    temporary = Path(tempfile.gettempdir()).resolve()
    base = KEPT_APART
    if home.is_relative_to(temporary) and traversable(temporary):
        base = temporary
    base.mkdir(mode=0o711, parents=True, exist_ok=True)
    apart = Path(tempfile.mkdtemp(prefix="sightline-", dir=base))
    apart.chmod(0o711)
    (apart / "home").write_text(f"This is the database of {home}\n")
    return apart
