"""How often links are right, on invented records whose truth is known, and that the invention repeats itself."""

import re
from pathlib import Path

import pytest

from sightline.linkage.accuracy import measure
from sightline.linkage.comparisons import COMPARISONS
from sightline.linkage.model import SAVED, saved_model
from sightline.linkage.noise import Rates, invent
from sightline.linkage.noise.rates import as_table
from sightline.linkage.normalising import compared_table
from sightline.linkage.numbers import valid_nhs_number, valid_upn
from sightline.linkage.proposing import propose
from sightline.linkage.training import train

PAGE = Path(__file__).parents[4] / "docs" / "explanation" / "one-record-per-child.md"


def accuracy_of(children, seed, rates=None):
    population = invent(children=children, seed=seed, rates=rates)
    return measure(propose(population.records), population)


def test_two_thousand_children_are_linked_with_few_mistakes_and_none_without_a_person():
    accuracy = accuracy_of(2000, "plain tests")
    assert accuracy.precision >= 0.998
    assert accuracy.recall >= 0.955
    assert accuracy.automatic > 150
    assert (accuracy.automatic_precision, accuracy.automatic_twins, accuracy.automatic_cousins) == (1.0, 0, 0)


def test_many_twins_and_cousins_of_one_name_are_never_linked_without_a_person():
    rates = Rates(twins=0.3, cousins=0.5, twins_of_similar_names=0.5, nhs_number_of_another=0.05, known_family=1.0)
    accuracy = accuracy_of(1200, "a hard town", rates)
    assert accuracy.automatic > 100
    assert (accuracy.automatic_twins, accuracy.automatic_cousins, accuracy.automatic_precision) == (0, 0, 1.0)


@pytest.mark.full
def test_a_hundred_thousand_children_are_linked_as_well_as_was_asked_for():
    accuracy = accuracy_of(100_000, "full check")
    assert accuracy.precision >= 0.999
    assert accuracy.recall >= 0.96
    assert (accuracy.automatic_twins, accuracy.automatic_cousins) == (0, 0)
    assert accuracy.automatic_precision >= 0.9999


@pytest.mark.full
def test_the_saved_model_is_what_training_makes():
    assert train().to_json() == SAVED.read_text(encoding="utf-8")


def test_the_same_seed_invents_the_same_records_and_another_seed_others():
    one, again, other = (invent(children=50, seed=seed).records for seed in (1, 1, 2))
    assert one.equals(again)
    assert not one.equals(other)


def test_an_agency_keeps_one_record_of_a_child_and_no_more():
    population = invent(children=500, seed=3)
    kept = list(zip(population.records["agency"].to_pylist(), population.truth["child"].to_pylist(), strict=True))
    assert len(set(kept)) == len(kept)


def test_the_invented_records_hold_every_hard_case():
    population = invent(children=6000, seed=4)
    records, truth = population.records.to_pylist(), population.truth.to_pylist()
    assert any(row["twin"] for row in truth)
    assert any(row["cousin"] for row in truth)
    assert any(record["expected_on"] for record in records)
    assert any(record["nhs_number"] and not valid_nhs_number(record["nhs_number"]) for record in records)
    assert any(record["upn"] and not valid_upn(record["upn"]) for record in records)
    assert len({record["born"] for record in compared_table(population.records).to_pylist()} & {None}) == 1


def test_no_noise_at_all_leaves_nothing_to_miss_but_children_of_whom_too_little_is_known():
    quiet = Rates().in_haste(0.0)
    accuracy = accuracy_of(800, "quiet", quiet)
    assert accuracy.precision == 1.0
    assert accuracy.recall >= 0.98


def test_every_step_of_the_model_has_shares_that_add_up():
    for comparison in COMPARISONS:
        shares = saved_model().shares[comparison.key]
        assert list(shares) == [level.key for level in comparison.all_levels]
        for kind in ("same_child", "strangers", "relatives"):
            assert sum(getattr(each, kind) for each in shares.values()) == pytest.approx(1, abs=0.002)


def test_the_page_about_linkage_prints_the_rates_of_the_generator():
    printed = re.search(r"<!-- rates -->\n(.*?)\n<!-- end of rates -->", PAGE.read_text("utf-8"), re.DOTALL)
    assert printed.group(1) == as_table(Rates())
