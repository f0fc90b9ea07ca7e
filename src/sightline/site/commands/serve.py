"""Serving the pages."""

import argparse
import os
import signal
import subprocess
import sys

from sightline.site.commands.command import Command

DESCRIPTION = """\
Serves the pages on this machine alone, with PostgreSQL behind them; a database or a process of the service that dies
is started again. In production a web server with TLS stands in front (see docs/how-to). Stop it with Ctrl+C.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1, this machine alone")
    parser.add_argument("--workers", type=int, default=2, help="processes; default: 2, with eight threads each")


def _run(options: argparse.Namespace) -> int:
    return serve(port=options.port, host=options.host, workers=options.workers)


def serve(*, port: int, host: str = "127.0.0.1", workers: int = 2) -> int:
    """Serves until stopped. The web server is a child of this process, which holds the database meanwhile."""
    from sightline.site.database import kept_alive
    from sightline.site.home import home
    from sightline.site.static_files import collect

    collect()
    server = [sys.executable, "-m", "gunicorn", "sightline.site.wsgi", "--bind", f"{host}:{port}"]
    threads = ["--worker-class", "gthread", "--workers", str(workers), "--threads", "8", "--timeout", "60"]
    # Longer than a busy minute: a connection that closes just as its next request leaves looks like a fault.
    threads += ["--keep-alive", "75"]
    quiet = ["--log-level", "warning", "--no-control-socket"]
    print(f"Sightline is at http://{host}:{port} (Ctrl+C ends it)", file=sys.stderr, flush=True)
    environment = os.environ | {"SIGHTLINE_SERVING": "1"}
    child = subprocess.Popen([*server, *threads, *quiet], env=environment)  # noqa: S603 - our own interpreter
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    with kept_alive(home()):
        try:
            return child.wait()
        except KeyboardInterrupt:
            child.terminate()
            child.wait()
            return 0


COMMAND = Command("serve", "serve the pages on this machine", _configure, _run, description=DESCRIPTION)
