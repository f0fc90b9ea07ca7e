"""What is not known, and how the figures stand beside last year's printed report."""

from dataclasses import replace

from sightline.documents.model import BulletList, Callout, Cell, Column, Paragraph, Plain, Section, Table
from sightline.documents.printed import NOT_SUPPLIED, absence
from sightline.exchange import published
from sightline.indicators.figures import Figure
from sightline.indicators.register import REGISTER
from sightline.report.desk import Desk


def not_known(desk: Desk) -> Section:
    """What was not supplied is a finding, never a nought."""
    missing = [
        indicator
        for indicator in REGISTER.of_area("front_door")
        if _is_missing(desk.figure(indicator.catalogue, variant=(indicator.variants or (None,))[0]))
    ]
    told = tuple(
        (Plain(f"{indicator.catalogue} {indicator.title}: "), "the records it needs were not supplied.")
        for indicator in missing
    )
    blocks = (
        (
            Callout(
                kind="finding",
                title="Not supplied",
                blocks=(
                    Paragraph("The partnership cannot say the following for the year, and that is itself a finding."),
                    BulletList(items=told),
                ),
            ),
        )
        if told
        else (Paragraph("Everything that this chapter measures was supplied."),)
    )
    return Section(heading="What is not known", anchor="not-known", blocks=(*blocks, _coverage(desk)))


def _is_missing(figure: Figure) -> bool:
    """Nobody supplied it; a figure with nothing to divide by is another thing, and so is one of nought."""
    return figure.value is None and absence(figure) == NOT_SUPPLIED


def _coverage(desk: Desk) -> Paragraph:
    figure = desk.figure("FD-08")
    coverage = figure.coverage
    if coverage is None or not coverage.expected:
        return Paragraph("No contact of the year has a level of need to compare.")
    return Paragraph(
        (
            "The level of need could be compared for ",
            desk.ref("FD-08", "out of"),
            " of the contacts decided; for the others the referrer gave no level, or none was concluded.",
        )
    )


def beside_the_printed_report(desk: Desk) -> Section:
    """The printed figures of the year beside those computed and published, with the arithmetic of each difference."""
    first, second = desk.period.half_years()
    rows: tuple[tuple[Cell, ...], ...] = (
        (
            "Contacts",
            desk.bind(desk.printed("FD-01", 13_490, variant="CONTACTS")),
            desk.ref("FD-01", variant="CONTACTS"),
            "The same.",
        ),
        (
            "Contacts that became referrals",
            desk.bind(desk.printed("FD-04", 4_390, variant="COHORT")),
            desk.ref("FD-04", variant="COHORT"),
            "The same. Referrals themselves are another count: see the next row.",
        ),
        (
            "Referrals",
            desk.bind(published.referrals(desk.period.label)),
            desk.ref("REF-01", variant="REFERRALS"),
            "Not printed in the report; published by the Department for Education.",
        ),
        (
            "Contacts a month, first half",
            desk.bind(_printed_average(desk, 1_013, first.label)),
            desk.ref("FD-02", period=first),
            "The same.",
        ),
        (
            "Contacts a month, second half",
            desk.bind(_printed_average(desk, 1_234, second.label)),
            desk.ref("FD-02", period=second),
            Plain(
                "The two printed averages cannot both be true of 13,490 contacts: even rounded up they make 13,488."
                " They were taken at different times."
            ),
        ),
    )
    return Section(
        heading="Beside the printed report",
        anchor="beside-the-printed-report",
        blocks=(
            Table(
                caption="Figures printed or published for the year, and as computed from the snapshot",
                columns=(
                    Column("Measure"),
                    Column("Printed or published", numeric=True),
                    Column("Computed", numeric=True),
                    Column("Difference explained"),
                ),
                rows=rows,
            ),
        ),
    )


def _printed_average(desk: Desk, value: int, period: str) -> Figure:
    return replace(desk.printed("FD-02", value, unit="average"), period=period)
