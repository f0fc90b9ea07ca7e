"""A small report with one of everything, for the renderers' tests."""

from datetime import date
from fractions import Fraction

from sightline.documents.model import (
    BulletList,
    Callout,
    Chart,
    Column,
    DescribedFigure,
    Document,
    Emphasis,
    FigureRef,
    KeyFigure,
    KeyFigures,
    Link,
    Matrix,
    NotSupplied,
    Number,
    Paragraph,
    Plain,
    Section,
    Series,
    Table,
)
from sightline.indicators.figures import Coverage, Figure, FigureKind
from sightline.indicators.intervals import wilson

SNAPSHOT = "2023-04-12-01"
YEAR = Plain("2022-23")
SOURCES = {
    "Police": (4587, 1498),
    "Schools": (2833, 878),
    "Health services": (1484, 571),
    "Local authority services": (1214, 420),
    "Members of the public and family members": (1079, 329),
    "Anonymous": (404, 92),
}
MONTHS = ("Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb", "Mar")
CONTACTS = (921, 1043, 1052, 1074, 858, 1130, 1198, 1304, 1077, 1265, 1190, 1378)
REFERRALS = (310, 341, 352, 347, 279, 362, 381, 420, 338, 411, 399, 450)
LEVELS = ("Universal", "Early help", "Targeted", "Statutory")
REFERRED = ((310, 41, 6, 2), (122, 1480, 202, 31), (14, 388, 1904, 240), (3, 96, 871, 2350))


def count(value: int | None, **details: object) -> Figure:
    settings = {"id": "front_door.contacts", "catalogue": "FD-01", "unit": "count", "places": 0, **details}
    supplied = None if value is None else Fraction(value)
    return Figure(period="2022-23", value=supplied, numerator=value, snapshot=SNAPSHOT, **settings)  # type: ignore[arg-type]


def share(numerator: int, denominator: int, **details: object) -> Figure:
    settings = {"id": "front_door.conversion", "catalogue": "FD-05", "variant": "COHORT", **details}
    return Figure(
        period="2022-23",
        unit="percent",
        value=Fraction(100 * numerator, denominator),
        numerator=numerator,
        denominator=denominator,
        interval=wilson(numerator, denominator).times(100),
        snapshot=SNAPSHOT,
        **settings,  # type: ignore[arg-type]
    )


RECEIVED = count(13490)
CONVERTED = share(4390, 13490, coverage=Coverage(supplied=13490, expected=13490))
BY_SOURCE = {name: count(all_, by={"source": name}) for name, (all_, _) in SOURCES.items()}
SHARE_BY_SOURCE = {name: share(some, all_, by={"source": name}) for name, (all_, some) in SOURCES.items()}
BY_MONTH = [count(value, by={"month": name}) for name, value in zip(MONTHS, CONTACTS, strict=True)]
REFERRED_BY_MONTH = [
    count(value, id="front_door.referrals", catalogue="REF-01", by={"month": name})
    for name, value in zip(MONTHS, REFERRALS, strict=True)
]
FEW = Figure(
    id="front_door.contacts",
    catalogue="FD-01",
    period="2022-23",
    unit="count",
    value=None,
    places=0,
    by={"source": "Abroad"},
    suppressed=True,
    snapshot=SNAPSHOT,
)
MISSING = count(None, id="training.places", catalogue="TRN-01", coverage=Coverage(supplied=7, expected=9))
NEIGHBOURS = Figure(
    id="referrals.rate",
    catalogue="FD-07",
    period="2022-23",
    unit="per 10,000",
    value=Fraction(579),
    places=0,
    kind=FigureKind.PUBLISHED,
    source="Department for Education, children in need, 2021-22 counts",
    provenance={"neighbour_model": "April 2021", "averaging": "unweighted"},
)
MATRIX = tuple(
    tuple(
        FigureRef(
            count(value, id="front_door.levels", catalogue="FD-08", by={"as_referred": row, "as_concluded": column}),
            "number",
        )
        for column, value in zip(LEVELS, values, strict=True)
    )
    for row, values in zip(LEVELS, REFERRED, strict=True)
)


def described() -> tuple[DescribedFigure, ...]:
    contacts = {"title": "Contacts received", "definition": "Every contact about a child that reached the front door."}
    conversion = {
        "title": "Contacts that became referrals",
        "definition": "How often a contact leads to children's social care.",
        "counted": "contacts accepted as a referral",
        "out_of": "all contacts received in the period",
        "source": "the partnership's data dictionary",
    }
    return (
        *(DescribedFigure(figure, **contacts) for figure in (RECEIVED, *BY_SOURCE.values(), *BY_MONTH, FEW)),
        *(DescribedFigure(figure, **conversion) for figure in (CONVERTED, *SHARE_BY_SOURCE.values())),
        *(DescribedFigure(f, "Referrals", "Contacts accepted by social care.") for f in REFERRED_BY_MONTH),
        *(
            DescribedFigure(ref.figure, "Level of need, referred and concluded", "Contacts by both levels.")
            for row in MATRIX
            for ref in row
        ),
        DescribedFigure(MISSING, "Training places taken", "Places taken on the partnership's courses."),
        DescribedFigure(NEIGHBOURS, "Referral rate", "Referrals for each 10,000 children of the population."),
    )


def key_figures() -> KeyFigures:
    return KeyFigures(
        (
            KeyFigure(FigureRef(RECEIVED), "contacts received", ("in the reporting year ", YEAR)),
            KeyFigure(
                FigureRef(CONVERTED),
                "of contacts became a referral to social care",
                (FigureRef(CONVERTED, "fraction"), " contacts"),
            ),
            KeyFigure(
                FigureRef(NEIGHBOURS, "number"),
                ("referrals for each ", Plain("10,000"), " children"),
                "in areas like ours",
            ),
        )
    )


def sources_table() -> Table:
    return Table(
        caption=("Contacts and referrals by who made contact, ", YEAR),
        columns=(
            Column("Source"),
            Column("Contacts", True),
            Column("Became referrals", True),
            Column("Share that became referrals", True),
        ),
        rows=(
            *(
                (name, FigureRef(BY_SOURCE[name]), FigureRef(SHARE_BY_SOURCE[name], "count"), FigureRef(share_))
                for name, share_ in SHARE_BY_SOURCE.items()
            ),
            ("Abroad", FigureRef(FEW), NotSupplied(), NotSupplied("recorded from next year")),
        ),
        totals=("All contacts", FigureRef(RECEIVED), FigureRef(CONVERTED, "count"), FigureRef(CONVERTED)),
        note="A contact is counted once for each child it is about.",
    )


def bar_chart() -> Chart:
    return Chart(
        kind="bar",
        caption=("Who made contact, ", YEAR),
        alt=("Bar chart. The police made ", FigureRef(BY_SOURCE["Police"]), " contacts, more than anyone else."),
        category_heading="Source",
        scale="Contacts",
        categories=tuple(SOURCES),
        series=(Series("Contacts", tuple(FigureRef(BY_SOURCE[name]) for name in SOURCES)),),
    )


def line_chart() -> Chart:
    return Chart(
        kind="line",
        caption="Contacts and referrals, month by month",
        alt="Line chart. Contacts and referrals rise together from summer to the end of the year.",
        category_heading="Month",
        scale="Number in the month",
        categories=MONTHS,
        series=(
            Series("Contacts", tuple(map(FigureRef, BY_MONTH))),
            Series("Referrals", tuple(map(FigureRef, REFERRED_BY_MONTH))),
        ),
    )


def stacked_chart() -> Chart:
    kept = "returned by each provider, first version"
    return Chart(
        kind="stacked",
        caption="Enrolments by provider and kind of course",
        alt="Stacked bars. Most places were taken on introductory courses, at both providers.",
        category_heading="Provider",
        scale="Places",
        categories=("Provider one", "Provider two", "Provider three"),
        series=(
            Series("Introductory", (Number(120, kept), Number(90, kept), NotSupplied())),
            Series("Specialist", (Number(61, kept), Number(48, kept), Number(33, kept))),
            Series("For managers", (Number(22, kept), Number(3, kept), Number(14, kept))),
        ),
    )


def level_matrix() -> Matrix:
    return Matrix(
        caption=("Level of need as referred and as concluded, ", YEAR),
        row_heading="As referred",
        column_heading="As concluded",
        rows=LEVELS,
        columns=LEVELS,
        cells=MATRIX,
        note="Contacts where both levels were recorded.",
        same="the front door concluded the level that the referrer gave",
    )


def report() -> Document:
    front_door = Section(
        heading="The integrated front door",
        anchor="front-door",
        blocks=(
            Paragraph(
                (
                    "The front door received ",
                    FigureRef(RECEIVED),
                    " contacts in ",
                    YEAR,
                    ". Of these, ",
                    FigureRef(CONVERTED, "count"),
                    " became referrals, a share of ",
                    FigureRef(CONVERTED),
                    " (confidence interval ",
                    FigureRef(CONVERTED, "interval"),
                    "). Referrals may lead to an enquiry under ",
                    Plain("section 47"),
                    "; ",
                    Link("the arrangements", "#arrangements"),
                    " say who decides, ",
                    Emphasis("within one working day"),
                    ".",
                )
            ),
            key_figures(),
            Callout(
                "finding",
                "Demand kept rising",
                (
                    Paragraph(("March was the busiest month, with ", FigureRef(BY_MONTH[-1]), " contacts.")),
                    BulletList(("More contacts came from schools.", "Fewer were anonymous.")),
                ),
            ),
        ),
        sections=(
            Section("Who makes contact", "who-makes-contact", (bar_chart(), sources_table())),
            Section("Through the year", "through-the-year", (line_chart(),)),
            Section("Levels of need", "levels-of-need", (level_matrix(),)),
        ),
    )
    training = Section(
        heading="Workforce development",
        anchor="training",
        blocks=(
            Paragraph(("Places taken on courses: ", FigureRef(MISSING), ".")),
            stacked_chart(),
            Callout("note", "How to read this", (Paragraph("Two providers have not sent their returns."),)),
        ),
    )
    arrangements = Section(
        heading="Arrangements and structure",
        anchor="arrangements",
        blocks=(
            Paragraph(
                (
                    "Three partners lead: the council, the integrated care board and the police. ",
                    Link("The statutory guidance", "https://www.gov.uk/guidance"),
                    " asks for this report every year.",
                )
            ),
            BulletList(("the council", "the integrated care board", "the police")),
        ),
    )
    return Document(
        title="Annual report of the partnership 2022-23",
        subtitle="What we did, what came of it, and what we do not yet know",
        publisher="Safeguarding Children Partnership",
        date=date(2023, 9, 30),
        sections=(arrangements, front_door, training),
        figures=described(),
        notes=(Paragraph("Figures are counted from records as they stood on the day of the snapshot."),),
    )
