"""Each figure's note lets a reader check it, and gives nothing away that is suppressed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from sightline.documents.figure_notes import FigureMarks, FigureNote, ListUrl, NoteGroup, described, note_groups
from sightline.documents.model import DescribedFigure, Document, FigureRef, Paragraph, Section, Words
from sightline.documents.provenance import day_in_words, provenance
from sightline.documents.tests.example import (
    CONVERTED,
    FEW,
    MISSING,
    NEIGHBOURS,
    RECEIVED,
    SNAPSHOT,
    count,
    report,
)
from sightline.documents.walk import figures_used
from sightline.indicators.figures import Figure
from sightline.indicators.register import RATIO, Register


def printing(*words: Words, figures: tuple[DescribedFigure, ...] = ()) -> Document:
    section = Section("Heading", "here", tuple(Paragraph(each) for each in words))
    return Document("Title", "", date(2023, 9, 30), (section,), figures)


def groups(document: Document, list_url: ListUrl | None = None, base_url: str = "") -> list[NoteGroup]:
    return note_groups(document, FigureMarks(document), list_url=list_url, base_url=base_url)


def note(figure: Figure, *forms: FigureRef, about: DescribedFigure | None = None) -> FigureNote:
    document = printing(*(forms or (FigureRef(figure),)), figures=(about,) if about else ())
    [group] = groups(document)
    [only] = group.notes
    return only


def test_a_note_lists_all_that_is_needed_to_check_a_share() -> None:
    about = DescribedFigure(
        CONVERTED, "Conversion", "How often.", "contacts accepted", "all contacts", "the dictionary"
    )
    assert dict(note(CONVERTED, about=about).rows) == {
        "Period": "2022-23",
        "Variant": "COHORT",
        "Numerator": "4,390 (contacts accepted)",
        "Denominator": "13,490 (all contacts)",
        "Value": "32.542624, rounded half up to 32.5%",
        "Interval": "31.8 to 33.3 (Wilson score, 95%)",
        "Coverage": "13,490 supplied of 13,490 expected",
        "Kind": "computed",
        "Snapshot": SNAPSHOT,
        "Definition from": "the dictionary",
        "Reference": CONVERTED.ref,
    }


def test_a_published_figure_names_its_source_and_what_else_a_reader_needs() -> None:
    rows = dict(note(NEIGHBOURS).rows)
    assert rows["Kind"] == "published"
    assert rows["Source"] == "Department for Education, children in need, 2021-22 counts"
    assert rows["Neighbour model"] == "April 2021"
    assert rows["Averaging"] == "unweighted"
    assert rows["Value"] == "579 per 10,000, exactly"


def test_a_suppressed_figure_s_note_gives_no_number_away() -> None:
    hidden = replace(CONVERTED, numerator=3, value=Fraction(300, 13490), suppressed=True)
    only = note(hidden)
    said = " ".join((only.printed, *(f"{term} {meaning}" for term, meaning in only.rows)))
    assert dict(only.rows)["Suppressed"] == "yes, because the number is small"
    assert "Interval" not in dict(only.rows)
    assert not {"3", "0.022239", "0.0"} & set(said.replace(",", " ").split())


def test_a_figure_not_supplied_shows_its_coverage_and_no_nought() -> None:
    rows = dict(note(MISSING).rows)
    assert rows["Value"] == "not supplied"
    assert rows["Coverage"] == "7 supplied of 9 expected"
    assert "Numerator" not in rows


def test_a_note_says_how_else_the_figure_is_printed() -> None:
    uses = (FigureRef(CONVERTED, "count"), FigureRef(CONVERTED), FigureRef(CONVERTED, decimals=0))
    assert dict(note(CONVERTED, *uses).rows)["Also printed as"] == "4,390; 33%"
    assert "Also printed as" not in dict(note(CONVERTED).rows)


def test_notes_are_grouped_by_what_they_measure_in_order_of_appearance() -> None:
    found = groups(report())
    assert [group.title for group in found][:3] == [
        "Contacts received",
        "Contacts that became referrals",
        "Referral rate",
    ]
    noted = [only.anchor for group in found for only in group.notes]
    assert len(noted) == len(set(noted)) == len(figures_used(report()))


def test_references_that_look_alike_in_an_address_get_anchors_of_their_own() -> None:
    twins = (count(1, by={"source": "a b"}), count(2, by={"source": "a-b"}), count(3, by={"source": "A_B"}))
    marks = FigureMarks(printing(*map(FigureRef, twins)))
    anchors = [marks.note(twin) for twin in twins]
    assert len(set(anchors)) == 3
    assert all(anchor.startswith("figure-fd-01-2022-23-source-a-b") for anchor in anchors)


def test_each_place_that_prints_a_figure_gets_its_own_anchor() -> None:
    marks = FigureMarks(printing(FigureRef(RECEIVED)))
    given = [marks.next_use(RECEIVED), marks.next_use(RECEIVED)]
    assert len(set(given)) == 2
    assert marks.uses(RECEIVED) == tuple(given)


def test_the_list_behind_a_figure_is_linked_under_the_base_address() -> None:
    document = printing(FigureRef(RECEIVED), FigureRef(FEW))
    found = groups(document, lambda figure: None if figure.suppressed else "lists/fd-01", "https://example.org/")
    assert [only.address for group in found for only in group.notes] == ["https://example.org/lists/fd-01", ""]


def test_an_address_that_no_document_may_link_to_is_refused() -> None:
    with pytest.raises(ValueError, match="may link to"):
        groups(printing(FigureRef(RECEIVED)), lambda figure: "javascript:alert(1)")


def test_two_different_figures_under_one_reference_are_refused() -> None:
    with pytest.raises(ValueError, match="Two different figures"):
        figures_used(printing(FigureRef(RECEIVED), FigureRef(replace(RECEIVED, value=Fraction(1)))))


def test_a_figure_can_be_described_by_its_indicator() -> None:
    register = Register()

    @register.indicator(
        id="front_door.conversion",
        catalogue="FD-05",
        title="Contacts that became referrals",
        why="Shows how often a contact leads to social care.",
        table="contacts",
        kind=RATIO,
        unit="percent",
        polarity="context",
        date="received_on",
        source="local",
        numerator="contacts converted",
        denominator="all contacts",
    )
    def conversion(tables: object, period: object) -> object:
        return tables

    about = described(CONVERTED, conversion)
    assert (about.title, about.counted, about.out_of, about.source) == (
        "Contacts that became referrals",
        "contacts converted",
        "all contacts",
        "local",
    )


def test_the_foot_of_the_page_names_the_snapshots() -> None:
    assert provenance(report()) == f"Snapshot {SNAPSHOT}"
    two = printing(FigureRef(RECEIVED), FigureRef(replace(FEW, snapshot="2023-04-12-02")))
    assert provenance(two) == f"Snapshots {SNAPSHOT}, 2023-04-12-02"
    assert provenance(printing("No figures.")) == day_in_words(date(2023, 9, 30)) == "30 September 2023"
