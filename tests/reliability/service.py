"""A real service in a home of its own, as a partnership runs it: `serve` with two processes, and `worker`.

Run as a program: `python -m tests.reliability.service serve PORT SESSIONS_FILE` prepares the home that SIGHTLINE_HOME
names, signs a few people in and serves; `… work` does jobs, with a quick heartbeat.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
OPENS_AT = "2023-04-12T09:30:00+01:00"
SIGNED_IN = ("olive", "mina", "maud", "dara")
HEARTBEAT = 0.5
"""Seconds; a job's worker is dead after three."""


@dataclass
class Service:
    """A home, and the processes that serve it."""

    home: Path
    folder: Path
    port: int = 0
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> str:
        """What the processes said, for a failed test."""
        return "\n".join(path.read_text()[-3000:] for path in sorted(self.folder.glob("*.log")))

    def session(self, username: str) -> str:
        """The session of somebody who was signed in when the service was prepared."""
        return str(json.loads((self.folder / "sessions.json").read_text())[username])

    def start(self, name: str, *words: str) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{name}.log").open("ab") as out:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", "tests.reliability.service", *words],
                cwd=ROOT,
                env={**variables(self.home), "RELIABILITY_FOLDER": str(self.folder)},
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self.processes[name]

    def serve(self) -> None:
        self.port = _free_port()
        self.start("serve", "serve", str(self.port), str(self.folder / "sessions.json"))
        assert until(lambda: self.well() or self.processes["serve"].poll() is not None, seconds=120), self.said
        assert self.well(), self.said

    def well(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health", timeout=10) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def command(self, *words: str, expect: int | None = 0) -> "subprocess.CompletedProcess[str]":
        """One of the service's commands, as the start script runs it."""
        return command(self.home, *words, expect=expect)

    def ask(self, question: str, values: Any = None, *, role: str = "sightline_owner", attempts: int = 100) -> Any:
        """Rows from the database, waiting for it to be back."""
        import psycopg

        from sightline.site.database import connection_parameters

        for _ in range(attempts):
            try:
                with psycopg.connect(**connection_parameters(self.home, role), autocommit=True) as connection:
                    found = connection.execute(question, values)
                    return found.fetchall() if found.description else []
            except psycopg.OperationalError:
                time.sleep(0.1)
        raise AssertionError(f"The database did not come back.\n{self.said}")

    def postmaster(self) -> int:
        return int(next(self.home.glob("postgres/*/data/postmaster.pid")).read_text().split()[0])

    def web_workers(self) -> list[int]:
        """The processes that answer requests: the children of the web server's first process."""
        return [worker for server in _children(self.processes["serve"].pid) for worker in _children(server)]

    def stop(self) -> None:
        for process in self.processes.values():
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes.values():
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=20)
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def command(home: Path, *words: str, expect: int | None = 0) -> "subprocess.CompletedProcess[str]":
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "sightline.site", *words],
        cwd=ROOT,
        env=variables(home),
        capture_output=True,
        text=True,
    )
    assert expect in (None, done.returncode), (
        f"{words} ended with {done.returncode}:\n{done.stdout[-2000:]}{done.stderr[-4000:]}"
    )
    return done


@contextmanager
def service(home: Path | None = None) -> Iterator[Service]:
    """A service that is not started yet, in `home` or a new one; all of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="rl-", dir="/tmp"))  # short, and passable for the database's user
    folder.chmod(0o711)
    made = Service(home or folder / "home", folder)
    try:
        yield made
    finally:
        made.stop()
        destroy(made.home)
        shutil.rmtree(folder, ignore_errors=True)


def destroy(home: Path) -> None:
    from sightline.site.database import EmbeddedPostgres

    EmbeddedPostgres(home).destroy()


def variables(home: Path) -> dict[str, str]:
    without = {"SIGHTLINE_DATABASE_URL", "SIGHTLINE_TLS", "SIGHTLINE_HOSTS", "PYTEST_ADDOPTS", "SIGHTLINE_SERVING"}
    return {
        **{name: value for name, value in os.environ.items() if name not in without},
        "DJANGO_SETTINGS_MODULE": "sightline.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "SIGHTLINE_HOME": str(home),
    }


def until(holds: Callable[[], bool], *, seconds: float, every: float = 0.1) -> bool:
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(every)
    return True


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += [int(child) for child in task.read_text().split()]
    return found


def _prepare() -> None:
    from sightline.common.models import BusinessClock
    from sightline.register.models import Staff
    from sightline.site.database import prepare
    from sightline.site.home import home
    from tests.support.partnership import people

    prepare(home(), quiet=True)
    if not Staff.objects.using("owner").exists():
        people()
        BusinessClock.objects.using("owner").create(
            business_at=datetime.fromisoformat(OPENS_AT), real_at=datetime.now().astimezone()
        )


def _sign_in(told: Path) -> None:
    """Sessions such as signing in leaves behind."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from sightline.register.models import Staff

    sessions = {}
    for person in Staff.objects.using("owner").filter(username__in=SIGNED_IN):
        session = SessionStore()
        session[SESSION_KEY] = str(person.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = person.get_session_auth_hash()
        session["signed_in"] = _just_now()
        session.create()
        sessions[person.username] = session.session_key
    told.write_text(json.dumps(sessions))


def _just_now() -> dict[str, object]:
    """The stamp of a session that began now and may go on without a break (see site/sign_in)."""
    from sightline.common import business_time

    at = business_time.now().isoformat()
    return {"at": at, "seen": at, "proved": at, "away": 24 * 3600}


def _slow_job() -> None:
    """A job that says when it begins and when it has ended, so that a test can kill its worker in between."""
    from procrastinate.contrib.django import app

    @app.task(name="reliability.slow", pass_context=False)
    def slow(number: int) -> None:
        for word in ("begun", "ended"):
            with (Path(os.environ["RELIABILITY_FOLDER"]) / "jobs.txt").open("a") as out:
                out.write(f"{word} {number}\n")
            time.sleep(1.0 if word == "begun" else 0)


def main(words: list[str]) -> int:
    import django

    django.setup()
    from sightline.site.commands.serve import serve
    from sightline.site.commands.worker import work
    from sightline.site.database import in_use
    from sightline.site.home import home

    with in_use(home()):
        if words[0] == "work":
            _slow_job()
            return work(heartbeat=HEARTBEAT)
        _prepare()
        _sign_in(Path(words[2]))
        return serve(port=int(words[1]), workers=2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
