"""What the service does by itself."""

import pytest
from procrastinate.contrib.django import app

from sightline.site import jobs


def test_the_nightly_snapshot_is_due_once_a_night():
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["sightline.site.jobs.nightly_snapshot"] == "30 4 * * *"


@pytest.mark.django_db(databases="__all__")
def test_the_nightly_snapshot_takes_one(partnership, monkeypatch, settings, tmp_path):
    settings.SNAPSHOTS = tmp_path
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    assert jobs.nightly_snapshot(timestamp=0) == "2023-04-12-01"
