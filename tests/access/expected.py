"""What the access matrix promises, worked out once more from the ruling itself, without asking the product's queries.

The council's children are open to those who work for its social care, its early help and its data protection lead;
contacts to its social care, and to early help those about early help; what another agency keeps to nobody else;
a restricted record to whoever is named on it, and nobody else.
"""

from tests.access.world import Standing

SOCIAL_CARE = {"FRONT_DOOR_OFFICER", "FRONT_DOOR_MANAGER", "OUT_OF_HOURS_WORKER"}
EARLY_HELP = {"EARLY_HELP_HUB_WORKER"}
OPENS_CHILDREN = SOCIAL_CARE | EARLY_HELP | {"DATA_PROTECTION_LEAD"}
NAMED_ON_RESTRICTED = {"mina"}
ASKED_ABOUT = {"sol": {Standing.SHARED}, "neve": {Standing.OWN, Standing.EARLY_HELP, Standing.RESTRICTED}}
"""Whose agency was asked about which child, as the world is made."""


def inspects(person, standing):
    """The test partnership's inspection of the council is open; it opens neither restricted records nor others'."""
    return "INSPECTOR" in person.roles and standing not in (Standing.RESTRICTED, Standing.OTHER)


def sees_child(person, standing):
    if inspects(person, standing):
        return True
    if standing == Standing.OTHER or not OPENS_CHILDREN & set(person.roles):
        return False
    return standing != Standing.RESTRICTED or person.username in NAMED_ON_RESTRICTED


def sees_contact(person, standing):
    roles = set(person.roles)
    if inspects(person, standing):
        return True
    if standing == Standing.OTHER or not (SOCIAL_CARE | EARLY_HELP) & roles:
        return False
    if not SOCIAL_CARE & roles:
        return standing == Standing.EARLY_HELP
    return standing != Standing.RESTRICTED or person.username in NAMED_ON_RESTRICTED


def sees_tool(person, standing):
    """Screening is open to social care and early help alike."""
    working = bool((SOCIAL_CARE | EARLY_HELP) & set(person.roles))
    return (sees_child(person, standing) and working) or inspects(person, standing)


def sees_hand_over(person, standing):
    return sees_contact(person, standing) and bool({*SOCIAL_CARE, "INSPECTOR"} & set(person.roles))


def sees_check(person, standing):
    """Those who see the contact; and the safeguarding leads of the agency asked, which was told the name in it."""
    return sees_contact(person, standing) or standing in ASKED_ABOUT.get(person.username, ())


def sees_window(person, standing):
    """The narrow window on a shared child: never on a restricted one."""
    return standing in ASKED_ABOUT.get(person.username, ()) and standing != Standing.RESTRICTED


def sees_ledger_line(person, standing):
    """What the council told and whom: those who open the child; and the agency that was told."""
    told = standing in ASKED_ABOUT.get(person.username, ()) and standing != Standing.RESTRICTED
    return sees_child(person, standing) or told


def may_read_name(person, standing):
    """Whether the child's name may stand on any page before this person."""
    return sees_child(person, standing) or sees_contact(person, standing) or sees_check(person, standing)
