"""`./sightline check`: everything that can be found out about this checkout without asking a person.

Every stage runs, also after one has failed; what a failed one said is shown, the others only their closing lines.
"""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from sightline.site.database import EmbeddedPostgres, processes
from sightline.site.database.places import open_home
from sightline.site.debian import BROWSER, JAVA
from sightline.site.home import home

CHECKOUT = Path(__file__).resolve().parents[3]
TOOLS = Path(sys.executable).parent
ALL_IS_WELL, FAULTS, INTERRUPTED = 0, 1, 130
NOTHING_COLLECTED = 5
"""pytest's exit code when no test bears the marker asked for."""

AT_ONCE = ("-n", "2")
"""pytest's option: how many workers."""

LEFT_OUT = {
    "quick": "not browser and not full and not database",
    "plain": "not browser and not full",
    "full": "not browser",
}
"""How deep to look: the tests that are not journeys (pytest's -m)."""


@dataclass(frozen=True)
class Stage:
    """One thing to find out: a command that says yes by exit code 0 (or another that is also `fine`)."""

    title: str
    command: list[str]
    variables: dict[str, str] = field(default_factory=dict)
    fine: tuple[int, ...] = (0,)


def main(arguments: list[str]) -> int:
    """Run the stages of the depth asked for; exit code 0 when all is well, 1 when anything is not."""
    parser = argparse.ArgumentParser(prog="sightline check", description="Is all well with this checkout?")
    depth = parser.add_mutually_exclusive_group()
    for name in ("quick", "full"):
        depth.add_argument(f"--{name}", dest="depth", action="store_const", const=name, default="plain")
    chosen = parser.parse_args(arguments).depth
    signal.signal(signal.SIGTERM, _end_in_good_order)
    began = time.monotonic()
    try:
        failed, not_run = _look(chosen)
    except KeyboardInterrupt:
        print("\nInterrupted.")
        return INTERRUPTED
    print(f"\n{time.monotonic() - began:.0f} seconds. ", end="")
    print(f"Not well: {', '.join(failed)}." if failed else "All is well.")
    for line in not_run:
        print(line)
    return FAULTS if failed else ALL_IS_WELL


def _end_in_good_order(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _look(depth: str) -> tuple[list[str], list[str]]:
    """The titles of the stages that failed, and the lines that say what did not run."""
    workshop = home() / "check"
    open_home(workshop)
    _sweep(workshop)
    with _throw_away_home(workshop) as own:
        variables = _variables(own, workshop / "cache")
        not_run: list[str] = []
        if depth == "full" and not JAVA.found_or_installed():
            not_run.append("No figure was computed on Spark: there is no Java here (install one, or set JAVA_HOME).")
        stages = [*_readings(own), _tests(depth)]
        failed = [stage.title for stage in stages if not _passes(stage, variables)]
        if depth != "quick":
            failed += _on_debians_postgresql(workshop, variables, depth)
            journeys, names = _journeys(depth, variables)
            failed += journeys
            not_run += names
    return failed, not_run


def _readings(own: Path) -> list[Stage]:
    """What can be told by reading the project, without running its tests."""
    python, django = [sys.executable, "-m"], [sys.executable, "-m", "django"]
    cache = str(own.parent / "cache")
    templates = sorted(str(path.relative_to(CHECKOUT)) for path in (CHECKOUT / "src").rglob("templates/**/*.html"))
    return [
        Stage("Style (ruff check)", [_tool("ruff"), "check", ".", "sightline"]),
        Stage("Layout (ruff format)", [_tool("ruff"), "format", "--check", ".", "sightline"]),
        Stage("Types (mypy)", [*python, "mypy", "--cache-dir", f"{cache}/mypy"]),
        Stage("Borders between areas (import-linter)", [_tool("lint-imports"), "--cache-dir", f"{cache}/borders"]),
        Stage("Templates (djade)", [_tool("djade"), "--check", "--target-version", "5.2", *templates]),
        Stage("Django's own checks", [*django, "check", "--deploy", "--fail-level", "WARNING"]),
        Stage("Migrations fit the models", [*django, "makemigrations", "--check", "--dry-run"]),
        Stage("Generated documents are fresh", [*python, "sightline.site", "docs", "--check"]),
    ]


def _tool(name: str) -> str:
    return str(TOOLS / name)


def _tests(depth: str) -> Stage:
    return Stage("Tests", _pytest(LEFT_OUT[depth]))


def _pytest(marked: str, *options: str) -> list[str]:
    cache = home() / "check" / "cache" / "pytest"
    return [sys.executable, "-m", "pytest", "-q", "-o", f"cache_dir={cache}", "-m", marked, *(options or AT_ONCE)]


def _on_debians_postgresql(workshop: Path, variables: dict[str, str], depth: str) -> list[str]:
    """The database tests once more on the server that Debian ships, where it is installed."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not installed:
        print("Debian's PostgreSQL is not installed: the database tests ran on the embedded one only.")
        return []
    with _throw_away_home(workshop) as own:
        stage = Stage(
            f"Database tests on Debian's PostgreSQL {installed[-1].parts[4]}",
            _pytest(f"database and {LEFT_OUT[depth]}"),
            {**_lives_in(own), "SIGHTLINE_PG_BIN": str(installed[-1].parent)},
        )
        return [] if _passes(stage, variables) else [stage.title]


def _journeys(depth: str, variables: dict[str, str]) -> tuple[list[str], list[str]]:
    """The journeys in a browser; without one, which did not run (a fault where CI=true)."""
    marked = "browser" if depth == "full" else "browser and not full"
    title, browser = "Journeys in a browser", BROWSER.found_or_installed()
    if browser:
        stage = Stage(title, _pytest(marked), {"SIGHTLINE_CHROMIUM": browser}, fine=(0, NOTHING_COLLECTED))
        return ([] if _passes(stage, variables) else [title]), []
    _, listed = _run(Stage(title, _pytest(marked, "--collect-only")), variables)
    names = [f"  {line}" for line in listed.splitlines() if "::" in line]
    head = (
        f"{len(names)} journeys did not run (there is no Chromium here: install chromium, or set SIGHTLINE_CHROMIUM):"
    )
    return ([title] if os.environ.get("CI", "").lower() == "true" else []), [head, *names]


def _passes(stage: Stage, variables: dict[str, str]) -> bool:
    """Run one stage and print its line; whether it passed."""
    print(f"{stage.title} ... ", end="", flush=True)
    began = time.monotonic()
    code, said = _run(stage, variables)
    passed = code in stage.fine
    print(f"{'ok' if passed else 'FAILED'} ({time.monotonic() - began:.1f} s)", flush=True)
    if not passed:
        print(said, flush=True)
    elif "pytest" in stage.command:
        skipped = [line for line in said.splitlines() if line.startswith("SKIPPED")]
        print("\n".join([*skipped, *said.strip().splitlines()[-1:]]), flush=True)
    return passed


def _run(stage: Stage, variables: dict[str, str]) -> tuple[int, str]:
    with tempfile.TemporaryFile("w+", errors="replace") as said:
        process = subprocess.Popen(  # noqa: S603 - our own tools, without a shell
            stage.command,
            cwd=CHECKOUT,
            env={**variables, **stage.variables},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            process_group=0,
        )
        try:
            code = process.wait()
        except KeyboardInterrupt:
            # As if Ctrl-C had been theirs: pytest then lets its fixtures stop the servers that they started.
            os.killpg(process.pid, signal.SIGINT)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            raise
        said.seek(0)
        return code, said.read()


def _variables(own: Path, cache: Path) -> dict[str, str]:
    """What the stages see: a home of their own, no database but their own, no caches in the checkout."""
    inherited = {name: value for name, value in os.environ.items() if name != "SIGHTLINE_DATABASE_URL"}
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "sightline.site.settings",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis"),
        "PYTHONPATH": str(CHECKOUT / "src"),
        "RUFF_CACHE_DIR": str(cache / "ruff"),
        **_lives_in(own),
    }


def _lives_in(own: Path) -> dict[str, str]:
    """The variables that keep a stage, and the tests it runs, in the home `own`."""
    return {"SIGHTLINE_HOME": str(own), "SIGHTLINE_TEST_HOME": str(own)}


@contextmanager
def _throw_away_home(workshop: Path) -> Iterator[Path]:
    """A home of this run's own; its server is stopped and all of it removed at the end."""
    own = Path(tempfile.mkdtemp(prefix="home-", dir=workshop))
    in_use = processes.take(own / "in-use.lock")
    try:
        yield own
    finally:
        _remove(own)
        if in_use is not None:
            os.close(in_use)


def _sweep(workshop: Path) -> None:
    """Remove what a killed check left behind."""
    for left in workshop.glob("home-*"):
        if processes.free(left / "in-use.lock"):
            _remove(left)


def _remove(own: Path) -> None:
    EmbeddedPostgres(own).destroy()
    shutil.rmtree(own, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
