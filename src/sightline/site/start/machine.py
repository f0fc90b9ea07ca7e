"""Running other programs, and saying what this machine lacks."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path


class MachineLacks(RuntimeError):  # noqa: N818 - a state of the world
    """Something that must be there is not: the message says what, and how to get it."""

    exit_code = 3


def said(command: Sequence[str | Path]) -> str | None:
    """What the command prints, or None when it cannot be run or fails."""
    try:
        done = subprocess.run(  # noqa: S603 - no shell; our own arguments
            command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def run(command: Sequence[str | Path], environment: Mapping[str, str]) -> None:
    """Run quietly; when it fails, raise MachineLacks with the last of what it said."""
    done = subprocess.run(  # noqa: S603 - no shell; our own arguments
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise MachineLacks(
            f"{tail}\n{Path(command[0]).name} failed: the network may be down, the disk full, or the package "
            "index lack something. What was begun is done again at the next start."
        )
