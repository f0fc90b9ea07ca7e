"""The roles of the partnership. The help page about roles is printed from these classes."""

from collections.abc import Iterable
from typing import ClassVar

from sightline.common.access.parties import Party
from sightline.common.access.permissions import Permission as May

SAFEGUARDING_PARTNERS = frozenset({"LA", "ICB", "POL"})
"""Councils, integrated care boards and police: Children Act 2004, section 16E."""
REGULATOR = "REG"


class Role:
    """A job that a person holds, in the words of the people who hold it."""

    code: ClassVar[str]
    name: ClassVar[str]
    description: ClassVar[str]
    may: ClassVar[frozenset[May]]
    party: ClassVar[Party | None] = None
    """On whose behalf the holder works; None: the kind of the holder's agency says it."""
    held_in: ClassVar[frozenset[str] | None] = None
    """Kinds of agency whose people may hold it (`Agency.Kind`); None: any but a regulator."""
    only_at_front_door: ClassVar[bool] = False
    """Whether only people of the agency that holds the front door may hold it."""
    four_eyes: ClassVar[bool] = False
    """Whether a second person must confirm before anybody is given it."""
    for_systems: ClassVar[bool] = False
    """Whether another system holds it, by a token, and no person."""


class FrontDoorOfficer(Role):
    code = "FRONT_DOOR_OFFICER"
    name = "Front door contact officer"
    only_at_front_door = True
    description = (
        "Takes contacts about children, finds the right child, records who is worried and why, "
        "asks other agencies what they know, and prepares the contact for a manager's decision."
    )
    party = Party.SOCIAL_CARE
    may = frozenset(
        {
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.EDIT_CHILDREN,
            May.VIEW_CONTACTS,
            May.RECEIVE_CONTACTS,
            May.TRIAGE_CONTACTS,
            May.ASK_CHECKS,
            May.SHARE_INFORMATION,
            May.ESCALATE_CONTACTS,
            May.HAND_OVER,
            May.COMPLETE_SCREENING_TOOLS,
            May.OPEN_IN_EMERGENCY,
        }
    )


class FrontDoorManager(Role):
    code = "FRONT_DOOR_MANAGER"
    name = "Front door manager"
    only_at_front_door = True
    description = (
        "Decides what happens about each contact and at which level of need, gives the reason, "
        "answers the person who referred, and signs off colleagues' decisions (never their own)."
    )
    party = Party.SOCIAL_CARE
    may = FrontDoorOfficer.may | {
        May.DECIDE_CONTACTS,
        May.SIGN_OFF_DECISIONS,
        May.WORK_EARLY_HELP_HUB,
        May.ARRANGE_COVER,
        May.LINK_RECORDS,
        May.RESTRICT_RECORDS,
        May.SEE_FIGURES,
        May.SEE_UNSUPPRESSED_FIGURES,
    }


class EarlyHelpHubWorker(Role):
    code = "EARLY_HELP_HUB_WORKER"
    name = "Early Help Hub worker"
    only_at_front_door = True
    description = (
        "Works the contacts that ask for early help: screens them, speaks to the family and to the "
        "referrer, and decides with the family's consent what help to offer. A manager signs off."
    )
    party = Party.EARLY_HELP
    may = frozenset(
        {
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.VIEW_CONTACTS,
            May.RECEIVE_CONTACTS,
            May.TRIAGE_CONTACTS,
            May.ASK_CHECKS,
            May.SHARE_INFORMATION,
            May.DECIDE_CONTACTS,
            May.WORK_EARLY_HELP_HUB,
            May.ESCALATE_CONTACTS,
            May.COMPLETE_SCREENING_TOOLS,
        }
    )


class OutOfHoursWorker(Role):
    code = "OUT_OF_HOURS_WORKER"
    name = "Out-of-hours team worker"
    only_at_front_door = True
    description = (
        "Takes contacts in the evening, at night, at weekends and on bank holidays, acts at once "
        "where a child is in danger, and hands over to the front door in the morning."
    )
    party = Party.SOCIAL_CARE
    may = frozenset(
        {
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.EDIT_CHILDREN,
            May.VIEW_CONTACTS,
            May.RECEIVE_CONTACTS,
            May.TRIAGE_CONTACTS,
            May.ASK_CHECKS,
            May.SHARE_INFORMATION,
            May.ESCALATE_CONTACTS,
            May.HAND_OVER,
            May.OPEN_IN_EMERGENCY,
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
    may = frozenset({May.SUBMIT_REFERRALS, May.ANSWER_CHECKS, May.COMPLETE_SCREENING_TOOLS, May.SEE_LEDGER})


class PartnershipAnalyst(Role):
    code = "PARTNERSHIP_ANALYST"
    name = "Partnership analyst"
    held_in = SAFEGUARDING_PARTNERS
    description = (
        "Takes snapshots, computes figures and prepares the tables of the yearly report. "
        "Sees figures, not children's names."
    )
    party = Party.PARTNERSHIP_TEAM
    may = frozenset({May.SEE_FIGURES, May.SEE_UNSUPPRESSED_FIGURES})


class BusinessManager(Role):
    code = "BUSINESS_MANAGER"
    name = "Partnership business manager"
    held_in = SAFEGUARDING_PARTNERS
    description = (
        "Runs the partnership's meetings, returns and yearly report. Sees figures with small numbers "
        "suppressed, not children's records. Lets inspectors in for the length of their inspection."
    )
    party = Party.PARTNERSHIP_TEAM
    may = frozenset({May.SEE_FIGURES, May.ADMIT_INSPECTORS, May.KEEP_AGREEMENTS, May.RUN_SERVICE})


class DataProtectionLead(Role):
    code = "DATA_PROTECTION_LEAD"
    name = "Data protection lead"
    four_eyes = True
    description = (
        "Sees who opened which record and why, restricts records where a colleague's relative or a "
        "sensitive case is concerned, looks into every opening in an emergency, and answers for all three."
    )
    party = Party.DATA_PROTECTION
    may = frozenset(
        {
            May.LINK_RECORDS,
            May.RESTRICT_RECORDS,
            May.SEE_ACCESS_TRAIL,
            May.SEARCH_CHILDREN,
            May.VIEW_CHILDREN,
            May.ADMIT_INSPECTORS,
            May.SEE_LEDGER,
            May.KEEP_AGREEMENTS,
            May.OVERSEE_STAFF,
            May.RELEASE_TO_SUBJECTS,
            May.RUN_RETENTION,
        }
    )


class KeyLead(Role):
    code = "KEY_LEAD"
    name = "Delegated safeguarding partner"
    held_in = SAFEGUARDING_PARTNERS
    description = (
        "Answers for one of the three safeguarding partners: the council, the integrated care board or the "
        "police. Sees the partnership's figures and yearly report, not children's records."
    )
    party = Party.KEY_LEADS
    may = frozenset({May.SEE_FIGURES})


class Scrutineer(Role):
    code = "SCRUTINEER"
    name = "Independent scrutineer"
    held_in = SAFEGUARDING_PARTNERS
    description = (
        "Looks from outside at how well the partners work together, and says so in the yearly report. Sees "
        "figures with small numbers suppressed, not children's records."
    )
    party = Party.SCRUTINEER
    may = frozenset({May.SEE_FIGURES})


class Inspector(Role):
    code = "INSPECTOR"
    name = "Inspector"
    held_in = frozenset({"REG"})
    description = (
        "Reads what the inspected agency holds, from the first to the last moment of the inspection and not "
        "beyond. Changes nothing, opens no restricted record, and leaves a trail with every record opened."
    )
    party = Party.INSPECTOR
    may = frozenset({May.SEARCH_CHILDREN, May.VIEW_CHILDREN, May.VIEW_CONTACTS, May.SEE_FIGURES})


class AgencyAdministrator(Role):
    code = "AGENCY_ADMINISTRATOR"
    name = "Agency administrator"
    four_eyes = True
    description = (
        "Lets the agency's own people in when they join, changes their roles when they move, ends their access when "
        "they leave, and confirms each quarter that everybody is still in post. Opens no child's record."
    )
    party = Party.ADMINISTRATOR
    may = frozenset({May.MANAGE_STAFF})


class DesignatedOfficer(Role):
    code = "LADO"
    name = "Local authority designated officer"
    only_at_front_door = True
    description = (
        "Oversees allegations against people who work with children. Refers children to the front door, follows "
        "their own referrals and answers the checks asked of them; sees no other contact."
    )
    party = Party.LADO
    may = frozenset({May.SUBMIT_REFERRALS, May.ANSWER_CHECKS})


class PartnerSystem(Role):
    code = "PARTNER_SYSTEM"
    name = "Partner's system"
    for_systems = True
    description = (
        "Another system of the agency, such as a school's or a hospital's own. With a token, and only as far as the "
        "token says, it refers children, follows the agency's own referrals and answers the checks asked of it."
    )
    may = frozenset({May.SUBMIT_REFERRALS, May.ANSWER_CHECKS})


class FiguresSystem(Role):
    code = "FIGURES_SYSTEM"
    name = "System that reads figures"
    for_systems = True
    held_in = SAFEGUARDING_PARTNERS
    description = "Another system of a safeguarding partner. Reads figures with small numbers suppressed, and no names."
    party = Party.PARTNERSHIP_TEAM
    may = frozenset({May.SEE_FIGURES})


class FrontDoorSystem(Role):
    code = "FRONT_DOOR_SYSTEM"
    name = "Front door's own system"
    for_systems = True
    only_at_front_door = True
    description = "The front door's own case system. Reads the worklists of contacts, and changes nothing in them."
    party = Party.SOCIAL_CARE
    may = frozenset({May.VIEW_CONTACTS})


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
        KeyLead,
        Scrutineer,
        Inspector,
        DesignatedOfficer,
        AgencyAdministrator,
        PartnerSystem,
        FiguresSystem,
        FrontDoorSystem,
    )
}


def permissions_of(codes: Iterable[str]) -> frozenset[May]:
    """Everything that the roles named may do together; a code that no role has any more gives nothing."""
    return frozenset().union(*(ROLES[code].may for code in codes if code in ROLES))


def may_hold(code: str, *, agency_kind: str, holds_front_door: bool) -> bool:
    """Whether people of such an agency may hold the role; nobody may hold one that is no more."""
    role = ROLES.get(code)
    if role is None or (role.only_at_front_door and not holds_front_door):
        return False
    return agency_kind != REGULATOR if role.held_in is None else agency_kind in role.held_in
