"""The start script: what it says, what it makes and where, and how it hands over. uv is played by a stand-in."""

import ast
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.site.home import home
from sightline.site.start.commands import COMMANDS

CHECKOUT = Path(__file__).resolve().parents[2]
NEEDED = (
    "common/__init__.py",
    "common/database_roles.py",
    "__init__.py",
    "site/__init__.py",
    "site/home.py",
    "site/progress.py",
    "site/turns.py",
)

UV = """\
#!/bin/sh
echo "$@" >> "$UV_LOG"
case "$1" in
--version) echo "uv 0.9.1" ;;
venv)
    for folder; do :; done
    mkdir -p "$folder/bin"
    cp "$STAND_IN_PYTHON" "$folder/bin/python"
    ;;
pip)
    sleep "${UV_SLOW:-0}"
    if [ -n "$UV_FAILS" ]; then echo "no such package"; exit 1; fi
    ;;
esac
"""
PYTHON = """\
#!/bin/sh
echo "ran $*"
env | sort
[ -n "$WAITS" ] && exec sleep 60
exit 7
"""
Start = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def checkout(place: Path) -> Path:
    """What the script needs of a checkout, with locks of its own."""
    copy = place / "checkout"
    for part in NEEDED:
        (copy / "src/sightline" / part).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / "src/sightline" / part, copy / "src/sightline" / part)
    for part in ("src/sightline/site/start", "src/sightline/site/database", ".ci"):
        shutil.copytree(CHECKOUT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "sightline", copy / "sightline")
    (copy / "requirements").mkdir()
    for name in ("base", "dev", "spark", "tools"):
        (copy / "requirements" / f"{name}.lock").write_text(f"# {name}\n")
    return copy


@pytest.fixture
def variables(place: Path) -> dict[str, str]:
    """An environment in which the only uv is the stand-in, which notes what it was asked."""
    (place / "bin").mkdir()
    for name, text in (("uv", UV), ("stand-in-python", PYTHON)):
        (place / "bin" / name).write_text(text)
        (place / "bin" / name).chmod(0o755)
    (place / "bin" / "python3").symlink_to(sys.executable)
    return {
        "PATH": f"{place / 'bin'}:/usr/bin:/bin",
        "HOME": str(place / "user"),
        "SIGHTLINE_HOME": str(place / "home"),
        "STAND_IN_PYTHON": str(place / "bin" / "stand-in-python"),
        "UV_LOG": str(place / "uv.log"),
        "UV_DEFAULT_INDEX": "file:///nowhere",
    }


@pytest.fixture
def start(checkout: Path, variables: dict[str, str]) -> Start:
    def run(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, checkout / "sightline", *arguments],
            env=variables | more,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


@pytest.fixture
def asked(place: Path) -> Callable[[], list[str]]:
    """What uv was asked, but for its version."""

    def read() -> list[str]:
        log = place / "uv.log"
        lines = log.read_text().splitlines() if log.exists() else []
        return [line for line in lines if line != "--version"]

    return read


def test_help_lists_every_command_and_makes_nothing(start: Start, place: Path) -> None:
    said = start("--help")
    assert said.returncode == 0
    assert all(f"\n  {name} " in said.stdout for name in COMMANDS)
    assert "SIGHTLINE_HOME" in said.stdout
    assert not (place / "home").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_needs_no_environment(start: Start, place: Path, command: str) -> None:
    said = start(command, "--help")
    assert said.returncode == 0
    assert said.stdout.startswith(f"usage: ./sightline {command}")
    assert not (place / "home").exists()


def test_no_command_at_all_is_a_mistake_that_explains_itself(start: Start) -> None:
    said = start()
    assert (said.returncode, said.stdout) == (2, "")
    assert "usage: ./sightline COMMAND" in said.stderr


@pytest.mark.parametrize(("typed", "meant"), [("dmeo", "demo"), ("chek", "check"), ("figure", "figures")])
def test_an_unknown_command_is_refused_with_the_one_probably_meant(start: Start, typed: str, meant: str) -> None:
    said = start(typed)
    assert said.returncode == 2
    assert f"There is no command '{typed}'. Did you mean '{meant}'?" in said.stderr


def test_the_command_takes_the_scripts_place_with_its_own_exit_code(start: Start, checkout: Path) -> None:
    said = start("serve", "--port", "8001", PGPASSWORD="theirs", PYTHONPATH="/elsewhere")
    assert said.returncode == 7
    lines = said.stdout.splitlines()
    assert lines[0] == "ran -P -m sightline.site serve --port 8001"
    assert f"PYTHONPATH={checkout}/src" in lines
    assert not [line for line in lines if line.startswith("PGPASSWORD")]


def test_the_environment_is_made_from_hashed_locks(
    start: Start, asked: Callable[[], list[str]], place: Path, checkout: Path
) -> None:
    said = start("serve")
    folder = place / "home/environments/base"
    make, fill = asked()
    assert make.endswith(str(folder))
    assert fill.endswith(f"--python {folder}/bin/python --require-hashes {checkout}/requirements/base.lock")
    assert said.stderr.startswith("Making the Python environment 'base'")
    assert said.stderr.count("\n") == 1


def test_the_second_start_asks_uv_nothing(start: Start, place: Path) -> None:
    start("serve")
    (place / "uv.log").unlink()
    assert start("serve").stderr == ""
    assert not (place / "uv.log").exists()


def test_a_changed_lock_makes_the_environment_anew(
    start: Start, asked: Callable[[], list[str]], checkout: Path
) -> None:
    start("serve")
    (checkout / "requirements/base.lock").write_text("# another\n")
    start("serve")
    assert len(asked()) == 4


def test_a_failed_installation_says_why_and_is_done_again(start: Start, place: Path) -> None:
    said = start("serve", UV_FAILS="1")
    assert said.returncode == 3
    assert "no such package" in said.stderr
    assert not (place / "home/environments/base/made-from").exists()
    assert start("serve").returncode == 7


def test_two_starts_at_once_make_one_environment(
    checkout: Path, variables: dict[str, str], asked: Callable[[], list[str]]
) -> None:
    command: list[str | Path] = [sys.executable, checkout / "sightline", "serve"]
    together = [subprocess.Popen(command, env=variables | {"UV_SLOW": "0.5"}, stdout=-3, stderr=-3) for _ in range(3)]
    assert [process.wait() for process in together] == [7, 7, 7]
    assert len(asked()) == 2


@pytest.mark.parametrize(
    ("arguments", "folder", "locks"),
    [
        (["demo"], "base", ["base"]),
        (["figures"], "base", ["base"]),
        (["figures", "--engine", "spark"], "spark", ["spark"]),
        (["figures", "--engine=spark"], "spark", ["spark"]),
        (["check"], "dev", ["dev"]),
        (["check", "--quick"], "dev", ["dev"]),
        (["check", "--full"], "full", ["dev", "spark"]),
    ],
)
def test_each_command_gets_the_environment_it_needs(
    start: Start, asked: Callable[[], list[str]], arguments: list[str], folder: str, locks: list[str]
) -> None:
    start(*arguments)
    make, fill = asked()
    assert Path(make.split()[-1]).name == folder
    assert [Path(word).stem for word in fill.split() if word.endswith(".lock")] == locks


def test_two_homes_never_meet(start: Start, place: Path, checkout: Path) -> None:
    def everything(folder: Path) -> set[tuple[Path, int]]:
        return {(path, path.stat().st_mtime_ns) for path in folder.rglob("*")}

    untouched = everything(checkout)
    start("serve")
    first = everything(place / "home")
    said = start("serve", SIGHTLINE_HOME=str(place / "other"))
    assert f"SIGHTLINE_HOME={place}/other" in said.stdout.splitlines()
    assert (place / "other/environments/base/made-from").exists()
    assert (everything(place / "home"), everything(checkout)) == (first, untouched)


@pytest.mark.parametrize(("user", "expected"), [(0, "/var/lib/sightline"), (1000, "/home/wren/.local/share/sightline")])
def test_unless_told_otherwise_everyone_has_a_home_of_their_own(
    monkeypatch: pytest.MonkeyPatch, user: int, expected: str
) -> None:
    monkeypatch.delenv("SIGHTLINE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/wren")
    monkeypatch.setattr(os, "geteuid", lambda: user)
    assert home() == Path(expected)


def test_a_home_that_cannot_be_made_is_lacking(start: Start) -> None:
    said = start("serve", SIGHTLINE_HOME="/proc/nowhere")
    assert said.returncode == 3
    assert "Set SIGHTLINE_HOME to a folder you may write to" in said.stderr


def test_an_unreadable_database_address_is_refused_before_anything_is_made(start: Start, place: Path) -> None:
    said = start("serve", SIGHTLINE_DATABASE_URL="postgresql://o:s3cret@/db")
    assert said.returncode == 2
    assert "the host is missing" in said.stderr
    assert "s3cret" not in said.stderr
    assert not (place / "home").exists()


@pytest.mark.parametrize("told", [signal.SIGTERM, signal.SIGINT])
def test_signals_reach_the_command(checkout: Path, variables: dict[str, str], told: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, checkout / "sightline", "serve"],
        env=variables | {"WAITS": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout and process.stdout.readline().startswith("ran")
        process.send_signal(told)
        assert process.wait(timeout=10) == -told


def test_an_interrupted_making_exits_with_130(checkout: Path, variables: dict[str, str], place: Path) -> None:
    with subprocess.Popen(
        [sys.executable, checkout / "sightline", "serve"],
        env=variables | {"UV_SLOW": "30"},
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
    ) as process:
        while "pip sync" not in ((place / "uv.log").read_text() if (place / "uv.log").exists() else ""):
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=10) == 130
        assert process.stderr and "Interrupted." in process.stderr.read()


def test_the_continuous_integration_runs_the_same_check(checkout: Path, variables: dict[str, str]) -> None:
    said = subprocess.run([checkout / ".ci/run", "--quick"], env=variables, capture_output=True, text=True, check=False)
    assert said.returncode == 7
    assert said.stdout.startswith("ran -P -m sightline.site.check --quick\n")


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    bare: list[str | Path] = [sys.executable, "-I", "-S", CHECKOUT / "sightline", "--help"]
    assert subprocess.run(bare, capture_output=True, check=False).returncode == 0


def test_an_older_python_can_read_the_script_far_enough_to_refuse() -> None:
    ast.parse((CHECKOUT / "sightline").read_text(), feature_version=(3, 6))
