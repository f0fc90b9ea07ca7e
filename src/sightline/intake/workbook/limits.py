"""How large a file may be before it is refused unread."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Far above what the largest authority exports, far below what would bring the machine down.

    Sizes in bytes. `part` binds what has to be held in memory as a whole (a workbook's texts and styles);
    `ratio` is how many times its packed size a large part may unpack to.
    """

    file: int = 60 * MEGABYTE
    unpacked: int = 1_000 * MEGABYTE
    part: int = 100 * MEGABYTE
    ratio: int = 150
    large_part: int = 10 * MEGABYTE
    parts: int = 2_000
    rows: int = 250_000
    columns: int = 500


def in_words(size: int) -> str:
    """A size in megabytes, as a person says it."""
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"
