"""What is refused or left out of a folder of published statistics, and how that is told."""

import pytest

from sightline.exchange.dfe_statistics import load
from sightline.exchange.dfe_statistics.files import (
    AREA_CODES,
    FILES,
    INTERACTIVE_TOOL,
    NEIGHBOURS,
    REFERRALS,
    SINGLE_YEARS_OF_AGE,
)
from sightline.exchange.models import ComparatorMember, Publication, PublishedValue
from sightline.exchange.tests.folder import (
    SEFTON,
    aged,
    code,
    count_of,
    in_tool,
    referrals,
    refusals,
    why,
)
from sightline.intake.workbook import CannotRead

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("4,360", "neither a number, written without commas, nor a mark"),
        ("-3", "neither a number"),
        ("1e5", "neither a number"),
        ("４３６０", "neither a number"),
        ("=1+1", "neither a number"),
        ("NaN", "neither a number"),
        ("C", "neither a number"),
        ("43.5", "is not a whole number"),
        ("9" * 10, "neither a number"),
    ],
)
def test_a_bad_number_refuses_its_line_and_no_other(loads, folder, number, reason):
    folder.lines[REFERRALS][1] = referrals(2023, SEFTON, number)
    sheet = loads()[REFERRALS]
    assert (sheet.rows, sheet.loaded, sheet.refused) == (4, 3, 1)
    [(row, column, value, said)] = refusals(sheet)
    assert (row, column, value) == (3, "referral_count", number)
    assert reason in said
    assert not PublishedValue.objects.filter(publication__file=REFERRALS, dfe_code="343", period="2022-23").exists()


@pytest.mark.parametrize(
    ("heading", "value", "reason"),
    [
        ("time_period", "2022-23", "is not a year"),
        ("time_period", "1023", "is not a year"),
        ("time_identifier", "Calendar year", "is not 'Reporting year'"),
        ("geographic_level", "Ward", "is not National, Regional or Local authority"),
        ("old_la_code", "", "is not a three-digit code"),
        ("new_la_code", "Sefton", "is not a code such as E08000014"),
        ("la_name", "", "is empty"),
        ("la_name", "S" * 81, "is longer than 80 characters"),
        ("rereferral_percent", "100.1", "is more than 100 percent"),
    ],
)
def test_a_line_that_names_no_area_or_year_is_refused(loads, folder, heading, value, reason):
    folder.lines[REFERRALS][1] |= {heading: value}
    sheet = loads()[REFERRALS]
    assert [(row, column) for row, column, _, _ in refusals(sheet)] == [(3, heading)]
    assert reason in sheet.refusals[0].reason


def test_a_line_that_is_said_twice_is_refused_the_second_time(loads, folder):
    folder.lines[REFERRALS].append(referrals(2023, SEFTON, 1))
    sheet = loads()[REFERRALS]
    assert refusals(sheet) == [(6, "time_period", "2023", "says again what row 3 says")]
    assert count_of("343", "2022-23").value == 4360


def test_a_line_with_a_cell_too_few_or_too_many_is_refused(loads, folder):
    folder.write()
    path = folder.path / REFERRALS
    lines = path.read_text("utf-8").splitlines()
    lines[1], lines[2] = lines[1] + ",5", lines[2].rpartition(",")[0]
    path.write_text("\n".join(lines), "utf-8")
    sheet = loads(written=False)[REFERRALS]
    assert [(row, reason) for row, _, _, reason in refusals(sheet)] == [
        (2, "are more or fewer than the headings"),
        (3, "are more or fewer than the headings"),
    ]


def test_a_file_without_one_of_its_headings_is_refused_as_a_whole(loads, folder):
    folder.lines[REFERRALS] = [
        {("referals" if name == "referral_count" else name): cell for name, cell in line.items()}
        for line in folder.lines[REFERRALS]
    ]
    sheet = loads()[REFERRALS]
    assert (sheet.rows, sheet.loaded, sheet.refused) == (4, 0, 4)
    [(row, column, _, reason)] = refusals(sheet)
    assert (row, column, reason) == (1, "referral_count", "This heading is missing.")
    assert not Publication.objects.filter(file=REFERRALS).exists()
    assert Publication.objects.filter(file=NEIGHBOURS).exists()


def test_a_heading_that_stands_twice_refuses_the_file(loads, folder):
    folder.write()
    path = folder.path / REFERRALS
    path.write_text(path.read_text("utf-8").replace("rereferral_count,", "referral_count,", 1), "utf-8")
    assert "stands twice" in loads(written=False)[REFERRALS].refusals[0].reason


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "empty"), (b"%PDF-1.7", "This is a PDF"), (b"\x00\x01\x02", "neither a workbook nor text")],
)
def test_a_file_that_is_no_table_is_refused_and_the_others_go_in(loads, folder, content, reason):
    folder.write()
    (folder.path / REFERRALS).write_bytes(content)
    account = loads(written=False)
    assert account[REFERRALS].refused == account[REFERRALS].rows == 1
    assert reason in account[REFERRALS].refusals[0].reason
    assert account[NEIGHBOURS].loaded == 2


def test_a_byte_order_mark_and_another_order_of_columns_do_no_harm(loads, folder):
    folder.write()
    turned = [dict(reversed(line.items())) for line in folder.lines[REFERRALS]]
    folder.put(REFERRALS, turned, encoding="utf-8-sig")
    assert loads(written=False)[REFERRALS].loaded == 4
    assert loads()[REFERRALS].unchanged == 4


def test_a_column_that_is_not_known_is_told(loads, folder):
    folder.lines[REFERRALS] = [line | {"new_measure": "5"} for line in folder.lines[REFERRALS]]
    account = loads()
    assert account[REFERRALS].loaded == 4
    assert why(account, f"{REFERRALS}, column new_measure") == "it is no column that is known here"


def test_codes_that_put_two_authorities_into_one_are_left_out_and_told(loads, folder):
    folder.lines[AREA_CODES].append(code("E06000061 / E06000062", "940 / 941", "North / West Northamptonshire"))
    folder.lines[AREA_CODES].append(code("z", "702", "Forces abroad"))
    account = loads()
    assert (account[AREA_CODES].rows, account[AREA_CODES].refused) == (4, 0)
    assert "two authorities into one" in why(account, f"{AREA_CODES}, row 6")
    assert "no authority" in why(account, f"{AREA_CODES}, row 7")


def test_a_missing_file_is_told_and_what_was_loaded_of_it_stays(loads, folder):
    loads()
    (folder.path / REFERRALS).unlink()
    account = loads(written=False)
    assert why(account, REFERRALS) == "it is not in the folder; what was loaded of it before stays"
    assert count_of("343", "2022-23").value == 4360


def test_every_other_file_of_the_folder_is_named_with_its_reason(loads, folder):
    for name in ("imd2019_utla.csv", "holiday.jpg"):
        (folder.path / name).write_bytes(b"")
    account = loads()
    assert why(account, "imd2019_utla.csv") == "no figure of Sightline stands beside it yet"
    assert why(account, "holiday.jpg") == "it is none of the files that are known here"
    told = {skipped.name for skipped in account["skipped"]}
    assert {file.name for file in FILES} <= told | set(account)


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_that_holds_none_of_the_files_cannot_be_read(partnership, tmp_path, is_there):
    with pytest.raises(CannotRead, match="none of the files" if is_there else "is not a folder"):
        load(tmp_path / ("" if is_there else "nowhere"), dry_run=False, by=partnership.ana, at=partnership.now)


def test_the_rate_of_first_time_entrants_for_england_is_left_out_as_its_unit_is_wrong(loads, folder):
    folder.lines[INTERACTIVE_TOOL] += [
        in_tool("FirstYJS", "England", "970", 2023, 1320),
        in_tool("FirstYJS", "North West", "981", 2023, 180),
        in_tool("ChildPov", "Sefton", "343", 2023, 20),
    ]
    account = loads()
    assert (account[INTERACTIVE_TOOL].rows, account[INTERACTIVE_TOOL].loaded) == (2, 2)
    assert "another unit" in why(account, f"{INTERACTIVE_TOOL}, row 3")
    assert "stands beside" in why(account, f"{INTERACTIVE_TOOL}, 1 rows")
    assert count_of("981", "2023", "FirstYJS").unit == "per 100,000"


def test_an_area_without_three_digits_is_refused_where_its_file_gives_none(loads, folder):
    folder.lines[SINGLE_YEARS_OF_AGE].append(aged("E08000099", 4, "1000", name="Nowhere"))
    sheet = loads()[SINGLE_YEARS_OF_AGE]
    assert [(row, column, value) for row, column, value, _ in refusals(sheet)] == [(20, "utla20_code", "E08000099")]


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"rank": "11"}, "rank"),
        ({"rank": "first"}, "rank"),
        ({"version": "new"}, "version"),
        ({"neighbour_la_code": "343"}, "neighbour_la_code"),
    ],
)
def test_a_neighbour_that_can_be_none_is_refused(loads, folder, cells, column):
    folder.lines[NEIGHBOURS][0] |= cells
    assert [each.column for each in loads()[NEIGHBOURS].refusals] == [column]
    assert ComparatorMember.objects.count() == 1
