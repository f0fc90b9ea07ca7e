"""Snapshots taken from the database by the publisher."""

import pytest
from django.db import DatabaseError, connections

from sightline.indicators.snapshots import open_snapshot
from sightline.site import snapshots
from sightline.site.publishing import declared

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def a_folder_of_their_own(settings, tmp_path):
    settings.SNAPSHOTS = tmp_path


def test_a_snapshot_holds_every_published_table_and_the_calendar(partnership, tmp_path):
    taken = snapshots.take(now=partnership.now)
    assert taken.id == "2023-04-12-01"
    assert set(taken.supplied()) == {table.name for table in declared()} | {"calendar", "populations"}
    assert open_snapshot(tmp_path, "latest").id == taken.id


def test_a_second_snapshot_of_a_day_stands_beside_the_first(partnership):
    assert [snapshots.take(now=partnership.now).id for _ in range(2)] == ["2023-04-12-01", "2023-04-12-02"]


@pytest.mark.parametrize("table", ["register_child", "front_door_contact", "common_pseudonymkey", "register_staff"])
def test_the_publisher_cannot_read_the_tables_behind_the_views(partnership, table):
    with pytest.raises(DatabaseError, match="permission denied"), connections["publisher"].cursor() as cursor:
        cursor.execute(f"select * from public.{table} limit 1")


def test_the_app_cannot_read_the_published_views(partnership):
    with pytest.raises(DatabaseError, match="permission denied"), connections["default"].cursor() as cursor:
        cursor.execute("select * from published.contacts limit 1")
