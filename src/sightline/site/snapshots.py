"""Taking a snapshot: the published views, read in one transaction by the publisher, kept as dated Parquet."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.conf import settings

from sightline.exchange import published
from sightline.indicators.populations import POPULATIONS
from sightline.indicators.snapshots import Snapshot, write_snapshot
from sightline.indicators.vocabulary import CALENDAR, calendar_rows
from sightline.site.publishing import declared
from sightline.timescales.holidays import ENGLAND_AND_WALES
from sightline.timescales.working_days import ENGLAND
from sightline.timescales.zone import local_date, on_utc

SOURCES = Path(__file__).resolve().parents[1]


def take(*, now: datetime) -> Snapshot:
    """Takes a snapshot as of `now`, in business time. What a later correction changes comes in a later snapshot."""
    tables = _read_views()
    first, last = local_date(now).replace(year=ENGLAND_AND_WALES.first_year, month=1, day=1), local_date(now)
    tables[CALENDAR.name] = calendar_rows(ENGLAND, first, last.replace(year=last.year + 1, month=12, day=31))
    tables[POPULATIONS.name] = published.populations()
    return write_snapshot(
        Path(settings.SNAPSHOTS),
        tables,
        [*declared(), CALENDAR, POPULATIONS],
        business_date=local_date(now),
        taken_at=on_utc(now),
        cut_off=on_utc(now),
        code_version=code_version(),
        area=settings.AREA,
    )


def _read_views() -> dict[str, pa.Table]:
    """Every published view at one and the same moment."""
    from adbc_driver_postgresql import dbapi

    with dbapi.connect(_address()) as connection, connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read, read only")
        return {table.name: _read(cursor, table.name) for table in declared()}


def _read(cursor: Any, name: str) -> pa.Table:
    cursor.execute(f"select * from published.{name}")
    return cursor.fetch_arrow_table()


def _address() -> str:
    """How the publisher reaches the database, for a driver that wants one line."""
    from django.db import connections
    from psycopg.conninfo import make_conninfo

    said = connections["publisher"].get_connection_params()
    kept = ("host", "port", "user", "dbname", "password", "passfile", "sslmode", "sslrootcert")
    return make_conninfo(**{name: said[name] for name in kept if said.get(name)})


def code_version() -> str:
    """Which definitions made the snapshot: changes when a published table or an indicator does."""
    digest = hashlib.sha256()
    for path in sorted(
        [*SOURCES.rglob("tables.py"), *SOURCES.glob("*/indicators*/**/*.py"), *SOURCES.glob("*/indicators.py")]
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
