"""Which records of several agencies are the same child: links proposed, and what a person has to look at."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import duckdb
import pyarrow as pa

from sightline.linkage.comparing import workspace
from sightline.linkage.comparisons import COMPARISONS
from sightline.linkage.grouping import Groups, Pair, pair
from sightline.linkage.model import Model, saved_model
from sightline.linkage.normalising import COLUMNS, compared_table
from sightline.linkage.proposals import Evidence, Link, Proposals, Reason, Rival, Standing, evidence, fingerprint
from sightline.linkage.standing import SURROUNDING, Surroundings
from sightline.linkage.weighing import LIKELY_FROM, weigh

NOTHING: Mapping[Pair, str | None] = {}


def propose(
    records: pa.Table | duckdb.DuckDBPyRelation,
    *,
    model: Model | None = None,
    already: Collection[Pair] = (),
    apart: Mapping[Pair, str | None] = NOTHING,
    done: Callable[[str], None] = lambda stage: None,
) -> Proposals:
    """Links between records of different agencies, each agency at most once to a child.

    `records` has the columns of `normalising.COLUMNS`, one row to a record. `already` are links that a person
    confirmed or that linked by themselves: they stand, and are not proposed again. `apart` are pairs that a
    person rejected, each with the fingerprint of what they saw: such a pair is never proposed again, nor joined
    through a third record, unless a fact has changed since (without a fingerprint: never). `done` is told the name
    of each stage as it ends. Raises ValueError when a column is missing or a record id comes twice.
    """
    table = _table(records)
    supplied = {record["record_id"]: record for record in table.to_pylist()}
    if len(supplied) != table.num_rows:
        raise ValueError("A record id comes twice: each record of each agency needs an id of its own.")
    compared = compared_table(table)
    done("brought into one form")
    rows = _weighed(compared, model or saved_model())
    done("compared and weighed")
    still_apart, reopened = _set_apart(apart, supplied)
    confirmed = {pair(*link) for link in already if link[0] in supplied and link[1] in supplied}
    agencies = {number: record["agency"] for number, record in supplied.items()}
    groups = Groups(agencies, _numbers(compared), still_apart)
    groups.confirm(confirmed)
    # Two records of one confirmed group need no link of their own.
    checked = {number: groups.of(number) for number in supplied}
    groups.agglomerate((row["one"], row["other"]) for row in rows if row["weight"] >= LIKELY_FROM)
    done("grouped")
    open_rows = [
        row
        for row in rows
        if checked[row["one"]] != checked[row["other"]] and (row["one"], row["other"]) not in still_apart
    ]
    kept = [row for row in open_rows if _within_the_rule(row, groups)]
    surroundings = Surroundings.of(compared.select(SURROUNDING).to_pylist(), rows)
    links = [_link(row, groups, surroundings, reopened) for row in kept]
    done("standing decided")
    return Proposals(links, groups.all(), groups.contradictions, len(open_rows) - len(kept), supplied)


def side_by_side(
    one: Mapping[str, Any], other: Mapping[str, Any], *, model: Model | None = None
) -> tuple[float, tuple[Evidence, ...]]:
    """The weight of any two records, in bits, and their evidence: for a link that nobody proposed.

    How rare a name or an address is cannot be known from two records, so a proposal of the same pair may weigh
    somewhat more or less.
    """
    two = [dict.fromkeys(COLUMNS.names) | dict(one), dict.fromkeys(COLUMNS.names) | dict(other)]
    # Under numbers and agencies of their own, so that a record and its double in one agency can be compared as well.
    numbered = [record | {"record_id": n, "agency": str(n)} for n, record in enumerate(two)]
    compared = compared_table(pa.Table.from_pylist(numbered, COLUMNS))
    with workspace() as connection:
        row = weigh(connection, compared, model or saved_model(), candidates=("true",), lowest=None).to_pylist()[0]
    return row["weight"], tuple(evidence(comparison, two[0], two[1], row) for comparison in COMPARISONS)


def _table(records: pa.Table | duckdb.DuckDBPyRelation) -> pa.Table:
    table = records if isinstance(records, pa.Table) else records.to_arrow_table()
    missing = [name for name in COLUMNS.names if name not in table.column_names]
    if missing:
        raise ValueError(f"Records to be linked lack the columns {', '.join(missing)}.")
    return table.select(COLUMNS.names).cast(COLUMNS)


def _weighed(compared: pa.Table, model: Model) -> list[dict[str, Any]]:
    if compared.num_rows < 2:
        return []
    with workspace() as connection:
        return weigh(connection, compared, model).to_pylist()


def _numbers(compared: pa.Table) -> dict[int, dict[str, str]]:
    """The valid numbers of each record that has one."""
    rows = compared.select(["record_id", "nhs", "upn"]).to_pylist()
    return {
        row["record_id"]: {kind: row[kind] for kind in ("nhs", "upn") if row[kind]}
        for row in rows
        if row["nhs"] or row["upn"]
    }


def _set_apart(apart: Mapping[Pair, str | None], supplied: Mapping[int, Any]) -> tuple[set[Pair], set[Pair]]:
    """The rejected pairs that stand, and those whose facts have changed since they were rejected."""
    stand: set[Pair] = set()
    reopened: set[Pair] = set()
    for link, seen in apart.items():
        one, other = pair(*link)
        if one not in supplied or other not in supplied:
            continue
        changed = seen is not None and seen != fingerprint(supplied[one], supplied[other])
        (reopened if changed else stand).add((one, other))
    return stand, reopened


def _within_the_rule(row: Mapping[str, Any], groups: Groups) -> bool:
    """Whether a pair stands in one group, or could without a second record of an agency."""
    return groups.together(row["one"], row["other"]) or groups.may_be_offered(row["one"], row["other"])


def _link(row: Mapping[str, Any], groups: Groups, surroundings: Surroundings, reopened: Collection[Pair]) -> Link:
    likely = groups.together(row["one"], row["other"])
    reasons = surroundings.reasons(row)
    if (row["one"], row["other"]) in reopened:
        reasons += (Reason.REOPENED,)
    if not likely or row["weight"] < LIKELY_FROM:
        reasons += (Reason.NOT_LIKELY_ENOUGH,)
    return Link(
        one=row["one"],
        other=row["other"],
        agency_one=row["agency_one"],
        agency_other=row["agency_other"],
        weight=row["weight"],
        likely=likely,
        standing=Standing.FOR_A_PERSON if reasons else Standing.LINKS_BY_ITSELF,
        reasons=reasons,
        rival=Rival(row["rival"]),
        row=row,
    )
