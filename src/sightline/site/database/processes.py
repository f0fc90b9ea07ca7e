"""Which processes are this data folder's server: asked of the system, not of a file that may be stale."""

import fcntl
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 5.0
"""Seconds that orphans of a killed server have to leave by themselves; they mostly go at once."""


def postmaster(data: Path) -> int | None:
    """The process that is this folder's live server, or None.

    `postmaster.pid` outlives a kill, and its number may meanwhile be another program's or a dead child that
    nobody collects; so the process must also have been started for this folder.
    """
    pid = recorded_postmaster(data)
    return pid if pid is not None and str(data) in _command_line(pid) else None


def recorded_postmaster(data: Path) -> int | None:
    """The process number that `postmaster.pid` names, whether or not it lives."""
    lines = _lines(data / "postmaster.pid")
    return int(lines[0]) if lines and lines[0].isdigit() else None


def ready(data: Path) -> bool:
    """Whether the server says that it takes connections (eighth line of `postmaster.pid`)."""
    lines = _lines(data / "postmaster.pid")
    return len(lines) > 7 and lines[7].strip() == "ready"


def _lines(record: Path) -> list[str]:
    try:
        return record.read_text().splitlines()
    except FileNotFoundError:
        return []


def _command_line(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def take(lock: Path) -> int | None:
    """Take the lock that a server and all its processes hold while one of them lives; None when one does.

    The open file is handed down to the server, which hands it down to every process it makes: unlike a
    process number, such a lock cannot be stale, nor be hidden by a container's borders.
    """
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def free(lock: Path) -> bool:
    """Whether no process of the server lives any more."""
    handle = take(lock)
    if handle is not None:
        os.close(handle)
    return handle is not None


def wait_until(holds: Callable[[], bool], *, seconds: float) -> bool:
    """Ask until it holds or the time is over; whether it came to hold."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def clear_the_dead(data: Path, lock: Path, socket_lock: Path) -> bool:
    """After a killed server: let its orphans leave, end those that stay, drop a record that would mislead.

    Whether the folder is now free. A record whose number is nobody's is left to PostgreSQL, which knows how
    to treat it; one whose number is another's process would make it refuse for ever. There are two: in the
    data folder, and beside the socket.
    """
    if not wait_until(lambda: free(lock), seconds=PATIENCE):
        for pid in _at_work_in(data):
            os.kill(pid, signal.SIGKILL)
        if not wait_until(lambda: free(lock), seconds=PATIENCE):
            return False
    for record in (data / "postmaster.pid", socket_lock):
        lines = _lines(record)
        if lines[1:2] == [str(data)] and lines[0].isdigit() and _exists(int(lines[0])):
            record.unlink()
    return True


def _at_work_in(data: Path) -> list[int]:
    """Live processes whose working folder is the data folder, as every PostgreSQL process's is."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink() == data:
                found.append(int(process.name))
        except OSError:
            continue
    return found


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
