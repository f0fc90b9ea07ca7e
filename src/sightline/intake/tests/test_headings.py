"""Headings are found where they stand, under the names that senders give them; doubt is told, never resolved."""

import pytest

from sightline.intake.headings import Column, find_headings
from sightline.intake.workbook import Row

COLUMNS = (
    Column("Child Unique ID", (r"\bchild\b.*\bid\b",), may_lack=False),
    Column("Date of Birth", (r"\bdate\b.*\bbirth\b",)),
    Column("Date of Contact", (r"\bdate\b.*\bcontact\b",), may_lack=False),
)


def found(*rows, remembered=None):
    return find_headings([Row(number, cells) for number, cells in rows], COLUMNS, remembered=remembered)


@pytest.mark.parametrize(
    "headings",
    [
        ("Child Unique ID", "Date of Birth", "Date of Contact"),
        ("CHILD UNIQUE ID ", "date of birth:", " Date  of contact?"),
        ("child’s id", "Date (birth)", "date this contact came"),
        ("Child\nUnique ID", "Date of\u00a0Birth", "\u200eDate of Contact"),
    ],
)
def test_headings_are_known_in_any_spelling(headings):
    assert found((1, headings)).places == {"Child Unique ID": 0, "Date of Birth": 1, "Date of Contact": 2}


def test_headings_need_not_stand_in_the_first_row_nor_column():
    headings = found(
        (1, ("List 1: Contacts",)),
        (2, ("Child ID of the sender and the date of contact are needed",)),
        (4, (None, "Date of Contact", None, "Child ID", "Worker")),
        (5, (None, "16/09/2020", None, "123")),
    )
    assert (headings.row, headings.places) == (4, {"Child Unique ID": 3, "Date of Contact": 1})
    assert headings.unread == ["Worker"]
    assert headings.can_be_read


def test_the_exact_name_goes_before_a_likely_one():
    headings = found((1, ("Child ID", "Expected date of birth", "Date of Birth", "Date of contact")))
    assert headings.places["Date of Birth"] == 2
    assert headings.can_be_read


def test_two_likely_headings_for_one_column_are_told_and_none_is_taken():
    headings = found(
        (1, ("Child ID", "Date of birth of mother", "Birth date: date of child's birth", "Date of contact"))
    )
    assert headings.doubtful == {"Date of Birth": ["Date of birth of mother", "Birth date: date of child's birth"]}
    assert "Date of Birth" not in headings.places
    assert not headings.can_be_read


def test_the_same_heading_twice_is_doubt_too():
    assert found((1, ("Child ID", "Child ID", "Date of contact"))).doubtful == {
        "Child Unique ID": ["Child ID", "Child ID"]
    }


def test_a_column_that_may_not_lack_is_missed():
    assert found((1, ("Child ID", "Date of Birth"))).missing == ["Date of Contact"]


def test_a_remembered_heading_goes_before_all_others():
    headings = found((1, ("Child ID", "Person No", "Date of contact")), remembered={"Child Unique ID": "person no."})
    assert headings.places["Child Unique ID"] == 1


def test_a_heading_told_for_one_column_is_no_others():
    headings = found((1, ("Date of Birth", "Date of contact")), remembered={"Child Unique ID": "Date of Birth"})
    assert headings.places == {"Child Unique ID": 0, "Date of Contact": 1}


def test_where_no_row_has_two_of_the_columns_there_are_no_headings():
    assert found((1, ("Guidance",)), (2, ("Date of Contact", "is when the contact came"))) is None


def test_headings_are_not_looked_for_among_the_children():
    assert found((31, ("Child ID", "Date of Birth", "Date of Contact"))) is None
