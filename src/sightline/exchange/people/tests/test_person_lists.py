"""An agency's person list comes in: once, again, corrected, and with what cannot be."""

import csv
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from sightline.common.actor import on_behalf_of
from sightline.common.refusals import NotYours
from sightline.exchange import people
from sightline.intake.models import ExtractRow
from sightline.intake.workbook import CannotRead
from sightline.register.models import Child, ExternalReference, HouseholdMember
from sightline.register.tests.conftest import nhs_numbers

NHS, OTHER_NHS = (number for number, _ in zip(nhs_numbers(), range(2), strict=False))
HEADINGS = ["Patient ID", "Forename", "Surname", "DOB", "EDD", "Gender", "NHS No", "Address", "Post code", "School"]
WREN = ["7", "Wren", "Appletree", "12/06/2015", "", "Female", NHS, "4 Linnet Lane", "me14ll", "Harbour High School"]
POLICE = "Merrow Police"


@pytest.fixture
def load(partnership: Any, tmp_path: Path) -> Any:
    def run(*rows: list[str], agency: str = POLICE, headings: list[str] = HEADINGS, **said: Any) -> Any:
        path = tmp_path / "list.csv"
        with path.open("w", newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        partnership.acts(partnership.mina)
        account = people.load(
            path,
            **{
                "agency": partnership.agency(agency),
                "dry_run": False,
                "by": partnership.mina,
                "at": partnership.now,
                **said,
            },
        )
        [sheet] = account.sheets
        assert sheet.adds_up()
        return sheet

    return run


def inside(partnership: Any, agency: str = POLICE) -> list[Child]:
    with on_behalf_of(partnership.agency(agency).pk):
        return list(Child.objects.filter(agency__name=agency).order_by("pk"))


def test_a_row_becomes_a_record_of_that_agency_which_the_front_door_does_not_see(load, partnership):
    sheet = load(WREN)
    assert (sheet.rows, sheet.loaded, sheet.refused) == (1, 1, 0)
    [child] = inside(partnership)
    assert (child.name, str(child.born_on), child.sex, child.school.name) == (
        *("Wren Appletree", "2015-06-12", "F"),
        "Harbour High School",
    )
    with on_behalf_of(child.agency_id):
        assert set(ExternalReference.objects.values_list("kind", "value")) == {("CASE", "7"), ("NHS", NHS)}
        assert str(HouseholdMember.objects.get().household.address) == "4 Linnet Lane, ME1 4LL"
    assert not Child.objects.filter(pk=child.pk).exists()


def test_the_same_list_again_changes_nothing_and_a_corrected_one_what_it_says_otherwise(load, partnership):
    load(WREN)
    assert load(WREN).unchanged == 1
    corrected = ["7", "Wrenna", *WREN[2:6], OTHER_NHS, "9 Plover Row", *WREN[8:]]
    sheet = load(corrected)
    assert (sheet.loaded, sheet.updated) == (1, 1)
    assert {change.column for change in sheet.changes} == {"Given name", "NHS number", "Address"}
    [child] = inside(partnership)
    assert child.given_name == "Wrenna"
    with on_behalf_of(child.agency_id):
        assert HouseholdMember.objects.get(to_on=None).household.address.lines == "9 Plover Row"
        assert HouseholdMember.objects.count() == 2
    assert load(corrected).unchanged == 1


def test_who_is_missing_is_flagged_and_stays(load, partnership):
    load(WREN, ["8", "Kit", "Rowan", "03/02/2011", "", "", "", "", "", ""])
    sheet = load(WREN)
    assert sheet.absent == 1
    assert len(inside(partnership)) == 2
    with on_behalf_of(partnership.agency(POLICE).pk):
        assert [row.values["external_id"] for row in ExtractRow.objects.absent()] == ["8"]


@pytest.mark.django_db(databases="__all__")
def test_whom_the_own_list_lacks_stands_among_the_absent_rows(load, partnership, client):
    load(WREN, agency="Merrow Council")
    load(["8", "Kit", "Rowan", "03/02/2011", "", "", "", "", "", ""], agency="Merrow Council")
    client.force_login(partnership.mina)
    page = client.get(reverse("exchange:absent_rows"))
    assert page.status_code == 200
    assert "Person on a list" in page.content.decode()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["", *WREN[1:]], "Person ID"),
        (["9", "", "", "12/06/2015", *[""] * 6], "Family name"),
        (["9", "Kit", "Rowan", "12/06/2035", *[""] * 6], "Date of birth"),
        (["9", "Kit", "Rowan", "12/06/1970", *[""] * 6], "Date of birth"),
        (["9", "Kit", "Rowan", "12/06/2015", "", "", "9990000001", "", "", ""], "NHS number"),
        (["9", "Kit", "Rowan", "12/06/2015", "", "", NHS, "", "", ""], "NHS number"),
        (["7", "Kit", "Rowan", "12/06/2015", *[""] * 6], "Person ID"),
    ],
)
def test_what_cannot_be_is_refused_and_the_rest_goes_in(load, partnership, row, column):
    sheet = load(WREN, row)
    assert (sheet.loaded, sheet.refused) == (1, 1)
    assert [refusal.column for refusal in sheet.refusals] == [column]
    assert len(inside(partnership)) == 1


def test_a_dry_run_says_the_same_and_changes_nothing(load, partnership):
    assert load(WREN, dry_run=True).loaded == 1
    assert inside(partnership) == []


def test_a_file_of_something_else_is_not_read(load):
    with pytest.raises(CannotRead, match="list of people"):
        load(["a", "b"], headings=["colour", "size"])


@pytest.mark.parametrize("name", ["olive", "dara", "pat", "sol"])
def test_only_a_front_door_manager_delivers_lists(partnership, tmp_path, name):
    path = tmp_path / "list.csv"
    path.write_text("Person ID,Given name,Family name\n1,Wren,Appletree\n")
    person = getattr(partnership, name)
    partnership.acts(person)
    with pytest.raises(NotYours):
        people.load(path, agency=partnership.agency(POLICE), dry_run=False, by=person, at=partnership.now)
