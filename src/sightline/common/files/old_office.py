"""Files in the older packed form of Microsoft's programs: Outlook messages are taken, documents of that form not."""

from typing import BinaryIO

from sightline.common.files.limits import Limits
from sightline.common.files.refusals import FileRefused


def look_over(file: BinaryIO, limits: Limits) -> str:
    """Tells by the names in the file's own directory ([MS-CFB], [MS-OXMSG]) what it is."""
    content = file.read()
    if _names(content, "EncryptedPackage"):
        raise FileRefused("The file is locked with a password. Save it without one and attach that.")
    if _names(content, "_VBA_PROJECT") or _names(content, "Macros"):
        raise FileRefused("The file carries macros, which could be anything. Save it as .docx or .xlsx, or as PDF.")
    if _names(content, "__properties_version1.0"):
        return "MSG"
    raise FileRefused("This is a document of an older Word, Excel or other program. Save it as .docx, .xlsx or PDF.")


def _names(content: bytes, entry: str) -> bool:
    """Whether the directory has such an entry: its name in UTF-16, closed by a nought."""
    return f"{entry}\0".encode("utf-16-le") in content
