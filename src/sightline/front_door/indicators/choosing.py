"""Choosing the rows of a period, for every figure of the front door."""

from typing import Any

import ibis

from sightline.indicators.vocabulary import in_period

SOURCE_GROUPS = (
    "POLICE",
    "SCHOOLS",
    "HEALTH",
    "INDIVIDUAL",
    "EDUCATION_SERVICES",
    "HOUSING",
    "COUNCIL",
    "OTHER_LEGAL_AGENCY",
    "OTHER",
    "ANONYMOUS",
    "UNKNOWN",
)
CONTACT_BREAKDOWNS = (
    "month",
    "source_group",
    "source",
    "contact_type",
    "primary_concern",
    "level_as_referred",
    "level_concluded",
    "outcome",
    "age_band",
    "sex",
    "ward",
    "lane",
)
DECISION_BREAKDOWNS = ("month", "source_group", "source", "priority", "lane", "level_concluded")
REFERRAL_BREAKDOWNS = ("month", "source_group", "source", "primary_concern", "age_band", "sex")
NO_SERVICE = ("NFA", "INFO_ADVICE", "SIGNPOST", "OTHER_LA", "INFO_REQUEST_ANSWERED")
NOT_ABOUT_NEED = ("INFORMATION_REQUEST", "MISSING_NOTIFICATION")


def received_in(tables: Any, period: Any) -> Any:
    """The contacts received in the period."""
    contacts = tables.contacts
    return contacts.filter(in_period(contacts.received_on, period))


def decided_in(tables: Any, period: Any) -> Any:
    """The contacts decided in the period."""
    contacts = tables.contacts
    return contacts.filter(in_period(contacts.decided_on, period))


def referred_in(tables: Any, period: Any) -> Any:
    """The referrals of the period."""
    referrals = tables.referrals
    return referrals.filter(in_period(referrals.referred_on, period))


def first_of(received: Any, column: str) -> Any:
    """One row for each value of the column: its earliest contact."""
    in_order = ibis.window(group_by=column, order_by=[received.received_at, received.contact])
    return received.filter(ibis.row_number().over(in_order) == 0)


def share_of_group(received: Any, group: str) -> Any:
    """The rows, each with whether it comes from the source group; an empty source is unknown."""
    return received.mutate(counts=received.source_group.fill_null("UNKNOWN") == group)
