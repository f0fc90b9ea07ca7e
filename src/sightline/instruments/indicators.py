"""Figures about screening tools, over the published table of completed ones."""

from typing import Any

import ibis

from sightline.indicators.register import COUNT, RATIO, indicator
from sightline.indicators.vocabulary import in_period

BANDS = ("LOW", "MEDIUM", "HIGH")


@indicator(
    id="instruments.completed",
    catalogue="NEG-02",
    title="Neglect screening tools completed",
    why="Shows which agencies look for neglect early, and how serious what they find is.",
    table="screening_tools",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="completed_on",
    source="Annual report 2022-23, priority 1",
    numerator="neglect screening tools completed in the period; a corrected one counts once",
    breakdowns=("month", "agency_kind", "band", "age_group"),
)
def completed(tables: Any, period: Any) -> Any:
    tools = tables.screening_tools
    return tools.filter(
        in_period(tools.completed_on, period), tools.status == "COMPLETED", tools.tool_id == "neglect-screening"
    )


@indicator(
    id="instruments.improving",
    catalogue="NEG-05",
    title="Repeat neglect screening that shows improvement",
    why="Whether life gets better for children who are screened again.",
    table="screening_tools",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="completed_on",
    source="Local",
    numerator="children whose latest band is lower than the one before, at least four weeks earlier",
    denominator="children screened in the period who had been screened at least four weeks before",
    breakdowns=("agency_kind",),
)
def improving(tables: Any, period: Any) -> Any:
    """The child's last tool of the period against their latest tool of four weeks or more before it."""
    tools = tables.screening_tools
    known = tools.filter(
        tools.status == "COMPLETED", tools.tool_id == "neglect-screening", tools.child.notnull(), tools.band.isin(BANDS)
    )
    known = known.mutate(
        rank=ibis.cases((known.band == "LOW", 1), (known.band == "MEDIUM", 2), (known.band == "HIGH", 3))
    )
    latest = _last_of_child(known.filter(in_period(known.completed_on, period)))
    earlier = known.select(other_child="child", other_day="completed_on", other_tool="tool", other_rank="rank")
    pairs = latest.join(earlier, latest.child == earlier.other_child)
    pairs = pairs.filter(pairs.other_day <= pairs.completed_on - ibis.interval(days=28))
    order = ibis.window(group_by="tool", order_by=[ibis.desc(pairs.other_day), ibis.desc(pairs.other_tool)])
    nearest = pairs.mutate(place=ibis.row_number().over(order))
    nearest = nearest.filter(nearest.place == 0)
    return nearest.mutate(counts=nearest["rank"] < nearest.other_rank)


def _last_of_child(tools: Any) -> Any:
    order = ibis.window(group_by="child", order_by=[ibis.desc(tools.completed_on), ibis.desc(tools.tool)])
    numbered = tools.mutate(from_the_last=ibis.row_number().over(order))
    return numbered.filter(numbered.from_the_last == 0).drop("from_the_last")
