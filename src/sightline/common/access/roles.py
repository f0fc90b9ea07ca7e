"""The roles of the partnership. The help page about roles is printed from these classes."""

from collections.abc import Iterable
from typing import ClassVar

from sightline.common.access.permissions import Permission as May


class Role:
    """A job that a person holds, in the words of the people who hold it."""

    code: ClassVar[str]
    name: ClassVar[str]
    description: ClassVar[str]
    may: ClassVar[frozenset[May]]


class FrontDoorOfficer(Role):
    code = "FRONT_DOOR_OFFICER"
    name = "Front door contact officer"
    description = (
        "Takes contacts about children, finds the right child, records who is worried and why, "
        "asks other agencies what they know, and prepares the contact for a manager's decision."
    )
    may = frozenset(
        {
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.EDIT_CHILDREN,
            May.VIEW_CONTACTS,
            May.RECEIVE_CONTACTS,
            May.TRIAGE_CONTACTS,
            May.ASK_CHECKS,
            May.ESCALATE_CONTACTS,
            May.HAND_OVER,
            May.COMPLETE_SCREENING_TOOLS,
        }
    )


class FrontDoorManager(Role):
    code = "FRONT_DOOR_MANAGER"
    name = "Front door manager"
    description = (
        "Decides what happens about each contact and at which level of need, gives the reason, "
        "answers the person who referred, and signs off colleagues' decisions (never their own)."
    )
    may = FrontDoorOfficer.may | {
        May.DECIDE_CONTACTS,
        May.SIGN_OFF_DECISIONS,
        May.WORK_EARLY_HELP_HUB,
        May.ARRANGE_COVER,
        May.RESTRICT_RECORDS,
        May.SEE_FIGURES,
        May.SEE_UNSUPPRESSED_FIGURES,
    }


class EarlyHelpHubWorker(Role):
    code = "EARLY_HELP_HUB_WORKER"
    name = "Early Help Hub worker"
    description = (
        "Works the contacts that ask for early help: screens them, speaks to the family and to the "
        "referrer, and decides with the family's consent what help to offer. A manager signs off."
    )
    may = frozenset(
        {
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.VIEW_CONTACTS,
            May.RECEIVE_CONTACTS,
            May.TRIAGE_CONTACTS,
            May.ASK_CHECKS,
            May.DECIDE_CONTACTS,
            May.WORK_EARLY_HELP_HUB,
            May.ESCALATE_CONTACTS,
            May.COMPLETE_SCREENING_TOOLS,
        }
    )


class OutOfHoursWorker(Role):
    code = "OUT_OF_HOURS_WORKER"
    name = "Out-of-hours team worker"
    description = (
        "Takes contacts in the evening, at night, at weekends and on bank holidays, acts at once "
        "where a child is in danger, and hands over to the front door in the morning."
    )
    may = frozenset(
        {
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.EDIT_CHILDREN,
            May.VIEW_CONTACTS,
            May.RECEIVE_CONTACTS,
            May.TRIAGE_CONTACTS,
            May.ASK_CHECKS,
            May.ESCALATE_CONTACTS,
            May.HAND_OVER,
        }
    )


class AgencySafeguardingLead(Role):
    code = "AGENCY_SAFEGUARDING_LEAD"
    name = "Designated safeguarding lead in an agency"
    description = (
        "A school's designated safeguarding lead, a named nurse, a police officer in the protecting "
        "vulnerable people unit: refers children to the front door, completes screening tools, "
        "follows what became of their own referrals and answers the checks asked of their agency."
    )
    may = frozenset({May.SUBMIT_REFERRALS, May.ANSWER_CHECKS, May.COMPLETE_SCREENING_TOOLS})


class PartnershipAnalyst(Role):
    code = "PARTNERSHIP_ANALYST"
    name = "Partnership analyst"
    description = (
        "Takes snapshots, computes figures and prepares the tables of the yearly report. "
        "Sees figures, not children's names."
    )
    may = frozenset({May.SEE_FIGURES, May.SEE_UNSUPPRESSED_FIGURES})


class BusinessManager(Role):
    code = "BUSINESS_MANAGER"
    name = "Partnership business manager"
    description = (
        "Runs the partnership's meetings, returns and yearly report. Sees figures with small numbers "
        "suppressed, not children's records."
    )
    may = frozenset({May.SEE_FIGURES})


class DataProtectionLead(Role):
    code = "DATA_PROTECTION_LEAD"
    name = "Data protection lead"
    description = (
        "Sees who opened which record and why, restricts records where a colleague's relative or a "
        "sensitive case is concerned, and answers for both."
    )
    may = frozenset({May.RESTRICT_RECORDS, May.SEE_ACCESS_TRAIL, May.SEARCH_CHILDREN, May.VIEW_CHILDREN})


ROLES: dict[str, type[Role]] = {
    role.code: role
    for role in (
        FrontDoorOfficer,
        FrontDoorManager,
        EarlyHelpHubWorker,
        OutOfHoursWorker,
        AgencySafeguardingLead,
        PartnershipAnalyst,
        BusinessManager,
        DataProtectionLead,
    )
}


def permissions_of(codes: Iterable[str]) -> frozenset[May]:
    """Everything that the roles named may do together; a code that no role has any more gives nothing."""
    return frozenset().union(*(ROLES[code].may for code in codes if code in ROLES))
