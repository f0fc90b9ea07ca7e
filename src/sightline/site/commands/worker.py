"""Doing the jobs that wait."""

import argparse
import asyncio
import logging
import signal
from contextlib import suppress
from typing import Any

from sightline.site.commands.command import Command

log = logging.getLogger("sightline.jobs")

DESCRIPTION = """\
Does what the service does by itself: every night at half past four, a snapshot. Runs beside `serve` until
Ctrl+C; several may run at once, and none does a job twice. A job whose worker was killed is taken up again by
the others, and a lost database is waited for.
"""

HEARTBEAT = 10.0
"""Seconds between two signs of life; a worker that gave none for three of them is dead, its jobs are free."""

WAITS_FOR_THE_DATABASE = 2.0
"""Seconds between two attempts while the database is lost."""


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--until-idle", action="store_true", help="do what waits now, then stop")


def _run(options: argparse.Namespace) -> int:
    return work(until_idle=options.until_idle)


def work(*, until_idle: bool = False, heartbeat: float = HEARTBEAT) -> int:
    """Do jobs until asked to stop, or until none waits. A job under way is finished first."""
    from sightline.site.database import kept_alive
    from sightline.site.home import home

    with kept_alive(home()):
        asyncio.run(_rounds(until_idle=until_idle, heartbeat=heartbeat))
    return 0


async def _rounds(*, until_idle: bool, heartbeat: float) -> None:
    """One round after another: each ends when the database is lost."""
    asked = asyncio.Event()
    for stop in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(stop, asked.set)
    while not asked.is_set():
        working = asyncio.create_task(_round(until_idle=until_idle, heartbeat=heartbeat))
        stopping = asyncio.create_task(asked.wait())
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if not working.done():
            working.cancel()
        with suppress(asyncio.CancelledError):
            await asyncio.wait({working})
        if asked.is_set() or (until_idle and not working.exception()):
            return
        if until_idle:
            working.result()
        log.warning("the database was lost; the worker tries again")
        with suppress(TimeoutError):
            await asyncio.wait_for(asked.wait(), WAITS_FOR_THE_DATABASE)


async def _round(*, until_idle: bool, heartbeat: float) -> None:
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as own:  # type: ignore[attr-defined]
        async with own.open_async():
            freeing = asyncio.create_task(_free_stalled_jobs(own, heartbeat))
            try:
                await own.run_worker_async(
                    wait=not until_idle,
                    install_signal_handlers=False,
                    update_heartbeat_interval=heartbeat,
                    stalled_worker_timeout=3 * heartbeat,
                )
            finally:
                freeing.cancel()


async def _free_stalled_jobs(app: Any, heartbeat: float) -> None:
    """Lets a job whose worker was killed be done again, once its worker has been silent for three heartbeats.

    The database's own bookkeeping, so no job of its own: that one could be stalled too.
    """
    while True:
        with suppress(Exception):  # a lost database ends the round by itself
            for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=3 * heartbeat):
                await app.job_manager.retry_job(job)
                log.warning("job %s (%s) had lost its worker and is done again", job.id, job.task_name)
        await asyncio.sleep(heartbeat)


COMMAND = Command("worker", "do the jobs that wait", _configure, _run, description=DESCRIPTION)
