"""Beginning, answering, completing and judging a screening."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.common.refusals import NotYours
from sightline.instruments import actions, editions
from sightline.instruments.models import CompletedTool, LocalDefinition
from sightline.instruments.tests.conftest import complete
from sightline.instruments.tests.samples import written
from sightline.register.models import Child, Restriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_childs_record(partnership):
    """A child in the council's register."""

    def add(**said):
        partnership.acts(partnership.mina)
        facts = {"given_name": "Robin", "family_name": "Appletree", "born_on": date(2010, 5, 1), **said}
        return Child.objects.create(agency=partnership.agency("Merrow Council"), **facts)

    return add


def test_a_tool_is_begun_in_the_version_in_force_and_asks_for_the_childs_age(partnership, a_draft):
    tool = a_draft()
    assert (tool.tool_id, tool.tool_version, tool.age_group) == ("neglect-screening", "1", "AGE_5_11")
    assert (tool.status, tool.author, tool.agency) == ("DRAFT", partnership.sol, partnership.sol.agency)


def test_a_tool_about_a_child_in_the_register_takes_the_age_from_there(partnership, a_childs_record):
    child = a_childs_record()
    tool = actions.start(tool_id="neglect-screening", about=child, by=partnership.mina, at=partnership.now)
    assert (tool.child, tool.age_group, tool.child_name) == (child, "AGE_12_17", "Robin Appletree")


def test_a_tool_about_a_child_not_yet_born_asks_for_the_unborn(partnership, a_draft):
    tool = a_draft(given_name="", born_on=None, expected_on=date(2023, 7, 1))
    assert (tool.age_group, tool.child_name) == ("UNBORN", "Unborn Appletree")


def test_the_age_group_is_asked_where_no_date_of_birth_is_known(partnership):
    partnership.acts(partnership.sol)
    wren = actions.DescribedChild(given_name="Wren")
    with pytest.raises(actions.WrongChild, match="choose the age group"):
        actions.start(tool_id="neglect-screening", about=wren, by=partnership.sol, at=partnership.now)
    tool = actions.start(
        tool_id="neglect-screening", about=wren, age_group="AGE_0_4", by=partnership.sol, at=partnership.now
    )
    assert tool.age_group == "AGE_0_4"


@pytest.mark.parametrize(
    ("described", "why"),
    [
        ({"born_on": date(2005, 4, 12)}, "is for children of these ages"),
        ({"born_on": date(2023, 4, 13)}, "in the future"),
        ({"given_name": " ", "family_name": ""}, "Give the child's name"),
    ],
)
def test_a_tool_is_not_begun_about_a_child_it_is_not_meant_for(a_draft, described, why):
    with pytest.raises(actions.WrongChild, match=why):
        a_draft(**described)


def test_another_agencys_child_cannot_be_screened_from_here(partnership, a_childs_record):
    child = a_childs_record()
    partnership.acts(partnership.sol)
    with pytest.raises(actions.WrongChild, match="not in your agency's records"):
        actions.start(tool_id="neglect-screening", about=child, by=partnership.sol, at=partnership.now)


@pytest.mark.parametrize(("tool_id", "why"), [("palm-reading", "not in use today"), ("graded-care-profile-2", "NSPCC")])
def test_a_tool_that_is_not_offered_is_not_begun(partnership, tool_id, why):
    partnership.acts(partnership.sol)
    with pytest.raises(actions.NotOffered, match=why):
        actions.start(
            tool_id=tool_id,
            about=actions.DescribedChild(given_name="Wren"),
            by=partnership.sol,
            at=partnership.now,
        )


def test_an_analyst_begins_no_tool(partnership, a_draft):
    with pytest.raises(NotYours, match="complete a screening tool"):
        a_draft(by=partnership.ana)


def test_answers_are_kept_page_by_page_and_an_empty_one_is_taken_back(partnership, a_draft):
    tool = a_draft()
    sol, now = partnership.sol, partnership.now
    actions.save_answers(tool=tool, answers={"meals": "SOME", "meals__how_often": "OFTEN"}, by=sol, at=now)
    actions.save_answers(
        tool=tool,
        answers={"growth": "NOT_KNOWN", "meals__how_often": None},
        notes={"food": "Came hungry."},
        by=sol,
        at=now,
    )
    tool.refresh_from_db()
    assert tool.answers == {"meals": "SOME", "growth": "NOT_KNOWN"}
    assert tool.notes == {"food": "Came hungry."}


def test_a_page_with_an_impossible_answer_is_refused_whole(partnership, a_draft):
    tool = a_draft()
    with pytest.raises(actions.NotAnAnswer) as refused:
        actions.save_answers(
            tool=tool,
            answers={"meals": "SOME", "growth": "HUGE", "shoes": "RED"},
            by=partnership.sol,
            at=partnership.now,
        )
    assert set(refused.value.faults) == {"growth", "shoes"}
    tool.refresh_from_db()
    assert tool.answers == {}


def test_what_is_typed_is_kept_as_far_as_it_is_an_answer(partnership, a_draft):
    tool = a_draft()
    actions.keep_as_typed(
        tool=tool,
        answers={"meals": "SOME", "appointments_missed": "fo"},
        notes={"food": "Came hungr", "no_such": "x"},
        by=partnership.sol,
        at=partnership.now,
    )
    tool.refresh_from_db()
    assert (tool.answers, tool.notes) == ({"meals": "SOME"}, {"food": "Came hungr"})


def test_an_incomplete_tool_is_refused_and_says_what_is_missing(partnership, a_draft, answer_all):
    tool = a_draft()
    answers = answer_all(tool)
    del answers["warmth"]
    with pytest.raises(actions.Unanswered, match="The child is shown warmth") as refused:
        complete(partnership, tool, answers)
    assert refused.value.missing == ("warmth",)
    tool.refresh_from_db()
    assert (tool.status, tool.completed_at) == ("DRAFT", None)


def test_a_completed_tool_keeps_its_answers_version_and_band(partnership, a_completed_tool):
    tool = a_completed_tool(meals="SIGNIFICANT", growth="NOT_KNOWN")
    tool.refresh_from_db()
    assert (tool.status, tool.band_computed, tool.band, tool.not_known) == ("COMPLETED", "MEDIUM", "MEDIUM", 1)
    assert (tool.completed_at, tool.completed_on) == (partnership.now, date(2023, 4, 12))
    assert tool.answers["meals__how_often"] == "ONCE"
    assert tool.asked == tool.answered + 4, "whom the child trusts, and three kinds of strength, need no answer"


def test_a_tool_completed_late_at_night_counts_for_londons_day(partnership, a_completed_tool):
    tool = a_completed_tool(at=datetime(2023, 4, 12, 23, 30, tzinfo=UTC))
    assert tool.completed_on == date(2023, 4, 13)


def test_an_answer_that_no_longer_applies_is_dropped_on_completion(partnership, a_draft, answer_all):
    tool = a_draft()
    answers = {**answer_all(tool), "meals": "NO_CONCERN", "meals__how_often": "ALWAYS"}
    assert "meals__how_often" not in complete(partnership, tool, answers).answers


def test_a_screening_in_which_nothing_is_known_completes_without_a_band(partnership, a_draft, answer_all):
    tool = a_draft()
    answers = {code: "NOT_KNOWN" if value == "NO_CONCERN" else value for code, value in answer_all(tool).items()}
    tool = complete(partnership, tool, answers)
    assert (tool.band_computed, tool.score_computed) == ("", None)
    tool = actions.judge(tool=tool, band="HIGH", reason="I saw the home.", by=partnership.sol, at=partnership.now)
    assert tool.band == "HIGH"


def test_a_completed_tool_is_not_changed(partnership, a_completed_tool):
    tool = a_completed_tool()
    for verb in (
        lambda: actions.save_answers(tool=tool, answers={"meals": "SEVERE"}, by=partnership.sol, at=partnership.now),
        lambda: actions.complete(tool=tool, by=partnership.sol, at=partnership.now),
        lambda: actions.take_over(tool=tool, by=partnership.sol, at=partnership.now),
    ):
        with pytest.raises(actions.NotADraft):
            verb()


def test_only_its_author_writes_a_draft_until_a_colleague_takes_it_over(partnership, a_draft):
    tool = a_draft(by=partnership.mina)
    olive = partnership.olive
    partnership.acts(olive)
    with pytest.raises(actions.NotTheAuthor, match="Mina Manager is writing"):
        actions.save_answers(tool=tool, answers={"meals": "SOME"}, by=olive, at=partnership.now)
    actions.take_over(tool=tool, by=olive, at=partnership.now)
    tool = actions.save_answers(tool=tool, answers={"meals": "SOME"}, by=olive, at=partnership.now)
    assert (tool.author, tool.answers) == (olive, {"meals": "SOME"})


def test_another_agency_touches_nothing(partnership, a_completed_tool):
    tool = a_completed_tool()
    actions.share_with_front_door(tool=tool, by=partnership.sol, at=partnership.now)
    partnership.acts(partnership.mina)
    for verb in (actions.countersign, actions.correct, actions.share_with_front_door, actions.take_over):
        with pytest.raises(actions.NotTheAuthor, match="another agency"):
            verb(tool=tool, by=partnership.mina, at=partnership.now)


def test_a_judgement_stands_beside_the_computed_band(partnership, a_completed_tool):
    tool = a_completed_tool(meals="SIGNIFICANT")
    tool = actions.judge(
        tool=tool, band="HIGH", reason="The third time this term.", by=partnership.sol, at=partnership.now
    )
    assert (tool.band_computed, tool.band_professional, tool.band, tool.is_overridden) == (
        "MEDIUM",
        "HIGH",
        "HIGH",
        True,
    )
    tool = actions.judge(tool=tool, band="MEDIUM", by=partnership.sol, at=partnership.now)
    assert (tool.band, tool.band_reason, tool.is_overridden) == ("MEDIUM", "", False)


@pytest.mark.parametrize(
    ("band", "reason", "why"),
    [("HIGH", "I say so.", "by one band at most"), ("MEDIUM", " ", "Write why"), ("DIRE", "x", "by one band")],
)
def test_a_judgement_out_of_reach_or_without_reason_is_refused(partnership, a_completed_tool, band, reason, why):
    tool = a_completed_tool()
    with pytest.raises(actions.OutOfReach, match=why):
        actions.judge(tool=tool, band=band, reason=reason, by=partnership.sol, at=partnership.now)


def test_a_colleague_countersigns_and_the_judgement_is_then_fixed(partnership, a_completed_tool):
    mina, olive = partnership.mina, partnership.olive
    tool = a_completed_tool(by=mina)
    with pytest.raises(actions.OwnWork):
        actions.countersign(tool=tool, by=mina, at=partnership.now)
    partnership.acts(olive)
    tool = actions.countersign(tool=tool, by=olive, at=partnership.now)
    assert (tool.countersigned_by, tool.countersigned_at) == (olive, partnership.now)
    tool = actions.countersign(tool=tool, by=olive, at=partnership.now + timedelta(hours=1))
    assert tool.countersigned_at == partnership.now, "the first signature stands"
    partnership.acts(mina)
    with pytest.raises(actions.NotADraft, match="countersigned"):
        actions.judge(tool=tool, band="MEDIUM", reason="x", by=mina, at=partnership.now)


def test_a_correction_keeps_the_first_and_takes_its_place(partnership, a_completed_tool):
    first = a_completed_tool(meals="SEVERE")
    sol, later = partnership.sol, partnership.now + timedelta(hours=2)
    actions.share_with_front_door(tool=first, by=sol, at=partnership.now)
    draft = actions.correct(tool=first, by=sol, at=later)
    assert (draft.answers, draft.tool_version) == (first.answers, first.tool_version)
    actions.save_answers(tool=draft, answers={"meals": "NO_CONCERN"}, by=sol, at=later)
    second = actions.complete(tool=draft, by=sol, at=later)
    first.refresh_from_db()
    assert (first.status, first.band_computed, first.answers["meals"]) == ("SUPERSEDED", "HIGH", "SEVERE")
    assert (second.status, second.band_computed, second.earlier) == ("COMPLETED", "LOW", first)
    assert second.shared_with_front_door, "what went to the front door goes there corrected"


def test_the_second_of_two_corrections_is_refused(partnership, a_completed_tool):
    tool, sol, now = a_completed_tool(), partnership.sol, partnership.now
    first, second = (actions.correct(tool=tool, by=sol, at=now) for _ in range(2))
    actions.complete(tool=first, by=sol, at=now)
    with pytest.raises(actions.NotADraft, match="no longer stands"):
        actions.complete(tool=second, by=sol, at=now)


def test_screening_again_starts_afresh_and_both_stand(partnership, a_completed_tool, answer_all):
    first = a_completed_tool(meals="SIGNIFICANT")
    later = partnership.now + timedelta(weeks=5)
    again = actions.screen_again(tool=first, by=partnership.sol, at=later)
    assert (again.answers, again.child_name, again.earlier) == ({}, "Wren Appletree", first)
    complete(partnership, again, answer_all(again), at=later)
    assert CompletedTool.objects.standing().count() == 2


def test_a_withdrawn_tool_says_who_and_why_and_stands_no_more(partnership, a_completed_tool):
    tool, sol, now = a_completed_tool(), partnership.sol, partnership.now
    with pytest.raises(actions.OutOfReach, match="Write why"):
        actions.withdraw(tool=tool, reason="", by=sol, at=now)
    tool = actions.withdraw(tool=tool, reason="It is about her brother.", by=sol, at=now)
    assert (tool.status, tool.withdrawn_by, tool.withdrawn_reason) == ("WITHDRAWN", sol, "It is about her brother.")
    with pytest.raises(actions.NotYetCompleted, match="no longer stands: withdrawn"):
        actions.share_with_front_door(tool=tool, by=sol, at=now)


def test_a_draft_is_not_sent_to_the_front_door(partnership, a_draft):
    with pytest.raises(actions.NotYetCompleted, match="Complete it first"):
        actions.share_with_front_door(tool=a_draft(), by=partnership.sol, at=partnership.now)


def test_a_restricted_childs_tool_is_kept_from_colleagues(partnership, a_childs_record):
    child = a_childs_record()
    mina, olive = partnership.mina, partnership.olive
    tool = actions.start(tool_id="neglect-screening", about=child, by=mina, at=partnership.now)
    restriction = Restriction.objects.create(
        child=child,
        agency=child.agency,
        reason="PROTECTED",
        ask=mina,
        restricted_at=partnership.now,
        restricted_by=mina,
    )
    restriction.access.create(agency=child.agency, staff=mina)
    assert CompletedTool.objects.visible_to(mina).get() == tool
    partnership.acts(olive)
    assert not CompletedTool.objects.exists(), "row security answers, whatever the query asks"
    assert not CompletedTool.objects.visible_to(olive).exists()


@pytest.fixture
def local_tool():
    """The text of a partnership's own neglect tool, of one question."""
    return written(
        id="neglect-screening", version="merrow-1", title="Merrow's own neglect tool", in_force_from="2023-04-01"
    )


def test_a_partnerships_own_version_is_used_from_its_first_day(partnership, a_draft, local_tool):
    before = a_draft()
    bea = partnership.bea
    partnership.acts(bea)
    actions.load_definition(text=local_tool, by=bea, at=partnership.now)
    assert editions.in_force("neglect-screening", date(2023, 3, 31)).version == "1"
    assert editions.in_force("neglect-screening", date(2023, 4, 1)).version == "merrow-1"
    tool = a_draft()
    assert (tool.tool_version, tool.age_group) == ("merrow-1", "")
    actions.save_answers(tool=tool, answers={"first": "YES"}, by=partnership.sol, at=partnership.now)
    assert actions.complete(tool=tool, by=partnership.sol, at=partnership.now).answers == {"first": "YES"}
    assert editions.edition_of(before).version == "1", "what was begun before keeps its version"


def test_a_licensed_tool_fills_its_slot(partnership):
    bea = partnership.bea
    partnership.acts(bea)
    assert editions.in_force("graded-care-profile-2", date(2023, 4, 12)).is_slot
    text = written(id="graded-care-profile-2", version="2", licence={"holder": "NSPCC", "terms": "Held until 2025."})
    actions.load_definition(text=text, by=bea, at=partnership.now)
    assert not editions.in_force("graded-care-profile-2", date(2023, 4, 12)).is_slot


@pytest.mark.parametrize("version", ["1", "merrow-1"])
def test_a_version_that_is_there_is_not_loaded_over(partnership, local_tool, version):
    bea = partnership.bea
    partnership.acts(bea)
    actions.load_definition(text=local_tool, by=bea, at=partnership.now)
    with pytest.raises(actions.VersionTaken, match="Give the file a new version"):
        actions.load_definition(text=local_tool.replace("merrow-1", version), by=bea, at=partnership.now)
    assert LocalDefinition.objects.count() == 1


@pytest.mark.parametrize("username", ["mina", "sol", "ana"])
def test_only_the_business_manager_loads_a_questionnaire(partnership, local_tool, username):
    staff = getattr(partnership, username)
    partnership.acts(staff)
    with pytest.raises(NotYours):
        actions.load_definition(text=local_tool, by=staff, at=partnership.now)
