"""What the service does by itself, at its own hours."""

import logging

from procrastinate.contrib.django import app

from sightline.common import business_time
from sightline.site import snapshots

log = logging.getLogger("sightline.jobs")


@app.periodic(cron="30 4 * * *")
@app.task(queueing_lock="nightly snapshot", pass_context=False)
def nightly_snapshot(timestamp: int) -> str:
    """Takes a snapshot every night, so that every day has its figures."""
    snapshot = snapshots.take(now=business_time.now())
    log.info("snapshot %s taken", snapshot.id)
    return snapshot.id
