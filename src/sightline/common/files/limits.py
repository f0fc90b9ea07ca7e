"""How much may be attached: what one file may measure, how many hang on one record, and what a packed file may hold."""

from dataclasses import dataclass

from django.conf import settings

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Limits:
    """Sizes in bytes. Those of packed files are by the packed file's own table of contents, before anything unpacks."""

    file: int = 20 * MEGABYTE
    per_record: int = 10
    parts: int = 3_000
    unpacked: int = 300 * MEGABYTE
    large_part: int = 5 * MEGABYTE
    ratio: int = 100
    pixels: int = 150_000_000


def limits() -> Limits:
    """What this service allows (SIGHTLINE_FILE_MB, SIGHTLINE_FILES_PER_RECORD)."""
    return Limits(file=settings.FILE_MEGABYTES * MEGABYTE, per_record=settings.FILES_PER_RECORD)


def in_words(size: int) -> str:
    """A size as people say it: "850 KB", "3.2 MB"."""
    if size < MEGABYTE:
        return f"{max(round(size / 1000), 1):,} KB"
    return f"{size / MEGABYTE:,.1f} MB".replace(".0 MB", " MB")
