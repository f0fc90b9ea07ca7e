"""The same file twice changes nothing; a corrected one says what changed; what is gone is flagged, never deleted."""

from datetime import date

import pytest

from sightline.exchange.annex_a.tests.sheets import a_contact, a_referral
from sightline.front_door import actions
from sightline.front_door.models import Contact, ContactEvent, Correction, Referral
from sightline.intake.models import ExtractRow
from sightline.register.models import Child, ExternalReference

pytestmark = pytest.mark.django_db

KEPT = (Child, ExternalReference, ContactEvent, Contact, Correction, Referral, ExtractRow)


def everything():
    return {model: list(model.objects.order_by("pk").values()) for model in KEPT}


def changed(sheet):
    return [(each.row, each.column, each.was, each.now) for each in sheet.changes]


def test_the_same_file_twice_changes_nothing(workbook, load):
    path = workbook(
        [a_contact(), a_contact(), a_contact(child="2", birth=None, sex=None), a_contact(child=None)],
        [a_referral(), a_referral(child="3", nfa=None), a_referral(source="Police")],
    )
    first = load(path)
    before = everything()
    again = load(path)
    assert everything() == before
    for sheet, earlier in zip(again.sheets, first.sheets, strict=True):
        assert (sheet.loaded, sheet.updated, sheet.absent, sheet.changes) == (0, 0, 0, [])
        assert (sheet.unchanged, sheet.refused) == (earlier.loaded, earlier.refused)


def test_two_rows_that_agree_in_all_are_two_contacts(workbook, load):
    assert load(workbook([a_contact(), a_contact()])).sheets[0].loaded == 2
    assert list(ExtractRow.objects.values_list("ordinal", flat=True).order_by("ordinal")) == [1, 2]


def test_rows_in_another_order_change_nothing(workbook, load):
    rows = [a_referral(child="1"), a_referral(child="2"), a_referral(on=date(2023, 3, 1))]
    load(workbook([], rows, name="a.xlsx"))
    before = everything()
    assert load(workbook([], rows[::-1], name="b.xlsx")).sheets[1].unchanged == 3
    assert everything() == before


def test_another_spelling_of_the_same_code_is_no_change(workbook, load):
    load(workbook([a_contact()], name="a.xlsx"))
    sheet = load(
        workbook([a_contact(sex="F", source="POLICE", birth="25/01/2015", child=4711.0)], name="b.xlsx")
    ).sheets[0]
    assert (sheet.unchanged, sheet.changes) == (1, [])


def test_an_age_that_has_grown_is_no_change(workbook, load):
    load(workbook([a_contact(age=8)], name="a.xlsx"))
    assert load(workbook([a_contact(age=9)], name="b.xlsx")).sheets[0].unchanged == 1


def test_a_corrected_file_changes_what_it_says_otherwise_and_tells_it(workbook, load):
    load(workbook([a_contact(), a_contact(child="2")], [a_referral()], name="a.xlsx"))
    new = {"birth": date(2015, 2, 25), "ethnicity": "j) AIND"}
    account = load(
        workbook([a_contact(**new), a_contact(child="2")], [a_referral(**new, nfa="a) Yes", team=None)], name="b.xlsx")
    )
    contacts, referrals = account.sheets
    assert (contacts.loaded, contacts.updated, contacts.unchanged) == (1, 1, 1)
    assert changed(contacts) == [
        (2, "Ethnicity", "White British", "Indian"),
        (2, "Date of Birth", "25/01/2015", "25/02/2015"),
    ]
    assert (referrals.loaded, referrals.updated) == (1, 1)
    assert (2, "Referral NFA?", "No", "Yes") in changed(referrals)
    assert (2, "Allocated Team", "Integrated Front Door", None) in changed(referrals)
    child = Child.objects.get(references__value="4711")
    assert (child.ethnicity, child.born_on, child.version) == ("AIND", date(2015, 2, 25), 2)
    referral = Referral.objects.get()
    assert (referral.ended_without_assessment, referral.team) == (True, None)


def test_a_corrected_source_is_a_correction_of_the_same_contact(workbook, load):
    load(workbook([a_contact()], name="a.xlsx"))
    sheet = load(workbook([a_contact(source="e) 2A: Schools")], name="b.xlsx")).sheets[0]
    assert (sheet.updated, changed(sheet)) == (1, [(2, "Contact Source", "Police", "School")])
    contact = Contact.objects.select_related("event").get()
    assert contact.event.source == "2A"
    assert (contact.corrections.get().said_text, contact.corrections.get().says_text) == ("Police", "School")


def test_a_changed_date_asks_for_confirmation(workbook, load):
    load(workbook([a_contact(), a_contact(child="2")], name="a.xlsx"))
    corrected = workbook([a_contact(on=date(2023, 2, 17)), a_contact(child="2")], name="b.xlsx")
    sheet = load(corrected).sheets[0]
    assert (sheet.refused, sheet.unchanged, sheet.absent) == (1, 1, 0)
    assert "16/02/2023" in sheet.refusals[0].reason
    assert "--confirm-dates" in sheet.refusals[0].reason
    assert set(Contact.objects.values_list("received_on", flat=True)) == {date(2023, 2, 16)}
    sheet = load(corrected, confirm_dates=True).sheets[0]
    assert changed(sheet) == [(2, "Date of Contact", "16/02/2023", "17/02/2023")]
    assert set(Contact.objects.values_list("received_on", flat=True)) == {date(2023, 2, 16), date(2023, 2, 17)}
    assert load(corrected).sheets[0].unchanged == 2


def test_a_date_said_to_be_another_event_is_one(workbook, load):
    load(workbook([a_contact()], name="a.xlsx"))
    sheet = load(workbook([a_contact(on=date(2023, 2, 17))], name="b.xlsx"), dates_are_new=True).sheets[0]
    assert (sheet.loaded, sheet.updated, sheet.absent) == (1, 0, 0)
    assert Contact.objects.count() == 2


def test_a_later_extract_may_reach_further_and_loses_nothing(workbook, load):
    load(workbook([a_contact(on=date(2022, 5, 1))], name="a.xlsx"))
    sheet = load(workbook([a_contact(child="2", on=date(2023, 3, 1))], name="b.xlsx")).sheets[0]
    assert (sheet.loaded, sheet.absent) == (1, 0)


def test_a_row_missing_from_a_later_extract_of_the_window_is_flagged_and_kept(workbook, load):
    days = [date(2023, 2, 1), date(2023, 2, 10), date(2023, 2, 20)]
    rows = [a_contact(child=str(place), on=day) for place, day in enumerate(days)]
    load(workbook(rows, name="a.xlsx"))
    without = workbook([rows[0], rows[2]], name="b.xlsx")
    sheet = load(without).sheets[0]
    assert (sheet.rows, sheet.unchanged, sheet.absent) == (2, 2, 1)
    assert [(each.was, each.now) for each in sheet.changes] == [("10/02/2023", None)]
    assert Contact.objects.count() == 3
    assert ExtractRow.objects.get(happened_on=days[1]).absent_since is not None
    again = load(without).sheets[0]
    assert (again.absent, again.changes) == (1, [])
    back = load(workbook(rows, name="c.xlsx")).sheets[0]
    assert (back.updated, back.absent) == (1, 0)
    assert ExtractRow.objects.filter(absent_since__isnull=False).count() == 0


def test_a_row_that_is_refused_this_time_is_not_taken_for_gone(workbook, load):
    rows = [a_contact(child=str(place), on=date(2023, 2, place + 1)) for place in range(3)]
    load(workbook(rows, name="a.xlsx"))
    rows[1] = a_contact(child="1", on=date(2023, 2, 2), source="Martian")
    sheet = load(workbook(rows, name="b.xlsx")).sheets[0]
    assert (sheet.refused, sheet.absent) == (1, 0)


def test_a_correction_made_here_is_not_overwritten_by_the_list(workbook, load, partnership):
    load(workbook([a_contact()], name="a.xlsx"))
    actions.correct_contact(
        contact=Contact.objects.get(),
        field="source",
        says="3A",
        reason="It was the GP.",
        by=partnership.mina,
        at=partnership.now,
    )
    assert load(workbook([a_contact()], name="a.xlsx")).sheets[0].unchanged == 1
    sheet = load(workbook([a_contact(source="e) 2A: Schools")], name="b.xlsx")).sheets[0]
    assert "somebody has changed it here" in sheet.changes[0].note
    assert ContactEvent.objects.get().source == "3A"


def test_a_referral_moved_to_a_day_that_has_one_is_refused_and_nothing_moves(workbook, load):
    first, second = a_referral(on=date(2023, 2, 1)), a_referral(on=date(2023, 2, 20), source="Police")
    load(workbook([], [first, second], name="a.xlsx"))
    before = everything()
    moved = a_referral(on=date(2023, 2, 20))
    sheet = load(workbook([], [moved, second], name="b.xlsx"), confirm_dates=True).sheets[1]
    assert (sheet.refused, sheet.unchanged) == (1, 1)
    assert "has a referral of that day already" in sheet.refusals[0].reason
    assert {model: rows for model, rows in everything().items() if model is not ExtractRow} == {
        model: rows for model, rows in before.items() if model is not ExtractRow
    }


def test_a_child_born_since_the_last_list_keeps_its_expected_date(workbook, load):
    load(workbook([a_contact(birth=date(2023, 4, 1), age=-1)], name="a.xlsx"))
    sheet = load(workbook([a_contact(birth=date(2023, 3, 28), age=0)], name="b.xlsx")).sheets[0]
    assert sheet.updated == 1
    child = Child.objects.get()
    assert (child.born_on, child.expected_on) == (date(2023, 3, 28), date(2023, 4, 1))
