"""How the front door works with those who refer: lawful basis, feedback, the neglect tool."""

from typing import Any

from sightline.front_door.indicators.choosing import (
    DECISION_BREAKDOWNS,
    NO_SERVICE,
    decided_in,
    received_in,
)
from sightline.indicators.register import RATIO, indicator


@indicator(
    id="front_door.basis_recorded",
    catalogue="FD-21",
    title="Consent or lawful basis recorded",
    why="Sharing about a family must rest on something that can be shown.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="received_on",
    source="UK GDPR, article 6; Working Together to Safeguard Children 2018, chapter 1: information sharing",
    numerator="professionals' contacts with consent or a lawful basis recorded",
    denominator="contacts from professionals",
    breakdowns=("month", "source_group", "source"),
)
def basis_recorded(tables: Any, period: Any) -> Any:
    received = received_in(tables, period)
    professional = received.filter(received.is_professional)
    return professional.mutate(counts=professional.is_basis_recorded)


@indicator(
    id="front_door.referrer_told",
    catalogue="FD-22",
    title="Referrers told the outcome in time",
    why="A referrer who hears nothing rings again, or stops ringing.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="decided_on",
    source="Working Together to Safeguard Children 2018, chapter 1: feedback; length local (clock C02)",
    numerator="professionals' contacts whose referrer was told in time",
    denominator="professionals' contacts decided in the period",
    breakdowns=DECISION_BREAKDOWNS,
)
def referrer_told(tables: Any, period: Any) -> Any:
    decided = decided_in(tables, period)
    professional = decided.filter(decided.is_professional)
    return professional.mutate(counts=professional.is_told_in_time)


@indicator(
    id="front_door.neglect_tool",
    catalogue="NEG-01",
    title="Neglect contacts with the screening tool attached",
    why="The tool makes neglect visible early and its seriousness comparable.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="received_on",
    source="Annual report 2022-23, priority 1",
    numerator="professionals' neglect contacts with a tool completed by the end of the next working day",
    denominator="professionals' contacts with a concern about neglect",
    breakdowns=("month", "source_group", "source"),
)
def neglect_tool(tables: Any, period: Any) -> Any:
    received = received_in(tables, period)
    neglect = received.filter(received.is_professional, received.is_neglect)
    return neglect.mutate(counts=neglect.is_tool_in_time)


@indicator(
    id="front_door.tool_outcome",
    catalogue="NEG-03",
    title="What followed a screening tool",
    why="Whether the tool changes what happens: a high band should lead to a service more often than a low one.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="decided_on",
    source="Annual report 2022-23, priority 1",
    numerator="contacts with a tool that led to social care, to early help, or to no service",
    denominator="contacts with a screening tool decided in the period",
    variants=("SOCIAL_CARE", "EARLY_HELP", "NO_SERVICE"),
    breakdowns=("tool_band", "source_group"),
)
def tool_outcome(tables: Any, period: Any, variant: str) -> Any:
    decided = decided_in(tables, period)
    screened = decided.filter(decided.tool_band.notnull())
    wanted = {"SOCIAL_CARE": ["CSC_REFERRAL"], "EARLY_HELP": ["EH_REFERRAL"]}.get(variant, NO_SERVICE)
    return screened.mutate(counts=screened.outcome.isin(wanted))
