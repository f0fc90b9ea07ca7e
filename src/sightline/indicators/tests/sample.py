"""A small front door for tests: contacts, some with holes, and indicators of every kind over them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from hypothesis import strategies as st

from sightline.indicators.published import Column, PublishedTable
from sightline.indicators.register import COUNT, MEAN_PER_MONTH, MEDIAN, RATE, RATIO, Register
from sightline.indicators.vocabulary import in_period
from sightline.timescales.periods import Period

CONTACTS = PublishedTable(
    name="contacts",
    meaning="One contact about one child",
    columns=(
        Column("contact", "text", "Reference of the contact"),
        Column("received_on", "date", "When it was received"),
        Column("decided_on", "date", "When a manager decided"),
        Column("source_group", "code", "Who made it", {"POLICE": "Police", "SCHOOL": "School"}),
        Column("level", "integer", "Level of need decided"),
        Column("outcome", "code", "What was decided", {"REFERRAL": "Referral", "ADVICE": "Advice"}),
        Column("moved", "integer", "Levels raised (1), lowered (-1) or kept (0)"),
        Column("hours", "number", "Hours to the decision"),
    ),
    key=("contact",),
)

SAMPLE = Register()
BREAKDOWNS = ("source_group", "level", "month")


def contact(**given: Any) -> dict[str, Any]:
    """A contact of 1 June 2022 with nothing else supplied, but for what is given."""
    blank: dict[str, Any] = {column.name: None for column in CONTACTS.columns}
    return {**blank, "received_on": date(2022, 6, 1), **given}


@SAMPLE.indicator(
    id="front_door.contacts",
    catalogue="FD-01",
    title="Contacts received",
    why="Shows how much work comes to the front door.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="local",
    numerator="contacts received in the period",
    breakdowns=BREAKDOWNS,
)
def contacts(tables: Any, period: Any) -> Any:
    return tables.contacts.filter(in_period(tables.contacts.received_on, period))


@SAMPLE.indicator(
    id="front_door.mean_contacts",
    catalogue="FD-02",
    title="Mean contacts per month",
    why="Lets half-years and years be compared.",
    table="contacts",
    kind=MEAN_PER_MONTH,
    unit="average",
    polarity="neutral",
    date="received_on",
    source="local",
    numerator="contacts received in the period",
    denominator="months in the period",
    breakdowns=BREAKDOWNS,
)
def mean_contacts(tables: Any, period: Any) -> Any:
    return contacts(tables, period)


@SAMPLE.indicator(
    id="front_door.converted",
    catalogue="FD-04",
    title="Contacts converted to a referral",
    why="Shows how many contacts children's social care takes on.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="local",
    numerator="contacts whose outcome is a referral",
    breakdowns=BREAKDOWNS,
)
def converted(tables: Any, period: Any) -> Any:
    received = contacts(tables, period)
    return received.mutate(counts=received.outcome == "REFERRAL")


@SAMPLE.indicator(
    id="front_door.conversion",
    catalogue="FD-05",
    title="Contacts that became referrals",
    why="Shows how often a contact leads to children's social care.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="context",
    date="received_on",
    source="local",
    numerator="contacts whose outcome is a referral",
    denominator="contacts with an outcome",
    variants=("COHORT", "PERIOD"),
    breakdowns=BREAKDOWNS,
)
def conversion(tables: Any, period: Any, variant: str) -> Any:
    placed = tables.contacts[{"COHORT": "received_on", "PERIOD": "decided_on"}[variant]]
    chosen = tables.contacts.filter(in_period(placed, period))
    return chosen.mutate(counts=chosen.outcome == "REFERRAL")


@SAMPLE.indicator(
    id="front_door.net_alteration",
    catalogue="FD-09",
    title="Levels raised less levels lowered",
    why="Shows in which direction decisions differ from referrers' views.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="received_on",
    source="local",
    numerator="contacts raised minus contacts lowered",
    denominator="contacts with both levels",
    breakdowns=("source_group",),
)
def net_alteration(tables: Any, period: Any) -> Any:
    received = contacts(tables, period)
    return received.mutate(counts=received.moved)


@SAMPLE.indicator(
    id="front_door.hours_to_decision",
    catalogue="FD-14",
    title="Median hours to the decision",
    why="Shows how long referrers and children wait.",
    table="contacts",
    kind=MEDIAN,
    unit="hours",
    polarity="lower",
    date="received_on",
    source="local",
    numerator="hours from receipt to decision",
    breakdowns=BREAKDOWNS,
)
def hours_to_decision(tables: Any, period: Any) -> Any:
    received = contacts(tables, period)
    return received.mutate(measure=received.hours)


@SAMPLE.indicator(
    id="front_door.contact_rate",
    catalogue="FD-07",
    title="Contacts per 10,000 children",
    why="Lets areas of different size be compared.",
    table="contacts",
    kind=RATE,
    unit="per 10,000",
    polarity="neutral",
    date="received_on",
    source="local",
    numerator="contacts received in the period",
    denominator="children aged 0 to 17",
    population="0-17",
    breakdowns=("month",),
)
def contact_rate(tables: Any, period: Any) -> Any:
    return contacts(tables, period)


def slow_contacts(rows: Any, period: Period) -> Iterable[dict[str, Any]]:
    return [row for row in rows["contacts"] if row["received_on"] and period.contains(row["received_on"])]


def slow_converted(rows: Any, period: Period) -> Iterable[dict[str, Any]]:
    for row in slow_contacts(rows, period):
        yield row | {"counts": None if row["outcome"] is None else row["outcome"] == "REFERRAL"}


def slow_conversion(rows: Any, period: Period, variant: str) -> Iterable[dict[str, Any]]:
    column = "received_on" if variant == "COHORT" else "decided_on"
    for row in rows["contacts"]:
        if row[column] and period.contains(row[column]):
            yield row | {"counts": None if row["outcome"] is None else row["outcome"] == "REFERRAL"}


def slow_net_alteration(rows: Any, period: Period) -> Iterable[dict[str, Any]]:
    return [row | {"counts": row["moved"]} for row in slow_contacts(rows, period)]


def slow_hours(rows: Any, period: Period) -> Iterable[dict[str, Any]]:
    return [row | {"measure": row["hours"]} for row in slow_contacts(rows, period)]


TWINS = (
    (contacts, slow_contacts),
    (mean_contacts, slow_contacts),
    (converted, slow_converted),
    (conversion, slow_conversion),
    (net_alteration, slow_net_alteration),
    (hours_to_decision, slow_hours),
    (contact_rate, slow_contacts),
)

days = st.none() | st.dates(date(2022, 3, 25), date(2023, 4, 5))
some_contacts = st.lists(
    st.fixed_dictionaries(
        {
            "contact": st.text("abc", max_size=3),
            "received_on": days,
            "decided_on": days,
            "source_group": st.sampled_from(["POLICE", "SCHOOL", None]),
            "level": st.sampled_from([1, 2, None]),
            "outcome": st.sampled_from(["REFERRAL", "ADVICE", None]),
            "moved": st.sampled_from([-1, 0, 1, None]),
            "hours": st.none() | st.integers(0, 400).map(lambda quarters: quarters / 4),
        }
    ),
    max_size=25,
)
