"""Who stands at the table: the columns of the access matrix.

A role says on whose behalf its holder works; where it does not (a safeguarding lead), the kind of the holder's
agency says it. Each agency that the annual report of 2022-23 names has its column.
"""

from enum import StrEnum


class Party(StrEnum):
    """One party to the sharing of information, in plain words."""

    SOCIAL_CARE = "Children's social care and the front door"
    EARLY_HELP = "Early help"
    POLICE = "Police"
    HEALTH = "Health: integrated care board, trusts, practices"
    EDUCATION = "Schools, colleges, early years"
    YOUTH_JUSTICE = "Youth justice service"
    LADO = "Local authority designated officer"
    PUBLIC_HEALTH = "Public health"
    VOLUNTARY = "Voluntary and community"
    PROBATION = "Probation"
    FIRE = "Fire and rescue"
    SUBSTANCE_MISUSE = "Substance misuse service"
    HOUSING = "Housing"
    COUNCIL = "Other council departments"
    PARTNERSHIP_TEAM = "Partnership team"
    KEY_LEADS = "Key leads"
    SCRUTINEER = "Independent scrutineer"
    LINKED_BOARD = "Linked boards"
    REGULATOR = "Regulators"
    INSPECTOR = "Inspectors, while an inspection is open"
    OTHER_AUTHORITY = "Other local authorities"
    DATA_PROTECTION = "Data protection lead"
    ADMINISTRATOR = "Agency administrator"


OF_AGENCY: dict[str, Party] = {
    # Agency.Kind: the party that its people are where their role does not say otherwise
    "LA": Party.COUNCIL,
    "ICB": Party.HEALTH,
    "POL": Party.POLICE,
    "HEA": Party.HEALTH,
    "EDU": Party.EDUCATION,
    "PH": Party.PUBLIC_HEALTH,
    "VCS": Party.VOLUNTARY,
    "PRO": Party.PROBATION,
    "FRS": Party.FIRE,
    "SUB": Party.SUBSTANCE_MISUSE,
    "BRD": Party.LINKED_BOARD,
    "REG": Party.REGULATOR,
    "HOU": Party.HOUSING,
    "YJS": Party.YOUTH_JUSTICE,
    "OLA": Party.OTHER_AUTHORITY,
}
