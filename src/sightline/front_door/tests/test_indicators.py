"""Every figure of the front door against a slow twin: plain Python, row by row, from the catalogue's words."""

import random
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sightline.front_door import codes, indicators
from sightline.front_door.tables import TABLES
from sightline.indicators.populations import POPULATIONS
from sightline.indicators.register import REGISTER
from sightline.indicators.testing import assert_twin
from sightline.timescales.periods import Period, parse

Row = dict[str, Any]
YEAR = parse("2022-23")
GROUPS = [group.value for group in codes.SourceGroup]
BUSINESS_DATE = date(2023, 4, 12)


def some_contacts(count: int, seed: int) -> list[Row]:
    """Contacts around the edges of the year, with everything that may be missing missing now and then."""
    draw = random.Random(seed)
    return [_a_contact(number, draw) for number in range(count)]


def _a_contact(number: int, draw: random.Random) -> Row:
    received_on = date(2022, 3, 20) + timedelta(days=draw.randrange(0, 390))
    is_decided = draw.random() < 0.9
    decided_on = received_on + timedelta(days=draw.choice([0, 0, 1, 1, 2, 5])) if is_decided else None
    source = draw.choice(list(codes.Source)).value
    levels = [draw.choice(["1", "2", "3", "4", None]), draw.choice(["1", "2", "3", "4"]) if is_decided else None]
    outcome = draw.choice(list(codes.Outcome)).value if is_decided else None
    is_open = draw.random() < 0.2
    return {
        "contact": f"c{number:05d}",
        "event": f"e{number // 2:05d}",
        "child": draw.choice([None, *[f"k{child:03d}" for child in range(60)]]),
        "received_at": datetime(received_on.year, received_on.month, received_on.day, 11, tzinfo=UTC),
        "received_on": received_on,
        "source": source,
        "source_group": codes.SOURCE_GROUPS[source].value,
        "is_professional": source in codes.PROFESSIONAL_SOURCES,
        "channel": draw.choice(list(codes.Channel)).value,
        "contact_type": draw.choice(list(codes.ContactType)).value,
        "lane": draw.choice(list(codes.Lane)).value,
        "ward": draw.choice(["Harbour", "Dunes", None]),
        "age_band": draw.choice(["UNBORN", "AGED_5_TO_9", None]),
        "sex": draw.choice(["F", "M", "U"]),
        "primary_concern": draw.choice([None, "NEG", "PHY"]),
        "is_neglect": draw.random() < 0.4,
        "priority": draw.choice([None, "RED", "GREEN"]),
        "level_as_referred": levels[0],
        "level_concluded": levels[1],
        "alteration": _alteration(*levels) if is_decided else None,
        "is_on_open_case": is_open,
        "decide_by": datetime(received_on.year, received_on.month, received_on.day, tzinfo=UTC) + timedelta(hours=47),
        "decided_at": datetime(decided_on.year, decided_on.month, decided_on.day, 15, tzinfo=UTC)
        if decided_on
        else None,
        "decided_on": decided_on,
        "is_decided_in_time": (decided_on - received_on).days <= 1 if decided_on else None,
        "hours_to_decision": float(draw.randrange(0, 90)) if is_decided else None,
        "outcome": outcome,
        "is_converted": outcome == "CSC_REFERRAL" if is_decided else None,
        "is_basis_recorded": draw.random() < 0.9,
        "is_told_in_time": draw.choice([True, False]) if is_decided else None,
        "is_tool_in_time": draw.choice([True, False]),
        "tool_band": draw.choice([None, None, "LOW", "HIGH"]),
        "is_recontact": None if is_open else draw.random() < 0.3,
        "again_reason": draw.choice([None, "UNKNOWN", "NEW_CONCERN", "RISK_INCREASED"]),
        "earlier_outcome": draw.choice([None, "NFA"]),
    }


def _alteration(referred: str | None, concluded: str | None) -> str:
    if referred is None or concluded is None:
        return "NOT_COMPARABLE"
    return "SAME" if referred == concluded else "RAISED" if concluded > referred else "LOWERED"


def some_referrals(count: int, seed: int) -> list[Row]:
    draw = random.Random(seed)
    seen, rows = set(), []
    for number in range(count):
        child, day = f"k{draw.randrange(80):03d}", date(2021, 4, 1) + timedelta(days=draw.randrange(0, 740))
        if (child, day) in seen:
            continue
        seen.add((child, day))
        source = draw.choice(list(codes.Source)).value
        rows.append(
            {
                "referral": f"r{number:05d}",
                "child": child,
                "referred_on": day,
                "source": source,
                "source_group": codes.SOURCE_GROUPS[source].value,
                "primary_concern": draw.choice([None, "NEG", "PHY"]),
                "age_band": draw.choice(["AGED_1_TO_4", None]),
                "sex": draw.choice(["F", "M"]),
                "again_reason": draw.choice([None, "UNKNOWN", "NEW_CONCERN"]),
                "ended_without_assessment": draw.choice([True, False, None]),
                "contacts": 1,
            }
        )
    # On the edges: a year to the day before, a day more, and a leap day.
    for number, (child, day) in enumerate(
        [
            ("edge1", date(2022, 3, 1)),
            ("edge1", date(2023, 3, 1)),
            ("edge2", date(2022, 2, 28)),
            ("edge2", date(2023, 3, 1)),
        ]
    ):
        rows.append(rows[0] | {"referral": f"x{number}", "child": child, "referred_on": day})
    return rows


POPULATION = [
    {
        "area": "E08000014",
        "age_range": "0-17",
        "mid_year": 2022,
        "vintage": "revised",
        "released_on": date(2023, 11, 1),
        "value": 53_472,
    }
]
ROWS = {"contacts": some_contacts(400, seed=1), "referrals": some_referrals(300, seed=2), "populations": POPULATION}


def received(rows: Any, period: Period) -> list[Row]:
    return [row for row in rows["contacts"] if period.first_day <= row["received_on"] <= period.last_day]


def decided(rows: Any, period: Period) -> list[Row]:
    return [
        row
        for row in rows["contacts"]
        if row["decided_on"] and period.first_day <= row["decided_on"] <= period.last_day
    ]


def referred(rows: Any, period: Period) -> list[Row]:
    return [row for row in rows["referrals"] if period.first_day <= row["referred_on"] <= period.last_day]


def counting(rows: Iterable[Row], counts: Callable[[Row], Any]) -> list[Row]:
    return [row | {"counts": counts(row)} for row in rows]


def first_of(rows: Sequence[Row], key: str, order: Callable[[Row], Any]) -> list[Row]:
    firsts: dict[str, Row] = {}
    for row in sorted(rows, key=order):
        firsts.setdefault(row[key], row)
    return list(firsts.values())


def slow_contacts(rows: Any, period: Period, variant: str) -> list[Row]:
    all_of_them = received(rows, period)
    if variant == "CONTACTS":
        return all_of_them
    key = {"EVENTS": "event", "CHILDREN": "child"}[variant]
    return first_of(
        [row for row in all_of_them if row[key] is not None], key, lambda row: (row["received_at"], row["contact"])
    )


def slow_converted(rows: Any, period: Period, variant: str) -> list[Row]:
    which = received if variant == "COHORT" else decided
    return [row for row in which(rows, period) if row["outcome"] == "CSC_REFERRAL"]


def slow_conversion(rows: Any, period: Period, variant: str) -> list[Row]:
    which = decided(rows, period) if variant == "PERIOD" else received(rows, period)
    if variant == "NEEDED_A_DECISION":
        which = [
            row
            for row in which
            if not row["is_on_open_case"] and row["contact_type"] not in ("INFORMATION_REQUEST", "MISSING_NOTIFICATION")
        ]
    return counting(which, lambda row: row["outcome"] == "CSC_REFERRAL" if row["decided_at"] else None)


def slow_source(rows: Any, period: Period, variant: str) -> list[Row]:
    return counting(received(rows, period), lambda row: row["source_group"] == variant)


def slow_referral_source(rows: Any, period: Period, variant: str) -> list[Row]:
    return counting(referred(rows, period), lambda row: row["source_group"] == variant)


def slow_referrals(rows: Any, period: Period, variant: str) -> list[Row]:
    all_of_them = referred(rows, period)
    if variant == "REFERRALS":
        return all_of_them
    return first_of(all_of_them, "child", lambda row: (row["referred_on"], row["referral"]))


def slow_alteration(rows: Any, period: Period) -> list[Row]:
    answers = {"SAME": False, "RAISED": True, "LOWERED": True}
    return counting(decided(rows, period), lambda row: answers.get(row["alteration"]))


def slow_net_alteration(rows: Any, period: Period) -> list[Row]:
    answers = {"SAME": 0, "RAISED": 1, "LOWERED": -1}
    return counting(decided(rows, period), lambda row: answers.get(row["alteration"]))


def slow_information_requests(rows: Any, period: Period) -> list[Row]:
    asked = [row for row in received(rows, period) if row["contact_type"] == "INFORMATION_REQUEST"]
    return counting(asked, lambda row: row["decided_at"] is not None)


def slow_missing_notices(rows: Any, period: Period) -> list[Row]:
    return [row for row in received(rows, period) if row["contact_type"] == "MISSING_NOTIFICATION"]


def slow_hours(rows: Any, period: Period) -> list[Row]:
    return [row | {"measure": row["hours_to_decision"]} for row in decided(rows, period)]


def is_rereferral(row: Row, rows: Any) -> bool:
    """An earlier referral of the child on a day from the same day a year before up to the day before."""
    try:
        a_year_before = row["referred_on"].replace(year=row["referred_on"].year - 1)
    except ValueError:  # 29 February
        a_year_before = date(row["referred_on"].year - 1, 2, 28)
    return any(
        other["child"] == row["child"] and a_year_before <= other["referred_on"] < row["referred_on"]
        for other in rows["referrals"]
    )


def slow_rereferral(rows: Any, period: Period) -> list[Row]:
    return counting(referred(rows, period), lambda row: is_rereferral(row, rows))


def slow_rereferral_reasons(rows: Any, period: Period) -> list[Row]:
    again = [row for row in referred(rows, period) if is_rereferral(row, rows)]
    return counting(again, lambda row: row["again_reason"] not in (None, "UNKNOWN"))


def slow_recontact(rows: Any, period: Period) -> list[Row]:
    closed = [row for row in received(rows, period) if not row["is_on_open_case"]]
    return counting(closed, lambda row: None if row["child"] is None else row["is_recontact"])


def slow_recontact_reasons(rows: Any, period: Period) -> list[Row]:
    again = [row for row in received(rows, period) if row["is_recontact"]]
    return counting(again, lambda row: row["again_reason"] not in (None, "UNKNOWN"))


def slow_basis(rows: Any, period: Period) -> list[Row]:
    professional = [row for row in received(rows, period) if row["is_professional"]]
    return counting(professional, lambda row: row["is_basis_recorded"])


def slow_told(rows: Any, period: Period) -> list[Row]:
    professional = [row for row in decided(rows, period) if row["is_professional"]]
    return counting(professional, lambda row: row["is_told_in_time"])


def slow_overdue(rows: Any, period: Period) -> list[Row]:
    return [
        row
        for row in rows["contacts"]
        if row["decided_at"] is None
        and row["received_on"] <= period.last_day
        and row["decide_by"].date() < BUSINESS_DATE
    ]


def slow_neglect_tool(rows: Any, period: Period) -> list[Row]:
    neglect = [row for row in received(rows, period) if row["is_professional"] and row["is_neglect"]]
    return counting(neglect, lambda row: row["is_tool_in_time"])


def slow_tool_outcome(rows: Any, period: Period, variant: str) -> list[Row]:
    wanted = {
        "SOCIAL_CARE": {"CSC_REFERRAL"},
        "EARLY_HELP": {"EH_REFERRAL"},
        "NO_SERVICE": {"NFA", "INFO_ADVICE", "SIGNPOST", "OTHER_LA", "INFO_REQUEST_ANSWERED"},
    }[variant]
    screened = [row for row in decided(rows, period) if row["tool_band"]]
    return counting(screened, lambda row: row["outcome"] in wanted)


TWINS = {
    indicators.contacts: slow_contacts,
    indicators.contacts_per_month: received,
    indicators.source: slow_source,
    indicators.converted: slow_converted,
    indicators.conversion: slow_conversion,
    indicators.referrals: slow_referrals,
    indicators.referral_source: slow_referral_source,
    indicators.referral_rate: referred,
    indicators.alteration: slow_alteration,
    indicators.net_alteration: slow_net_alteration,
    indicators.advice: lambda rows, period: counting(
        decided(rows, period), lambda row: row["outcome"] == "INFO_ADVICE"
    ),
    indicators.information_requests: slow_information_requests,
    indicators.missing_notices: slow_missing_notices,
    indicators.decided_in_time: lambda rows, period: counting(
        decided(rows, period), lambda row: row["is_decided_in_time"]
    ),
    indicators.hours_to_decision: slow_hours,
    indicators.rereferral: slow_rereferral,
    indicators.rereferral_reasons: slow_rereferral_reasons,
    indicators.recontact: slow_recontact,
    indicators.recontact_reasons: slow_recontact_reasons,
    indicators.no_further_action: lambda rows, period: counting(
        decided(rows, period), lambda row: row["outcome"] == "NFA"
    ),
    indicators.referrals_ended_early: lambda rows, period: counting(
        referred(rows, period), lambda row: row["ended_without_assessment"]
    ),
    indicators.basis_recorded: slow_basis,
    indicators.referrer_told: slow_told,
    indicators.overdue: slow_overdue,
    indicators.neglect_tool: slow_neglect_tool,
    indicators.tool_outcome: slow_tool_outcome,
}


@pytest.mark.parametrize("indicator", TWINS, ids=lambda each: each.catalogue)
@pytest.mark.parametrize("period", ["2022-23", "2022-23 Q1", "2023-02"])
def test_a_figure_equals_its_slow_twin(indicator, period):
    assert_twin(
        indicator,
        ROWS,
        parse(period),
        TWINS[indicator],
        declared=[*TABLES, POPULATIONS],
        area="E08000014",
        business_date=BUSINESS_DATE,
    )


def test_every_figure_of_the_front_door_has_a_twin():
    assert set(REGISTER.of_area("front_door")) == set(TWINS)


def test_a_referral_a_year_to_the_day_before_makes_a_rereferral_and_a_day_more_does_not():
    edges = [row for row in ROWS["referrals"] if row["child"].startswith("edge")]
    marked = {row["child"]: row["counts"] for row in slow_rereferral({"referrals": edges}, parse("2023-03"))}
    assert marked == {"edge1": True, "edge2": False}
