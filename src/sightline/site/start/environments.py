"""The Python environments in HOME/environments: made from hashed locks, made again when a lock changes."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

from sightline.site.progress import stage
from sightline.site.start import uv
from sightline.site.start.machine import run
from sightline.site.turns import in_turn

LOCKS = {"base": ("base",), "dev": ("dev",), "spark": ("spark",), "full": ("dev", "spark")}
"""Environment: the locks in requirements/ that it is made from."""


def environment_for(command: str, arguments: list[str]) -> str:
    """Which environment a command needs."""
    if command == "check":
        return "full" if "--full" in arguments else "dev"
    if command == "figures" and "spark" in [argument.removeprefix("--engine=") for argument in arguments]:
        return "spark"
    return "base"


def python_of(name: str, *, checkout: Path, home: Path) -> Path:
    """The environment's Python, ready to use. Raises MachineLacks.

    A stamp, written last, says which locks and which Python it was made from: a start that finds it right
    does nothing more, and an interrupted one is done again.
    """
    folder = home / "environments" / name
    locks = [checkout / "requirements" / f"{lock}.lock" for lock in LOCKS[name]]
    wanted = " ".join([*(hashlib.sha256(lock.read_bytes()).hexdigest() for lock in locks), sys.version.split()[0]])
    if not _made(folder, wanted):
        folder.parent.mkdir(exist_ok=True)
        with in_turn(folder.with_name(f"{name}.lock")):
            if not _made(folder, wanted):
                _make(folder, locks, checkout=checkout, home=home)
                _stamp(folder).write_text(wanted)
    return folder / "bin" / "python"


def _stamp(folder: Path) -> Path:
    return folder / "made-from"


def _made(folder: Path, wanted: str) -> bool:
    stamp = _stamp(folder)
    return os.access(folder / "bin" / "python", os.X_OK) and stamp.is_file() and stamp.read_text() == wanted


def _make(folder: Path, locks: list[Path], *, checkout: Path, home: Path) -> None:
    tool, settings = uv.find_uv(checkout, home), uv.settings(home)
    python = folder / "bin" / "python"
    if folder.exists():
        shutil.rmtree(folder)
    with stage(f"Making the Python environment '{folder.name}' (the first time this may take minutes)"):
        run([tool, "venv", "--quiet", "--no-project", "--python", sys.executable, folder], settings)
        run([tool, "pip", "sync", "--quiet", "--python", python, "--require-hashes", *locks], settings)
