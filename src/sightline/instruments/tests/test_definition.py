"""A definition says what is asked, and holds together or is refused."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from sightline.instruments.definition import FaultyDefinition, Page, load, read_answers, score, to_json
from sightline.instruments.tests.samples import AUDIT, SCORED, SURVEY, band, item, section, written
from sightline.instruments.tools import shipped

MUCH = {"code": "MUCH", "label": "Much", "score": 2}
SCALE = {"code": "worry", "options": [{"code": "LITTLE", "label": "Little", "score": 1}, MUCH]}
COUNTS_NOTHING = {"scale": "worry", "codes": ["HUGE"], "at_least": 0}


@pytest.mark.parametrize("text", [SCORED, SURVEY, AUDIT, *[json.dumps(to_json(each)) for each in shipped()]])
def test_a_definition_written_out_and_read_again_is_the_same(text):
    questionnaire = load(text)
    assert load(json.dumps(to_json(questionnaire))) == questionnaire


def test_a_definition_can_be_read_from_a_file(tmp_path):
    (tmp_path / "ours.json").write_text(SURVEY, encoding="utf-8")
    assert load(tmp_path / "ours.json").id == "survey-sample"


def test_a_file_that_is_not_text_is_refused(tmp_path):
    (tmp_path / "ours.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(FaultyDefinition, match="not text in UTF-8"):
        load(tmp_path / "ours.json")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "Line 1 is not JSON"),
        ("[]", "write an object"),
        ("[" * 100_000, "nested too deeply"),
        (written(titel="x"), "'titel' is not known here"),
        (json.dumps({"id": "x"}), "'version' is missing"),
        (written(in_force_from="1 April"), "'1 April' is not a day written YYYY-MM-DD"),
        (written(audiences="PRACTITIONER"), "audiences: write a list"),
        (written(audiences=["NOBODY"]), "'NOBODY' is not one of PRACTITIONER"),
        (written(shows_score="yes"), "write true or false"),
        (written(version=1), "version: write words"),
        (written(bands=[{"code": "LOW", "label": "Low", "meaning": "x", "when": {"sum": 3}}]), "write one of count"),
        (
            written(sections=[section(item("a", asked_if={"item": "b", "operator": "IS", "value": True}))]),
            "write a code",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_where_and_why(text, says):
    with pytest.raises(FaultyDefinition, match=says):
        load(text)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"id": "Not An Id"}, "Id 'Not An Id'"),
        ({"version": ""}, "Version ''"),
        ({"sections": [section(item("a" * 41))]}, "longer than 40 letters"),
        ({"title": " "}, "The title is empty"),
        ({"audiences": []}, "Say who answers it"),
        ({"in_force_to": "2022-03-31"}, "goes out of force before"),
        ({"sections": []}, "Only a slot for a licensed questionnaire"),
        ({"sections": [section()]}, "Section 'one' has no items"),
        ({"sections": [section(item("a")), section(item("b"))]}, "section code 'one' is used 2 times"),
        ({"sections": [section(item("a"), item("a"))]}, "item code 'a' is used 2 times"),
        ({"sections": [section(item("a__b"))]}, "lower case words joined by underscores"),
        ({"sections": [section(item("a", text=" "))]}, "asks nothing"),
        ({"sections": [section(item("a", ages=["BABY"]))]}, "there is no age group 'BABY'"),
        ({"sections": [section(item("a", type="SCALE", scale="x"))]}, "there is no scale 'x'"),
        ({"sections": [section(item("a", type="CHOICE"))]}, "at least two options"),
        ({"sections": [section(item("a", type="TEXT", scale="worry"))], "scales": [SCALE]}, "takes neither a scale"),
        ({"sections": [section(item("a", follow_up="x"))]}, "there is no follow-up 'x'"),
        (
            {"sections": [section(item("a", asked_if={"item": "b", "operator": "ANSWERED"}), item("b"))]},
            "must refer to an earlier item, and 'b' is none",
        ),
        (
            {"sections": [section(item("a", required_if={"item": "a", "operator": "ANSWERED"}))]},
            "must refer to an earlier item, and 'a' is none",
        ),
        (
            {"sections": [section(item("a"), item("b", asked_if={"item": "a", "operator": "IS", "value": "MAYBE"}))]},
            "waits for 'MAYBE', which cannot be chosen at 'a'",
        ),
        (
            {"sections": [section(item("a"), item("b", asked_if={"item": "a", "operator": "IN", "value": "YES"}))]},
            "IN takes a list",
        ),
        (
            {"sections": [section(item("a"), item("b", asked_if={"item": "a", "operator": "AT_LEAST", "value": 2}))]},
            "AT_LEAST cannot be asked of 'a', whose type is YES_NO",
        ),
        ({"scales": [{"code": "s", "options": [MUCH, {**MUCH, "kind": "NOT_KNOWN"}]}]}, "has no score, not even 0"),
        ({"bands": [band("LOW", when={"score_at_least": 1})]}, "first, least worrying band has no rule"),
        ({"bands": [band("LOW"), band("HIGH")]}, "every later one has one"),
        ({"bands": [band("LOW"), band("LOW", when={"score_at_least": 1})]}, "band code 'LOW' is used 2 times"),
        ({"bands": [band("LOW"), band("HIGH", when={"any": []})]}, "a list of rules is empty"),
        (
            {"scales": [SCALE], "bands": [band("LOW"), band("HIGH", when={"count": COUNTS_NOTHING})]},
            "counts 'HUGE', which is no scored option.*write 1 or more",
        ),
        ({"bands": [band("LOW", colour="pink")]}, "'pink' is not one of"),
    ],
)
def test_a_definition_that_does_not_hold_together_says_every_fault(changed, says):
    with pytest.raises(FaultyDefinition, match=says):
        load(written(**changed))


def test_every_fault_is_named_at_once():
    with pytest.raises(FaultyDefinition) as refused:
        load(written(title="", id="X", audiences=[]))
    assert len(refused.value.faults) == 3


def test_a_slot_knows_whose_it_is_and_asks_nothing():
    slot = load(written(sections=[], licence={"holder": "Someone", "terms": "Ask them."}))
    assert slot.is_slot
    assert slot.questions({}) == ()
    assert score(slot, {}).band is None


def test_an_item_that_depends_on_another_stands_on_the_page_after_it():
    survey = load(SURVEY)
    assert [page.step for page in survey.pages({})] == [1]
    asked = survey.pages({"concerns": ("OTHER", "GANGS")})
    assert asked == (Page(survey.sections[0], 1), Page(survey.sections[0], 2))


def test_the_answer_to_a_question_no_longer_put_counts_for_nothing():
    survey = load(SURVEY)
    answers = {"concerns": ("GANGS",), "other_concern": "Empty houses"}
    assert "other_concern" not in [question.item.code for question in survey.questions(answers)]
    assert score(survey, answers).answered == 1


def test_what_depends_on_a_question_no_longer_put_is_not_put_either():
    chain = load(
        written(
            sections=[
                section(
                    item("a"),
                    item("b", asked_if={"item": "a", "operator": "IS", "value": "YES"}),
                    item("c", asked_if={"item": "b", "operator": "IS", "value": "YES"}),
                )
            ]
        )
    )
    answers = {"a": "NO", "b": "YES", "c": "YES"}
    assert [question.item.code for question in chain.questions(answers)] == ["a"]


@pytest.mark.parametrize(
    ("answers", "missing"),
    [
        ({}, ("concerns",)),
        ({"concerns": ("GANGS",)}, ()),
        ({"concerns": ("OTHER",)}, ("other_concern",)),
        ({"concerns": ("GANGS",), "years": 19}, ()),
        ({"concerns": ("GANGS",), "years": 20}, ("why_so_long",)),
        ({"concerns": ("GANGS",), "years": 20, "why_so_long": "I like it."}, ()),
    ],
)
def test_what_must_be_answered_follows_from_earlier_answers(answers, missing):
    assert score(load(SURVEY), answers).missing == missing


@pytest.mark.parametrize(
    ("code", "value", "fault"),
    [
        ("concerns", "GANGS", "Choose from the answers shown."),
        ("concerns", ["GANGS", "SHARKS"], "Choose from the answers shown."),
        ("concerns", ["GANGS", "GANGS"], "Choose from the answers shown."),
        ("concerns", ["GANGS", "ONLINE", "POVERTY", "NEGLECT"], "Choose no more than 3."),
        ("concerns", ["GANGS", "NOT_KNOWN"], "but not both"),
        ("concerns", ["GANGS", 3], "Choose from the answers shown."),
        ("years", "12", "Answer with a whole number."),
        ("years", True, "Answer with a whole number."),
        ("years", -1, "The number must be 0 or more."),
        ("years", 61, "The number must be 60 or fewer."),
        ("since", "12 April 2023", "Answer with a day."),
        ("since", "20230412", "Answer with a day."),
        ("since", {"day": 12}, "Answer with a day."),
        ("other_concern", ["words"], "Answer in words."),
        ("shoe_size", 42, "This version does not ask that."),
    ],
)
def test_what_cannot_be_an_answer_is_named(code, value, fault):
    answers, faults = read_answers(load(SURVEY), {code: value})
    assert not answers
    assert fault in faults[code]


def test_an_empty_answer_is_no_answer_and_no_fault():
    assert read_answers(load(SURVEY), {"concerns": [], "since": "", "years": None}) == ({}, {})


def test_zero_is_an_answer():
    assert read_answers(load(SURVEY), {"years": 0}) == ({"years": 0}, {})


@pytest.mark.parametrize(
    ("day", "in_force"), [("2022-03-31", False), ("2022-04-01", True), ("2023-03-31", True), ("2023-04-01", False)]
)
def test_a_version_is_in_force_from_its_first_day_to_its_last(day, in_force):
    assert load(written(in_force_to="2023-03-31")).is_in_force_on(date.fromisoformat(day)) is in_force


def test_the_engine_needs_neither_django_nor_a_database():
    source = Path(__file__).parents[3]
    asked = "import sys, sightline.instruments.tools as t; t.shipped(); sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], cwd=source, check=False).returncode == 0
