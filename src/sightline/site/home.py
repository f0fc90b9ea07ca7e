"""Where everything that Sightline makes lives."""

import os
import secrets
from pathlib import Path


def home() -> Path:
    """The folder named by SIGHTLINE_HOME; else /var/lib/sightline for root, the user's data folder for others."""
    named = os.environ.get("SIGHTLINE_HOME")
    if named:
        return Path(named).resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/sightline")
    return Path.home() / ".local" / "share" / "sightline"


def secret(name: str) -> str:
    """A secret of this home, made the first time it is asked for and readable by its owner alone."""
    path = home() / "secrets" / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text()
