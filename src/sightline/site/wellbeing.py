"""Is the service well? Each part looked at by itself, so that one that is ill does not hide the others."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from sightline.site.backup.home_files import LAST_BACKUP

LEAST_ROOM = 2**30
"""Bytes free below which somebody should make room."""

LONGEST_WAIT = timedelta(minutes=15)
OLDEST_SNAPSHOT = OLDEST_BACKUP = timedelta(hours=36)
"""Both are taken nightly: one missed night is noticed."""


@dataclass(frozen=True)
class Part:
    """One part of the service, whether it is well, and what there is to say; never a record's content."""

    name: str
    well: bool
    says: str


def look(*, now: datetime) -> list[Part]:
    """Every part, looked at now (in real time). Starts and changes nothing."""
    looks: dict[str, Callable[[datetime], tuple[bool, str]]] = {
        "database": _database,
        "migrations": _migrations,
        "jobs": _jobs,
        "worker": _worker,
        "last seal": _last_seal,
        "mail": _mail,
        "last snapshot": _last_snapshot,
        "last backup": _last_backup,
        "disk": _disk,
    }
    return [_part(name, at_it, now) for name, at_it in looks.items()]


def _part(name: str, look_at_it: Callable[[datetime], tuple[bool, str]], now: datetime) -> Part:
    try:
        well, says = look_at_it(now)
    except Exception as trouble:
        first_line = str(trouble).strip().partition("\n")[0]
        return Part(name, False, f"cannot be told: {first_line}")
    return Part(name, well, says)


def _asked(question: str) -> Any:
    """One row, as the owner (counts and moments only), on a connection of its own that waits three seconds at most."""
    import psycopg

    from sightline.site.database import connection_parameters

    parameters = {**connection_parameters(settings.HOME), "connect_timeout": 3}
    with psycopg.connect(**parameters, autocommit=True) as connection:
        return connection.execute(question).fetchone()


def _database(now: datetime) -> tuple[bool, str]:
    return True, f"PostgreSQL {_asked('show server_version')[0].split()[0]} answers"


def _migrations(now: datetime) -> tuple[bool, str]:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connections["owner"].close()
    return (False, f"{len(waiting)} wait: start the service again") if waiting else (True, "all are done")


def _jobs(now: datetime) -> tuple[bool, str]:
    waiting, failed, oldest = _asked(
        """select count(*) filter (where status = 'todo' and coalesce(scheduled_at, now()) <= now()),
                  count(*) filter (where status = 'failed'),
                  (select min(e.at) from procrastinate_events e join procrastinate_jobs j on j.id = e.job_id
                   where j.status = 'todo' and coalesce(j.scheduled_at, now()) <= now()
                   and e.type in ('deferred', 'scheduled', 'deferred_for_retry'))
           from procrastinate_jobs"""
    )
    late = oldest is not None and now - oldest > LONGEST_WAIT
    since = f", the oldest since {_ago(now - oldest)}" if oldest else ""
    return not late and not failed, f"{waiting} wait{since}; {failed} failed"


def _worker(now: datetime) -> tuple[bool, str]:
    alive, last = _asked(
        """select count(*) filter (where last_heartbeat > now() - interval '1 minute'), max(last_heartbeat)
           from procrastinate_workers"""
    )
    if alive:
        return True, f"{alive} at work"
    return False, f"none at work{f', the last {_ago(now - last)} ago' if last else ''}: start `sightline worker`"


def _last_seal(now: datetime) -> tuple[bool, str]:
    """The audit is sealed every minute by a job (ruling R10)."""
    (sealed_at,) = _asked("select max(sealed_at) from common_auditseal")
    if sealed_at is None:
        return False, "the audit was never sealed"
    return now - sealed_at <= LONGEST_WAIT, f"the audit, {_ago(now - sealed_at)} ago"


def _mail(now: datetime) -> tuple[bool, str]:
    waiting, dead = _asked(
        """select count(*) filter (where state in ('WAITING', 'SENDING')), count(*) filter (where state = 'DEAD')
           from common_outgoingmail"""
    )
    return not dead, f"{waiting} to be sent; {dead} could not be sent"


def _last_snapshot(now: datetime) -> tuple[bool, str]:
    from sightline.indicators.snapshots import list_snapshots

    taken = list(list_snapshots(Path(settings.SNAPSHOTS)))
    if not taken:
        return False, "none yet"
    latest = max(taken, key=lambda each: each.id)
    age = now - datetime.fromtimestamp((latest.folder / "manifest.json").stat().st_mtime, UTC)
    return age <= OLDEST_SNAPSHOT, f"{latest.id}, written {_ago(age)} ago"


def _last_backup(now: datetime) -> tuple[bool, str]:
    kept = settings.HOME / LAST_BACKUP
    if not kept.exists():
        return False, "none yet"
    told = json.loads(kept.read_text())
    age = now - datetime.fromisoformat(told["taken_at"])
    return (
        age <= OLDEST_BACKUP,
        f"{_ago(age)} ago, {told['bytes'] / 2**20:,.1f} MB{', sealed' if told['sealed'] else ''}",
    )


def _disk(now: datetime) -> tuple[bool, str]:
    free = shutil.disk_usage(settings.HOME).free
    return free >= LEAST_ROOM, f"{free / 2**30:,.1f} GB free in {settings.HOME}"


def _ago(age: timedelta) -> str:
    minutes = int(age.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minutes"
    return f"{minutes // 60} hours" if minutes < 72 * 60 else f"{minutes // 1440} days"
