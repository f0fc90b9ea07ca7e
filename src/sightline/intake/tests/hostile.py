"""Files that nobody should send, and some that everybody does: each made here, none copied from anywhere."""

import base64
import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import openpyxl
import xlsxwriter

A_DAY = datetime(2020, 9, 16)  # noqa: DTZ001 - Excel knows no zones
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def plain(path: Path, rows: int = 3) -> Path:
    """An honest workbook."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("List 1")
    for row in range(rows):
        sheet.write_row(row, 0, ["Zoë", row, 1.5])
    book.close()
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """An honest workbook whose parts are changed, and packed again."""
    plain(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def with_macros(path: Path) -> Path:
    return repacked(path, lambda parts: parts.update({"xl/vbaProject.bin": OLE + b"macro"}))


def macro_enabled(path: Path) -> Path:
    def change(parts: dict[str, bytes]) -> None:
        kinds = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = kinds.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )

    return repacked(path, change)


def with_a_macro_sheet(path: Path) -> Path:
    return repacked(path, lambda parts: parts.update({"xl/macrosheets/sheet1.xml": b"<macrosheet/>"}))


def bomb(path: Path, megabytes: int = 200) -> Path:
    """A sheet that unpacks to a thousand times its size."""
    with zipfile.ZipFile(plain(path)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in parts.items():
            if name != "xl/worksheets/sheet1.xml":
                archive.writestr(name, content)
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(megabytes):
                sheet.write(b" " * 1_000_000)
    return path


def many_parts(path: Path) -> Path:
    return repacked(path, lambda parts: parts.update({f"xl/media/{n}.txt": b"" for n in range(3000)}))


def entities(path: Path, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """A billion laughs: a few lines that would unfold into gigabytes."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    attack = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]><x>&l9;</x>'.encode()
    return repacked(path, lambda parts: parts.update({part: attack}))


def sheet(path: Path, rows: str) -> Path:
    """A workbook whose sheet holds these rows, written by hand."""
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><worksheet'
        ' xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<dimension ref="A1"/><sheetData>{rows}</sheetData></worksheet>'
    )
    return repacked(path, lambda parts: parts.update({"xl/worksheets/sheet1.xml": content.encode()}))


def text(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def renamed(path: Path, main: str) -> Path:
    """A packed document of another kind under a workbook's name."""
    kinds = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", kinds)
        archive.writestr(main, b"<x/>")
    return path


def packed_folder(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", b"hello")
    return path


def locked_zip(path: Path) -> Path:
    """A workbook whose parts say that they are encrypted."""
    content = bytearray(plain(path).read_bytes())
    for signature, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(signature)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(signature, start + 4)
    path.write_bytes(bytes(content))
    return path


def compound(path: Path, *parts: str) -> Path:
    """A compound file (as .xls and locked .xlsx are) whose directory names these parts."""
    named = b"".join(part.encode("utf-16-le").ljust(128, b"\0") for part in parts)
    path.write_bytes(OLE + struct.pack("<16s", b"") + b"\0" * 488 + named.ljust(4096, b"\0"))
    return path


def with_formulas(path: Path, *, saved: bool) -> Path:
    """A formula with its result saved as Excel saves it, or without, as a program writes it."""
    if saved:
        book = xlsxwriter.Workbook(str(path))
        book.add_worksheet("List 1").write_formula(0, 0, "=1+2", value=3)
        book.close()
        return path
    made = openpyxl.Workbook()
    made.active["A1"] = "=1+2"
    made.save(path)
    return path


def cut_short(path: Path) -> Path:
    content = plain(path, rows=500).read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


# A sheet of a name, a number, a date, a truth and a fraction, and a hidden one, as Excel 97 keeps them; packed.
_OLD_EXCEL = (
    "c-rk)O=uHA6#izCZIYTMX-$PxETLl68Ysn!m%1v|BA8gcXp5k&$ssf(5_{2uR%?!e;7JjoP!C>ez4(I)dJ_~XdJqI5(VIO93Le_5"
    "Z{F^jv|4DO7NYwt^XBcFH#=|Vy?HacZ)Tf|llR+7Sc2Vfp=|ijP$d&oeD+NU)NUAxwQDaG!$Doa=OsrrXn4}}+M|4^{9S^?jQa&q"
    ";1iV-ID<qkn~JU>_OT7aLfOzO+!T8fx2OaVVY^zGo@Tn9={?qc%5)D)t}^W<-J%%6te)uFWySGv*}-iAq5==O&j*(DpcOAw9ACU9"
    "OkE9o^XcJCoi((({g?u|v_F+i<<)%<chCs*^>xSN-GhW8!sPBLd^e)NH+x+_k2><Tl?#yk$6~o>8M&97xKw^!x`A;Rr-TaT0tNLZ"
    "x4D!LrO%E<dkR>GXPSx)7jl{8JT`MCSH%x;7?EfKDWs91D@M;ALJo5(RA45D(4yqf#7o9cG>IVd&Af0zWZV4RuW#cc1NuppjPr(I"
    "4zxwt2m_Z?59%D?7S}J@#XWW~z06PD$b1{qFhw=hodc~Fb6|pXu5fE7jkA;SPTyL^ZzH}icjQrf;j_M-`04)A`SA36eG(nCjU}nS"
    "x+V}4F>&*T!eia8g_U4FGL8I}Y`ikWwo4e+-WbFJ&lzYw6fVd{e)neFK4|Joe%Fe=(lArmml+97dac<MR*NM5mD-AB3mzy%N^2FY"
    "o`0~ce=4Xq|L~mQPjlwLfddB)95`_BpF{8=);xr(BcNs-BR$rCodqgo=Qqhei=*_hm%|u+_U%WO>O9WX6h9lF3Hw=Mg?;S*g$l=L"
    "^gKo}!gh?-9KZA#AgbSI#T`Sdw}fgPzg&x*e|h|$+7$Vc"
)


def old_excel(path: Path) -> Path:
    path.write_bytes(zlib.decompress(base64.b85decode(_OLD_EXCEL)))
    return path


def with_everything(path: Path) -> Path:
    """One of each kind of cell, a hidden sheet, a gap between rows, and a sheet whose size is said wrong."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = "List 1"
    first.append(["text", 1, 2.5, True, A_DAY, "#N/A", None])
    first["A5"] = "O’Neill, عمر, 李"
    hidden = book.create_sheet("old")
    hidden.sheet_state = "hidden"
    content = io.BytesIO()
    book.save(content)
    path.write_bytes(content.getvalue())
    return path
