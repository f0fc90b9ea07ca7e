from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest

from sightline.indicators.engines import EngineNotInstalled, TableNotInSnapshot, TableNotSupplied
from sightline.indicators.figures import compute
from sightline.indicators.fitting import DoesNotFit
from sightline.indicators.published import Column, NotPublishable, PublishedTable
from sightline.indicators.snapshots import (
    SnapshotDamaged,
    SnapshotExists,
    SnapshotNotFound,
    list_snapshots,
    open_snapshot,
    write_snapshot,
)
from sightline.indicators.tests import sample
from sightline.indicators.tests.sample import CONTACTS, contact
from sightline.timescales.periods import parse

TOOLS = PublishedTable("tools", "One screening tool", (Column("tool", "text", "Its reference"),), key=("tool",))
ROWS = (contact(contact="b", outcome="ADVICE"), contact(contact="a", hours=1.5))


def arrow(*rows, declared=CONTACTS):
    return pa.Table.from_pylist(list(rows), schema=declared.schema())


def take(folder, tables=None, declared=(CONTACTS, TOOLS), **more):
    given: dict[str, Any] = {
        "business_date": date(2023, 4, 12),
        "taken_at": datetime(2023, 4, 12, 9, 30, tzinfo=UTC),
        "cut_off": datetime(2023, 4, 12, 9, 0, tzinfo=UTC),
        "code_version": "0.1.0",
    }
    return write_snapshot(folder, {"contacts": arrow(*ROWS)} if tables is None else tables, declared, **given | more)


def damage(path, what=b"x"):
    path.chmod(0o600)
    path.write_bytes(what)


def test_what_was_written_is_read_back_sorted_by_key(tmp_path):
    taken = take(tmp_path, area="E08000014")
    read = open_snapshot(tmp_path, taken.id)
    assert read == taken
    assert (read.id, read.area, read.cut_off.hour) == ("2023-04-12-01", "E08000014", 9)
    assert read.tables().contacts.contact.to_pyarrow().to_pylist() == ["a", "b"]


def test_figures_name_the_snapshot_they_were_computed_from(tmp_path):
    (figure,) = compute(sample.contacts, take(tmp_path), parse("2022-23"))
    assert (figure.numerator, figure.ref) == (2, "FD-01/2022-23@2023-04-12-01")


def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_rows(tmp_path):
    first = take(tmp_path / "a")
    again = take(tmp_path / "b", {"contacts": arrow(*reversed(ROWS))})
    for name in ("contacts.parquet", "tools.parquet", "manifest.json"):
        assert (first.folder / name).read_bytes() == (again.folder / name).read_bytes()


def test_a_table_without_a_key_is_sorted_by_all_its_columns(tmp_path):
    loose = PublishedTable("loose", "Anything", (Column("a", "integer", "A"), Column("b", "boolean", "B")))
    rows = [{"a": 1, "b": True}, {"a": None, "b": None}, {"a": 1, "b": False}, {"a": 0, "b": True}]
    first = take(tmp_path / "a", {"loose": arrow(*rows, declared=loose)}, (loose,))
    again = take(tmp_path / "b", {"loose": arrow(*reversed(rows), declared=loose)}, (loose,))
    assert first.path("loose").read_bytes() == again.path("loose").read_bytes()


def test_each_snapshot_of_a_day_gets_the_next_number_and_the_latest_is_found(tmp_path):
    for day in (date(2023, 4, 12), date(2023, 4, 12), date(2023, 3, 31)):
        take(tmp_path, business_date=day)
    assert [s.id for s in list_snapshots(tmp_path)] == ["2023-03-31-01", "2023-04-12-01", "2023-04-12-02"]
    assert open_snapshot(tmp_path).id == "2023-04-12-02"


def test_the_hundredth_snapshot_of_a_day_comes_after_the_ninety_ninth(tmp_path):
    take(tmp_path, sequence=99)
    assert take(tmp_path).id == "2023-04-12-100"
    assert open_snapshot(tmp_path).id == "2023-04-12-100"


def test_a_snapshot_is_never_written_twice(tmp_path):
    before = take(tmp_path, sequence=1).path("contacts").read_bytes()
    with pytest.raises(SnapshotExists, match="2023-04-12-01 exists already"):
        take(tmp_path, {"contacts": arrow(contact(contact="z"))}, sequence=1)
    assert open_snapshot(tmp_path).path("contacts").read_bytes() == before


def test_files_are_read_only(tmp_path):
    for path in take(tmp_path).folder.iterdir():
        assert path.stat().st_mode & 0o777 == 0o440


def test_nothing_is_left_behind_when_writing_fails_half_way(tmp_path, monkeypatch):
    def fail(*arguments, **more):
        raise OSError("disk full")

    monkeypatch.setattr("sightline.indicators.snapshots._put_in_place", fail)
    with pytest.raises(OSError, match="disk full"):
        take(tmp_path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(SnapshotNotFound, match="No snapshot has been taken yet"):
        open_snapshot(tmp_path)


def test_two_writers_of_one_snapshot_do_not_mix(tmp_path, monkeypatch):
    from sightline.indicators import snapshots

    place = snapshots._put_in_place

    def late(half_written, target):
        monkeypatch.setattr("sightline.indicators.snapshots._put_in_place", place)
        take(tmp_path, sequence=1)
        place(half_written, target)

    monkeypatch.setattr("sightline.indicators.snapshots._put_in_place", late)
    with pytest.raises(SnapshotExists, match="was taken meanwhile"):
        take(tmp_path, sequence=1)
    assert [path.name for path in tmp_path.iterdir()] == ["2023-04-12-01"]
    assert open_snapshot(tmp_path).supplied() == ["contacts"]


@pytest.mark.parametrize("name", ["contacts.parquet", "tools.parquet"])
def test_a_changed_file_is_named(tmp_path, name):
    path = take(tmp_path).folder / name
    damage(path, path.read_bytes() + b" ")
    with pytest.raises(SnapshotDamaged, match=f"2023-04-12-01/{name} is not as it was written"):
        open_snapshot(tmp_path)


def test_a_missing_a_surplus_and_an_unreadable_file_are_named(tmp_path):
    taken = take(tmp_path)
    surplus = taken.folder / "more.parquet"
    surplus.write_bytes(b"")
    with pytest.raises(SnapshotDamaged, match=r"more\.parquet does not belong"):
        open_snapshot(tmp_path)
    surplus.unlink()
    taken.path("tools").unlink()
    with pytest.raises(SnapshotDamaged, match=r"tools\.parquet is missing"):
        open_snapshot(tmp_path)
    damage(taken.folder / "manifest.json", b"{}")
    with pytest.raises(SnapshotDamaged, match=r"manifest\.json cannot be read"):
        list_snapshots(tmp_path)
    (taken.folder / "manifest.json").unlink()
    with pytest.raises(SnapshotDamaged, match=r"manifest\.json is missing"):
        open_snapshot(tmp_path)


def test_a_snapshot_moved_to_another_name_is_refused(tmp_path):
    take(tmp_path).folder.rename(tmp_path / "2023-04-13-01")
    with pytest.raises(SnapshotDamaged, match="belongs to snapshot 2023-04-12-01"):
        open_snapshot(tmp_path)


def test_an_unknown_snapshot_is_refused_with_the_latest_named(tmp_path):
    take(tmp_path)
    with pytest.raises(SnapshotNotFound, match="the latest is 2023-04-12-01"):
        open_snapshot(tmp_path, "2022-01-01-01")


def test_a_table_that_did_not_come_is_told_apart_from_an_empty_one(tmp_path):
    taken = take(tmp_path, {"contacts": arrow()})
    tables = open_snapshot(tmp_path).tables()
    assert (taken.supplied(), tables.was_supplied("contacts"), tables.was_supplied("tools")) == (
        ["contacts"],
        True,
        False,
    )
    assert tables.contacts.count().to_pyarrow().as_py() == 0
    with pytest.raises(TableNotSupplied, match="'tools' was not supplied"):
        _ = tables.tools
    with pytest.raises(TableNotInSnapshot, match="holds: contacts, tools"):
        _ = tables.visits


def test_a_table_that_may_not_be_published_stops_the_snapshot(tmp_path):
    bad = PublishedTable("people", "A person", (Column("surname", "text", "Surname"),))
    with pytest.raises(NotPublishable):
        take(tmp_path, {}, (CONTACTS, bad))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda t: t.drop_columns(["hours"]), "column 'hours' is missing"),
        (lambda t: t.append_column("surname", pa.array(["x", "y"])), "column 'surname' is not declared"),
        (lambda t: t.set_column(4, "level", pa.array(["2", "two"])), "column 'level' holds string, not integer"),
        (lambda t: t.set_column(3, "source_group", pa.array(["POLICE", "Mum"])), "1 values outside its codes"),
        (lambda t: t.set_column(0, "contact", pa.array(["a", "a"])), "1 rows repeat the key"),
    ],
)
def test_rows_that_do_not_fit_their_declaration_are_refused_without_repeating_them(tmp_path, change, reason):
    with pytest.raises(DoesNotFit, match=reason) as refusal:
        take(tmp_path, {"contacts": change(arrow(*ROWS))})
    assert "Mum" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_table_nobody_declares_is_refused(tmp_path):
    with pytest.raises(DoesNotFit, match="No area declares these tables: visits"):
        take(tmp_path, {"visits": arrow()})


def test_moments_need_a_time_zone(tmp_path):
    moments = PublishedTable("moments", "A moment", (Column("at", "moment", "When"),))
    naive = pa.table({"at": pa.array([datetime(2023, 4, 12, 9, 30)], pa.timestamp("us"))})  # noqa: DTZ001
    with pytest.raises(DoesNotFit, match="moments without a time zone"):
        take(tmp_path, {"moments": naive}, (moments,))


def test_spark_says_when_it_is_not_installed(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyspark.sql", None)
    with pytest.raises(EngineNotInstalled, match="Spark is not installed here"):
        take(tmp_path).tables(engine="spark")
    with pytest.raises(ValueError, match="'abacus' is not one of duckdb, spark"):
        open_snapshot(tmp_path).tables(engine="abacus")
