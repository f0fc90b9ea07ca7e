"""Random passwords of the database's roles, one 0600 file each in HOME/secrets.

The files are in libpq's own format, so that connections name the file (`passfile`) and no setting, error page
or process list ever holds a password.
"""

import os
import secrets
from pathlib import Path


def password_file(home: Path, role: str) -> Path:
    """Where the password of `role` is kept; the file need not exist yet."""
    return home / "secrets" / f"{role}.pgpass"


def password(home: Path, role: str) -> str:
    """The password of `role`, made on first asking."""
    kept = password_file(home, role)
    if not kept.exists():
        _keep(kept, secrets.token_urlsafe(32), role)
    return kept.read_text(encoding="ascii").strip().rpartition(":")[2]


def _keep(kept: Path, fresh: str, role: str) -> None:
    """Write whole or not at all; when another process was first, its password stands."""
    kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept.parent.chmod(0o700)
    draft = kept.with_name(f".{kept.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(f"*:*:*:{role}:{fresh}\n")
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(draft, kept)
        except FileExistsError:
            return
    finally:
        draft.unlink()
