"""Sharing what is known of a child: windows on the register, the ledger, and the agreements that it rests on."""

from sightline.register.actions.sharing.agreements import Version, add_agreement, end_agreement, new_version
from sightline.register.actions.sharing.disclosing import disclose, recall, withhold
from sightline.register.actions.sharing.granting import end_grant, end_grants_for, grant
from sightline.register.actions.sharing.lines import Basis, Told, keep_lines

__all__ = [
    "Basis",
    "Told",
    "Version",
    "add_agreement",
    "disclose",
    "end_agreement",
    "end_grant",
    "end_grants_for",
    "grant",
    "keep_lines",
    "new_version",
    "recall",
    "withhold",
]
