"""What a command is, and how one says no."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

DONE, FAULTS_FOUND, UNUSABLE, MACHINE_LACKS = 0, 1, 2, 3


class Refusal(Exception):  # noqa: N818 - a refusal is the field's word
    """A command that cannot go on: what, why and what next, in plain English, with its exit code."""

    def __init__(self, message: str, *, code: int = UNUSABLE) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True)
class Command:
    """One command: its name, one line of what it is for, its options, and what it does (returns an exit code)."""

    name: str
    summary: str
    configure: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]
    needs_database: bool = True
    description: str = ""
