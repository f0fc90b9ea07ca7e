"""PNG and JPEG pictures: whole, with nothing behind their end that could be unpacked or shown as a page."""

import struct
from typing import BinaryIO

from sightline.common.files.limits import Limits
from sightline.common.files.markup import looks_like_a_page
from sightline.common.files.refusals import FileRefused

_BROKEN = "The picture is damaged or not complete. Open it, save it again and attach that."
_MORE = "The picture holds something else behind its end. Open it, save it as a new picture and attach that."
_TOO_MANY_PIXELS = "The picture is too large to be shown safely. Save it smaller and attach that."
_HEAD = 1024
_LONGEST_DIRECTORY_TAIL = 65_557

_START_OF_FRAME = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def look_over_png(file: BinaryIO, limits: Limits) -> str:
    """Walks the chunks from IHDR to IEND (PNG specification, section 5); the file ends there."""
    content = file.read()
    place, first = 8, True
    while True:
        if place + 12 > len(content):
            raise FileRefused(_BROKEN)
        length, name = struct.unpack(">I4s", content[place : place + 8])
        if first:
            if name != b"IHDR" or length != 13:
                raise FileRefused(_BROKEN)
            width, height = struct.unpack(">II", content[place + 8 : place + 16])
            _check_pixels(width, height, limits)
            first = False
        place += 12 + length
        if name == b"IEND":
            break
    if place != len(content):
        raise FileRefused(_MORE if place < len(content) else _BROKEN)
    _check_not_a_page(content)
    return "PNG"


def look_over_jpeg(file: BinaryIO, limits: Limits) -> str:
    """Walks the segments to the picture itself (ITU T.81, annex B). Telephones add previews behind; archives do not."""
    content = file.read()
    place = 2
    while place + 4 <= len(content):
        if content[place] != 0xFF:
            raise FileRefused(_BROKEN)
        marker = content[place + 1]
        if marker == 0xFF:
            place += 1
            continue
        (length,) = struct.unpack(">H", content[place + 2 : place + 4])
        if marker in _START_OF_FRAME and place + 9 <= len(content):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            _check_pixels(width, height, limits)
        if marker == _START_OF_SCAN:
            break
        if length < 2 or marker == _END_OF_IMAGE:
            raise FileRefused(_BROKEN)
        place += 2 + length
    else:
        raise FileRefused(_BROKEN)
    if content.rfind(b"\xff\xd9") < place:
        raise FileRefused(_BROKEN)
    if b"PK\x05\x06" in content[-_LONGEST_DIRECTORY_TAIL:]:
        raise FileRefused(_MORE)
    _check_not_a_page(content)
    return "JPEG"


def _check_pixels(width: int, height: int, limits: Limits) -> None:
    if width * height > limits.pixels:
        raise FileRefused(_TOO_MANY_PIXELS)


def _check_not_a_page(content: bytes) -> None:
    if looks_like_a_page(content[:_HEAD]):
        raise FileRefused("The picture holds parts of a web page. Open it, save it as a new picture and attach that.")
