"""How the front door worked: how soon it decided, what it concluded, how it shared."""

from dataclasses import replace

from sightline.documents.model import (
    Column,
    KeyFigure,
    KeyFigures,
    Matrix,
    Measure,
    Number,
    Paragraph,
    Section,
    Table,
)
from sightline.front_door.codes import Outcome
from sightline.front_door.levels import ladder_on
from sightline.indicators.figures import Figure
from sightline.indicators.suppression import suppress_table
from sightline.report.desk import Desk


def decisions(desk: Desk) -> Section:
    """How soon, and with what outcome."""
    return Section(
        heading="Decisions",
        anchor="decisions",
        blocks=(
            KeyFigures(
                items=(
                    KeyFigure(desk.ref("FD-13"), "decided by the end of the next working day"),
                    KeyFigure(desk.ref("FD-14", "number"), "hours from receipt to decision for the middle child"),
                    KeyFigure(desk.ref("FD-19"), "ended in no further action"),
                )
            ),
            _outcomes(desk),
            Paragraph(
                (
                    "Information and advice was the answer to ",
                    desk.ref("FD-10"),
                    " of the contacts decided. Requests for information from other services were answered in ",
                    desk.ref("FD-11"),
                    " of cases, and ",
                    desk.ref("FD-12"),
                    " notices of missing children came to the front door.",
                )
            ),
        ),
    )


def _outcomes(desk: Desk) -> Table:
    counts = desk.by_value("FD-01", "outcome", variant="CONTACTS")
    known = [outcome for outcome in Outcome if outcome.value in counts]
    return Table(
        caption="What was decided about the contacts of the year",
        columns=(Column("Outcome"), Column("Contacts", numeric=True)),
        rows=tuple((outcome.label, desk.bind(counts[outcome.value])) for outcome in known),
    )


def levels(desk: Desk) -> Section:
    """The level of need as referred and as concluded."""
    return Section(
        heading="Level of need",
        anchor="level-of-need",
        blocks=(
            Paragraph(
                (
                    "Where both levels were given, the front door concluded another level than the referrer in ",
                    desk.ref("FD-08"),
                    " of contacts; the net direction was ",
                    desk.ref("FD-09"),
                    ", positive where need was found higher more often than lower.",
                )
            ),
            _matrix(desk),
        ),
    )


def _matrix(desk: Desk) -> Matrix:
    steps = [level.code for level in ladder_on(desk.period.last_day).levels]
    crossed = desk.figures("FD-01", variant="CONTACTS", by=("level_as_referred", "level_concluded"))
    found = {(figure.by.get("level_as_referred"), figure.by.get("level_concluded")): figure for figure in crossed}
    counts = [[_count(found, row, column) for column in steps] for row in steps]
    shown = suppress_table(counts, public=desk.public, has_row_totals=False, has_column_totals=False)
    cells = tuple(
        tuple(_cell(desk, found, (row, column), shown.cells[i][j]) for j, column in enumerate(steps))
        for i, row in enumerate(steps)
    )
    labels = tuple(f"Level {step}" for step in steps)
    return Matrix(
        caption="Level of need as referred (rows) and as concluded (columns), contacts of the year",
        row_heading="As referred",
        column_heading="As concluded",
        rows=labels,
        columns=labels,
        cells=cells,
        same="the level was not altered",
        note="Contacts without the referrer's level, and contacts still undecided, are not in this table.",
    )


def _count(found: dict[tuple[str | None, str | None], Figure], row: str, column: str) -> int:
    figure = found.get((row, column))
    return int(figure.numerator or 0) if figure else 0


def _cell(
    desk: Desk, found: dict[tuple[str | None, str | None], Figure], place: tuple[str, str], shown: int | str | None
) -> Measure:
    figure = found.get(place)
    if figure is None:
        return Number(0, source="no such contact in the snapshot")
    return desk.bind(replace(figure, suppressed=True) if isinstance(shown, str) else figure)


def sharing(desk: Desk) -> Section:
    """Consent, feedback, the neglect tool."""
    return Section(
        heading="Working with those who refer",
        anchor="working-with-referrers",
        blocks=(
            Paragraph(
                (
                    "Consent or another lawful basis was recorded for ",
                    desk.ref("FD-21"),
                    " of professionals' contacts. Referrers were told the outcome within the local time in ",
                    desk.ref("FD-22"),
                    " of the contacts decided.",
                )
            ),
            Paragraph(
                (
                    "Of the contacts in which a professional was worried about neglect, ",
                    desk.ref("NEG-01"),
                    " came with the neglect screening tool in time (",
                    desk.ref("NEG-01", "fraction"),
                    "). Of contacts about children with no open case, ",
                    desk.ref("FD-17"),
                    " followed another contact about the same child within twelve months; a reason was coded for ",
                    desk.ref("FD-18"),
                    " of those.",
                )
            ),
        ),
    )
