"""The pages of a screening, as the practitioner meets them: without script, one page after the other."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sightline.instruments import actions, editions, providers
from sightline.instruments.models import CompletedTool, LocalDefinition
from sightline.instruments.tests.conftest import complete
from sightline.instruments.tests.samples import written
from sightline.register.models import Child

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def as_sol(client, partnership):
    client.force_login(partnership.sol)
    return client


def url(name, tool, *more):
    return reverse(f"instruments:{name}", args=[tool.pk, *more])


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


WREN = {
    "given_name": "Wren",
    "family_name": "Appletree",
    "known_by": "BORN",
    "born_on_day": "1",
    "born_on_month": "6",
    "born_on_year": "2015",
}


def test_a_practitioner_begins_fills_in_checks_and_completes_a_screening(as_sol, answer_all):
    answer = as_sol.post(reverse("instruments:begin", args=["neglect-screening"]), WREN)
    tool = CompletedTool.objects.get()
    assert answer.url == url("tool", tool)
    assert "Not yet started" in text_of(as_sol.get(answer.url))
    answers = answer_all(tool, meals="SOME", meals__how_often="OFTEN")
    here, visited = url("page", tool, "food", 1), []
    while "/check" not in here:
        visited.append(here)
        assert as_sol.get(here).status_code == 200
        sent = as_sol.post(here, answers)
        assert sent.status_code == 302, text_of(sent)
        here = sent.url
    assert url("page", tool, "food", 2) in visited, "a concern brings the question how often"
    assert url("page", tool, "clothing", 2) not in visited
    assert len(visited) == len(set(visited))
    assert "How often does this fall short? Often" in text_of(as_sol.get(here))
    done = as_sol.post(here)
    assert done.url == url("result", tool)
    page = text_of(as_sol.get(done.url))
    assert "Low" in page
    assert "The tool advises. You decide." in page
    tool.refresh_from_db()
    assert (tool.status, tool.band_computed, tool.answers) == ("COMPLETED", "LOW", answers)


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({}, "Select what you know of the child’s age"),
        ({"known_by": "SHRUG"}, "Select one of the choices shown"),
        ({"given_name": "Wren", "known_by": "BORN"}, "Enter date of birth"),
        ({"given_name": "Wren", "known_by": "ROUGHLY"}, "Select the age group"),
        ({**WREN, "born_on_year": "2001"}, "is for children of these ages"),
        ({**WREN, "given_name": "", "family_name": ""}, "Give the child&#x27;s name"),
    ],
)
def test_a_screening_is_not_begun_until_it_is_clear_about_whom(as_sol, said, error):
    answer = as_sol.post(reverse("instruments:begin", args=["neglect-screening"]), said)
    assert answer.status_code == 200
    assert error in answer.content.decode()
    assert not CompletedTool.objects.exists()


@pytest.mark.parametrize(
    ("said", "age_group"),
    [
        ({"family_name": "Appletree", "known_by": "ROUGHLY", "age_group": "AGE_0_4"}, "AGE_0_4"),
        ({"family_name": "Appletree", "known_by": "EXPECTED", "expected_on": "2023-07-01"}, "UNBORN"),
    ],
)
def test_what_is_known_of_the_childs_age_chooses_the_questions(as_sol, said, age_group):
    as_sol.post(reverse("instruments:begin", args=["neglect-screening"]), said)
    assert CompletedTool.objects.get().age_group == age_group


def test_a_screening_of_a_child_in_the_register_is_begun_from_there(client, partnership):
    partnership.acts(partnership.mina)
    child = Child.objects.create(agency=partnership.mina.agency, given_name="Robin", family_name="Appletree")
    client.force_login(partnership.mina)
    begin = reverse("instruments:begin_for", args=["neglect-screening", child.pk])
    assert "How old is the child?" in text_of(client.get(begin))
    assert client.post(begin, {"age_group": "AGE_5_11"}).status_code == 302
    assert CompletedTool.objects.get().child == child
    client.force_login(partnership.sol)
    assert client.get(begin).status_code == 404


def test_a_page_left_half_answered_says_what_is_missing_and_loses_nothing(as_sol, a_draft):
    tool = a_draft()
    page = as_sol.post(url("page", tool, "food", 1), {"meals": "SEVERE", "section-note": "Came hungry."})
    assert page.status_code == 200
    assert "Choose an answer: The child’s weight and growth are followed" in text_of(page)
    assert "Error: Food and growth" in text_of(page)
    tool.refresh_from_db()
    assert (tool.answers, tool.notes) == ({"meals": "SEVERE"}, {"food": "Came hungry."})


def test_save_and_come_back_later_asks_for_nothing_more(as_sol, a_draft):
    tool = a_draft()
    sent = as_sol.post(url("page", tool, "food", 1), {"meals": "SOME", "later": "yes"}, follow=True)
    assert sent.redirect_chain == [(url("tool", tool), 302)]
    assert "In progress" in text_of(sent)
    assert "Wren Appletree" in text_of(as_sol.get(reverse("instruments:tools")))


def test_what_is_being_typed_is_kept(as_sol, partnership, a_draft):
    tool = a_draft()
    kept = as_sol.post(url("typed", tool, "food", 1), {"meals": "SOME", "section-note": "Came hung"})
    assert kept.json() == {"saved_at": "10:30"}
    tool.refresh_from_db()
    assert (tool.answers, tool.notes) == ({"meals": "SOME"}, {"food": "Came hung"})
    assert "Came hung" in as_sol.get(url("page", tool, "food", 1)).content.decode()


def test_what_is_typed_after_completion_is_refused(as_sol, a_completed_tool):
    tool = a_completed_tool()
    assert as_sol.post(url("typed", tool, "food", 1), {"meals": "SEVERE"}).status_code == 409
    assert as_sol.post(url("typed", tool, "food", 2), {}).status_code == 409
    tool.refresh_from_db()
    assert tool.answers["meals"] == "NO_CONCERN"


def test_a_number_that_is_none_is_named_and_the_rest_kept(as_sol, partnership, a_draft):
    tool = a_draft()
    actions.save_answers(tool=tool, answers={"appointments": "SOME"}, by=tool.author, at=partnership.now)
    page = as_sol.post(
        url("page", tool, "health", 2), {"appointments_missed": "a few", "appointments__how_often": "OFTEN"}
    )
    assert "The number must be a whole number" in text_of(page)
    tool.refresh_from_db()
    assert tool.answers == {"appointments": "SOME", "appointments__how_often": "OFTEN"}


def test_an_answer_is_changed_from_the_check_page_and_leads_back_to_it(as_sol, partnership, a_draft, answer_all):
    tool = a_draft()
    answers = answer_all(tool)
    actions.save_answers(tool=tool, answers=answers, by=tool.author, at=partnership.now)
    change = url("page", tool, "food", 1) + "?then=check"
    assert change in as_sol.get(url("check", tool)).content.decode()
    assert as_sol.post(change, answers).url == url("check", tool)
    worse = as_sol.post(change, {**answers, "meals": "SEVERE"})
    assert worse.url == url("page", tool, "food", 2) + "?then=check", "a new concern brings its question first"
    assert as_sol.post(worse.url, {"meals__how_often": "ALWAYS"}).url == url("check", tool)


def test_the_check_page_refuses_what_is_incomplete_and_leads_to_each_gap(as_sol, partnership, a_draft, answer_all):
    tool = a_draft()
    answers = {**answer_all(tool), "warmth": None, "meals": "SOME"}
    actions.save_answers(tool=tool, answers=answers, by=tool.author, at=partnership.now)
    assert "2 questions must still be answered" in text_of(as_sol.get(url("check", tool)))
    page = as_sol.post(url("check", tool))
    assert "Answer these first" in text_of(page)
    assert url("page", tool, "emotional", 1) in page.content.decode()
    assert url("page", tool, "food", 2) in page.content.decode()
    tool.refresh_from_db()
    assert tool.is_draft


def test_a_page_that_is_not_put_to_this_child_leads_back_to_the_sections(as_sol, a_draft):
    tool = a_draft()
    for section, step in (("baby", 1), ("food", 2), ("food", 9), ("nonsense", 1)):
        assert as_sol.get(url("page", tool, section, step)).url == url("tool", tool)


def test_the_practitioners_judgement_is_kept_beside_the_result(as_sol, a_completed_tool):
    tool = a_completed_tool(meals="SIGNIFICANT")
    refused = as_sol.post(url("judge", tool), {"band": "HIGH", "reason_HIGH": ""})
    assert "Enter why you judge it so" in text_of(refused)
    kept = as_sol.post(url("judge", tool), {"band": "HIGH", "reason_HIGH": "The third time this term."}, follow=True)
    assert "Because: The third time this term." in text_of(kept)
    tool.refresh_from_db()
    assert (tool.band_computed, tool.band_professional) == ("MEDIUM", "HIGH")


def test_the_result_names_what_is_not_known(as_sol, a_completed_tool):
    page = text_of(as_sol.get(url("result", a_completed_tool(praise="NOT_KNOWN", warmth="NOT_KNOWN"))))
    assert "2 answers “not known”" in page
    assert "The child is praised and encouraged." in page


def test_a_second_screening_says_how_it_stands_to_the_first(as_sol, partnership, a_completed_tool, answer_all):
    first = a_completed_tool(meals="SEVERE")
    later = partnership.now + timedelta(weeks=5)
    again = actions.screen_again(tool=first, by=partnership.sol, at=later)
    complete(partnership, again, answer_all(again), at=later)
    page = text_of(as_sol.get(url("result", again)))
    assert "The concern is lower than then." in page


def test_the_print_view_holds_every_answer_and_the_version(as_sol, a_completed_tool):
    tool = a_completed_tool(meals="SOME")
    page = text_of(as_sol.get(url("print", tool)))
    edition = editions.edition_of(tool)
    for question in edition.questions(tool.answers, age_group=tool.age_group):
        assert re.sub(r"\s+", " ", question.item.text) in page
    assert "version 1, in force from Wed 1 April 2020" in page


@pytest.mark.parametrize("name", ["countersign", "correct", "again", "take_over", "judge"])
def test_what_changes_something_is_sent_not_followed(as_sol, a_completed_tool, name):
    assert as_sol.get(url(name, a_completed_tool())).status_code == 405


def test_a_colleague_countersigns(client, partnership, a_completed_tool):
    tool = a_completed_tool(by=partnership.mina)
    client.force_login(partnership.mina)
    refused = client.post(url("countersign", tool), follow=True)
    assert "Ask a colleague to countersign it." in text_of(refused)
    client.force_login(partnership.olive)
    assert "Countersigned by Olive Officer" in text_of(client.post(url("countersign", tool), follow=True))


def test_a_colleague_sees_a_draft_and_may_take_it_over(client, partnership, a_draft):
    tool = a_draft(by=partnership.mina)
    client.force_login(partnership.olive)
    assert "Mina Manager is writing this draft" in text_of(client.get(url("tool", tool)))
    assert client.get(url("page", tool, "food", 1)).url == url("tool", tool)
    assert client.get(url("check", tool)).url == url("tool", tool)
    client.post(url("take_over", tool))
    assert client.get(url("page", tool, "food", 1)).status_code == 200


def test_a_correction_is_begun_and_the_first_points_to_it(as_sol, partnership, a_completed_tool):
    tool = a_completed_tool(meals="SEVERE")
    as_sol.post(url("correct", tool))
    draft = CompletedTool.objects.drafts().get()
    as_sol.post(url("page", draft, "food", 1), {**draft.answers, "meals": "NO_CONCERN"})
    as_sol.post(url("check", draft))
    assert "This was corrected." in text_of(as_sol.get(url("result", tool)))
    assert "A correction of an earlier one" in text_of(as_sol.get(url("result", draft)))


def test_a_tool_is_withdrawn_with_a_reason(as_sol, a_completed_tool):
    tool = a_completed_tool()
    assert "Enter why it is withdrawn" in text_of(as_sol.post(url("withdraw", tool), {"reason": ""}))
    as_sol.post(url("withdraw", tool), {"reason": "About her brother."})
    assert "Withdrawn by Sol Schoollead" in text_of(as_sol.get(url("result", tool)))


@pytest.mark.parametrize("name", ["tool", "check", "result", "print", "withdraw"])
def test_another_agencys_tool_is_not_found_and_the_refusal_is_kept(
    client, partnership, a_completed_tool, name, monkeypatch
):
    kept = []
    monkeypatch.setattr("sightline.common.audit.refused", lambda request, **about: kept.append(about["record_id"]))
    tool = a_completed_tool()
    client.force_login(partnership.hana)
    assert client.get(url(name, tool)).status_code == 404
    assert kept == [tool.pk]


def test_the_front_door_reads_what_was_sent_to_it_and_changes_nothing(client, partnership, a_completed_tool):
    tool = a_completed_tool()
    client.force_login(partnership.nye)
    assert client.get(url("result", tool)).status_code == 404
    partnership.acts(partnership.sol)
    actions.share_with_front_door(tool=tool, by=partnership.sol, at=partnership.now)
    client.force_login(partnership.nye)
    page = text_of(client.get(url("result", tool)))
    assert "Sent to the front door" in page
    assert "Correct an answer" not in page
    assert client.post(url("countersign", tool)).status_code == 403, "the out-of-hours team completes no tools"
    client.force_login(partnership.mina)
    assert "belongs to another agency" in text_of(client.post(url("countersign", tool), follow=True))


@pytest.mark.parametrize("username", ["ana", "bea", "dara"])
def test_who_completes_no_tools_sees_no_page_of_them(client, partnership, a_completed_tool, username):
    tool = a_completed_tool()
    client.force_login(getattr(partnership, username))
    addresses = [reverse("instruments:tools"), reverse("instruments:begin", args=["neglect-screening"])]
    addresses += [url(name, tool) for name in ("tool", "check", "result", "print", "withdraw")]
    assert {client.get(address).status_code for address in addresses} == {403}


@pytest.mark.parametrize("tool_id", ["graded-care-profile-2", "palm-reading"])
def test_a_tool_that_is_not_offered_cannot_be_begun(as_sol, tool_id):
    assert as_sol.get(reverse("instruments:begin", args=[tool_id])).status_code == 404


def test_a_licensed_tool_stands_on_the_list_with_what_it_needs(as_sol):
    page = text_of(as_sol.get(reverse("instruments:tools")))
    assert "Graded Care Profile 2 Not loaded" in page
    assert "licence from NSPCC" in page


def test_no_name_stands_in_an_address_or_a_title(as_sol, a_completed_tool, a_draft):
    done, draft = a_completed_tool(), a_draft()
    for address in (
        url("tool", draft),
        url("page", draft, "food", 1),
        url("check", draft),
        url("result", done),
        url("print", done),
    ):
        page = as_sol.get(address).content.decode()
        assert "Wren" in page
        assert "Wren" not in re.search(r"<title>(.*?)</title>", page, re.S)[1]
        assert not re.search(r'(href|action)="[^"]*(wren|appletree)', page, re.I)


def a_file(text):
    return SimpleUploadedFile("ours.json", text.encode())


def test_the_business_manager_loads_a_questionnaire_and_is_told_every_fault(client, partnership):
    client.force_login(partnership.bea)
    load = reverse("instruments:load")
    faulty = text_of(client.post(load, {"file": a_file(written(title="", audiences=[]))}))
    assert "The title is empty." in faulty
    assert "Say who answers it (audiences)." in faulty
    assert "not text in UTF-8" in text_of(client.post(load, {"file": SimpleUploadedFile("x.json", b"\xff\xfe")}))
    assert not LocalDefinition.objects.exists()
    done = client.post(load, {"file": a_file(written(id="ours", title="Our own tool"))}, follow=True)
    assert "Our own tool, version 1, is loaded." in text_of(done)
    again = client.post(load, {"file": a_file(written(id="ours", title="Our own tool"))})
    assert "is already there" in text_of(again)
    client.force_login(partnership.sol)
    assert "Our own tool" in text_of(client.get(reverse("instruments:tools")))


@pytest.mark.parametrize("username", ["ana", "mina", "sol"])
def test_nobody_else_loads_one(client, partnership, username):
    client.force_login(getattr(partnership, username))
    assert client.get(reverse("instruments:load")).status_code == 403


def test_many_gaps_are_named_section_by_section(as_sol, a_draft):
    page = text_of(as_sol.post(url("check", a_draft())))
    assert "Food and growth: 4 to answer" in page


def test_a_begun_screening_waits_on_the_home_page(as_sol, partnership, a_draft):
    a_draft()
    assert "Screenings to complete" in text_of(as_sol.get(reverse("home")))


def test_a_completed_screening_stands_in_the_childs_history(partnership, answer_all):
    partnership.acts(partnership.mina)
    child = Child.objects.create(
        agency=partnership.mina.agency, given_name="Robin", family_name="Appletree", born_on=date(2015, 6, 1)
    )
    tool = actions.start(tool_id="neglect-screening", about=child, by=partnership.mina, at=partnership.now)
    about = {"children": [child], "since": partnership.now - timedelta(days=1), "staff": partnership.mina}
    assert not list(providers.history(**about))
    complete(partnership, tool, answer_all(tool, warmth="SEVERE"))
    (entry,) = providers.history(**about)
    assert (entry.what, entry.detail, entry.url) == ("Neglect screening tool", "High", url("result", tool))
