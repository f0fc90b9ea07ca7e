"""Published tables as Ibis tables, on DuckDB here or on Spark for a region; the same indicators read both."""

import os
import shutil
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa

# Both engines join nested selects themselves; that Ibis does so first is a tenth of the time of a year's figures.
ibis.options.sql.fuse_selects = False

ENGINES = ("duckdb", "spark")
SEALED = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}


class EngineNotInstalled(RuntimeError):  # noqa: N818  a refusal, named as it reads
    """The engine asked for is not installed here."""


class TableNotInSnapshot(AttributeError):  # noqa: N818  a refusal, named as it reads
    """An indicator asked for a table that the snapshot does not hold."""


class TableNotSupplied(LookupError):  # noqa: N818  a refusal, named as it reads
    """An indicator asked for a table that is declared but did not come; its figure is null, not nought."""


class Tables:
    """The tables of one snapshot, one attribute each, as Ibis tables on one connection.

    A table that was declared but not supplied raises TableNotSupplied when it is asked for; an indicator that
    can do without it asks `was_supplied` first. A connection serves one thread at a time.
    """

    def __init__(
        self,
        tables: Mapping[str, Any],
        *,
        snapshot: str | None = None,
        business_date: date | None = None,
        area: str | None = None,
        not_supplied: Iterable[str] = (),
    ) -> None:
        self._tables = dict(tables)
        self._not_supplied = frozenset(not_supplied)
        self.snapshot_id = snapshot
        self.business_date = business_date
        self.area = area

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._tables:
            held = ", ".join(sorted(self.__dict__.get("_tables", ()))) or "no table"
            raise TableNotInSnapshot(f"This snapshot has no table {name!r}; it holds: {held}.")
        if name in self._not_supplied:
            raise TableNotSupplied(f"Table {name!r} was not supplied for this snapshot.")
        return self._tables[name]

    def __contains__(self, name: str) -> bool:
        return name in self._tables

    def was_supplied(self, name: str) -> bool:
        """Whether the table came with the snapshot; a supplied table may still have no rows."""
        return name in self._tables and name not in self._not_supplied

    @classmethod
    def from_arrow(cls, tables: Mapping[str, pa.Table], **about: Any) -> "Tables":
        """Tables held in memory, on DuckDB: for a dry run over an extract, and for tests."""
        connection = ibis.duckdb.connect(**SEALED)
        for name, table in tables.items():
            connection.con.register(name, table)
        with _without_word_of_a_renamed_method():
            return cls({name: connection.table(name) for name in tables}, **about)

    @classmethod
    def from_parquet(cls, paths: Mapping[str, Path], *, engine: str = "duckdb", **about: Any) -> "Tables":
        """Tables read from Parquet files where they lie.

        EngineNotInstalled if Spark is asked for and is not there.
        """
        connection = _connect(engine)
        with _without_word_of_a_renamed_method():
            read = {name: connection.read_parquet(str(path), table_name=name) for name, path in paths.items()}
        return cls(read, **about)


@contextmanager
def _without_word_of_a_renamed_method() -> Iterator[None]:
    """Ibis 12 asks DuckDB 2 for a table's columns by a method that DuckDB has since renamed."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        yield


def _connect(engine: str) -> Any:
    if engine == "duckdb":
        return ibis.duckdb.connect(**SEALED)
    if engine != "spark":
        raise ValueError(f"{engine!r} is not one of {', '.join(ENGINES)}.")
    try:
        from pyspark.sql import SparkSession
    except ImportError as missing:
        raise EngineNotInstalled("Spark is not installed here; it is an optional part of the service.") from missing
    java = os.environ.get("JAVA_HOME")
    if not shutil.which("java", path=f"{java}/bin" if java else None):
        raise EngineNotInstalled("Spark needs Java 17 or later, and there is none: install one, or set JAVA_HOME.")
    # A session of its own, since two snapshots have tables of the same names.
    quiet = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
    session = SparkSession.builder.config(map=quiet).getOrCreate().newSession()
    session.sparkContext.setLogLevel("ERROR")
    session.conf.set("spark.sql.session.timeZone", "UTC")
    return ibis.pyspark.connect(session)
