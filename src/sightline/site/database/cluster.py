"""One data folder and the server that runs it: made, launched, ended. Callers take turns (see embedded)."""

import os
import pwd
import shutil
import signal
import subprocess
from pathlib import Path
from typing import Any

from sightline.site.database import places, processes
from sightline.site.database.binaries import Binaries
from sightline.site.database.problems import DatabaseUnavailable

SUPERUSER = "postgres"
SPACE_FOR_A_NEW_ONE = 200 * 2**20
"""Bytes: a new data folder takes about 40 MB, its first journal files as much again."""

LONGEST_RECOVERY = 300
"""Seconds a server may take to come up; after a kill it first replays its journal."""

RUNS_AS_ROOT_BY = "nobody"
"""PostgreSQL refuses to run as root; the server then runs as this user."""

SETTINGS = """\
# Written by Sightline at every start; changes made here are lost.
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 128MB
work_mem = 16MB
maintenance_work_mem = 128MB
random_page_cost = 1.1
jit = off
wal_level = minimal
max_wal_senders = 0
dynamic_shared_memory_type = mmap
timezone = 'UTC'
log_timezone = 'UTC'
# The log tells of the server, never of a statement or a row: those hold personal data.
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
"""

DETACHED = 'log=$1; shift; "$@" >>"$log" 2>&1 &'
"""What the shell does: start the server and be gone, so that it is nobody's child and needs nobody's waiting."""

THROWN_AWAY = """\
fsync = off
full_page_writes = off
"""


class Cluster:
    """The data folder `data`, listening in `socket_folder`; beside it lie its log, settings and lock."""

    def __init__(self, data: Path, *, socket_folder: Path, durable: bool) -> None:
        self.data, self.socket_folder, self.durable = data, socket_folder, durable
        self.log = data.with_name("server.log")
        self.lock = data.with_name("alive.lock")
        self.settings = data.with_name("sightline.conf")

    def made(self) -> bool:
        """Whether there is data here."""
        return (self.data / "PG_VERSION").exists()

    def somebody_elses(self) -> bool:
        """Whether another user of the machine owns the data: we can neither start its server nor see it."""
        return os.geteuid() not in (0, self.data.stat().st_uid)

    def running(self) -> bool:
        """Whether the server lives and takes connections."""
        return processes.postmaster(self.data) is not None and processes.ready(self.data)

    def wait_for_change(self) -> bool:
        """Whether a server is up, once one that is coming up or going down has done so."""
        processes.wait_until(
            lambda: processes.ready(self.data) or processes.postmaster(self.data) is None,
            seconds=LONGEST_RECOVERY,
        )
        return processes.postmaster(self.data) is not None

    def make(self, binaries: Binaries, password: str) -> None:
        """initdb into a draft folder, renamed when complete: an interrupted one is simply done again."""
        self._require_space()
        self.data.parent.mkdir(mode=0o711, exist_ok=True)
        owner, draft = self.owner(), self.data.with_name("data.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        secret = self._hand_over(password)
        try:
            if owner:
                os.chown(draft, *owner)
                os.chown(secret, *owner)
            self._run(
                [
                    *(binaries.folder / "initdb", "-D", draft, "-U", SUPERUSER, "-A", "scram-sha-256"),
                    *("--pwfile", secret, "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums"),
                    *([] if self.durable else ["--no-sync"]),
                ]
            )
        finally:
            secret.unlink()
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude '../sightline.conf'\n")
        draft.rename(self.data)

    def launch(self, binaries: Binaries) -> None:
        """Start the server; wait until it answers. Raises DatabaseUnavailable with its last words."""
        socket_lock = self.socket_folder / f"{places.SOCKET_NAME}.lock"
        if not processes.clear_the_dead(self.data, self.lock, socket_lock):
            raise DatabaseUnavailable(
                f"Processes of a killed database server still work in {self.data}. End them (they are called "
                "postgres), then start again."
            )
        self._open_log()
        self._write_settings()
        already = self.log.stat().st_size
        lock = processes.take(self.lock)
        try:
            self._run(
                ["/bin/sh", "-c", DETACHED, "sh", self.log, binaries.folder / "postgres", "-D", self.data],
                hand_down=lock,
            )
        finally:
            if lock is not None:
                os.close(lock)
        processes.wait_until(lambda: self.running() or processes.free(self.lock), seconds=LONGEST_RECOVERY)
        if not self.running():
            raise DatabaseUnavailable(self._last_words(already))

    def end(self) -> None:
        """Stop the server in good order; after a minute without heeding the rest of its clients."""
        for how in (signal.SIGINT, signal.SIGQUIT):
            pid = processes.postmaster(self.data)
            if pid is None:
                return
            os.kill(pid, how)
            if processes.wait_until(lambda: processes.free(self.lock), seconds=60):
                return

    def owner(self) -> tuple[int, int] | None:
        """As root, who runs the server: whoever owns the data, else nobody. Otherwise None: it is ours."""
        if os.geteuid() != 0:
            return None
        if self.data.exists() and (found := self.data.stat()).st_uid != 0:
            return found.st_uid, found.st_gid
        try:
            entry = pwd.getpwnam(RUNS_AS_ROOT_BY)
        except KeyError as absence:
            raise DatabaseUnavailable(
                f"PostgreSQL does not run as root, and this machine has no user '{RUNS_AS_ROOT_BY}' to "
                "run it. Start Sightline as a plain user."
            ) from absence
        return entry.pw_uid, entry.pw_gid

    def _hand_over(self, password: str) -> Path:
        secret = self.data.with_name("initial-password")
        secret.unlink(missing_ok=True)
        with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(password)
        return secret

    def _write_settings(self) -> None:
        text = SETTINGS.format(socket=self.socket_folder)
        self.settings.write_text(text if self.durable else text + THROWN_AWAY)
        self.settings.chmod(0o644)

    def _open_log(self) -> None:
        if self.log.exists() and self.log.stat().st_size > 10 * 2**20:
            self.log.replace(self.log.with_suffix(".log.1"))
        os.close(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, 0o600))
        if owner := self.owner():
            os.chown(self.log, *owner)

    def _last_words(self, already: int) -> str:
        with self.log.open("rb") as file:
            file.seek(already)
            said = file.read().decode(errors="replace").splitlines()[-12:]
        full = shutil.disk_usage(self.data).free < 50 * 2**20
        space = f" The disk that holds {self.data} is full." if full else ""
        return "\n".join([f"The database did not start.{space} Its log ({self.log}) says:", *said])

    def _require_space(self) -> None:
        folder = self.data.parent.parent
        free = shutil.disk_usage(folder).free
        if free < SPACE_FOR_A_NEW_ONE:
            raise DatabaseUnavailable(
                f"A new database needs {SPACE_FOR_A_NEW_ONE // 2**20} MB of disk; {folder} has "
                f"{free // 2**20} MB. Make room, or set SIGHTLINE_HOME to a folder on another disk."
            )

    def _run(self, command: list[Any], *, hand_down: int | None = None) -> None:
        owner = self.owner()
        as_user: dict[str, Any] = {"user": owner[0], "group": owner[1], "extra_groups": []} if owner else {}
        try:
            done = subprocess.run(  # noqa: S603 - our own command, no shell
                [str(part) for part in command],
                env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"},
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                start_new_session=True,
                pass_fds=[] if hand_down is None else [hand_down],
                **as_user,
            )
        except OSError as refusal:
            raise DatabaseUnavailable(f"{command[0]} could not be run: {refusal}") from refusal
        if done.returncode:
            last = "\n".join(done.stdout.splitlines()[-8:])
            raise DatabaseUnavailable(f"{Path(command[0]).name} failed:\n{last}")
