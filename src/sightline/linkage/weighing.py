"""From Splink's weights against strangers to one weight that also asks: is it rather a brother, sister or cousin?

A brother shares family name, home and sometimes the birthday, so what speaks loudly against a stranger says nothing
against him. Weights are in bits: each one doubles the odds. The odds of a pair are those of the same child against
a stranger and a relative together.
"""

from math import log2

import duckdb
import pyarrow as pa

from sightline.linkage.comparing import compare
from sightline.linkage.comparisons import CANDIDATES, COMPARISONS, Comparison
from sightline.linkage.model import Model

REVIEW_FROM = -2.0
"""Bits from which a pair is worth a person's look: one to four."""
_RARE = {each.key for each in COMPARISONS if any(level.rare_in for level in each.levels)}


LIKELY_FROM = 2.0
"""Bits from which a pair is proposed as the same child: four to one."""


def weigh(
    connection: duckdb.DuckDBPyConnection,
    records: pa.Table,
    model: Model,
    *,
    candidates: tuple[str, ...] = CANDIDATES,
    lowest: float | None = REVIEW_FROM,
) -> pa.Table:
    """The pairs of at least `lowest` bits, one row each, best first. `records` are as compared.

    Columns: one, other (record ids, one < other), agency_one, agency_other, weight, rival (STRANGER or RELATIVE:
    the likelier other explanation), and for each comparison its step `gamma_` and its bits `part_` against the rival.
    """
    compared = compare(connection, records, model, candidates=candidates, lowest=lowest)
    worth_a_look = "true" if lowest is None else f"weight >= {lowest}"
    gammas = ", ".join(f"gamma_{each.key}::tinyint as gamma_{each.key}" for each in COMPARISONS)
    strangers = ", ".join(f"{_against_strangers(each)} as s_{each.key}" for each in COMPARISONS)
    relatives = ", ".join(f"{_against_relatives(each, model)} as r_{each.key}" for each in COMPARISONS)
    parts = ", ".join(f"if(rather_relative, r_{each.key}, s_{each.key}) as part_{each.key}" for each in COMPARISONS)
    sum_of_relatives = " + ".join(f"r_{each.key}" for each in COMPARISONS)
    return connection.sql(
        f"""
        with parts as (
            select least(record_id_l, record_id_r) as one, greatest(record_id_l, record_id_r) as other,
                if(record_id_l < record_id_r, agency_l, agency_r) as agency_one,
                if(record_id_l < record_id_r, agency_r, agency_l) as agency_other,
                match_weight as against_strangers, {gammas}, {strangers}, {relatives}
            from {compared}
        ), sums as (
            select *, {sum_of_relatives} - {log2(model.relatives_per_same_pair)} as against_relatives from parts
        ), weighed as (
            select *, against_relatives < against_strangers as rather_relative,
                round(-log2(pow(2, -against_strangers) + pow(2, -against_relatives)), 6) as weight
            from sums
        )
        select one, other, agency_one, agency_other, weight,
            if(rather_relative, 'RELATIVE', 'STRANGER') as rival,
            {", ".join(f"gamma_{each.key}" for each in COMPARISONS)}, {parts}
        from weighed where {worth_a_look} order by weight desc, one, other
        """
    ).to_arrow_table()


def _against_strangers(comparison: Comparison) -> str:
    rare = f" + mw_tf_adj_{comparison.key}" if comparison.key in _RARE else ""
    return f"mw_{comparison.key}{rare}"


def _against_relatives(comparison: Comparison, model: Model) -> str:
    cases = " ".join(
        f"when {len(comparison.levels) - place} then {model.against_relatives(comparison, level):.9f}"
        for place, level in enumerate(comparison.all_levels)
    )
    return f"(case gamma_{comparison.key} {cases} else 0 end)"
