"""Splink on DuckDB: candidates found, compared and weighed. Nothing is fetched from a network."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import pyarrow as pa
from splink import DuckDBAPI, Linker

from sightline.linkage.comparisons import CANDIDATES, COMPARISONS, RARE_IN
from sightline.linkage.model import Model, splink_settings

_ALONE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    # Nothing of what is compared is ever written to a disk.
    "temp_directory": "",
}
SMOOTHING = 20_000
"""A name's share is mixed with the usual one as if that came from so many records: a short list must not mislead."""


@contextmanager
def workspace() -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB in memory that asks no network for anything and writes to no disk."""
    connection = duckdb.connect(":memory:", config=_ALONE)
    try:
        yield connection
    finally:
        connection.close()


def compare(
    connection: duckdb.DuckDBPyConnection,
    records: pa.Table,
    model: Model | None,
    *,
    candidates: tuple[str, ...] = CANDIDATES,
    lowest: float | None = None,
) -> str:
    """The name of a table of compared pairs: record_id_l, record_id_r, a gamma_ of each comparison and, with a model,
    match_weight against strangers (at least `lowest`, in bits) with its parts mw_ and mw_tf_adj_.
    """
    api = DuckDBAPI(connection=connection)
    linker = Linker(
        api.register(records),
        splink_settings(model, records=records.num_rows, candidates=candidates),
        log_level=None,
        validate_settings=False,
    )
    if model is not None:
        for column in RARE_IN:
            shares = _shares_of_values(connection, records, column, model)
            linker.table_management.register_term_frequency_lookup(api.register(shares), column)
    return linker.inference.predict(threshold_match_weight=lowest, warning_mode="never").physical_name


def _shares_of_values(connection: duckdb.DuckDBPyConnection, records: pa.Table, column: str, model: Model) -> pa.Table:
    """How often each value of a column is met, mixed with how often two strangers have the same."""
    usual = next(
        model.shares[comparison.key][level.key].strangers
        for comparison in COMPARISONS
        for level in comparison.levels
        if level.rare_in == column
    )
    connection.register("values_of", records.select([column]))
    return connection.sql(
        f"select {column}, (count(*) + $1 * $2) / (sum(count(*)) over () + $1) as tf_{column}"
        f" from values_of where {column} is not null group by {column}",
        params=[SMOOTHING, usual],
    ).to_arrow_table()
