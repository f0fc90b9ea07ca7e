"""Where uv comes from, and that it looks where pip has been told to look."""

from pathlib import Path

import pytest

from sightline.site.start import uv
from sightline.site.start.machine import MachineLacks


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    """No uv settings, and pip has been told nothing."""
    for name in (*uv.ITS_INDEXES, "UV_CACHE_DIR", "UV_LINK_MODE", "SSL_CERT_FILE", "UV_INDEX_STRATEGY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(place / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(place / "cache"))
    pip_says(monkeypatch, "")


def pip_says(monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    monkeypatch.setattr(uv, "said", lambda command: listed)


TOLD = """\
:env:.cert='/etc/company.pem'
:env:.disable-pip-version-check='1'
global.cert='/etc/other.pem'
global.extra-index-url='\\nhttps://one.example/simple\\nhttps://two.example/simple'
global.find-links='/srv/wheels /srv/more'
global.index-url='https://mirror.example/simple'
install.index-url='https://closer.example/simple'
freeze.timeout='10'
"""


def test_uv_looks_where_pip_looks(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    pip_says(monkeypatch, TOLD)
    settings = uv.settings(place)
    assert settings["UV_DEFAULT_INDEX"] == "https://closer.example/simple"
    assert settings["UV_INDEX"] == "https://one.example/simple https://two.example/simple"
    assert settings["UV_INDEX_STRATEGY"] == "unsafe-best-match"
    assert settings["UV_FIND_LINKS"] == "/srv/wheels,/srv/more"
    assert settings["SSL_CERT_FILE"] == "/etc/company.pem"
    assert "UV_HTTP_TIMEOUT" not in settings


def test_what_uv_has_been_told_itself_stands(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    pip_says(monkeypatch, TOLD)
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uvs.example/simple")
    settings = uv.settings(place)
    assert settings["UV_DEFAULT_INDEX"] == "https://uvs.example/simple"
    assert not settings.keys() & {"UV_INDEX", "UV_FIND_LINKS"}


def test_a_settings_file_of_uvs_stands_too(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    pip_says(monkeypatch, TOLD)
    (place / "config/uv").mkdir(parents=True)
    (place / "config/uv/uv.toml").touch()
    assert "UV_DEFAULT_INDEX" not in uv.settings(place)


def test_without_settings_no_index_is_named(place: Path) -> None:
    assert not uv.settings(place).keys() & set(uv.ITS_INDEXES)


@pytest.mark.parametrize(("value", "none"), [("true", "1"), ("1", "1"), ("false", None)])
def test_no_index_is_passed_on(monkeypatch: pytest.MonkeyPatch, place: Path, value: str, none: str | None) -> None:
    pip_says(monkeypatch, f"global.no-index='{value}'\n")
    assert uv.settings(place).get("UV_NO_INDEX") == none


def test_a_cache_that_cannot_be_written_moves_into_the_home(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/nowhere")
    monkeypatch.setattr(uv.os, "access", lambda path, mode: not str(path).startswith("/proc"))
    assert uv.settings(place)["UV_CACHE_DIR"] == str(place / "cache")


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="There is no second filesystem at hand.")
def test_files_are_copied_when_cache_and_home_are_on_different_disks(
    monkeypatch: pytest.MonkeyPatch, place: Path
) -> None:
    monkeypatch.setenv("UV_CACHE_DIR", "/dev/shm")
    differ = Path("/dev/shm").stat().st_dev != place.stat().st_dev
    assert uv.settings(place).get("UV_LINK_MODE") == ("copy" if differ else None)


def stand_in(folder: Path, version: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / "uv"
    program.write_text(f"#!/bin/sh\necho 'uv {version}'\n")
    program.chmod(0o755)
    return program


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """In place of pip: notes where uv was put, and puts a stand-in there."""
    monkeypatch.undo()
    monkeypatch.setenv("PATH", "")
    folders: list[Path] = []

    def fetch(tools: Path, lock: Path) -> None:
        folders.append(tools)
        stand_in(tools / "bin", "0.9.0")

    monkeypatch.setattr(uv, "_fetch", fetch)
    return folders


def test_ours_comes_before_the_one_on_the_path(
    monkeypatch: pytest.MonkeyPatch, place: Path, fetched: list[Path]
) -> None:
    monkeypatch.setenv("PATH", str(stand_in(place / "bin", "0.9.0").parent))
    assert uv.find_uv(place, place / "home") == place / "bin/uv"
    ours = stand_in(place / ".tools/bin", "0.8.0")
    assert uv.find_uv(place, place / "home") == ours
    assert fetched == []


def test_one_that_is_too_old_or_broken_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, place: Path, fetched: list[Path]
) -> None:
    monkeypatch.setenv("PATH", str(stand_in(place / "bin", "0.4.30").parent))
    stand_in(place / ".tools/bin", "").write_text("half written")
    assert uv.find_uv(place, place / "home") == place / ".tools/bin/uv"
    assert fetched == [place / ".tools"]


def test_a_checkout_that_is_closed_keeps_its_uv_in_the_home(
    monkeypatch: pytest.MonkeyPatch, place: Path, fetched: list[Path]
) -> None:
    monkeypatch.setattr(uv.os, "access", lambda path, mode: False)
    (place / "home").mkdir()
    assert uv.find_uv(place / "checkout", place / "home") == place / "home/tools/bin/uv"
    assert fetched == [place / "home/tools"]


def test_without_pip_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(uv, "said", lambda command: None)
    with pytest.raises(MachineLacks, match="apt-get install python3-pip"):
        uv.find_uv(place, place)
