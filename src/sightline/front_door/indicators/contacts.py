"""What came to the front door, from whom, what it became, and who came back."""

from typing import Any

import ibis

from sightline.front_door.indicators.choosing import (
    CONTACT_BREAKDOWNS,
    NOT_ABOUT_NEED,
    SOURCE_GROUPS,
    decided_in,
    first_of,
    received_in,
    share_of_group,
)
from sightline.indicators.register import COUNT, MEAN_PER_MONTH, RATIO, indicator


@indicator(
    id="front_door.contacts",
    catalogue="FD-01",
    title="Contacts received",
    why="How many children were brought to the front door: the work that every other figure is a share of.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, appendix 2; Ofsted Annex A, list 1",
    numerator="contacts received in the period, one for each child in each contact event",
    variants=("CONTACTS", "EVENTS", "CHILDREN"),
    breakdowns=CONTACT_BREAKDOWNS,
)
def contacts(tables: Any, period: Any, variant: str) -> Any:
    """Contacts; or contact events, in which brothers and sisters are one; or distinct children matched."""
    received = received_in(tables, period)
    if variant == "EVENTS":
        return first_of(received, "event")
    if variant == "CHILDREN":
        return first_of(received.filter(received.child.notnull()), "child")
    return received


@indicator(
    id="front_door.contacts_per_month",
    catalogue="FD-02",
    title="Mean contacts per month",
    why="Lets periods of different length be compared. Never an average of rounded monthly values.",
    table="contacts",
    kind=MEAN_PER_MONTH,
    unit="average",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, appendix 2",
    numerator="contacts received in the period",
    denominator="months in the period",
    places=0,
)
def contacts_per_month(tables: Any, period: Any) -> Any:
    return received_in(tables, period)


@indicator(
    id="front_door.source",
    catalogue="FD-03",
    title="Contacts by source",
    why="Shows who sees children first, and whose worries do not reach the front door.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="received_on",
    source="Children in need census, source of referral; annual report 2022-23, appendix 2",
    numerator="contacts from the source group",
    denominator="contacts in the period, unknown sources among them",
    variants=SOURCE_GROUPS,
    breakdowns=("month", "contact_type", "ward"),
    places=0,
)
def source(tables: Any, period: Any, variant: str) -> Any:
    return share_of_group(received_in(tables, period), variant)


@indicator(
    id="front_door.converted",
    catalogue="FD-04",
    title="Contacts converted to a referral",
    why="How many contacts led to children's social care. Not the same as referrals: several contacts may feed one.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, appendix 2",
    numerator="contacts whose outcome is a referral: by day of receipt (COHORT) or of decision (PERIOD)",
    variants=("COHORT", "PERIOD"),
    breakdowns=CONTACT_BREAKDOWNS,
)
def converted(tables: Any, period: Any, variant: str) -> Any:
    rows = received_in(tables, period) if variant == "COHORT" else decided_in(tables, period)
    return rows.filter(rows.is_converted.fill_null(False))


@indicator(
    id="front_door.conversion",
    catalogue="FD-05",
    title="Contacts that became referrals",
    why="Shows how often a contact leads to children's social care: context for thresholds, not a target.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="context",
    date="received_on",
    source="Annual report 2022-23, appendix 2",
    numerator="contacts of the cohort whose outcome is a referral",
    denominator="contacts of the cohort; of those that needed a decision, no open cases, requests, missing notices",
    variants=("COHORT", "PERIOD", "NEEDED_A_DECISION"),
    breakdowns=CONTACT_BREAKDOWNS,
    places=0,
)
def conversion(tables: Any, period: Any, variant: str) -> Any:
    """By day of receipt (COHORT, the headline) or of decision (PERIOD). Undecided contacts are in neither part."""
    rows = decided_in(tables, period) if variant == "PERIOD" else received_in(tables, period)
    if variant == "NEEDED_A_DECISION":
        rows = rows.filter(~rows.is_on_open_case, rows.contact_type.notin(NOT_ABOUT_NEED))
    return rows.mutate(counts=rows.is_converted)


@indicator(
    id="front_door.missing_notices",
    catalogue="FD-12",
    title="Missing child notifications at the front door",
    why="Children who go missing are at risk of exploitation; the front door is often told first.",
    table="contacts",
    kind=COUNT,
    unit="count",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, priority 3: missing children",
    numerator="missing child notifications received in the period",
    breakdowns=("month", "source_group", "age_band", "is_on_open_case"),
)
def missing_notices(tables: Any, period: Any) -> Any:
    received = received_in(tables, period)
    return received.filter(received.contact_type == "MISSING_NOTIFICATION")


@indicator(
    id="front_door.information_requests",
    catalogue="FD-11",
    title="Requests for information handled",
    why="Other services wait for these answers; they are work, but no concern about a child's need.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="higher",
    date="received_on",
    source="Annual report 2022-23, priority 3: requests for information",
    numerator="requests for information answered",
    denominator="requests for information received in the period",
    breakdowns=("month", "source_group", "source"),
)
def information_requests(tables: Any, period: Any) -> Any:
    received = received_in(tables, period)
    asked = received.filter(received.contact_type == "INFORMATION_REQUEST")
    return asked.mutate(counts=asked.decided_at.notnull())


@indicator(
    id="front_door.recontact",
    catalogue="FD-17",
    title="Re-contacts within twelve months",
    why="How often the same child is brought back, whatever was decided before.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="lower",
    date="received_on",
    source="Annual report 2022-23, priority 3: re-contacts",
    numerator="contacts with an earlier contact of the same child in the twelve months before",
    denominator="contacts in the period about children with no open case",
    breakdowns=("month", "source_group", "source", "earlier_outcome"),
)
def recontact(tables: Any, period: Any) -> Any:
    received = received_in(tables, period)
    closed = received.filter(~received.is_on_open_case)
    known = closed.child.notnull().ifelse(closed.is_recontact, ibis.null("boolean"))
    return closed.mutate(counts=known)


@indicator(
    id="front_door.recontact_reasons",
    catalogue="FD-18",
    title="Re-contacts with a coded reason",
    why="Only a known reason can be acted on; by reason, it says what to change.",
    table="contacts",
    kind=RATIO,
    unit="percent",
    polarity="neutral",
    date="received_on",
    source="Annual report 2022-23, priority 3: re-contacts and the reasons why",
    numerator="re-contacts with a reason other than 'not known'",
    denominator="re-contacts in the period",
    breakdowns=("month", "again_reason", "source_group"),
)
def recontact_reasons(tables: Any, period: Any) -> Any:
    received = received_in(tables, period)
    again = received.filter(received.is_recontact.fill_null(False))
    return again.mutate(counts=again.again_reason.fill_null("UNKNOWN") != "UNKNOWN")
