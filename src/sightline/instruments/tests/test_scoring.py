"""Answers add up to a score, a band and an honest account of what is not known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.instruments.definition import Change, change, load, progress, score, within_one
from sightline.instruments.tests.samples import AUDIT, SCORED

EXPLOITATION = load(SCORED)
ANCHORS = ("NONE", "ONCE", "REPEATED", "FREQUENT")


def indicators(*chosen: str) -> dict[str, str]:
    return {f"indicator_{number}": code for number, code in enumerate(chosen, 1)}


@pytest.mark.parametrize(
    ("chosen", "total", "band"),
    [
        (["NONE"] * 18, 0, "LOW"),
        (["ONCE"] * 18, 18, "LOW"),
        (["ONCE"] * 17 + ["REPEATED"], 19, "MEDIUM"),
        (["REPEATED"] * 17 + ["NONE"], 34, "MEDIUM"),
        (["REPEATED"] * 17 + ["ONCE"], 35, "HIGH"),
        (["FREQUENT"] * 18, 54, "HIGH"),
    ],
)
def test_eighteen_scored_indicators_are_banded_by_their_sum(chosen, total, band):
    result = score(EXPLOITATION, indicators(*chosen))
    assert (result.score, result.band, result.complete) == (total, band, True)


def test_where_nothing_is_known_there_is_no_score_and_no_band():
    result = score(EXPLOITATION, indicators(*["NOT_KNOWN"] * 18))
    assert (result.score, result.band, result.not_known, result.complete) == (None, None, 18, True)


def test_an_incomplete_questionnaire_names_what_is_missing_in_order():
    result = score(EXPLOITATION, indicators(*["ONCE"] * 16))
    assert result.missing == ("indicator_17", "indicator_18")
    assert (result.asked, result.answered) == (18, 16)


@given(st.lists(st.sampled_from([*ANCHORS, "NOT_KNOWN"]), min_size=18, max_size=18))
def test_the_score_is_the_sum_of_what_is_known(chosen):
    result = score(EXPLOITATION, indicators(*chosen))
    known = [ANCHORS.index(code) for code in chosen if code != "NOT_KNOWN"]
    assert result.score == (sum(known) if known else None)
    assert result.not_known == chosen.count("NOT_KNOWN")


def test_evidence_must_be_given_where_a_standard_is_not_met():
    audit = load(AUDIT)
    assert score(audit, {"lead": "PARTLY"}).missing == ("lead_evidence",)
    assert score(audit, {"lead": "MET"}).missing == ()
    assert score(audit, {"lead": "NOT_APPLICABLE"}).score is None


@pytest.mark.parametrize(
    ("computed", "may_choose"),
    [
        ("LOW", ["LOW", "MEDIUM"]),
        ("MEDIUM", ["LOW", "MEDIUM", "HIGH"]),
        ("HIGH", ["MEDIUM", "HIGH"]),
        ("", ["LOW", "MEDIUM", "HIGH"]),
    ],
)
def test_a_practitioner_moves_the_band_by_one_at_most(computed, may_choose):
    assert [band.code for band in within_one(EXPLOITATION.bands, computed)] == may_choose


@pytest.mark.parametrize(
    ("earlier", "later", "moved"),
    [
        ("LOW", "HIGH", Change.INCREASED),
        ("HIGH", "LOW", Change.DECREASED),
        ("LOW", "LOW", Change.SAME),
        ("", "LOW", None),
    ],
)
def test_a_later_result_stands_above_below_or_level_with_an_earlier_one(earlier, later, moved):
    assert change(EXPLOITATION.bands, earlier=earlier, later=later) == moved


def test_a_section_shows_how_far_it_has_come_and_where_to_go_on():
    audit = load(AUDIT)
    assert [each.stage for each in progress(audit, {})] == ["NOT_STARTED"]
    assert [each.stage for each in progress(audit, {"lead": "PARTLY"})] == ["IN_PROGRESS"]
    assert [each.stage for each in progress(audit, {"lead": "MET"})] == ["DONE"]
