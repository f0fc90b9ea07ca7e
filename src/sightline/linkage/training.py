"""Makes the saved model anew from invented records whose truth is known. Not used when links are proposed.

python -m sightline.linkage.training
"""

import duckdb
import pyarrow as pa

from sightline.linkage.comparing import compare, workspace
from sightline.linkage.comparisons import COMPARISONS, Comparison
from sightline.linkage.model import SAVED, Model, Shares
from sightline.linkage.noise import Population, invent
from sightline.linkage.normalising import compared_table

CHILDREN = 60_000
SEED = "saved model"
STRANGERS_TO_A_HAND = 100
RARELY_SEEN = 0.5
"""Added to every count, so that what was never seen is unlikely and not impossible."""


def train(*, children: int = CHILDREN, seed: str = SEED) -> Model:
    """Counts how often each step of agreement is seen in pairs of the same child, of relatives and of strangers.

    The bench uses other seeds, so that it does not measure what it learnt from.
    """
    population = invent(children=children, seed=seed)
    records = _with_truth(population)
    steps = {kind: _counted(records, rule) for kind, rule in _KINDS.items()}
    return Model(
        shares={each.key: _shares(each, steps) for each in COMPARISONS},
        same_pairs_per_record=round(population.pairs / population.records.num_rows, 4),
        relatives_per_same_pair=round(steps["relatives"]["pairs"] / population.pairs, 4),
        made={
            "by": "sightline.linkage.training.train",
            "children": children,
            "seed": seed,
            "records": population.records.num_rows,
            "pairs": {kind: counts["pairs"] for kind, counts in steps.items()},
        },
    )


_KINDS = {
    "same_child": "l.child = r.child",
    "relatives": "l.family_number = r.family_number and l.child <> r.child",
    "strangers": "l.hand = r.hand and l.family_number <> r.family_number",
}


def _with_truth(population: Population) -> pa.Table:
    """The compared records with the child and family that each is in truth, and dealt into hands of strangers."""
    records = compared_table(population.records)
    hands = records.num_rows // STRANGERS_TO_A_HAND
    dealt = pa.array([number % hands for number in records["record_id"].to_pylist()])
    for name, values in (("child", population.truth["child"]), ("family_number", population.truth["family"])):
        records = records.append_column(name, values)
    return records.append_column("hand", dealt)


def _counted(records: pa.Table, rule: str) -> dict[str, int]:
    """How many pairs the rule gives, and how many of them stand on each step: {"comparison.LEVEL": pairs}."""
    with workspace() as connection:
        table = compare(connection, records, None, candidates=(rule,))
        counts = {"pairs": _count(connection, f"select count(*) from {table}")}
        for each in COMPARISONS:
            for level in each.all_levels:
                gamma = len(each.levels) - each.all_levels.index(level)
                of_level = f"select count(*) from {table} where gamma_{each.key} = {gamma}"
                counts[f"{each.key}.{level.key}"] = _count(connection, of_level)
    return counts


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])


def _shares(comparison: Comparison, steps: dict[str, dict[str, int]]) -> dict[str, Shares]:
    """The share of each step among the pairs in which the fact could be compared."""

    def share(kind: str, key: str) -> float:
        counts = [steps[kind][f"{comparison.key}.{level.key}"] + RARELY_SEEN for level in comparison.all_levels]
        return float(f"{(steps[kind][f'{comparison.key}.{key}'] + RARELY_SEEN) / sum(counts):.4g}")

    return {
        level.key: Shares(*(share(kind, level.key) for kind in ("same_child", "strangers", "relatives")))
        for level in comparison.all_levels
    }


if __name__ == "__main__":
    SAVED.write_text(train().to_json(), encoding="utf-8")
