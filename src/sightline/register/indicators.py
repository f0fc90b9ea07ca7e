"""Figures about the register itself: how sure the partnership is that one child has one record."""

from typing import Any

from sightline.indicators.register import COUNT, indicator

WAITING = ("PROPOSED", "POSTPONED")


@indicator(
    id="register.open_links",
    catalogue="DQ-01",
    title="Pairs of records that may be one child and wait for a person",
    why="While a pair waits, one child may stand twice in every figure and two workers may not know of each other.",
    table="record_links",
    kind=COUNT,
    unit="count",
    polarity="lower",
    date="proposed_on",
    source="Local: data quality of the register",
    numerator="pairs proposed by the period's end that wait, or were put off, on the day of the snapshot",
    breakdowns=("is_likely", "agency_kind", "other_agency_kind"),
)
def open_links(tables: Any, period: Any) -> Any:
    links = tables.record_links
    return links.filter(links.state.isin(WAITING), links.proposed_on <= period.last_day)
