"""How much each step of agreement counts: the saved model, and the settings that Splink takes from it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from pathlib import Path
from typing import Any

from sightline.linkage.comparisons import CANDIDATES, COMPARISONS, Comparison, Level

SAVED = Path(__file__).parent / "model.json"
FEWEST_RECORDS = 20_000
"""Chance agreement is reckoned as among so many records at least: a short list comes from a large town all the same."""


@dataclass(frozen=True)
class Shares:
    """How often one step of agreement is seen: for the same child, for strangers, for others of the same household."""

    same_child: float
    strangers: float
    relatives: float


@dataclass(frozen=True)
class Model:
    """Shares by comparison and step, and how many pairs of each kind there are.

    `same_pairs_per_record`: pairs of records that are the same child, to one record. `relatives_per_same_pair`: pairs
    of different children of one household, to one pair that is the same child. `made` says how the model was made.
    """

    shares: Mapping[str, Mapping[str, Shares]]
    same_pairs_per_record: float
    relatives_per_same_pair: float
    made: Mapping[str, Any]

    def against_relatives(self, comparison: Comparison, level: Level) -> float:
        """Bits for the same child and against a brother, sister or cousin."""
        shares = self.shares[comparison.key][level.key]
        return log2(shares.same_child / shares.relatives)

    def chance_of_any_pair(self, records: int) -> float:
        """The probability that two records taken blindly out of so many are the same child."""
        return min(0.5, 2 * self.same_pairs_per_record / max(records, FEWEST_RECORDS))

    def to_json(self) -> str:
        shares = {
            comparison: {level: [s.same_child, s.strangers, s.relatives] for level, s in levels.items()}
            for comparison, levels in self.shares.items()
        }
        whole = {
            "made": dict(self.made),
            "same_pairs_per_record": self.same_pairs_per_record,
            "relatives_per_same_pair": self.relatives_per_same_pair,
            "shares (same child, strangers, relatives)": shares,
        }
        return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


@lru_cache(maxsize=4)
def saved_model(path: Path = SAVED) -> Model:
    """The model that comes with the package."""
    whole = json.loads(path.read_text(encoding="utf-8"))
    shares = {
        comparison: {level: Shares(*three) for level, three in levels.items()}
        for comparison, levels in whole["shares (same child, strangers, relatives)"].items()
    }
    return Model(shares, whole["same_pairs_per_record"], whole["relatives_per_same_pair"], whole["made"])


def splink_settings(model: Model | None, *, records: int, candidates: tuple[str, ...] = CANDIDATES) -> dict[str, Any]:
    """What Splink needs to compare: candidates, steps, and the shares of the same child and of strangers.

    Without a model the steps are found and not weighed.
    """
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "record_id",
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"{rule} and l.agency <> r.agency", "sql_dialect": "duckdb"} for rule in candidates
        ],
        "comparisons": [_comparison(each, model) for each in COMPARISONS],
        "probability_two_random_records_match": model.chance_of_any_pair(records) if model else 0.0001,
        "retain_matching_columns": True,
        "additional_columns_to_retain": ["agency"],
        "retain_intermediate_calculation_columns": True,
    }


def _comparison(comparison: Comparison, model: Model | None) -> dict[str, Any]:
    missing = {"sql_condition": comparison.missing, "label_for_charts": comparison.missing_words, "is_null_level": True}
    levels = [missing, *(_level(comparison, each, model) for each in comparison.all_levels)]
    return {"output_column_name": comparison.key, "comparison_levels": levels}


def _level(comparison: Comparison, level: Level, model: Model | None) -> dict[str, Any]:
    made: dict[str, Any] = {"sql_condition": level.condition, "label_for_charts": level.words}
    if model is None:
        return made
    shares = model.shares[comparison.key][level.key]
    made |= {"m_probability": shares.same_child, "u_probability": shares.strangers}
    if level.rare_in:
        made |= {"tf_adjustment_column": level.rare_in, "tf_adjustment_weight": 1.0}
    return made
