"""The front door's figures: numerators and denominators over its published tables.

Catalogue codes FD-, REF- and NEG- are the partnership's. Every one has a slow twin in the tests.
"""

from sightline.front_door.indicators.contacts import (
    contacts,
    contacts_per_month,
    conversion,
    converted,
    information_requests,
    missing_notices,
    recontact,
    recontact_reasons,
    source,
)
from sightline.front_door.indicators.decisions import (
    advice,
    alteration,
    decided_in_time,
    hours_to_decision,
    net_alteration,
    no_further_action,
    overdue,
)
from sightline.front_door.indicators.practice import (
    basis_recorded,
    neglect_tool,
    referrer_told,
    tool_outcome,
)
from sightline.front_door.indicators.referrals import (
    referral_rate,
    referral_source,
    referrals,
    referrals_ended_early,
    rereferral,
    rereferral_reasons,
)

__all__ = [
    "advice",
    "alteration",
    "basis_recorded",
    "contacts",
    "contacts_per_month",
    "conversion",
    "converted",
    "decided_in_time",
    "hours_to_decision",
    "information_requests",
    "missing_notices",
    "neglect_tool",
    "net_alteration",
    "no_further_action",
    "overdue",
    "recontact",
    "recontact_reasons",
    "referral_rate",
    "referral_source",
    "referrals",
    "referrals_ended_early",
    "referrer_told",
    "rereferral",
    "rereferral_reasons",
    "source",
    "tool_outcome",
]
