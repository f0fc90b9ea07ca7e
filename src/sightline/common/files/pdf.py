"""PDF documents: whole, nothing before or behind, nothing that runs."""

import re
from typing import BinaryIO

from sightline.common.files.limits import Limits
from sightline.common.files.markup import looks_like_a_page
from sightline.common.files.refusals import FileRefused

_END = 1024
_LONGEST_DIRECTORY_TAIL = 65_557  # a ZIP's closing record with the longest comment that it can have
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")


def look_over(file: BinaryIO, limits: Limits) -> str:
    """Refuses a PDF that is also something else, or that carries what a reader would run."""
    content = file.read()
    tail = content[-_END:]
    if b"%%EOF" not in tail:
        raise FileRefused("The PDF is not complete. Open it, save it again and attach that.")
    behind = content[content.rindex(b"%%EOF") + 5 :].strip(b"\r\n \t\0")
    if behind or b"PK\x05\x06" in content[-_LONGEST_DIRECTORY_TAIL:] or looks_like_a_page(content[:_END]):
        raise FileRefused("The PDF holds something else beside the document. Print it to a new PDF and attach that.")
    if _runs(content):
        raise FileRefused("The PDF carries a program that a reader would run. Print it to a new PDF and attach that.")
    return "PDF"


def _runs(content: bytes) -> bool:
    """Whether an action of the document starts a program. A name may be written with signs as #4A."""
    if re.search(rb"/(JavaScript|Launch)\b", content):
        return True
    names = re.findall(rb"/[A-Za-z#0-9]{6,40}", content) if b"#" in content else []
    plain = (_ESCAPED.sub(lambda found: bytes([int(found.group(1), 16)]), name) for name in names if b"#" in name)
    return any(name in (b"/JavaScript", b"/Launch") for name in plain)
