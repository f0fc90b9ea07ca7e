"""Whatever is wrong with a row is said: which row, column and value, why, and what next. Nothing goes in by halves."""

from datetime import date

import openpyxl
import pytest

from sightline.exchange.annex_a.tests.sheets import (
    CONTACT_HEADINGS,
    REFERRAL_HEADINGS,
    a_contact,
    a_referral,
    write,
)
from sightline.front_door.models import Contact, Referral
from sightline.intake.tests import hostile
from sightline.intake.workbook import CannotRead
from sightline.register.models import Child

pytestmark = pytest.mark.django_db

WRONG = {
    # what is said otherwise: column, value as told, part of the reason
    "no child": ({"child": None}, "Child Unique ID", "", "names no child"),
    "two children": ({"child": "4711; 4712"}, "Child Unique ID", "4711; 4712", "names two children"),
    "two dates of birth": ({"birth": "1/2/2015 & 3/4/2016"}, "Date of Birth", "1/2/2015 & 3/4/2016", "two dates"),
    "no date": ({"on": None}, "Date of Contact", "", "gives no date"),
    "no such date": ({"on": "31/02/2023"}, "Date of Contact", "31/02/2023", "in the calendar"),
    "american date": ({"on": "02/16/2023"}, "Date of Contact", "02/16/2023", "no month 16"),
    "in the future": ({"on": date(2023, 4, 13)}, "Date of Contact", "13/04/2023", "in the future"),
    "before the act": ({"on": date(1985, 4, 13), "birth": None}, "Date of Contact", "13/04/1985", "Children Act 1989"),
    "long before birth": ({"birth": date(2023, 12, 1)}, "Date of Birth", "01/12/2023", "more than 40 weeks"),
    "born grown up": ({"birth": date(1983, 12, 1)}, "Date of Birth", "01/12/1983", "the person was 39, and no child"),
    "empty date in Excel": ({"birth": "00/01/1900"}, "Date of Birth", "00/01/1900", "no 0.1.1900"),
    "born, and unborn": ({"age": -1}, "Age of Child (Years)", "-1", "for a child not yet born"),
    "a ghost": ({"age": 130}, "Age of Child (Years)", "130", "cannot be"),
    "unknown sex": ({"sex": "x) Robot"}, "Gender", "x) Robot", "not a code"),
    "unknown ethnicity": ({"ethnicity": "Martian"}, "Ethnicity", "Martian", "not a code"),
    "unknown source": ({"source": "zz) 99"}, "Contact Source", "zz) 99", "not a code"),
    "a formula": ({"source": "=1+1"}, "Contact Source", "=1+1", "not a code"),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_row_that_cannot_be_is_refused_and_the_others_go_in(workbook, load, kind):
    otherwise, column, value, why = WRONG[kind]
    account = load(workbook([a_contact(child="1"), a_contact(**otherwise), a_contact(child="2")]))
    sheet = account.sheets[0]
    assert (sheet.rows, sheet.loaded, sheet.refused) == (3, 2, 1)
    [refusal] = sheet.refusals
    assert (refusal.row, refusal.column, refusal.value) == (3, column, value)
    assert why in refusal.reason
    assert refusal.reason.endswith((".", ")"))
    assert (Child.objects.count(), Contact.objects.count()) == (2, 2)


def test_every_fault_of_a_row_is_told_at_once(workbook, load):
    account = load(workbook([a_contact(child=None, on="soon", source="?!", sex="Robot")]))
    assert [each.column for each in account.sheets[0].refusals] == [
        "Gender",
        "Date of Contact",
        "Contact Source",
        "Child Unique ID",
    ]
    assert account.sheets[0].refused == 1


@pytest.mark.parametrize(
    ("otherwise", "column", "why"),
    [
        ({"nfa": "perhaps"}, "Referral NFA?", "not a code"),
        ({"number": -1}, "Number of Referrals in Last 12 Months", "cannot be"),
        ({"number": "some"}, "Number of Referrals in Last 12 Months", "no number"),
        ({"birth": date(2024, 1, 1)}, "Date of Birth", "more than 40 weeks"),
    ],
)
def test_a_referral_that_cannot_be_is_refused(workbook, load, otherwise, column, why):
    account = load(workbook([], [a_referral(**otherwise), a_referral(child="1")]))
    [refusal] = account.sheets[1].refusals
    assert (refusal.row, refusal.column) == (2, column)
    assert why in refusal.reason
    assert Referral.objects.count() == 1


def test_a_second_referral_of_a_child_on_one_day_is_refused(workbook, load):
    account = load(workbook([], [a_referral(), a_referral(source="q) 6: Police")]))
    [refusal] = account.sheets[1].refusals
    assert (refusal.row, refusal.column) == (3, "Date of referral")
    assert "has a referral of that day already" in refusal.reason
    assert Referral.objects.get().source == "2A"


def test_two_children_with_one_number_are_found_out(workbook, load):
    rows = [a_contact(), a_contact(birth=date(2011, 5, 5)), a_contact(sex="Male"), a_contact(ethnicity="j) AIND")]
    sheet = load(workbook(rows)).sheets[0]
    assert [(each.row, each.column) for each in sheet.refusals] == [
        (3, "Date of Birth"),
        (4, "Gender"),
        (5, "Ethnicity"),
    ]
    assert "Row 2 of List 1 gives another date of birth for the same child" in sheet.refusals[0].reason
    assert Contact.objects.count() == 1


def test_a_contradiction_between_the_lists_is_found_out_too(workbook, load):
    account = load(workbook([a_contact()], [a_referral(birth=date(2011, 5, 5))]))
    assert "Row 2 of List 1" in account.sheets[1].refusals[0].reason
    assert Referral.objects.count() == 0


def test_an_error_of_the_spreadsheet_is_told(tmp_path, load):
    path = write(tmp_path / "x.xlsx", {"List 1": [CONTACT_HEADINGS]})
    book = openpyxl.load_workbook(path)
    book["List 1"].append(["4711", "#N/A", "a) WBRI", date(2015, 1, 25), 8, date(2023, 2, 16), "=CHAR(80)"])
    book.save(path)
    refusals = load(path).sheets[0].refusals
    assert [(each.column, each.value) for each in refusals] == [("Gender", "#N/A"), ("Contact Source", "(formula)")]
    assert "whose result was not saved" in refusals[1].reason


def test_a_column_that_is_missing_refuses_every_row_and_says_how_to_name_it(tmp_path, load):
    headings = [heading if heading != "Date of Contact" else "When" for heading in CONTACT_HEADINGS]
    sheet = load(write(tmp_path / "x.xlsx", {"List 1": [headings, a_contact(), a_contact()]})).sheets[0]
    assert (sheet.rows, sheet.refused) == (2, 2)
    assert sheet.refusals[0].column == "Date of Contact"
    assert "--heading" in sheet.refusals[0].reason


def test_two_columns_that_could_be_one_refuse_every_row(tmp_path, load):
    headings = [heading if heading != "Age of Child (Years)" else "Date of Contact" for heading in CONTACT_HEADINGS]
    sheet = load(write(tmp_path / "x.xlsx", {"List 1": [headings, a_contact()]})).sheets[0]
    assert "Several columns could be this one" in sheet.refusals[0].reason


def test_a_heading_told_once_is_remembered(tmp_path, load):
    headings = ["Person" if heading == "Child Unique ID" else heading for heading in CONTACT_HEADINGS]
    path = write(tmp_path / "x.xlsx", {"List 1": [headings, a_contact()]})
    assert load(path).refused == 1
    assert load(path, headings={"Child Unique ID": "Person"}).sheets[0].loaded == 1
    assert load(path).sheets[0].unchanged == 1


def test_a_heading_for_a_column_that_does_not_exist_is_refused(workbook, load):
    with pytest.raises(CannotRead, match="There is no column “Shoe size” in lists 1 and 3"):
        load(workbook([a_contact()]), headings={"Shoe size": "Shoes"})


def test_what_is_not_read_is_told_sheet_by_sheet_and_column_by_column(tmp_path, load):
    account = load(
        write(
            tmp_path / "x.xlsx",
            {
                "Notes": [["Prepared for the inspection"]],
                "List 2": [["Child Unique ID"], ["4711"]],
                "List 3": [],
                "List_01 - Contacts": [["List 1: Contacts"], [], [*CONTACT_HEADINGS, "NHS Number"], a_contact()],
            },
        )
    )
    assert [(sheet.name, sheet.loaded) for sheet in account.sheets] == [("List_01 - Contacts", 1)]
    told = {each.name: each.why for each in account.skipped}
    assert "early help assessments" in told["List 2"]
    assert told["List 3"] == "The sheet is empty."
    assert "neither list 1" in told["Notes"]
    assert told["List_01 - Contacts: NHS Number"] == "It is no column of list 1."


def test_a_workbook_without_either_list_is_refused_whole(tmp_path, load):
    with pytest.raises(CannotRead, match=r"No sheet of this file is list 1 .* or list 3"):
        load(write(tmp_path / "x.xlsx", {"Sheet1": [["a", "b"], [1, 2]]}))


def test_a_hidden_sheet_is_not_read_in_silence(tmp_path, load):
    path = write(tmp_path / "x.xlsx", {"List 1": [CONTACT_HEADINGS, a_contact()], "List 3": [REFERRAL_HEADINGS]})
    book = openpyxl.load_workbook(path)
    book["List 3"].sheet_state = "hidden"
    book.save(path)
    assert "hidden" in load(path).skipped[0].why


def test_macros_are_refused_before_anything_is_read(tmp_path, load):
    with pytest.raises(CannotRead, match="carries macros"):
        load(hostile.with_macros(tmp_path / "x.xlsx"))


def test_a_csv_file_is_a_list_by_its_headings(tmp_path, load):
    path = tmp_path / "contacts of the half-year.csv"
    row = "4711,b) Female,a) WBRI,25/01/2015,8,16/02/2023,q) 6: Police"
    path.write_text(f"{','.join(CONTACT_HEADINGS)}\n{row}\n", encoding="cp1252")
    assert load(path).sheets[0].loaded == 1
