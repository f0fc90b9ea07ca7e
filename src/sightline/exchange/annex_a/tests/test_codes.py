"""What authorities write for a code is understood as the list of seen values has it, or the dispute is told."""

import csv
from pathlib import Path

import pytest

from sightline.exchange.annex_a.codes import SEXES, code, words
from sightline.front_door.codes import EVERY_SOURCE, SOURCE_GROUPS, SourceGroup
from sightline.intake.values import Unclear
from sightline.intake.wording import words_of
from sightline.register.models import Child

SPECS = Path(__file__).resolve().parents[6] / "shared" / "specs"
needs_specs = pytest.mark.skipif(
    not SPECS.is_dir(), reason="the specifications do not lie beside this checkout (../shared/specs)"
)
TABLES = {
    "Gender": ("sexes.csv", "gender"),
    "Ethnicity": ("ethnicities.csv", "ethnicity"),
    "Contact Source": ("sources.csv", "source"),
    "Referral Source": ("sources.csv", "source"),
    "Contact / Referral Source": ("sources.csv", "source"),
    "Referral NFA?": ("referral_nfa.csv", "referral nfa"),
}
ETHNIC_GROUPS = {"W": "white", "M": "mixed", "A": "asian", "B": "black", "C": "other", "O": "other"}
OFSTEDS = {
    "individual": SourceGroup.INDIVIDUAL,
    "schools": SourceGroup.SCHOOLS,
    "education services": SourceGroup.EDUCATION_SERVICES,
    "health services": SourceGroup.HEALTH,
    "housing": SourceGroup.HOUSING,
    "la services": SourceGroup.COUNCIL,
    "police": SourceGroup.POLICE,
    "other legal agency": SourceGroup.OTHER_LEGAL_AGENCY,
    "other": SourceGroup.OTHER,
    "anonymous": SourceGroup.ANONYMOUS,
    "unknown": SourceGroup.UNKNOWN,
}
SEX_CODES = {"male": "M", "male / d) neither": "M", "female": "F", "not stated/recorded": "U", "neither": "N"}


def rows(name, *columns):
    if not SPECS.is_dir():
        return []
    with (SPECS / name).open(encoding="utf-8", newline="") as table:
        return [row for row in csv.DictReader(table) if row.get("column", row.get("field")) in columns]


def disputed():
    with Path(__file__).with_name("disputed.csv").open(encoding="utf-8", newline="") as table:
        return {(row["of"], row["value"]): row for row in csv.DictReader(table)}


def group_of(column, found):
    """What a code found is, in the groups of the canonical codes."""
    if column == "Ethnicity":
        return "not stated" if found in ("REFU", "NOBT") else ETHNIC_GROUPS[found[0]]
    if column == "Gender":
        return found
    return SOURCE_GROUPS[found] if column.endswith("Source") else found.lower()


def canonical(column, said):
    """The canonical code of the list of seen values, in the same groups."""
    plain = said.lower().partition(") ")[2] or said.lower()
    if column == "Ethnicity":
        return "not stated" if plain in ("not stated", "unknown") else plain.split()[0]
    if column == "Gender":
        return SEX_CODES[plain]
    return OFSTEDS[plain.strip()] if column.endswith("Source") else plain


@needs_specs
@pytest.mark.shared
@pytest.mark.parametrize("column", ["Gender", "Ethnicity", "Contact Source", "Referral Source", "Referral NFA?"])
def test_every_value_seen_in_exports_means_its_canonical_code_or_is_a_documented_dispute(column):
    table, of = TABLES[column]
    wrong, disputes = [], disputed()
    seen = rows("annex_a_value_synonyms.csv", column)
    for row in seen:
        value, found = row["value_seen_in_la_exports"], words(table).code(row["value_seen_in_la_exports"])
        dispute = disputes.get((of, " ".join(words_of(value))))
        if dispute:
            assert found == dispute["we_read"], value
        elif found is None or group_of(column, found) != canonical(column, row["canonical_code"]):
            wrong.append((value, row["canonical_code"], found))
    assert len(seen) > 10
    assert wrong == []


@needs_specs
@pytest.mark.shared
def test_every_documented_dispute_is_one():
    """A dispute is a value with two canonical codes, or one whose canonical code is another than we read."""
    told = {}
    for column, (_, of) in TABLES.items():
        for row in rows("annex_a_value_synonyms.csv", column):
            key = (of, " ".join(words_of(row["value_seen_in_la_exports"])))
            told.setdefault(key, set()).add((column, row["canonical_code"]))
    for key, dispute in disputed().items():
        groups = {canonical(column, said) for column, said in told[key]}
        own = {group_of(column, dispute["we_read"]) for column, _ in told[key]} if key[0] != "referral nfa" else {None}
        assert groups != own, key
        assert len(dispute["because"].split()) >= 3


@needs_specs
@pytest.mark.shared
def test_ofsteds_own_codes_mean_what_the_census_means_by_them():
    for row in rows("annex_a_ofsted_codes.csv", "Gender", "Ethnicity", "Contact / Referral Source", "Referral NFA?"):
        column, said = row["field"], row["preferred_code"]
        found = words(TABLES[column][0]).code(said)
        if column == "Ethnicity":
            assert found == said.partition(") ")[2]
        elif column.startswith("Contact"):
            assert found == said.partition(") ")[2].partition(":")[0]
        else:
            assert found in ("M", "F", "U", "N", "YES", "NO"), said


@pytest.mark.parametrize(
    ("table", "said", "meant"),
    [
        ("sources.csv", "Health Services – School Nurse", "3C"),
        ("sources.csv", "POLICE", "6"),
        ("sources.csv", "d) Health services", "3"),
        ("sources.csv", "School", "2A"),
        ("sources.csv", 6, "6"),
        ("ethnicities.csv", "b) Mixed", "M"),
        ("ethnicities.csv", "White – Portuguese", "WOTH"),
        ("ethnicities.csv", "Black or Black British - Somali", "BAFR"),
        ("sexes.csv", "1 - Male", "M"),
        ("sexes.csv", 2.0, "F"),
        ("referral_nfa.csv", "NFA", "YES"),
        ("referral_nfa.csv", None, None),
    ],
)
def test_a_code_is_as_fine_as_the_words_allow(table, said, meant):
    assert code(said, table=table) == meant


@pytest.mark.parametrize("table", ["sources.csv", "ethnicities.csv", "sexes.csv", "referral_nfa.csv"])
@pytest.mark.parametrize(
    "said", ["Martian", "z) 99: Aliens", "Police dog", "school of dolphins", "#REF", "17", "-", "White Rabbit", "maybe"]
)
def test_what_is_not_known_is_refused_and_not_guessed(table, said):
    with pytest.raises(Unclear, match="not a code that is known here"):
        code(said, table=table)


def test_every_code_in_the_tables_is_one_that_the_records_hold():
    held = {
        "sources.csv": set(dict(EVERY_SOURCE)),
        "ethnicities.csv": set(dict(Child.ETHNICITIES)),
        "sexes.csv": set(SEXES),
        "referral_nfa.csv": {"YES", "NO", "UNKNOWN"},
    }
    for table, codes in held.items():
        known = words(table)
        told = {*known.whole.values(), *(meant for _, meant in known.phrases.values() if meant)}
        assert told <= codes, (table, told - codes)
