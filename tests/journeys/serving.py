"""The service as the journeys meet it: served from a home of its own, with the small partnership in its database.

Run as a program (`python -m tests.journeys.serving PORT`) it prepares the home that SIGHTLINE_HOME names and then
becomes the web server.
"""

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
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OPENS_AT = "2023-04-12T09:30:00+01:00"
"""What the partnership's clock shows when the service starts; it runs on from there."""
PATIENCE = 180.0
"""Seconds until the service must answer: making its database is most of that."""


@dataclass(frozen=True)
class Service:
    """A running service: where it answers, and the home that its commands work on."""

    address: str
    home: Path

    def command(self, *words: str, module: str = "sightline.site") -> str:
        """What one of the service's own commands says, run as the start script runs it; an error says why."""
        done = subprocess.run(
            [sys.executable, "-m", module, *words], cwd=ROOT, env=_variables(self.home), capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(f"{' '.join([module, *words])} ended with {done.returncode}:\n{done.stderr[-4000:]}")
        return done.stdout


@contextmanager
def served(**more: str) -> Iterator[Service]:
    """A running service, with `more` in its environment; all of it is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="sj-", dir="/tmp"))  # a short path, which the database's user can pass
    folder.chmod(0o711)
    said = folder / "said.txt"
    port = _free_port()
    with said.open("w") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.serving", str(port)],
            cwd=ROOT,
            env=_variables(folder / "home") | more,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_well(f"http://127.0.0.1:{port}", server, said)
        yield Service(f"http://127.0.0.1:{port}", folder / "home")
    finally:
        with suppress(ProcessLookupError):  # it never came up
            os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=20)
        _destroy_database(folder / "home")
        shutil.rmtree(folder, ignore_errors=True)


def _variables(home: Path) -> dict[str, str]:
    without = {"SIGHTLINE_DATABASE_URL", "SIGHTLINE_TLS", "SIGHTLINE_HOSTS", "PYTEST_ADDOPTS"}
    inherited = {name: value for name, value in os.environ.items() if name not in without}
    return {
        **inherited,
        "DJANGO_SETTINGS_MODULE": "sightline.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
        "SIGHTLINE_HOME": str(home),
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait_until_well(address: str, server: "subprocess.Popen[bytes]", said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError(f"The service did not come up. It said:\n{said.read_text()[-4000:]}")


def _destroy_database(home: Path) -> None:
    from sightline.site.database import EmbeddedPostgres

    EmbeddedPostgres(home, durable=False).destroy()


def main(port: int) -> int:
    """Makes the database and its people, sets the partnership's clock, and serves."""
    import django

    django.setup()
    from sightline.common.models import BusinessClock
    from sightline.site.commands.serve import serve
    from sightline.site.database import EmbeddedPostgres, prepare
    from sightline.site.home import home
    from tests.support.partnership import people

    with EmbeddedPostgres(home(), durable=False).held():
        prepare(home(), quiet=True)
        people()
        BusinessClock.objects.using("owner").create(
            business_at=datetime.fromisoformat(OPENS_AT), real_at=datetime.now().astimezone()
        )
        return serve(port=port, workers=1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
