"""`sightline db`: psql as one of the roles, with the server up while it lasts."""

import argparse
from collections.abc import Callable
from pathlib import Path

import pytest

from sightline.site.database import EmbeddedPostgres
from sightline.site.database.shell import configure, open_shell

pytestmark = pytest.mark.database


def test_it_asks_as_the_owner_and_leaves_the_server_as_it_was(
    place: Path, server_of: Callable[[Path], EmbeddedPostgres], capfd: pytest.CaptureFixture[str]
) -> None:
    server = server_of(place / "home")
    assert open_shell(server.home, arguments=["-AtXc", "select current_user"]) == 0
    assert capfd.readouterr().out == "sightline_owner\n"
    assert not server.running()


def test_psqls_exit_code_is_its_own(standing: EmbeddedPostgres) -> None:
    with standing.held():
        assert open_shell(standing.home, arguments=["-Xc", "select nothing"]) == 1


def test_what_follows_two_dashes_is_psqls() -> None:
    parser = argparse.ArgumentParser()
    configure(parser)
    options = parser.parse_args(["--role", "app", "--", "-c", "select 1"])
    assert (options.role, options.arguments) == ("app", ["-c", "select 1"])
