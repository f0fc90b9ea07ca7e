"""Referrals to children's social care: how many, from whom, at what rate, and how many came back."""

from typing import Any

import ibis

from sightline.front_door.indicators.choosing import (
    REFERRAL_BREAKDOWNS,
    SOURCE_GROUPS,
    referred_in,
    share_of_group,
)
from sightline.indicators.register import COUNT, RATE, RATIO, indicator
from sightline.indicators.vocabulary import is_within_months_before


@indicator(
    id="front_door.referrals",
    catalogue="REF-01",
    title="Referrals to children's social care",
    why="The count that the Department for Education publishes: the first of a day for a child with no open case.",
    table="referrals",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="referred_on",
    source="Children in need statistics, table C1",
    numerator="referrals in the period (REFERRALS), or children with one or more (CHILDREN)",
    variants=("REFERRALS", "CHILDREN"),
    breakdowns=REFERRAL_BREAKDOWNS,
)
def referrals(tables: Any, period: Any, variant: str) -> Any:
    referred = referred_in(tables, period)
    if variant == "REFERRALS":
        return referred
    numbered = referred.mutate(
        place=ibis.row_number().over(ibis.window(group_by="child", order_by=[referred.referred_on, referred.referral]))
    )
    return numbered.filter(numbered.place == 0).drop("place")


@indicator(
    id="front_door.referral_source",
    catalogue="FD-06",
    title="Referrals by source",
    why="Beside contacts by source: whether one source's contacts become referrals more often than another's.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="referred_on",
    source="Children in need statistics, table C5; annual report 2022-23, appendix 2",
    numerator="referrals from the source group",
    denominator="referrals in the period, unknown sources among them",
    variants=SOURCE_GROUPS,
    breakdowns=("month", "primary_concern"),
    places=0,
)
def referral_source(tables: Any, period: Any, variant: str) -> Any:
    return share_of_group(referred_in(tables, period), variant)


@indicator(
    id="front_door.referral_rate",
    catalogue="FD-07",
    title="Referrals per 10,000 children",
    why="Lets areas of different size be compared; names the population it divides by.",
    table="referrals",
    kind=RATE,
    unit="per 10,000",
    polarity="neutral",
    date="referred_on",
    source="Children in need statistics, table C1: year to 31 March over the mid-year estimate within it",
    numerator="referrals in the period",
    denominator="children aged 0 to 17",
    population="0-17",
)
def referral_rate(tables: Any, period: Any) -> Any:
    return referred_in(tables, period)


def _rereferred(tables: Any, period: Any) -> Any:
    """The period's referrals, each with whether the same child was referred in the twelve months before."""
    referred = referred_in(tables, period)
    earlier = tables.referrals.select(other_child="child", other_day="referred_on")
    each = referred.select("referral", "child", "referred_on")
    pairs = each.join(earlier, each.child == earlier.other_child)
    again = pairs.filter(is_within_months_before(pairs.other_day, pairs.referred_on)).select("referral").distinct()
    marked = referred.left_join(again, referred.referral == again.referral, rname="again_{name}")
    return marked.mutate(is_rereferral=marked.again_referral.notnull()).drop("again_referral")


@indicator(
    id="front_door.rereferral",
    catalogue="FD-15",
    title="Re-referrals within twelve months",
    why="A child who comes back was perhaps not helped enough the first time.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="referred_on",
    source="Children in need statistics, table C1",
    numerator="referrals with an earlier referral of the same child up to twelve calendar months before",
    denominator="referrals in the period",
    breakdowns=REFERRAL_BREAKDOWNS,
)
def rereferral(tables: Any, period: Any) -> Any:
    """The earlier referral may lie in the year before: the window does not stop at 1 April."""
    marked = _rereferred(tables, period)
    return marked.mutate(counts=marked.is_rereferral)


@indicator(
    id="front_door.rereferral_reasons",
    catalogue="FD-16",
    title="Re-referrals with a coded reason",
    why="Only a known reason can be acted on; by reason, it says what to change.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="referred_on",
    source="Annual report 2022-23, priority 3: re-referrals and the reasons why",
    numerator="re-referrals with a reason other than 'not known'",
    denominator="re-referrals in the period",
    breakdowns=("month", "again_reason", "source_group"),
)
def rereferral_reasons(tables: Any, period: Any) -> Any:
    marked = _rereferred(tables, period)
    again = marked.filter(marked.is_rereferral)
    return again.mutate(counts=again.again_reason.fill_null("UNKNOWN") != "UNKNOWN")


@indicator(
    id="front_door.referrals_ended_early",
    catalogue="FD-20",
    title="Referrals ending before assessment",
    why="Referrals that end without an assessment may not have needed social care.",
    table="referrals",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="referred_on",
    source="Children in need statistics, table C1: referrals resulting in no further action",
    numerator="referrals that ended without an assessment",
    denominator="referrals whose end is supplied",
    breakdowns=("month", "source_group", "source"),
)
def referrals_ended_early(tables: Any, period: Any) -> Any:
    """What became of a referral is told by the service after the front door; untold is not supplied, not 'no'."""
    referred = referred_in(tables, period)
    return referred.mutate(counts=referred.ended_without_assessment)
