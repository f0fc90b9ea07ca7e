"""What was decided, at which level, and how soon."""

from typing import Any

import ibis

from sightline.front_door.indicators.choosing import (
    DECISION_BREAKDOWNS,
    decided_in,
)
from sightline.indicators.register import COUNT, MEDIAN, RATIO, indicator


@indicator(
    id="front_door.alteration",
    catalogue="FD-08",
    title="Level of need altered",
    why="How often the front door concludes another level than the referrer: are thresholds understood alike?",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="decided_on",
    source="Annual report 2022-23, priority 3: analysis of alteration",
    numerator="contacts decided at another level than referred",
    denominator="contacts decided that have both levels",
    breakdowns=(*DECISION_BREAKDOWNS, "level_as_referred"),
)
def alteration(tables: Any, period: Any) -> Any:
    """Contacts without the referrer's level are not comparable: left out, and shown as coverage."""
    decided = decided_in(tables, period)
    comparable = decided.alteration.isin(("RAISED", "SAME", "LOWERED"))
    return decided.mutate(counts=comparable.ifelse(decided.alteration != "SAME", ibis.null("boolean")))


@indicator(
    id="front_door.net_alteration",
    catalogue="FD-09",
    title="Net direction of altered levels",
    why="Whether levels are raised more often than lowered: positive when need is more often found higher.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="decided_on",
    source="Annual report 2022-23, priority 3: analysis of alteration",
    numerator="contacts raised less contacts lowered",
    denominator="contacts decided that have both levels",
    breakdowns=("month", "source_group", "source"),
)
def net_alteration(tables: Any, period: Any) -> Any:
    decided = decided_in(tables, period)
    sign = ibis.cases(
        (decided.alteration == "RAISED", 1), (decided.alteration == "LOWERED", -1), (decided.alteration == "SAME", 0)
    )
    return decided.mutate(counts=sign.cast("int64"))


def _outcome_share(tables: Any, period: Any, outcome: str) -> Any:
    decided = decided_in(tables, period)
    return decided.mutate(counts=decided.outcome == outcome)


@indicator(
    id="front_door.advice",
    catalogue="FD-10",
    title="Information and advice given",
    why="Shows where advice, rather than a service, was the answer: training and guidance can meet it earlier.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="decided_on",
    source="Annual report 2022-23, priority 3: provision of advice and information",
    numerator="contacts decided with information and advice",
    denominator="contacts decided in the period",
    breakdowns=(*DECISION_BREAKDOWNS, "primary_concern"),
)
def advice(tables: Any, period: Any) -> Any:
    return _outcome_share(tables, period, "INFO_ADVICE")


@indicator(
    id="front_door.no_further_action",
    catalogue="FD-19",
    title="Contacts ending in no further action",
    why="A contact that leads to nothing costs a family trust and a referrer time. Advice is another outcome.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="decided_on",
    source="Annual report 2022-23, priority 3: no further action",
    numerator="contacts decided with no further action",
    denominator="contacts decided in the period",
    breakdowns=(*DECISION_BREAKDOWNS, "level_as_referred"),
)
def no_further_action(tables: Any, period: Any) -> Any:
    return _outcome_share(tables, period, "NFA")


@indicator(
    id="front_door.decided_in_time",
    catalogue="FD-13",
    title="Decided within one working day",
    why="Children must not wait for a decision; guidance gives one working day.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="decided_on",
    source="Working Together to Safeguard Children 2018, chapter 1; clock C01",
    numerator="contacts decided by the end of the next working day",
    denominator="contacts decided in the period",
    breakdowns=DECISION_BREAKDOWNS,
)
def decided_in_time(tables: Any, period: Any) -> Any:
    decided = decided_in(tables, period)
    return decided.mutate(counts=decided.is_decided_in_time)


@indicator(
    id="front_door.hours_to_decision",
    catalogue="FD-14",
    title="Median hours to decision",
    why="How long the middle child waits, nights and weekends included.",
    table="contacts",
    kind=MEDIAN,
    unit="hours",
    polarity="lower",
    date="decided_on",
    source="Local",
    numerator="elapsed hours from receipt to decision of contacts decided in the period",
    breakdowns=DECISION_BREAKDOWNS,
)
def hours_to_decision(tables: Any, period: Any) -> Any:
    decided = decided_in(tables, period)
    return decided.mutate(measure=decided.hours_to_decision)


@indicator(
    id="front_door.overdue",
    catalogue="FD-23",
    title="Undecided contacts overdue on the day of the snapshot",
    why="Children who are waiting too long now. Those received after the period's end count in the next one.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="lower",
    date="received_on",
    source="Local; clock C01",
    numerator="contacts received by the period's end, undecided and past their deadline on the day of the snapshot",
    breakdowns=("source_group", "lane", "priority"),
)
def overdue(tables: Any, period: Any) -> Any:
    waiting = tables.contacts.filter(
        tables.contacts.decided_at.isnull(), tables.contacts.received_on <= period.last_day
    )
    return waiting.filter(waiting.decide_by.date() < ibis.literal(tables.business_date))
