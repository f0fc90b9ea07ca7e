"""Which characters the shipped fonts can set, and what is printed where they cannot.

PDF/UA-1 (ISO 14289-1, 7.21.8) forbids a character without a glyph, so one rare character in a name would
refuse a whole report. Such a character is printed as [?] and can be listed beforehand by `unprintable`.
"""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"
REPLACEMENT = "[?]"
FAMILIES = ("Source Sans Pro", "Noto Sans Arabic", "Noto Sans Hebrew")
_FACES = ("SourceSansPro-Regular.otf", "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf")
_JOINERS = {0x200C, 0x200D, *range(0xFE00, 0xFE10)}
_UNSET = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}


def printable(text: str) -> str:
    """The text with every cluster that no font can set written [?], and controls and lone surrogates dropped."""
    return "".join(cluster if _can_be_set(cluster) else _instead_of(cluster) for cluster in _clusters(_tidy(text)))


def unprintable(text: str) -> tuple[str, ...]:
    """The clusters of the text that the PDF would print as [?], in order, each once."""
    missing = (cluster for cluster in _clusters(_tidy(text)) if not _can_be_set(cluster))
    return tuple(dict.fromkeys(cluster for cluster in missing if _instead_of(cluster)))


def _tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " "))


def _clusters(text: str) -> Iterator[str]:
    """A character with the marks and joiners that follow it: one font must set them together."""
    cluster = ""
    for character in text:
        belongs = unicodedata.category(character).startswith("M") or ord(character) in _JOINERS
        if cluster and not belongs:
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _can_be_set(cluster: str) -> bool:
    if cluster == "\n":
        return True
    if any(_is_unset(character) for character in cluster):
        return False
    return any({ord(character) for character in cluster} <= face for face in coverage())


def _is_unset(character: str) -> bool:
    """Controls, private and unassigned characters, and the invisible ones other than joiners."""
    kind = unicodedata.category(character)
    return kind in _UNSET or (kind == "Cf" and ord(character) not in _JOINERS)


def _instead_of(cluster: str) -> str:
    return "" if unicodedata.category(cluster[0]) in {"Cc", "Cf", "Cs"} else REPLACEMENT


@cache
def coverage() -> tuple[frozenset[int], ...]:
    """Code points set by each shipped family, in the order in which the typesetter tries them."""
    return tuple(frozenset(_code_points((FONTS / face).read_bytes())) for face in _FACES)


def _code_points(font: bytes) -> Iterator[int]:
    """Code points of a font's Unicode `cmap` subtables of formats 4 and 12 (OpenType 1.9, cmap)."""
    table = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", table, 2)
    for index in range(count):
        platform, _, offset = struct.unpack_from(">HHL", table, 4 + 8 * index)
        (subtable_format,) = struct.unpack_from(">H", table, offset)
        if platform in (0, 3) and subtable_format == 4:
            yield from _segments(table[offset:])
        elif platform in (0, 3) and subtable_format == 12:
            yield from _groups(table[offset:])


def _table(font: bytes, wanted: bytes) -> bytes:
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        tag, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        if tag == wanted:
            return font[offset : offset + length]
    raise ValueError(f"font has no {wanted.decode()} table")


def _segments(subtable: bytes) -> Iterator[int]:
    (doubled,) = struct.unpack_from(">H", subtable, 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", subtable, 14)
    starts, deltas, offsets = (struct.unpack_from(f">{count}H", subtable, 16 + doubled * place) for place in (1, 2, 3))
    base = 16 + doubled * 3
    for segment in range(count):
        for code in range(starts[segment], min(ends[segment], 0xFFFE) + 1):
            if offsets[segment] == 0:
                glyph = (code + deltas[segment]) % 0x10000
            else:
                place = base + 2 * segment + offsets[segment] + 2 * (code - starts[segment])
                (glyph,) = struct.unpack_from(">H", subtable, place)
            if glyph:
                yield code


def _groups(subtable: bytes) -> Iterator[int]:
    (count,) = struct.unpack_from(">L", subtable, 12)
    for index in range(count):
        first, last, _ = struct.unpack_from(">LLL", subtable, 16 + 12 * index)
        yield from range(first, last + 1)
