"""The nouns of the register."""

from sightline.register.models.agencies import Agency, Team
from sightline.register.models.api_tokens import ApiToken, IdempotencyKey, Scope
from sightline.register.models.children import Child, ExternalReference, Restriction, RestrictionAccess
from sightline.register.models.emergencies import EmergencyAccess, RestrictionConnection
from sightline.register.models.households import Address, Household, HouseholdMember
from sightline.register.models.inspections import Inspection
from sightline.register.models.involvements import Involvement
from sightline.register.models.links import Link, LinkDecision, LinkedRecord, LinkRecall
from sightline.register.models.relationships import Adult, Relationship
from sightline.register.models.retention import LegalHold, RetentionLine, RetentionRun
from sightline.register.models.sharing import (
    AgreementVersion,
    Disclosure,
    Grant,
    Purpose,
    SharedChild,
    SharingAgreement,
)
from sightline.register.models.staff import Cover, Staff
from sightline.register.models.staff_changes import (
    Invitation,
    RoleRequest,
    RoleRule,
    StaffChange,
    StaffConfirmation,
    StaffReview,
)
from sightline.register.models.subject_access import SubjectAccessItem, SubjectAccessRequest
from sightline.register.models.worker_changes import WorkerChange, WorkerChangeTelling

__all__ = [
    "Address",
    "Adult",
    "Agency",
    "AgreementVersion",
    "ApiToken",
    "Child",
    "Cover",
    "Disclosure",
    "EmergencyAccess",
    "ExternalReference",
    "Grant",
    "Household",
    "HouseholdMember",
    "IdempotencyKey",
    "Inspection",
    "Invitation",
    "Involvement",
    "LegalHold",
    "Link",
    "LinkDecision",
    "LinkRecall",
    "LinkedRecord",
    "Purpose",
    "Relationship",
    "Restriction",
    "RestrictionAccess",
    "RestrictionConnection",
    "RetentionLine",
    "RetentionRun",
    "RoleRequest",
    "RoleRule",
    "Scope",
    "SharedChild",
    "SharingAgreement",
    "Staff",
    "StaffChange",
    "StaffConfirmation",
    "StaffReview",
    "SubjectAccessItem",
    "SubjectAccessRequest",
    "Team",
    "WorkerChange",
    "WorkerChangeTelling",
]
