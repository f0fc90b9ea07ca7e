"""How Django and others connect: the same four doors, whether the server is ours or somebody else's."""

import os
from pathlib import Path
from typing import Any

from sightline.site.database import passwords, places
from sightline.site.database.address import DatabaseAddress, read_address
from sightline.site.database.embedded import DATABASE
from sightline.site.database.roles import APP, OWNER, PUBLISHER

ROLE_OF = {"default": APP, "owner": OWNER, "publisher": PUBLISHER, "evidence": APP}
"""Django alias to role. `evidence` is the app again, out of reach of a request's rollback."""

POOL = {"min_size": 1, "max_size": 12, "timeout": 3, "reconnect_timeout": 2, "max_lifetime": 3600, "max_idle": 300}
"""Connections per process; seconds to wait for one, to go on trying to make one, and how old or idle one may become.

Both waits are short: a lost database gives its page soon, and a database that is back is found soon.
"""


def external_address() -> DatabaseAddress | None:
    """The server that SIGHTLINE_DATABASE_URL names, or None when Sightline keeps its own."""
    url = os.environ.get("SIGHTLINE_DATABASE_URL", "").strip()
    return read_address(url) if url else None


def connection_parameters(home: Path, role: str = OWNER, *, database: str | None = None) -> dict[str, Any]:
    """What libpq (psycopg, ADBC, psql) needs to connect as `role`; starts nothing and reads no password.

    The password stays in its file, except the owner's on somebody else's server, which is in the address.
    """
    home = Path(home).resolve()
    secret = {"passfile": str(passwords.password_file(home, role))}
    address = external_address()
    if address is None:
        return {
            "host": str(places.socket_folder(home)),
            "user": role,
            "dbname": database or DATABASE,
            **secret,
        }
    if role == OWNER:
        secret = {"password": address.password}
    return {
        "host": address.host,
        "port": address.port,
        "user": address.user if role == OWNER else role,
        "dbname": database or address.name,
        **address.options,
        **secret,
    }


def database_settings(home: Path, *, pooled: bool = False) -> dict[str, dict[str, Any]]:
    """Django's DATABASES for this home. Starts no server; `pooled` when many requests will be served."""
    settings = {alias: _entry(home, alias, role) for alias, role in ROLE_OF.items()}
    if pooled:
        # Checked when it is handed out (0.1 ms): a connection that died with the database is never worked on.
        settings["default"].update(CONN_HEALTH_CHECKS=True)
        settings["default"]["OPTIONS"]["pool"] = dict(POOL)
        settings["evidence"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    return settings


def _entry(home: Path, alias: str, role: str) -> dict[str, Any]:
    parameters = connection_parameters(home, role)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": parameters.pop("host"),
        "PORT": str(parameters.pop("port", "")),
        "USER": parameters.pop("user"),
        "PASSWORD": parameters.pop("password", ""),
        "NAME": parameters.pop("dbname"),
        "ATOMIC_REQUESTS": False,
        "AUTOCOMMIT": True,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"connect_timeout": 10, "application_name": f"sightline {alias}", **parameters},
    }
