"""psql on this home's database, for whoever keeps it."""

import argparse
import os
import shutil
import signal
import subprocess
from pathlib import Path

from sightline.site.database.binaries import find_binaries
from sightline.site.database.connections import connection_parameters, external_address
from sightline.site.database.preparation import in_use
from sightline.site.database.problems import DatabaseUnavailable
from sightline.site.database.roles import APP, LADO, OWNER, PUBLISHER

ROLES = {"owner": OWNER, "app": APP, "publisher": PUBLISHER, "lado": LADO}

LIBPQ = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "dbname": "PGDATABASE",
    "password": "PGPASSWORD",
    "passfile": "PGPASSFILE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "channel_binding": "PGCHANNELBINDING",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
}
"""A connection's parameter: the variable by which psql takes it, so that its command line shows none."""


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of `sightline db`."""
    parser.add_argument("--role", choices=ROLES, default="owner", help="as whom to look (default: owner)")
    parser.add_argument("arguments", nargs="*", metavar="-- ARGUMENTS", help="psql's own")


def open_shell(home: Path, *, role: str = "owner", arguments: list[str] | None = None) -> int:
    """Run psql as `role` and give its exit code; our own server is up meanwhile, and down again if unused."""
    with in_use(home):
        parameters = connection_parameters(home, ROLES[role])
        variables = {LIBPQ[name]: str(value) for name, value in parameters.items()}
        before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl-C is psql's: it cancels a statement
        try:
            return subprocess.run(  # noqa: S603 - psql, without a shell
                [_psql(), *(arguments or [])],
                env={**os.environ, **variables},
                check=False,
            ).returncode
        finally:
            signal.signal(signal.SIGINT, before)


def _psql() -> str:
    """The psql that comes with the server we bring; for somebody else's, which may want TLS, rather the machine's."""
    installed = shutil.which("psql")
    if installed and external_address():
        return installed
    ours = find_binaries().folder / "psql"
    found = str(ours) if ours.is_file() else installed
    if not found:
        raise DatabaseUnavailable("There is no psql here. On Debian: apt-get install postgresql-client.")
    return found
