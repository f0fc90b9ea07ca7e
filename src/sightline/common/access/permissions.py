"""Everything a person can be allowed to do, as the partnership would say it."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a role may do. The value is stored nowhere: roles live in code."""

    SEARCH_CHILDREN = "search for a child"
    VIEW_CHILDREN = "open a child's record"
    EDIT_CHILDREN = "add or change a child's details"
    VIEW_CONTACTS = "see the front door's contacts"
    RECEIVE_CONTACTS = "record a contact"
    TRIAGE_CONTACTS = "triage a contact and set its priority"
    ASK_CHECKS = "ask another agency what it knows"
    ANSWER_CHECKS = "answer the front door's checks"
    DECIDE_CONTACTS = "decide a contact"
    SIGN_OFF_DECISIONS = "sign off another person's decision"
    ESCALATE_CONTACTS = "escalate a contact to a strategy discussion"
    WORK_EARLY_HELP_HUB = "work the Early Help Hub's lane"
    HAND_OVER = "read and write the out-of-hours hand-over"
    SUBMIT_REFERRALS = "send a referral to the front door and follow it"
    COMPLETE_SCREENING_TOOLS = "complete a screening tool"
    ARRANGE_COVER = "arrange cover for an absent manager"
    SEE_FIGURES = "see figures and the yearly report"
    SEE_UNSUPPRESSED_FIGURES = "see small numbers unsuppressed"
    RESTRICT_RECORDS = "restrict a record and say who may open it"
    SEE_ACCESS_TRAIL = "see who has opened a record"
