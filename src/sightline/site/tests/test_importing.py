"""`sightline import`: what it prints, in whose name it acts, and how it ends."""

import json
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from sightline.front_door.models import Contact
from sightline.site.__main__ import parser
from sightline.site.commands.command import Refusal
from sightline.site.commands.import_ import COMMAND

pytestmark = pytest.mark.django_db
HEADINGS = ("Child Unique ID", "Gender", "Ethnicity", "Date of Birth", "Age", "Date of Contact", "Contact Source")
GOOD = ("4711", "F", "WBRI", "25/01/2015", "8", "16/02/2023", "Police")
BAD = ("4712", "F", "WBRI", "31/02/2015", "8", "16/02/2023", "Police")


@pytest.fixture
def a_list(tmp_path):
    def write(*rows, name="list.xlsx", headings=HEADINGS) -> Path:
        book = xlsxwriter.Workbook(str(tmp_path / name))
        sheet = book.add_worksheet("List 1")
        for place, row in enumerate([headings, *rows]):
            for column, value in enumerate(row):
                sheet.write_string(place, column, value)
        book.close()
        return tmp_path / name

    return write


@pytest.fixture
def run(partnership, capsys):
    """Runs `sightline import annex-a …`: the exit code, and what was printed."""

    def ask(path, *options):
        code = COMMAND.run(parser().parse_args(["import", "annex-a", str(path), *options]))
        return code, capsys.readouterr().out

    return ask


def test_all_rows_in_is_exit_code_0(run, a_list, partnership):
    code, printed = run(a_list(GOOD))
    assert code == 0
    assert "List 1" in printed
    partnership.acts(partnership.mina)
    assert Contact.objects.get().recorded_by == partnership.maud


def test_a_refused_row_is_exit_code_1_and_told_as_agreed(run, a_list):
    code, printed = run(a_list(GOOD, BAD), "--format", "json")
    told = json.loads(printed)
    [sheet] = told["sheets"]
    assert code == 1
    assert told["dry_run"] is False
    assert (sheet["rows"], sheet["loaded"], sheet["unchanged"], sheet["refused"]) == (2, 1, 0, 1)
    assert sheet["refusals"] == [
        {
            "row": 3,
            "column": "Date of Birth",
            "value": "31/02/2015",
            "reason": "There is no 31.2.2015 in the calendar. Check the day and the month.",
        }
    ]


def test_a_dry_run_changes_nothing(run, a_list, partnership):
    code, printed = run(a_list(GOOD), "--dry-run", "--format", "json")
    assert (code, json.loads(printed)["dry_run"]) == (0, True)
    partnership.acts(partnership.mina)
    assert not Contact.objects.exists()


def test_a_file_that_cannot_be_read_is_exit_code_2(run, tmp_path):
    (tmp_path / "letter.xlsx").write_bytes(b"%PDF-1.7")
    with pytest.raises(Refusal, match="This is a PDF") as refused:
        run(tmp_path / "letter.xlsx")
    assert refused.value.code == 2


def test_the_import_acts_in_the_name_that_is_said(run, a_list, partnership):
    run(a_list(GOOD), "--as", "mina")
    partnership.acts(partnership.mina)
    assert Contact.objects.get().recorded_by == partnership.mina


@pytest.mark.parametrize("username", ["nobody", "pat"])
def test_a_name_from_elsewhere_is_refused(run, a_list, username):
    with pytest.raises(Refusal, match="Nobody of this username is in post"):
        run(a_list(GOOD), "--as", username)


def test_a_role_that_may_not_is_refused(run, a_list):
    with pytest.raises(Refusal, match="Your role does not let you"):
        run(a_list(GOOD), "--as", "olive")


def test_a_heading_told_on_the_command_line_is_taken(run, a_list):
    path = a_list(GOOD, headings=("Person = No", *HEADINGS[1:]))
    assert run(path)[0] == 1
    assert run(path, "--heading", "Person = No=Child Unique ID")[0] == 0
    with pytest.raises(Refusal, match="its heading=the column"):
        run(path, "--heading", "Gender")


def test_the_largest_size_is_a_setting(run, a_list, monkeypatch):
    monkeypatch.setenv("SIGHTLINE_IMPORT_MB", "0")
    with pytest.raises(Refusal, match="the limit is 0 bytes"):
        run(a_list(GOOD))
    monkeypatch.setenv("SIGHTLINE_IMPORT_MB", "many")
    with pytest.raises(Refusal, match="in whole megabytes"):
        run(a_list(GOOD))


def test_a_corrected_date_is_taken_over_when_confirmed(run, a_list, partnership):
    run(a_list(GOOD))
    corrected = a_list((*GOOD[:5], "17/02/2023", GOOD[6]), name="later.xlsx")
    assert run(corrected)[0] == 1
    assert run(corrected, "--confirm-dates")[0] == 0
    partnership.acts(partnership.mina)
    assert Contact.objects.get().received_on == date(2023, 2, 17)
