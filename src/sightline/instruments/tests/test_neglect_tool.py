"""The neglect screening tool: what it asks at each age, and how its answers are banded."""

import hashlib
import json
from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sightline.instruments.definition import OptionKind, score, to_json
from sightline.instruments.tools import shipped
from sightline.timescales.ages import age_on

TOOL = next(each for each in shipped() if (each.id, each.version) == ("neglect-screening", "1"))
AGE_GROUPS = [group.code for group in TOOL.age_groups]
WORSE = ["NO_CONCERN", "SOME", "SIGNIFICANT", "SEVERE"]
BANDS = [None, "LOW", "MEDIUM", "HIGH"]
UNSAID = ["NOT_KNOWN", "NOT_APPLICABLE"]


def concerns(age_group: str) -> list[str]:
    """The items on the scale of concern that are put at this age."""
    return [
        question.item.code for question in TOOL.questions({}, age_group=age_group) if question.item.scale == "concern"
    ]


def answered(*codes: str, rest: str = "NO_CONCERN", age_group: str = "AGE_5_11") -> dict[str, str]:
    items = concerns(age_group)
    return dict(zip(items, [*codes, *[rest] * (len(items) - len(codes))], strict=True))


@pytest.mark.parametrize(
    ("chosen", "band"),
    [
        ([], "LOW"),
        (["SOME"] * 3, "LOW"),
        (["SOME"] * 4, "MEDIUM"),
        (["SOME"] * 40, "MEDIUM"),
        (["SIGNIFICANT"], "MEDIUM"),
        (["SIGNIFICANT"] * 2, "MEDIUM"),
        (["SIGNIFICANT"] * 2 + ["SOME"] * 20, "MEDIUM"),
        (["SIGNIFICANT"] * 3, "HIGH"),
        (["SEVERE"], "HIGH"),
        (["SEVERE"] + ["NOT_KNOWN"] * 30, "HIGH"),
        (["SOME"] * 3 + ["NOT_KNOWN"] * 30, "LOW"),
    ],
)
def test_the_band_follows_the_counts_of_concerns(chosen, band):
    assert score(TOOL, answered(*chosen), age_group="AGE_5_11").band == band


@pytest.mark.parametrize("unsaid", UNSAID)
def test_a_screening_in_which_nothing_is_known_has_no_band(unsaid):
    result = score(TOOL, answered(rest=unsaid), age_group="AGE_5_11")
    assert result.band is None
    assert result.not_known == (len(concerns("AGE_5_11")) if unsaid == "NOT_KNOWN" else 0)


@st.composite
def screenings(draw: st.DrawFn) -> tuple[str, dict[str, str]]:
    age_group = draw(st.sampled_from(AGE_GROUPS))
    items = concerns(age_group)
    chosen = draw(st.lists(st.sampled_from([*WORSE, *UNSAID]), min_size=len(items), max_size=len(items)))
    return age_group, dict(zip(items, chosen, strict=True))


def band_in_plain_words(chosen: list[str]) -> str | None:
    """The rule of the tool again, as its table says it: the engine must agree."""
    counts = Counter(chosen)
    if not any(counts[code] for code in WORSE):
        return None
    if counts["SIGNIFICANT"] >= 3 or counts["SEVERE"]:
        return "HIGH"
    return "MEDIUM" if counts["SOME"] >= 4 or 1 <= counts["SIGNIFICANT"] <= 2 else "LOW"


@settings(max_examples=200, deadline=None)
@given(screenings())
def test_the_band_is_what_the_table_says(screening):
    age_group, answers = screening
    assert score(TOOL, answers, age_group=age_group).band == band_in_plain_words(list(answers.values()))


@settings(max_examples=200, deadline=None)
@given(screenings(), st.data())
def test_worsening_an_answer_never_lowers_the_band(screening, data):
    age_group, answers = screening
    item = data.draw(st.sampled_from(sorted(answers)))
    place = WORSE.index(answers[item]) if answers[item] in WORSE else -1
    worse = data.draw(st.sampled_from(WORSE[max(place, 0) :]))
    before = score(TOOL, answers, age_group=age_group).band
    after = score(TOOL, {**answers, item: worse}, age_group=age_group).band
    assert BANDS.index(after) >= BANDS.index(before)


@settings(max_examples=100, deadline=None)
@given(screenings())
def test_what_is_not_known_or_does_not_apply_never_counts(screening):
    age_group, answers = screening
    known = {item: code for item, code in answers.items() if code in WORSE}
    with_unsaid, without = (score(TOOL, each, age_group=age_group) for each in (answers, known))
    assert (with_unsaid.band, with_unsaid.score) == (without.band, without.score)
    assert with_unsaid.not_known == list(answers.values()).count("NOT_KNOWN")


@settings(max_examples=100, deadline=None)
@given(screenings(), st.sampled_from(AGE_GROUPS))
def test_only_what_is_put_at_the_childs_age_counts(screening, other_age):
    _, answers = screening
    put = set(concerns(other_age))
    kept = {item: code for item, code in answers.items() if item in put}
    assert score(TOOL, answers, age_group=other_age).band == score(TOOL, kept, age_group=other_age).band


@pytest.mark.parametrize(
    ("age_group", "asks", "does_not_ask"),
    [
        ("UNBORN", {"baby", "home", "parents", "means", "strengths"}, {"food", "voice", "adolescence", "learning"}),
        ("AGE_0_4", {"food", "baby", "voice", "learning"}, {"adolescence"}),
        ("AGE_5_11", {"food", "voice", "learning"}, {"baby", "adolescence"}),
        ("AGE_12_17", {"food", "voice", "adolescence"}, {"baby"}),
    ],
)
def test_each_age_is_asked_about_what_matters_at_that_age(age_group, asks, does_not_ask):
    sections = {question.section.code for question in TOOL.questions({}, age_group=age_group)}
    assert asks <= sections
    assert not does_not_ask & sections


def test_the_fourteen_domains_each_have_a_section():
    assert len(TOOL.sections) == 14


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (None, "UNBORN"),
        ("2023-04-12", "AGE_0_4"),
        ("2018-04-13", "AGE_0_4"),
        ("2018-04-12", "AGE_5_11"),
        ("2011-04-12", "AGE_12_17"),
        ("2005-04-13", "AGE_12_17"),
    ],
)
def test_a_child_belongs_to_the_age_group_of_their_completed_years(born_on, group):
    age = age_on(date.fromisoformat(born_on), date(2023, 4, 12)) if born_on else None
    found = TOOL.age_group_at(age)
    assert found is not None
    assert found.code == group


def test_an_adult_belongs_to_no_age_group():
    assert TOOL.age_group_at(18) is None


@pytest.mark.parametrize("concern", ["SOME", "SIGNIFICANT", "SEVERE"])
def test_a_concern_brings_the_question_how_often(concern):
    assert "meals__how_often" in score(TOOL, {"meals": concern}, age_group="AGE_5_11").missing


@pytest.mark.parametrize("no_concern", ["NO_CONCERN", *UNSAID])
def test_without_a_concern_nobody_is_asked_how_often(no_concern):
    questions = TOOL.questions({"meals": no_concern}, age_group="AGE_5_11")
    assert "meals__how_often" not in [question.item.code for question in questions]


def test_every_question_of_concern_can_be_answered_as_not_known():
    for section in TOOL.sections:
        for item in TOOL.items(section):
            if item.scale:
                assert any(option.kind is OptionKind.NOT_KNOWN for option in TOOL.options(item)), item.code


def test_a_version_that_is_in_force_has_not_been_edited():
    """Answers refer to its words. What changes is a new version in a file of its own."""
    written = json.dumps(to_json(TOOL), sort_keys=True, ensure_ascii=False).encode()
    assert hashlib.sha256(written).hexdigest() == "7d1166b98d43ad9a3bf00c2904855412da627ddaaa3357cfbc59249333647fc4"
