"""What holds whatever the records are."""

from itertools import combinations

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.linkage.grouping import Groups
from sightline.linkage.noise import Rates, invent
from sightline.linkage.normalising import COLUMNS
from sightline.linkage.proposals import Reason, fingerprint
from sightline.linkage.proposing import propose, side_by_side
from sightline.linkage.tests.people import health, link_of, proposed, school, table

FEW = settings(max_examples=6, deadline=None)
SEEDS = st.integers(0, 10_000)
NOISY = Rates(twins=0.2, cousins=0.2, known_family=0.8, moved=0.3, unborn=0.8).in_haste(3)


def a_hundred_records(seed):
    """Children of few families, with far more noise, twins and cousins than there are."""
    return invent(children=60, seed=seed, rates=NOISY).records


def said(proposals):
    return [(link.pair, link.weight, link.standing, link.reasons, link.likely) for link in proposals.links]


@FEW
@given(seed=SEEDS, draw=st.randoms(use_true_random=False))
def test_the_order_of_records_does_not_matter(seed, draw):
    records = a_hundred_records(seed)
    rows = records.to_pylist()
    draw.shuffle(rows)
    one, other = propose(records), propose(pa.Table.from_pylist(rows, COLUMNS))
    assert said(one) == said(other)
    assert one.groups == other.groups


@FEW
@given(seed=SEEDS)
def test_a_group_never_holds_two_records_of_one_agency(seed):
    proposals = propose(a_hundred_records(seed))
    assert proposals.groups
    for group in proposals.groups:
        agencies = [proposals.records[record]["agency"] for record in group]
        assert len(set(agencies)) == len(agencies)


@FEW
@given(seed=SEEDS)
def test_a_likely_link_stands_in_one_group_and_any_other_joins_two(seed):
    proposals = propose(a_hundred_records(seed))
    of = {record: group for group in proposals.groups for record in group}
    for link in proposals.links:
        assert link.likely == (link.one in of and of[link.one] == of.get(link.other))


@FEW
@given(seed=SEEDS, draw=st.randoms(use_true_random=False))
def test_a_rejected_pair_never_comes_back_not_even_through_a_third_record(seed, draw):
    records = a_hundred_records(seed)
    first = propose(records)
    chosen = draw.sample(list(first.links), len(first.links) // 3)
    apart = {link.pair: draw.choice([None, first.fingerprint(link)]) for link in chosen}
    second = propose(records, apart=apart)
    assert apart.keys().isdisjoint(link.pair for link in second.links)
    assert not any(set(pair) <= set(group) for pair in apart for group in second.groups)


@FEW
@given(seed=SEEDS, draw=st.randoms(use_true_random=False))
def test_a_confirmed_link_stands_and_is_not_proposed_again(seed, draw):
    records = a_hundred_records(seed)
    first = propose(records)
    confirmed = [link.pair for link in draw.sample(list(first.links), len(first.links) // 3) if link.likely]
    second = propose(records, already=confirmed)
    assert set(confirmed).isdisjoint(link.pair for link in second.links)
    assert all(any(set(pair) <= set(group) for group in second.groups) for pair in confirmed)


@FEW
@given(seed=SEEDS)
def test_a_pair_weighs_the_same_whichever_record_comes_first(seed):
    records = a_hundred_records(seed).to_pylist()
    for one, other in ((records[0], records[1]), (records[2], records[2])):
        (there, parts), (back, turned) = side_by_side(one, other), side_by_side(other, one)
        assert there == back
        assert [(p.step, p.bits, p.one, p.other) for p in parts] == [(t.step, t.bits, t.other, t.one) for t in turned]
        assert fingerprint(one, other) == fingerprint(other, one)


@FEW
@given(seed=SEEDS)
def test_the_bits_of_the_evidence_explain_the_weight(seed):
    """The parts are against the likelier rival; the other rival and the prior odds make the rest, the same for all."""
    proposals = propose(a_hundred_records(seed))
    against_relatives = [link for link in proposals.links if link.rival == "RELATIVE"]
    rest = [link.weight - sum(each.bits for each in proposals.evidence(link)) for link in against_relatives]
    assert max(rest) - min(rest) <= 1.1


@given(
    pairs=st.lists(st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda two: two[0] < two[1])),
    apart=st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12)).filter(lambda two: two[0] < two[1]), max_size=6),
    numbers=st.dictionaries(st.integers(1, 12), st.fixed_dictionaries({"nhs": st.sampled_from("AB")})),
)
def test_grouping_keeps_agencies_rejections_and_numbers_apart(pairs, apart, numbers):
    agencies = {record: "abcd"[record % 4] for record in range(1, 13)}
    groups = Groups(agencies, numbers, apart)
    groups.agglomerate(pairs)
    for one, other in (two for group in groups.all() for two in combinations(group, 2)):
        assert agencies[one] != agencies[other]
        assert (one, other) not in apart
        assert len({numbers[each]["nhs"] for each in (one, other) if each in numbers}) < 2


def test_a_rejected_pair_may_be_proposed_again_once_a_fact_has_changed():
    seen = fingerprint(health(), school())
    assert link_of(proposed(health(), school(), apart={(2, 1): seen})) is None
    corrected = school(other_names="Rose")
    link = link_of(proposed(health(), corrected, apart={(2, 1): seen}))
    assert Reason.REOPENED in link.reasons


def test_writing_a_name_in_capitals_is_no_changed_fact():
    assert fingerprint(health(), school(family_name="CURLEWMOOR", postcode="l218nb")) == fingerprint(health(), school())


def test_a_confirmed_link_that_a_rejection_contradicts_is_reported_and_not_followed():
    third = health(record_id=3, agency="police")
    proposals = proposed(health(), school(), third, already=[(1, 2), (2, 3)], apart={(1, 3): None})
    assert proposals.contradictions == [(2, 3)]
    assert proposals.groups == [(1, 2)]


def test_two_records_of_one_confirmed_group_need_no_link_of_their_own():
    third = health(record_id=3, agency="police")
    proposals = proposed(health(), school(), third, already=[(1, 2), (2, 3)])
    assert (proposals.links, proposals.groups) == ([], [(1, 2, 3)])


def test_a_person_may_confirm_two_records_of_one_agency_and_they_are_never_proposed():
    double = health(record_id=3)
    assert proposed(health(), double).links == []
    assert proposed(health(), double, already=[(1, 3)]).groups == [(1, 3)]


def test_decisions_on_records_that_are_gone_are_passed_over():
    proposals = proposed(health(), school(), already=[(1, 99)], apart={(98, 99): None})
    assert proposals.groups == [(1, 2)]


@pytest.mark.parametrize("records", [table(), table(health())])
def test_where_there_is_nothing_to_link_nothing_is_proposed(records):
    assert (propose(records).links, propose(records).groups) == ([], [])


def test_a_record_id_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="comes twice"):
        proposed(health(), school(record_id=1))


def test_missing_columns_are_named():
    with pytest.raises(ValueError, match="lack the columns sex, upn"):
        propose(table(health()).drop_columns(["sex", "upn"]))
