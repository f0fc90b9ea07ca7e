"""Plain text, tables as text, and e-mail messages: read as text, with nothing in them that a browser would run."""

import email
import email.policy
import re
from email.message import EmailMessage
from typing import BinaryIO

from sightline.common.files.markup import looks_like_a_page
from sightline.common.files.refusals import FileRefused

_BINARY = "This kind of file is not taken. Attach a PDF, a Word or Excel file, a picture, a message or plain text."
_PAGE = "This is a web page or a drawing that can hold programs. Print it to PDF and attach that."
_RUNS = frozenset(
    [
        *("app", "bat", "cmd", "com", "cpl", "dll", "exe", "hta", "img", "iso", "jar", "js", "jse", "lnk", "msi"),
        *("msp", "one", "pif", "ps1", "psm1", "reg", "scr", "sh", "vbe", "vbs", "wsf", "wsh"),
        *("docm", "dotm", "pptm", "xlam", "xlsm", "xltm", "htm", "html", "svg", "xhtml"),
    ]
)
_HEADER = re.compile(rb"^[!-9;-~]+:[ \t]?[^\r\n]*\r?$")
_MOST_DEPTH = 12


def look_over(file: BinaryIO, ending: str) -> str:
    """Text by its content; whether it is a message or a table, its name says. Raises FileRefused."""
    content = file.read()
    plain = _decoded(content)
    if plain is None:
        raise FileRefused(_BINARY)
    if ending == "eml":
        return _message(content)
    if looks_like_a_page(plain.encode("utf-8")[:65_536]):
        raise FileRefused(_PAGE)
    return "CSV" if ending == "csv" else "TXT"


def _decoded(content: bytes) -> str | None:
    """The text, if it is text: UTF-8, UTF-16 with its mark, or the Windows alphabet; no control characters."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            plain = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return plain if not any(ord(c) < 32 and c not in "\t\n\r\f" for c in plain) else None
    return None


def _message(content: bytes) -> str:
    first = content.lstrip(b"\xef\xbb\xbf").split(b"\n", 1)[0]
    if not _HEADER.match(first):
        raise FileRefused(
            "The file is called .eml, but it is no e-mail message. Save the message again from your mail."
        )
    message = email.message_from_bytes(content, policy=email.policy.default)
    if not message["From"] or not (message["Date"] or message["Subject"] or message["Received"]):
        raise FileRefused(
            "The file is called .eml, but it is no e-mail message. Save the message again from your mail."
        )
    _check_parts(message, depth=0)
    return "EML"


def _check_parts(message: EmailMessage, *, depth: int) -> None:
    """Refuses a message that carries a program, by its name or its first bytes. Pages in messages are common."""
    if depth > _MOST_DEPTH:
        raise FileRefused("The message holds messages in messages in messages. Attach the one that matters.")
    for part in message.iter_parts() if message.is_multipart() else ():
        _check_parts(part, depth=depth + 1)  # type: ignore[arg-type]
    name = str(message.get_filename() or "")
    if name and name.rsplit(".", 1)[-1].lower() in _RUNS:
        raise FileRefused(
            "A program, a page or a file with macros hangs on the message. Attach the message without it."
        )
    if not message.is_multipart():
        inside = message.get_payload(decode=True)
        if isinstance(inside, bytes) and inside.startswith((b"MZ", b"\x7fELF")):
            raise FileRefused("A program hangs on the message. Attach the message without it.")
