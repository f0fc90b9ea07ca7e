"""`sightline check`: every stage runs, the closing lines stay, what did not run is named, nothing is left behind."""

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from sightline.site import check, debian
from sightline.site.check import Stage

TESTS = """\
import os
import shutil
import pytest

def test_two_and_two():
    assert 2 + 2 == int(os.environ.get("FOUR", "4"))

@pytest.mark.browser
def test_a_child_is_found():
    assert os.environ["SIGHTLINE_CHROMIUM"] == "/bin/true"

@pytest.mark.full
def test_fifty_kills():
    pass

@pytest.mark.database
def test_on_a_server():
    pytest.skip("There is none.")
"""
SETTINGS = """\
[tool.pytest.ini_options]
addopts = "-ra -p no:django --strict-markers"
markers = ["browser", "full", "database"]
"""


@pytest.fixture
def small(place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of four tests that reads itself in one stage, and has no database of its own."""
    checkout = place / "checkout"
    checkout.mkdir()
    (checkout / "test_it.py").write_text(TESTS)
    (checkout / "pyproject.toml").write_text(SETTINGS)
    monkeypatch.setattr(check, "CHECKOUT", checkout)
    monkeypatch.setattr(check, "_readings", lambda own: [Stage("Reading", ["true"])])
    monkeypatch.setattr(check, "_on_debians_postgresql", lambda *about: [])
    monkeypatch.setattr(check, "AT_ONCE", ("-n", "0"))
    monkeypatch.setattr(debian.Needed, "may_install", lambda needed: False)
    monkeypatch.setattr(check, "JAVA", replace(debian.JAVA, find=lambda: "/bin/true"))
    monkeypatch.setattr(signal, "signal", lambda *about: None)
    monkeypatch.setenv("SIGHTLINE_HOME", str(place / "home"))
    for name in ("SIGHTLINE_CHROMIUM", "CI", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)
    return checkout


@pytest.fixture
def with_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_CHROMIUM", "/bin/true")


@pytest.fixture
def without_a_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "BROWSER", replace(debian.BROWSER, find=lambda: None))


@pytest.fixture
def only_journeys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "_tests", lambda depth: Stage("Tests", ["true"]))


Said = pytest.CaptureFixture[str]


@pytest.mark.usefixtures("small", "with_a_browser")
def test_all_is_well(capsys: Said, place: Path) -> None:
    assert check.main([]) == 0
    said = capsys.readouterr().out
    assert "Reading ... ok (" in said
    assert "\n1 passed, 1 skipped, 2 deselected in " in said
    assert "\n1 passed, 3 deselected in " in said
    assert "SKIPPED [1] test_it.py" in said
    assert said.endswith(" seconds. All is well.\n")
    assert [path.name for path in (place / "home/check").iterdir()] == ["cache"]


@pytest.mark.usefixtures("small", "with_a_browser")
def test_every_stage_runs_though_an_earlier_one_failed(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOUR", "5")
    assert check.main([]) == 1
    said = capsys.readouterr().out
    assert "Tests ... FAILED" in said
    assert "assert (2 + 2) == 5" in said
    assert "Journeys in a browser ... ok" in said
    assert said.endswith("Not well: Tests.\n")


@pytest.mark.usefixtures("small")
def test_quick_leaves_out_what_takes_long(capsys: Said) -> None:
    assert check.main(["--quick"]) == 0
    said = capsys.readouterr().out
    assert "1 passed, 3 deselected" in said
    assert "Journeys" not in said


@pytest.mark.usefixtures("small", "with_a_browser")
def test_full_adds_the_heavy_tests(capsys: Said) -> None:
    assert check.main(["--full"]) == 0
    assert "2 passed, 1 skipped, 1 deselected" in capsys.readouterr().out


@pytest.mark.usefixtures("small", "only_journeys", "without_a_browser")
def test_without_a_browser_the_journeys_that_did_not_run_are_named_last(capsys: Said) -> None:
    assert check.main([]) == 0
    said = capsys.readouterr().out
    assert said.splitlines()[-2:] == [
        "1 journeys did not run (there is no Chromium here: install chromium, or set SIGHTLINE_CHROMIUM):",
        "  test_it.py::test_a_child_is_found",
    ]


@pytest.mark.usefixtures("small", "only_journeys", "without_a_browser")
def test_where_ci_is_true_a_missing_browser_is_a_failure(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    assert check.main([]) == 1
    assert "Not well: Journeys in a browser." in capsys.readouterr().out


@pytest.mark.usefixtures("small", "only_journeys")
def test_a_browser_is_installed_where_that_is_allowed(capsys: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    found = iter([None, "/bin/true"])
    monkeypatch.setattr(check, "BROWSER", replace(debian.BROWSER, find=lambda: next(found)))
    monkeypatch.setattr(check, "AT_ONCE", ("-n", "0"))
    monkeypatch.setattr(debian.Needed, "may_install", lambda needed: True)
    monkeypatch.setattr(debian.Needed, "install", lambda needed: "")
    assert check.main([]) == 0
    assert "Installing Debian's chromium ... done\nJourneys in a browser ... ok" in capsys.readouterr().out


@pytest.mark.usefixtures("small", "only_journeys")
def test_no_stage_meets_a_server_that_the_caller_named(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("SIGHTLINE_DATABASE_URL", "postgresql://o:p@production/real")
    seen = place / "seen"
    monkeypatch.setattr(check, "_readings", lambda own: [Stage("Look", ["sh", "-c", f"env > {seen}"])])
    check.main(["--quick"])
    assert "production" not in seen.read_text()
    assert f"SIGHTLINE_HOME={place}/home/check/home-" in seen.read_text()


@pytest.mark.usefixtures("small", "only_journeys")
def test_what_a_killed_check_left_is_swept_away(place: Path) -> None:
    left = place / "home/check/home-left"
    left.mkdir(parents=True)
    check.main(["--quick"])
    assert not left.exists()


def test_quick_and_full_exclude_each_other() -> None:
    with pytest.raises(SystemExit) as refusal:
        check.main(["--quick", "--full"])
    assert refusal.value.code == 2


def test_when_told_to_end_it_stops_its_stages_and_clears_up(place: Path) -> None:
    waiting = (
        "import sys; from sightline.site import check; from sightline.site.check import Stage\n"
        "begin_and_wait = ['sh', '-c', 'touch \"$SIGHTLINE_HOME/../begun\"; sleep 60']\n"
        "check._readings = lambda own: [Stage('Waiting', begin_and_wait)]\n"
        "sys.exit(check.main(['--quick']))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", waiting],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "SIGHTLINE_HOME": str(place / "home")},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        begun = place / "home/check/begun"
        while not begun.exists():
            assert process.poll() is None
        process.terminate()
        assert process.wait(timeout=30) == 130
        assert process.stdout and "Interrupted." in process.stdout.read()
    assert not list((place / "home/check").glob("home-*"))


@pytest.mark.usefixtures("small", "with_a_browser")
def test_without_java_a_full_check_says_that_spark_counted_nothing(
    capsys: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "JAVA", replace(debian.JAVA, find=lambda: None))
    assert check.main(["--full"]) == 0
    assert capsys.readouterr().out.rstrip().endswith("there is no Java here (install one, or set JAVA_HOME).")


def test_the_java_asked_for_comes_first(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(place))
    assert debian.find_java() is None
    (place / "bin").mkdir()
    (place / "bin" / "java").write_text("")
    (place / "bin" / "java").chmod(0o755)
    assert debian.find_java() == str(place / "bin" / "java")


def test_the_browser_asked_for_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_CHROMIUM", "/bin/true")
    assert debian.find_browser() == "/bin/true"
    monkeypatch.setenv("SIGHTLINE_CHROMIUM", "/nowhere/chromium")
    assert debian.find_browser() is None
    assert not debian.BROWSER.may_install()


def test_the_first_browser_on_the_path_will_do(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.delenv("SIGHTLINE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(place))
    assert debian.find_browser() is None
    (place / "google-chrome").write_text("")
    (place / "google-chrome").chmod(0o755)
    assert debian.find_browser() == str(place / "google-chrome")


@pytest.mark.parametrize(("fails", "said"), [("", ""), ("install", "E: no such package")])
def test_the_browser_is_installed_through_apt_get(
    monkeypatch: pytest.MonkeyPatch, place: Path, fails: str, said: str
) -> None:
    monkeypatch.delenv("SIGHTLINE_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", f"{place}:/usr/bin:/bin")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    assert debian.BROWSER.may_install() == (shutil.which("apt-get") is not None)
    (place / "apt-get").write_text(
        f'#!/bin/sh\necho "$@" >> {place}/asked\n[ "$1" != "{fails}" ] || {{ echo "E: no such package"; exit 100; }}\n'
    )
    (place / "apt-get").chmod(0o755)
    assert debian.BROWSER.may_install()
    assert debian.BROWSER.install() == said
    assert (place / "asked").read_text() == "update\ninstall -y --no-install-recommends chromium\n"
