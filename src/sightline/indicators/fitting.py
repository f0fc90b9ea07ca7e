"""Fitting tables to what an area declared, before they become part of a snapshot.

A surplus or missing column, a value of another type, a code outside its set or two rows with one key refuse
the table as a whole: nothing is dropped or mended on the way, and messages never repeat a value, which may
be personal.
"""

from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from sightline.indicators.published import ARROW_TYPES, Column, PublishedTable


class DoesNotFit(ValueError):  # noqa: N818  a refusal, named as it reads
    """A table does not match its declaration; the message lists every reason."""


def fit_to_declaration(tables: Mapping[str, pa.Table], declared: Sequence[PublishedTable]) -> dict[str, pa.Table]:
    """The declared tables in their declared types and order, sorted by key; without rows where not given."""
    undeclared = sorted(set(tables) - {declaration.name for declaration in declared})
    if undeclared:
        raise DoesNotFit(f"No area declares these tables: {', '.join(undeclared)}.")
    return {
        declaration.name: _sorted(_fitted(tables[declaration.name], declaration), declaration)
        if declaration.name in tables
        else declaration.schema().empty_table()
        for declaration in declared
    }


def _fitted(table: pa.Table, declared: PublishedTable) -> pa.Table:
    names = [column.name for column in declared.columns]
    faults = [f"column {name!r} is missing" for name in names if name not in table.column_names]
    faults += [f"column {name!r} is not declared" for name in table.column_names if name not in names]
    columns = []
    for column in declared.columns:
        if column.name in table.column_names:
            try:
                columns.append(_cast(table.column(column.name), column))
            except DoesNotFit as fault:
                faults.append(str(fault))
    if not faults:
        fitted = pa.table(columns, schema=declared.schema()).combine_chunks()
        faults += _repeated_keys(fitted, declared)
    if faults:
        raise DoesNotFit(f"Table {declared.name!r} does not fit its declaration: " + "; ".join(faults) + ".")
    return fitted


def _cast(values: pa.ChunkedArray, column: Column) -> pa.ChunkedArray:
    wanted = ARROW_TYPES[column.type]
    if column.type == "moment" and pa.types.is_timestamp(values.type) and values.type.tz is None:
        raise DoesNotFit(f"column {column.name!r} holds moments without a time zone")
    try:
        cast = values.cast(wanted)
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as misfit:
        raise DoesNotFit(f"column {column.name!r} holds {values.type}, not {column.type}") from misfit
    if column.codes is not None:
        strange = pc.invert(pc.is_in(cast.drop_null(), value_set=pa.array(list(column.codes), wanted)))
        count = pc.sum(strange).as_py() or 0
        if count:
            raise DoesNotFit(f"column {column.name!r} holds {count} values outside its codes")
    return cast


def _repeated_keys(table: pa.Table, declared: PublishedTable) -> list[str]:
    if not declared.key:
        return []
    distinct = table.group_by(list(declared.key)).aggregate([]).num_rows
    repeated = table.num_rows - distinct
    return [f"{repeated} rows repeat the key of another ({', '.join(declared.key)})"] if repeated else []


def _sorted(table: pa.Table, declared: PublishedTable) -> pa.Table:
    """By key, or by every column if there is none, so that the same rows always come in the same order."""
    order = declared.key or [column.name for column in declared.columns]
    return table.sort_by([(name, "ascending") for name in order]).combine_chunks()
