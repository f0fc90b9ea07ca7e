"""Files are known by what is in them; what could do harm is refused before it is opened, and each refusal helps."""

import os
import tracemalloc
from pathlib import Path

import pytest

from sightline.intake.tests import hostile
from sightline.intake.workbook import NO_RESULT, CannotRead, CellError, Limits, Row, open_workbook

REFUSED = {
    "macros": (hostile.with_macros, "carries macros"),
    "macro_enabled": (hostile.macro_enabled, "carries macros"),
    "macro_sheet": (hostile.with_a_macro_sheet, "carries macros"),
    "macros_old": (lambda path: hostile.compound(path, "Workbook", "_VBA_PROJECT_CUR"), "carries macros"),
    "bomb": (hostile.bomb, "made to exhaust the machine"),
    "parts": (hostile.many_parts, "packed out of 3,0"),
    "laughs_sheet": (hostile.entities, "damaged"),
    "laughs_strings": (lambda path: hostile.entities(path, "xl/sharedStrings.xml"), "damaged"),
    "laughs_workbook": (lambda path: hostile.entities(path, "xl/workbook.xml"), "damaged"),
    "laughs_styles": (lambda path: hostile.entities(path, "xl/styles.xml"), "damaged"),
    "locked": (lambda path: hostile.compound(path, "EncryptionInfo", "EncryptedPackage"), "locked with a password"),
    "locked_zip": (hostile.locked_zip, "locked with a password"),
    "word": (lambda path: hostile.renamed(path, "word/document.xml"), "a Word document"),
    "slides": (lambda path: hostile.renamed(path, "ppt/presentation.xml"), "a presentation"),
    "xlsb": (lambda path: hostile.renamed(path, "xl/workbook.bin"), "binary workbook (.xlsb)"),
    "odd": (lambda path: hostile.renamed(path, "other.xml"), "not a workbook"),
    "zip": (hostile.packed_folder, "packed file (ZIP), not a workbook"),
    "old_word": (lambda path: hostile.compound(path, "WordDocument"), "a document or a presentation"),
    "broken_xls": (lambda path: hostile.compound(path, "Workbook"), "damaged"),
    "cut_short": (hostile.cut_short, "damaged"),
    "pdf": (lambda path: hostile.text(path, b"%PDF-1.7 ..."), "a PDF"),
    "picture": (lambda path: hostile.text(path, b"\x89PNG\r\n\x1a\n"), "a picture"),
    "program": (lambda path: hostile.text(path, b"MZ\x90\x00"), "a program"),
    "page": (lambda path: hostile.text(path, b"\xef\xbb\xbf\r\n<html><table></table>"), "a web page"),
    "xml": (lambda path: hostile.text(path, b"<?xml version='1.0'?><Workbook/>"), "an XML file"),
    "bytes": (lambda path: hostile.text(path, b"a,b\x00c"), "neither a workbook nor text"),
    "letters": (lambda path: hostile.text(path, b"a,\x81\x8d"), "encoding is not known"),
    "quotes": (lambda path: hostile.text(path, b'a,"b\nc'), "not well-formed CSV"),
    "empty": (lambda path: hostile.text(path, b""), "no bytes at all"),
    "row_order": (
        lambda path: hostile.sheet(
            path, '<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'
        ),
        "out of order",
    ),
    "far_down": (lambda path: hostile.sheet(path, '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'), "rows"),
    "far_right": (lambda path: hostile.sheet(path, '<row r="1"><c r="XFD1"><v>1</v></c></row>'), "500 columns"),
    "no_such_text": (lambda path: hostile.sheet(path, '<row r="1"><c r="A1" t="s"><v>7777</v></c></row>'), "damaged"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_cannot_or_must_not_be_read_is_refused_with_what_to_do(tmp_path, kind):
    make, why = REFUSED[kind]
    path = make(tmp_path / "list.xlsx")
    with pytest.raises(CannotRead) as refused, open_workbook(path) as book:
        [list(sheet.rows()) for sheet in book.sheets]
    assert why in str(refused.value)
    assert str(refused.value).endswith((".", ")"))
    assert "list.xlsx" not in str(refused.value)


def test_a_file_of_200_megabytes_is_refused_unread(tmp_path):
    path = tmp_path / "huge.xlsx"
    with path.open("wb") as huge:
        huge.truncate(200_000_000)
    with pytest.raises(CannotRead, match="The file has 200 MB; the limit is 60 MB"), open_workbook(path):
        pass


def test_the_limit_is_a_setting(tmp_path):
    path = hostile.plain(tmp_path / "list.xlsx")
    with pytest.raises(CannotRead, match="the limit is 1,000 bytes"), open_workbook(path, limits=Limits(file=1000)):
        pass


@pytest.mark.parametrize("path", ["", "nothing.xlsx"])
def test_what_is_no_file_is_refused(tmp_path, path):
    with pytest.raises(CannotRead, match=r"folder|no such file"), open_workbook(tmp_path / path):
        pass


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotRead, match="no file"), open_workbook(tmp_path / "pipe"):
        pass


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = hostile.bomb(tmp_path / "bomb.xlsx")
    tracemalloc.start()
    with pytest.raises(CannotRead), open_workbook(path):
        pass
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000


def read(path: Path) -> dict[str, list[Row]]:
    with open_workbook(path) as book:
        return {sheet.name: list(sheet.rows()) for sheet in book.sheets}


def test_every_kind_of_cell_comes_through(tmp_path):
    rows = read(hostile.with_everything(tmp_path / "x.xlsx"))["List 1"]
    assert rows == [
        Row(1, ("text", 1, 2.5, True, hostile.A_DAY, CellError("#N/A"))),
        Row(5, ("O’Neill, عمر, 李",)),
    ]


def test_a_hidden_sheet_says_so(tmp_path):
    with open_workbook(hostile.with_everything(tmp_path / "x.xlsx")) as book:
        assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("List 1", False), ("old", True)]


def test_what_a_sheet_says_wrongly_of_its_own_size_is_not_believed(tmp_path):
    path = hostile.sheet(tmp_path / "x.xlsx", '<row r="3"><c r="B3"><v>7</v></c><c r="D3"><v>8</v></c></row>')
    assert read(path)["List 1"] == [Row(3, (None, 7, None, 8))]


def test_a_formula_gives_its_saved_result(tmp_path):
    assert read(hostile.with_formulas(tmp_path / "x.xlsx", saved=True))["List 1"] == [Row(1, (3,))]


def test_a_formula_that_gave_an_empty_text_is_an_empty_cell(tmp_path):
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c>'
    assert read(hostile.sheet(tmp_path / "x.xlsx", f'<row r="1">{cells}</row>'))["List 1"] == [Row(1, (1,))]


def test_a_workbook_of_excel_97_is_read(tmp_path):
    with open_workbook(hostile.old_excel(tmp_path / "x.xlsx")) as book:
        assert [(sheet.name, sheet.is_hidden) for sheet in book.sheets] == [("List 1", False), ("old", True)]
        assert list(book.sheets[0].rows()) == [
            Row(1, ("O’Neill, Zoë", 4711, None)),
            Row(3, (hostile.A_DAY.date(), True, 0.5)),
        ]


def test_a_formula_without_a_saved_result_is_told_from_an_empty_cell(tmp_path):
    assert read(hostile.with_formulas(tmp_path / "x.xlsx", saved=False))["Sheet"] == [Row(1, (NO_RESULT,))]


@pytest.mark.parametrize(
    "content",
    [
        "Name;Age\nZoë O’Neill;7\n".encode(),
        "\ufeffName,Age\r\nZoë O’Neill,7\r\n".encode(),
        "Name\tAge\nZoë O’Neill\t7\n".encode("utf-16"),
        "Name,Age\nZoë O’Neill,7\n".encode("cp1252"),
    ],
)
def test_csv_keeps_apostrophes_and_accents_however_it_was_saved(tmp_path, content):
    path = hostile.text(tmp_path / "List 1.csv", content)
    assert read(path) == {"List 1": [Row(1, ("Name", "Age")), Row(2, ("Zoë O’Neill", "7"))]}


def test_empty_rows_are_left_out_and_the_others_keep_their_numbers(tmp_path):
    path = hostile.text(tmp_path / "x.csv", b"a,b\n,\n  ,\nc,d\n")
    assert [row.number for row in read(path)["x"]] == [1, 4]
