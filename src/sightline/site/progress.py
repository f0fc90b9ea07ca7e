"""Telling the person at the terminal what is going on: one line per stage, on standard error."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def say(line: str) -> None:
    """One line on standard error; standard output is kept for what a command was asked for."""
    print(line, file=sys.stderr, flush=True)


@contextmanager
def stage(title: str, *, quiet: bool = False) -> Iterator[None]:
    """One line for one piece of work: what it is while it lasts, then how long it took or that it failed."""
    began = time.monotonic()
    if not quiet:
        print(f"{title} ... ", end="", file=sys.stderr, flush=True)
    try:
        yield
    except BaseException:
        if not quiet:
            say("failed")
        raise
    if not quiet:
        say(f"done ({time.monotonic() - began:.1f} s)")
