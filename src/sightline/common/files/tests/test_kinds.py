"""What is taken and what is refused, by the content alone."""

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.common.files.actions import plain_name
from sightline.common.files.kinds import EXTENSIONS, kind_of
from sightline.common.files.limits import Limits, in_words
from sightline.common.files.refusals import FileRefused
from sightline.common.files.tests import made
from sightline.common.models import StoredFile

LIMITS = Limits(file=2_000_000)


def kind(content, name):
    return kind_of(io.BytesIO(content), name=name, limits=LIMITS)


@pytest.mark.parametrize(
    ("content", "name", "expected"),
    [
        (made.PDF, "letter.pdf", "PDF"),
        (made.PDF, "LETTER.PDF", "PDF"),
        (made.png(), "body map.png", "PNG"),
        (made.jpeg(), "photo.jpeg", "JPEG"),
        (made.jpeg() + b"\0" * 40, "from a telephone.jpg", "JPEG"),
        (made.docx(), "chronology.docx", "DOCX"),
        (made.docx(word__media__icon="<svg xmlns='x'/>"), "with a drawing.docx", "DOCX"),
        (made.xlsx(), "attendance.xlsx", "XLSX"),
        (made.odt(), "note.odt", "ODT"),
        (made.OUTLOOK, "worry.msg", "MSG"),
        (made.MESSAGE, "worry.eml", "EML"),
        (made.TEXT, "note.txt", "TXT"),
        (made.TEXT.decode().encode("utf-16"), "note.txt", "TXT"),
        ("née Brontë".encode("cp1252"), "note.txt", "TXT"),
        (b"name,day\nWren,Monday\n", "days.csv", "CSV"),
        (b"if a < b and c > d then ring", "note.txt", "TXT"),
    ],
)
def test_a_whole_file_of_a_kind_that_is_taken_is_known_by_its_content(content, name, expected):
    assert kind(content, name) == expected


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "empty.pdf", "empty"),
        (b"x" * 2_000_001, "long.txt", "may have up to 2 MB"),
        (made.png(), "letter.pdf", "called .pdf, but what is in it is: Picture"),
        (made.PDF, "letter.pdf.exe", "called .exe"),
        (made.PDF, "letter", "name without an ending"),
        (made.docx(), "table.xlsx", "called .xlsx"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "page.txt", "web page"),
        (b"  \n<svg xmlns='http://www.w3.org/2000/svg' onload='x'>", "drawing.txt", "web page"),
        ("<html>".encode("utf-16"), "page.txt", "web page"),
        (b"name\n" + b"x" * 9000 + b"<script>alert(1)</script>", "table.csv", "web page"),
        (b"MZ\x90\0", "setup.pdf", "program"),
        (b"\x7fELF", "tool.txt", "program"),
        (b"#!/bin/sh\nrm -rf /", "note.txt", "program"),
        (b"{\\rtf1 {\\object}}", "note.txt", "Rich text"),
        (b"GIF89a" + b"\0" * 20, "dance.png", "GIF"),
        (b"\x1f\x8b\x08", "pack.txt", "archives"),
        (made.packed({"a.txt": "x"}), "pack.docx", "archives"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "photo.jpg", "HEIC"),
        (b"\0\1\2\3", "note.txt", "not taken"),
        (made.macro_word(), "form.docx", "macros"),
        (made.docx_with({"xl/macrosheets/sheet1.xml": "<m/>"}), "form.docx", "macros"),
        (made.odt(Basic__Standard__script="x"), "form.odt", "macros"),
        (made.encrypted_zip(), "locked.docx", "password"),
        (made.LOCKED, "locked.docx", "password"),
        (made.OLD_WORD, "letter.doc", "older Word"),
        (made.OLD_WORD, "letter.msg", "older Word"),
        (made.docx_with({"word/settings.xml": made.LAUGHS}), "laughs.docx", "unfold"),
        (made.docx_with({"word/settings.xml": made.LAUGHS.encode("utf-16")}), "laughs.docx", "unfold"),
        (made.docx_with({"word/_rels/settings.xml.rels": made.FETCHES}), "fetches.docx", "fetches"),
        (made.docx_with({"word/embeddings/setup.exe": "MZ"}), "inside.docx", "could be a program"),
        (made.docx_with({"word/embeddings/o.bin": "\1Ole10Native".encode("utf-16-le")}), "in.docx", "be a program"),
        (made.docx_with({"../../etc/passwd": "x"}), "out.docx", "damaged"),
        (made.docx_with({"word/media/big.bin": b"\0" * 40_000_000}), "bomb.docx", "exhaust"),
        (made.docx_with({f"word/{n}.xml": "<a/>" for n in range(3_001)}), "many.docx", "exhaust"),
        (made.docx()[:-30], "cut.docx", "damaged"),
        (made.png()[:-10], "cut.png", "damaged"),
        (made.jpeg()[:-2], "cut.jpg", "damaged"),
        (made.PDF[:-8], "cut.pdf", "not complete"),
        (made.png(60_000, 60_000), "bomb.png", "too large"),
        (made.MESSAGE.replace(b"From:", b"Form:"), "worry.eml", "no e-mail message"),
    ],
)
def test_what_is_dangerous_damaged_or_pretends_is_refused_in_words_that_help(content, name, says):
    with pytest.raises(FileRefused, match=says):
        kind(content, name)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (made.PDF + made.packed({"x.class": "x"}), "gifar.pdf"),
        (made.jpeg() + made.packed({"x.class": "x"}), "gifar.jpg"),
        (made.png() + made.packed({"x.class": "x"}), "gifar.png"),
        (made.png() + b"<script>alert(1)</script>", "page.png"),
        (made.jpeg(b"<script>alert(1)</script>"), "page.jpg"),
        (made.PDF + b"<html><script>alert(1)</script>", "page.pdf"),
        (b"%PDF-1.4\n<html><script>alert(1)</script>\n%%EOF", "page.pdf"),
        (b"<html>" + made.PDF, "page.pdf"),
        (made.docx() + b"<html><script>", "page.docx"),
        (b"GIF89a" + made.docx(), "picture.docx"),
        (made.PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (x) >>"), "runs.pdf"),
        (made.PDF.replace(b"/Catalog", b"/Catalog /AA << /S /J#61vaScript >>"), "runs.pdf"),
        (made.PDF.replace(b"/Catalog", b"/Catalog /AA << /S /Launch /F (cmd) >>"), "runs.pdf"),
    ],
)
def test_a_file_that_is_two_things_at_once_is_refused(content, name):
    with pytest.raises(FileRefused):
        kind(content, name)


def test_a_program_that_hangs_on_a_message_is_refused_and_a_page_of_its_text_is_not():
    head = made.MESSAGE.split(b"\r\n\r\n")[0] + b'\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n'
    page = head + b"--b\r\nContent-Type: text/html\r\n\r\n<p>Please ring.</p>\r\n--b--\r\n"
    program = head + b'--b\r\nContent-Disposition: attachment; filename="bill.pdf.exe"\r\n\r\nMZ\r\n--b--\r\n'
    disguised = head + b'--b\r\nContent-Disposition: attachment; filename="bill.pdf"\r\n\r\nMZ\r\n--b--\r\n'
    assert kind(page, "worry.eml") == "EML"
    for content in (program, disguised):
        with pytest.raises(FileRefused, match="program"):
            kind(content, "worry.eml")


def test_a_message_of_messages_of_messages_ends():
    nested = made.MESSAGE
    for _ in range(40):
        nested = made.MESSAGE.split(b"\r\n\r\n")[0] + b"\r\nContent-Type: message/rfc822\r\n\r\n" + nested
    with pytest.raises(FileRefused, match="messages in messages"):
        kind(nested, "worry.eml")


def test_a_bomb_is_refused_without_unfolding_it():
    bomb = made.docx_with({"word/media/big.bin": b"\0" * 60_000_000})
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused):
            kind(bomb, "bomb.docx")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@given(
    st.binary(max_size=400),
    st.sampled_from(["%PDF-", "PK\3\4", "\x89PNG\r\n\x1a\n", ""]),
    st.sampled_from(["pdf", "docx"]),
)
def test_whatever_comes_is_known_or_refused_and_never_breaks(content, sign, ending):
    try:
        found = kind(sign.encode("latin-1") + content, f"file.{ending}")
    except FileRefused as refusal:
        assert str(refusal)
    else:
        assert ending in EXTENSIONS[found]


@given(st.text(max_size=400))
def test_a_name_is_shown_plain_and_short_whatever_it_was(name):
    plain = plain_name(name)
    assert 0 < len(plain) <= 255
    assert plain.isprintable()
    assert "/" not in plain
    assert "\u202e" not in plain


def test_every_kind_has_its_endings_and_a_size_is_said_as_people_say_it():
    assert set(EXTENSIONS) == set(StoredFile.Kind)
    assert [in_words(size) for size in (20, 850_000, 3_200_000, 20_000_000)] == ["1 KB", "850 KB", "3.2 MB", "20 MB"]
