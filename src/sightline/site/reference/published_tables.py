"""The page of published tables: what goes into a snapshot, column by column."""

from sightline.indicators.populations import POPULATIONS
from sightline.indicators.published import Column, PublishedTable
from sightline.indicators.vocabulary import CALENDAR
from sightline.site.publishing import declared
from sightline.site.reference.markdown import Page, anchor, code, codes

MADE_FROM = "the `tables.py` of each area"
ABOUT = """\
A snapshot is a folder of these tables as they stood at one moment, in Parquet, never changed afterwards. They hold
no name, no address, no date of birth and no free text; people and records stand under pseudonyms that only this
partnership's database can turn back. Due dates and their standing are worked out before a row is published, so that
the rule about time exists once.

An empty cell means *not supplied*. It never means no, and never nought."""
TYPES = {
    "text": "reference",
    "code": "code",
    "date": "date",
    "moment": "moment (UTC)",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no",
}
SHORT = 4
"""A code set of no more values than this stands in the table itself, a longer one below it."""


def tables() -> list[PublishedTable]:
    """Every table of a snapshot: what the areas publish, then what figures need beside them."""
    return [*sorted(declared(), key=lambda table: table.name), CALENDAR, POPULATIONS]


def page() -> Page:
    """The page as it stands now."""
    made = Page("Published tables", made_from=MADE_FROM, about=ABOUT)
    made.table(
        ("Table", "One row is"), [(f"[{table.name}]({anchor(table.name)})", table.meaning) for table in tables()]
    )
    for table in tables():
        made.heading(table.name)
        made.paragraph(table.meaning)
        if table.key:
            made.paragraph(f"A row is known by {codes(table.key)}.")
        made.table(
            ("Column", "Is", "Meaning", "Values"),
            [(code(c.name), TYPES[c.type], c.meaning, _values(table, c)) for c in table.columns],
        )
        for names, values in _long_sets(table):
            made.heading(_set_heading(names, table), level=3)
            made.table(("Value", "Meaning"), [(code(value), meaning) for value, meaning in values])
    return made


def _values(table: PublishedTable, column: Column) -> str:
    known = column.codes or {}
    if len(known) <= SHORT:
        return "; ".join(f"{code(stored)} {meaning}" for stored, meaning in known.items())
    names = next(names for names, values in _long_sets(table) if column.name in names)
    return f"[listed below]({anchor(_set_heading(names, table))})"


def _long_sets(table: PublishedTable) -> list[tuple[list[str], list[tuple[str, str]]]]:
    """The columns that share one long code set, with the set."""
    found: dict[tuple[tuple[str, str], ...], list[str]] = {}
    for column in table.columns:
        if column.codes and len(column.codes) > SHORT:
            found.setdefault(tuple(column.codes.items()), []).append(column.name)
    return [(names, list(values)) for values, names in found.items()]


def _set_heading(names: list[str], table: PublishedTable) -> str:
    return f"Values of {' and '.join(names)} in {table.name}"
