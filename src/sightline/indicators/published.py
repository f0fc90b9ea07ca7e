"""What an area declares when it publishes a table to snapshots: columns in plain words.

Published tables are pseudonymous. A column whose name suggests a person's name, an address, a date of birth
or free text is refused before anything is written, whatever the query behind it returns.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

ARROW_TYPES: Mapping[str, pa.DataType] = {
    "text": pa.string(),
    "code": pa.string(),
    "date": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}

IDENTIFYING_WORDS = (
    "name names forename forenames firstname surname lastname fullname alias aliases "
    "initials address addresses street postcode uprn phone telephone mobile email nhs nino dob birthdate "
    "photo signature"
)
BIRTH_DATES = frozenset({"born_on", "date_of_birth", "birth_date", "date_born", "expected_birth_on"})
FREE_TEXT_WORDS = (
    "note notes comment comments narrative description descriptions detail details text remark remarks "
    "summary story quote quotes body message wishes views words"
)


class NotPublishable(ValueError):  # noqa: N818  a refusal, named as it reads
    """A declared table may not be published; the message lists every reason."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a published table.

    `type` is one of text, code, date, moment, integer, number, boolean. Text is for references and
    pseudonyms, code for values of a set: `codes` then maps each stored value to plain English. Every column
    may be empty, and empty means "not supplied", never zero or no.
    """

    name: str
    type: str
    meaning: str
    codes: Mapping[str, str] | None = field(default=None, hash=False)

    def faults(self) -> list[str]:
        """Why this column may not be published, one sentence for each reason."""
        return [*self._faults_of_form(), *self._faults_of_privacy()]

    def _faults_of_form(self) -> list[str]:
        faults = []
        if not (self.name.isidentifier() and self.name.islower()):
            faults.append(f"column {self.name!r}: write the name in lower case words joined by underscores")
        if self.type not in ARROW_TYPES:
            faults.append(f"column {self.name!r}: {self.type!r} is not one of {', '.join(ARROW_TYPES)}")
        if not self.meaning.strip():
            faults.append(f"column {self.name!r}: say in plain words what it means")
        if self.codes is not None and self.type != "code":
            faults.append(f"column {self.name!r}: only a column of type code has codes")
        return faults

    def _faults_of_privacy(self) -> list[str]:
        words = set(self.name.split("_"))
        if self.type != "boolean" and (words & set(IDENTIFYING_WORDS.split()) or self.name in BIRTH_DATES):
            return [f"column {self.name!r}: suggests a name, an address or another identifier of a person"]
        if self.type == "text" and words & set(FREE_TEXT_WORDS.split()):
            return [f"column {self.name!r}: suggests free text; publish a code instead"]
        return []


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """An area's declaration of one table that it publishes.

    `query` is SQL text that the publisher's database role runs; it returns the declared columns. `key` names
    the columns that identify a row: a snapshot is sorted by it, and two rows with one key are refused.
    """

    name: str
    meaning: str
    columns: Sequence[Column]
    query: str | None = None
    key: Sequence[str] | None = None

    def column(self, name: str) -> Column:
        """The declared column of that name; KeyError if there is none."""
        return {column.name: column for column in self.columns}[name]

    def schema(self) -> pa.Schema:
        """The Arrow schema in which the table is kept."""
        return pa.schema([(column.name, ARROW_TYPES[column.type]) for column in self.columns])

    def check_is_publishable(self) -> None:
        """Refuse the table (NotPublishable) if a column names a person, holds free text or means nothing."""
        faults = [*self._faults(), *(fault for column in self.columns for fault in column.faults())]
        if faults:
            raise NotPublishable(f"Table {self.name!r} may not be published. " + "; ".join(faults) + ".")

    def _faults(self) -> list[str]:
        names = [column.name for column in self.columns]
        faults = []
        if not (self.name.isidentifier() and self.name.islower()):
            faults.append("write the table's name in lower case words joined by underscores")
        if not self.meaning.strip():
            faults.append("say in plain words what a row is")
        if not names:
            faults.append("declare at least one column")
        faults += [f"column {name!r} is declared twice" for name in sorted({n for n in names if names.count(n) > 1})]
        faults += [f"key column {name!r} is not declared" for name in self.key or () if name not in names]
        return faults
