"""Referrals to children's social care: how many, from whom, at what rate, and how many came back."""

from sightline.documents.model import Callout, Cell, Column, Paragraph, Plain, Section, Table
from sightline.exchange import published
from sightline.front_door.codes import SourceGroup
from sightline.indicators.register import REGISTER
from sightline.report.desk import Desk


def section(desk: Desk) -> Section:
    blocks = (_count(desk), _by_source(desk), _rate(desk), _again(desk))
    return Section(heading="Referrals to children's social care", anchor="referrals", blocks=blocks)


def _count(desk: Desk) -> Paragraph:
    return Paragraph(
        (
            "There were ",
            desk.ref("REF-01", variant="REFERRALS"),
            " referrals about ",
            desk.ref("REF-01", variant="CHILDREN"),
            " children. That is not the number of contacts that became referrals, which was ",
            desk.ref("FD-04", variant="COHORT"),
            ": several contacts about a child on one day feed one referral, and a contact of one year may be decided in"
            " the next.",
        )
    )


def _by_source(desk: Desk) -> Table:
    counts = desk.by_value("REF-01", "source_group", variant="REFERRALS")
    groups = sorted(
        (group for group in SourceGroup if group.value in counts),
        key=lambda group: -(counts[group.value].numerator or 0),
    )
    rows: list[tuple[Cell, ...]] = [
        (group.label, desk.bind(counts[group.value]), desk.ref("FD-06", variant=group.value)) for group in groups
    ]
    return Table(
        caption="Referrals by source",
        columns=(Column("Source"), Column("Referrals", numeric=True), Column("Share", numeric=True)),
        rows=tuple(rows),
        totals=("All sources", desk.ref("REF-01", variant="REFERRALS"), Plain("100%")),
    )


def _rate(desk: Desk) -> Callout:
    """The rate with its population, and the neighbours' with everything that a neighbours' mean hides."""
    rate = REGISTER.find("FD-07")
    own_year = desk.bind(published.neighbours_referral_rate(rate, count_year="2022-23"))
    year_before = desk.bind(published.neighbours_referral_rate(rate, count_year="2021-22"))
    return Callout(
        kind="note",
        title="The rate, and what to compare it with",
        blocks=(
            Paragraph(
                (
                    "The referral rate was ",
                    desk.ref("FD-07"),
                    ", over ",
                    desk.ref("FD-07", "out of"),
                    Plain(" children aged 0 to 17 at mid-2022."),
                )
            ),
            Paragraph(
                (
                    Plain("For the same year, the ten statistical neighbours of the 2021 model averaged "),
                    own_year,
                    Plain(", over revised populations of mid-2022. A figure of "),
                    year_before,
                    Plain(
                        " for the neighbours is of the year before, over first estimates of mid-2020: it does not"
                        " belong beside this year's rate."
                    ),
                )
            ),
        ),
    )


def _again(desk: Desk) -> Paragraph:
    return Paragraph(
        (
            "Of the referrals, ",
            desk.ref("FD-15", decimals=1),
            " (",
            desk.ref("FD-15", "fraction"),
            Plain(
                ") followed an earlier referral of the same child within twelve months. The Department for Education"
            ),
            " published ",
            desk.bind(published.rereferral(desk.period.label), decimals=1),
            " for the area and ",
            desk.bind(published.rereferral_of_england(desk.period.label), decimals=1),
            " for England; for the year before it published ",
            desk.bind(published.rereferral(desk.period.previous().label), decimals=1),
            " for the area. A reason was coded for ",
            desk.ref("FD-16", decimals=0),
            " of the re-referrals.",
        )
    )
