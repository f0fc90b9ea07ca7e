"""What came to the front door, from whom, and how much of it became a referral."""

from sightline.documents.model import (
    Cell,
    Chart,
    Column,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Plain,
    Section,
    Series,
    Table,
)
from sightline.front_door.codes import SourceGroup
from sightline.report.desk import Desk


def section(desk: Desk) -> Section:
    return Section(
        heading="Contacts",
        anchor="contacts",
        blocks=(_key_figures(desk), _halves(desk), _by_month(desk), _by_source(desk), _conversion(desk)),
    )


def _key_figures(desk: Desk) -> KeyFigures:
    return KeyFigures(
        items=(
            KeyFigure(
                desk.ref("FD-01", variant="CONTACTS"),
                "contacts about children",
                (desk.ref("FD-01", variant="EVENTS"), " separate communications"),
            ),
            KeyFigure(desk.ref("FD-02"), "contacts a month on average"),
            KeyFigure(
                desk.ref("FD-05", variant="COHORT"),
                "became referrals to children's social care",
                (desk.ref("FD-05", "fraction", variant="COHORT"), " contacts"),
            ),
        )
    )


def _halves(desk: Desk) -> Paragraph:
    first, second = desk.period.half_years()
    return Paragraph(
        (
            "The year was not even. An average of ",
            desk.ref("FD-02", "number", period=first),
            Plain(" contacts a month came from April to September, and "),
            desk.ref("FD-02", "number", period=second),
            " a month from October to March. Both averages are taken from the same snapshot, and each is the count of"
            " its half divided by six months; no rounded monthly figure is averaged again.",
        )
    )


def _by_month(desk: Desk) -> Chart:
    received = desk.by_value("FD-01", "month", variant="CONTACTS")
    converted = desk.by_value("FD-04", "month", variant="COHORT")
    months = [month.label for month in desk.period.months()]
    return Chart(
        kind="line",
        caption="Contacts received, and those of them that became referrals, by month of receipt",
        alt="Two lines over the twelve months of the year: contacts received, and beneath it contacts that became"
        " referrals. The table beside the drawing gives every value.",
        category_heading="Month",
        scale="Contacts",
        categories=tuple(f"{month.first_day:%b %Y}" for month in desk.period.months()),
        series=(
            Series("Contacts", tuple(desk.bind(received[label]) for label in months)),
            Series("Became referrals", tuple(desk.bind(converted[label]) for label in months)),
        ),
    )


def _by_source(desk: Desk) -> Table:
    received = desk.by_value("FD-01", "source_group", variant="CONTACTS")
    converted = desk.by_value("FD-05", "source_group", variant="COHORT")
    groups = sorted(
        (group for group in SourceGroup if group.value in received), key=lambda group: _size(received, group)
    )
    rows: list[tuple[Cell, ...]] = [
        (
            group.label,
            desk.bind(received[group.value]),
            desk.ref("FD-03", variant=group.value),
            desk.bind(converted[group.value]),
        )
        for group in reversed(groups)
    ]
    return Table(
        caption="Who was worried: contacts by source, and how many of each became referrals",
        columns=(
            Column("Source"),
            Column("Contacts", numeric=True),
            Column("Share", numeric=True),
            Column("Became referrals", numeric=True),
        ),
        rows=tuple(rows),
        totals=(
            "All sources",
            desk.ref("FD-01", variant="CONTACTS"),
            Plain("100%"),
            desk.ref("FD-05", variant="COHORT"),
        ),
        note="Each share is rounded by itself, so that the column may not add up to the whole.",
    )


def _size(received: dict, group: SourceGroup) -> int:
    return received[group.value].numerator or 0


def _conversion(desk: Desk) -> Paragraph:
    return Paragraph(
        (
            "The headline follows each contact from the day it came: of ",
            desk.ref("FD-05", "out of", variant="COHORT"),
            " contacts of the year ",
            desk.ref("FD-05", "count", variant="COHORT"),
            " became referrals. Counted by the day of the decision instead, it was ",
            desk.ref("FD-05", variant="PERIOD", decimals=1),
            "; and of contacts that needed a decision about need, leaving out children with an open case, requests for"
            " information and missing notices, it was ",
            desk.ref("FD-05", variant="NEEDED_A_DECISION", decimals=1),
            ". The three answer different questions and are not to be compared with each other from year to year.",
        )
    )
