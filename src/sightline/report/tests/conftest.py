"""A snapshot of made-up contacts, taken without a database."""

from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from sightline.exchange import published
from sightline.front_door.tables import CONTACTS, REFERRALS
from sightline.front_door.tests.test_indicators import some_contacts, some_referrals
from sightline.indicators.populations import POPULATIONS
from sightline.indicators.snapshots import Snapshot, write_snapshot


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("snapshots")
    rows = ((CONTACTS, some_contacts(600, seed=4)), (REFERRALS, some_referrals(300, seed=5)))
    tables = {
        table.name: pa.Table.from_pylist(
            [{column.name: row.get(column.name) for column in table.columns} for row in given], schema=table.schema()
        )
        for table, given in rows
    }
    shipped = published.shipped_populations()
    tables[POPULATIONS.name] = pa.Table.from_pylist(shipped, schema=POPULATIONS.schema())
    at = datetime(2023, 4, 12, 8, 30, tzinfo=UTC)
    return write_snapshot(
        folder,
        tables,
        [CONTACTS, REFERRALS, POPULATIONS],
        business_date=date(2023, 4, 12),
        taken_at=at,
        cut_off=at,
        code_version="test",
        area=published.OWN_AREA,
    )
