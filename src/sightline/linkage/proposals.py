"""What comes out: links proposed, how each stands, and its evidence side by side."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sightline.linkage.comparisons import COMPARISONS, Comparison
from sightline.linkage.grouping import Pair
from sightline.linkage.normalising import COLUMNS

FACTS = tuple(name for name in COLUMNS.names if name not in ("record_id", "agency"))


class Standing(StrEnum):
    LINKS_BY_ITSELF = "LINKS_BY_ITSELF"
    FOR_A_PERSON = "FOR_A_PERSON"


class Rival(StrEnum):
    """What the pair would rather be, if it is not the same child."""

    STRANGER = "STRANGER"
    RELATIVE = "RELATIVE"


class Reason(StrEnum):
    """Why a person must look; the value is the sentence that tells them."""

    NO_SHARED_NHS_NUMBER = "They do not share a valid NHS number."
    NHS_NUMBERS_DIFFER = "Their NHS numbers differ, and both are valid."
    BIRTH_DIFFERS = "They share an NHS number, but the date of birth is not the same on both."
    GIVEN_NAME_DIFFERS = "They share an NHS number, but the given names do not agree."
    FAMILY_NAME_DIFFERS = "They share an NHS number, but the family names do not agree."
    SEX_DIFFERS = "They share an NHS number, but the sex differs."
    PUPIL_NUMBERS_DIFFER = "Their pupil numbers differ, and both are valid."
    NUMBER_HELD_TWICE = "One agency has this NHS number on two records."
    SECOND_CANDIDATE = "One of the agencies has another record that could be this child."
    NAMESAKE = "There is a child of the same name and postcode with another date of birth."
    NOT_LIKELY_ENOUGH = "Taken together, the facts do not speak clearly enough for the same child."
    REOPENED = "A person set these two apart once, and the facts have changed since."


@dataclass(frozen=True)
class Evidence:
    """One comparison of a pair: both values as the agencies wrote them, the step of agreement, and its bits.

    Positive bits speak for the same child, negative ones against it, and 0 for neither.
    """

    comparison: str
    title: str
    one: str
    other: str
    step: str
    words: str
    bits: float


@dataclass(frozen=True)
class Link:
    """Two records that may be the same child; `one` is the smaller id. `weight` is in bits of odds.

    `likely` links stand within a group: above the threshold and within the one-record-per-agency rule. The
    others are the band that a person may look through afterwards. `row` holds what `Proposals.evidence` is made of.
    """

    one: int
    other: int
    agency_one: str
    agency_other: str
    weight: float
    likely: bool
    standing: Standing
    reasons: tuple[Reason, ...]
    rival: Rival
    row: Mapping[str, Any]

    @property
    def pair(self) -> Pair:
        return (self.one, self.other)

    @property
    def probability(self) -> float:
        return 1 / (1 + 2**-self.weight)


@dataclass(frozen=True)
class Proposals:
    """Links proposed, strongest first, and the groups of records that are one child each if all likely ones hold.

    `groups` have two records at least and hold confirmed links too; `links` never repeat a confirmed one.
    `contradictions` are confirmed links that could not be followed because two of their group were set apart.
    `beaten` counts pairs left out because a better record of the same agency stands in the group.
    """

    links: Sequence[Link]
    groups: Sequence[tuple[int, ...]]
    contradictions: Sequence[Pair]
    beaten: int
    records: Mapping[int, Mapping[str, Any]]

    def evidence(self, link: Link) -> tuple[Evidence, ...]:
        one, other = self.records[link.one], self.records[link.other]
        return tuple(evidence(each, one, other, link.row) for each in COMPARISONS)

    def fingerprint(self, link: Link) -> str:
        return fingerprint(self.records[link.one], self.records[link.other])


def evidence(
    comparison: Comparison, one: Mapping[str, Any], other: Mapping[str, Any], row: Mapping[str, Any]
) -> Evidence:
    level = comparison.level_of(row[f"gamma_{comparison.key}"])
    return Evidence(
        comparison.key,
        comparison.title,
        _shown(comparison, one),
        _shown(comparison, other),
        level.key if level else "MISSING",
        level.words if level else comparison.missing_words,
        round(row[f"part_{comparison.key}"], 2),
    )


def _shown(comparison: Comparison, record: Mapping[str, Any]) -> str:
    """The values as supplied. A date stays a date in the order year, month, day: the page formats it."""
    return ", ".join(str(record[name]) for name in comparison.shown if record[name])


def fingerprint(one: Mapping[str, Any], other: Mapping[str, Any]) -> str:
    """A digest of all facts of two records that are compared; it changes when one of them does.

    Capitals, spaces and punctuation do not count, and it is the same whichever record comes first. It is kept beside a
    rejection, so this function may never change. A digest of a few facts can be guessed: keep it where they are kept.
    """
    return hashlib.sha256("\x1e".join(sorted((_facts(one), _facts(other)))).encode()).hexdigest()


def _facts(record: Mapping[str, Any]) -> str:
    return "\x1f".join("".join(c for c in str(record[name] or "").casefold() if c.isalnum()) for name in FACTS)
