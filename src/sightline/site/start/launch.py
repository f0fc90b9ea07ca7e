"""From the words on the command line to the command itself."""

import os
import sys
from pathlib import Path
from typing import NoReturn

from sightline.site.home import home as home_of_this_user
from sightline.site.progress import say
from sightline.site.start.commands import COMMANDS, describe, no_such_command, overview
from sightline.site.start.environments import environment_for, python_of
from sightline.site.start.machine import MachineLacks

DONE, USAGE, LACKING, INTERRUPTED = 0, 2, 3, 130


def main(arguments: list[str], *, checkout: Path) -> int:
    """Explain, refuse, or become the command; the exit code of the first two."""
    try:
        return _start(arguments, checkout)
    except MachineLacks as lack:
        say(str(lack))
        return LACKING
    except KeyboardInterrupt:
        say("\nInterrupted.")
        return INTERRUPTED


def _start(arguments: list[str], checkout: Path) -> int:
    command, rest = (arguments or [""])[0], arguments[1:]
    if not command:
        say(overview())
        return USAGE
    if command in ("help", "-h", "--help"):
        print(overview())
        return DONE
    if command not in COMMANDS:
        say(no_such_command(command))
        return USAGE
    if asks_for_help(rest):
        print(describe(command))
        return DONE
    if refusal := _unreadable_address():
        say(refusal)
        return USAGE
    home = _make_home()
    python = python_of(environment_for(command, rest), checkout=checkout, home=home)
    return _become(python, command, rest, checkout=checkout, home=home)


def asks_for_help(arguments: list[str]) -> bool:
    """Whether -h or --help is among the command's own arguments (after `--` they are another program's)."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    return "--help" in own or "-h" in own


def _unreadable_address() -> str | None:
    """What is wrong with SIGHTLINE_DATABASE_URL, found before anything is installed."""
    if url := os.environ.get("SIGHTLINE_DATABASE_URL", "").strip():
        from sightline.site.database.address import AddressUnreadable, read_address

        try:
            read_address(url)
        except AddressUnreadable as refusal:
            return str(refusal)
    return None


def _make_home() -> Path:
    """The home, made when missing; as root passable, because the database runs as another user."""
    root = os.geteuid() == 0
    before = os.umask(0o066 if root else 0o077)
    try:
        home = home_of_this_user()
        (home / "environments").mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as refusal:
        raise MachineLacks(
            f"Sightline's home cannot be made: {refusal}. Set SIGHTLINE_HOME to a folder you may write to."
        ) from refusal
    finally:
        os.umask(before)
    return home


def _become(python: Path, command: str, arguments: list[str], *, checkout: Path, home: Path) -> NoReturn:
    """Replace this process, so that signals and exit codes are the command's own.

    libpq's variables stay behind: they would redirect connections that Sightline has described in full.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "PYTHON"))}
    kept.update(
        SIGHTLINE_HOME=str(home),
        PYTHONPATH=str(checkout / "src"),
        PYTHONPYCACHEPREFIX=str(home / "pycache"),
        PYTHONUNBUFFERED="1",
    )
    module = ["sightline.site.check"] if command == "check" else ["sightline.site", command]
    sys.stdout.flush()
    os.execve(python, [str(python), "-P", "-m", *module, *arguments], kept)  # noqa: S606 - no shell is wanted
