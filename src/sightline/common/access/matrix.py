"""The access matrix: which party may do what with which records. What does not stand here is refused.

Parties, records and rights follow the partnership's access matrix (data protection impact assessment, part 2).
The database's row security obeys the same cells: they are written into it when the service starts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sightline.common.access.parties import Party


class Record(StrEnum):
    """A kind of record, as the rows of the matrix name it."""

    CHILD = "Children in the register: who they are, family, households, who works with them"
    CONTACT = "Contacts and referrals"
    CASE = "Assessments, section 47 enquiries, child protection"
    EARLY_HELP = "Early help"
    SCREENING = "Neglect and exploitation screening"
    MISSING = "Missing episodes and return home interviews"
    EXPLOITATION = "Exploitation meetings, MACE, safety plans"
    INTELLIGENCE = "Intelligence about suspects"
    LADO_CASE = "Allegations against people who work with children"
    SERIOUS_INCIDENT = "Serious incidents and rapid reviews"
    PRACTICE_REVIEW = "Drafts of practice reviews"
    CHILD_DEATH = "Child deaths"
    SELF_ASSESSMENT = "Section 11 and section 175 returns"
    TRAINING = "Training records"
    FINANCE = "Finance"


class Level(StrEnum):
    """What may be done. Whoever edits also reads; whoever sees figures sees nobody's name."""

    EDIT = "edit"
    READ = "read"
    FIGURES = "figures only"


class Reach(StrEnum):
    """How far a right reaches. Restricted records stay closed whatever the reach."""

    ALL = "all"
    ABOUT_EARLY_HELP = "those about early help"
    OWN = "what their agency sent or keeps itself"
    OWN_OUTCOME = "what their agency sent, and what became of it"
    INVITED = "on invitation, for that child and that purpose"
    NAMED = "where they are named"
    INSPECTED = "of the agency inspected, while the inspection is open"


@dataclass(frozen=True)
class Right:
    """One cell's entry, or one of several."""

    level: Level
    reach: Reach = Reach.ALL

    def __str__(self) -> str:
        return self.level if self.reach is Reach.ALL else f"{self.level}: {self.reach}"


Cell = tuple[Right, ...]
Row = Mapping[Party, Cell]

EDIT: Cell = (Right(Level.EDIT),)
READ: Cell = (Right(Level.READ),)
FIGURES: Cell = (Right(Level.FIGURES),)
OWN: Cell = (Right(Level.EDIT, Reach.OWN),)
OWN_OUTCOME: Cell = (Right(Level.READ, Reach.OWN_OUTCOME),)
INVITED: Cell = (Right(Level.READ, Reach.INVITED),)
NAMED: Cell = (Right(Level.READ, Reach.NAMED),)
INSPECTED: Cell = (Right(Level.READ, Reach.INSPECTED),)
ABOUT_EARLY_HELP: Cell = (Right(Level.EDIT, Reach.ABOUT_EARLY_HELP),)
NOTHING: Cell = ()

PARTNERS = (
    Party.POLICE,
    Party.HEALTH,
    Party.EDUCATION,
    Party.YOUTH_JUSTICE,
    Party.PUBLIC_HEALTH,
    Party.VOLUNTARY,
    Party.PROBATION,
    Party.FIRE,
    Party.SUBSTANCE_MISUSE,
    Party.HOUSING,
    Party.COUNCIL,
)
"""The agencies that refer children and are asked what they know."""

OVERSIGHT = (Party.PARTNERSHIP_TEAM, Party.KEY_LEADS, Party.SCRUTINEER)
"""Those who answer for the whole: they see figures, and nobody's name."""


def _row(partners: Cell = NOTHING, oversight: Cell = FIGURES, **others: Cell) -> Row:
    """A row: what every partner and every body of oversight may do, then what single parties may do instead."""
    row = dict.fromkeys(PARTNERS, partners) | dict.fromkeys(OVERSIGHT, oversight)
    row |= {Party[name.upper()]: cell for name, cell in others.items()}
    return {party: row.get(party, NOTHING) for party in Party}


MATRIX: dict[Record, Row] = {
    Record.CHILD: _row(
        INVITED,
        NOTHING,
        social_care=EDIT,
        early_help=EDIT,
        inspector=INSPECTED,
        other_authority=INVITED,
        data_protection=EDIT,
    ),
    Record.CONTACT: _row(
        OWN + INVITED,
        social_care=EDIT,
        early_help=ABOUT_EARLY_HELP,
        education=OWN_OUTCOME + OWN + INVITED,
        lado=OWN + NAMED,
        inspector=INSPECTED,
        other_authority=INVITED,
    ),
    Record.CASE: _row(
        INVITED, social_care=EDIT, early_help=INVITED, lado=INVITED, inspector=INSPECTED, other_authority=INVITED
    ),
    Record.EARLY_HELP: _row(
        INVITED,
        social_care=EDIT,
        early_help=EDIT,
        education=NAMED + INVITED,
        inspector=INSPECTED,
        other_authority=INVITED,
    ),
    Record.SCREENING: _row(
        OWN + INVITED, social_care=EDIT, early_help=EDIT, inspector=INSPECTED, other_authority=INVITED
    ),
    Record.MISSING: _row(
        INVITED,
        social_care=EDIT,
        early_help=INVITED,
        police=EDIT + INVITED,
        inspector=INSPECTED,
        other_authority=INVITED,
    ),
    Record.EXPLOITATION: _row(
        INVITED,
        social_care=EDIT,
        early_help=INVITED,
        police=EDIT,
        youth_justice=EDIT,
        inspector=INSPECTED,
        other_authority=INVITED,
    ),
    # Held in the police's own system alone. Here stands a reference to it, never the intelligence.
    Record.INTELLIGENCE: _row(NOTHING, NOTHING),
    Record.LADO_CASE: _row(
        NOTHING,
        lado=EDIT,
        social_care=INVITED,
        police=INVITED,
        health=INVITED,
        education=OWN_OUTCOME,
        other_authority=INVITED,
    ),
    Record.SERIOUS_INCIDENT: _row(
        NOTHING,
        READ,
        social_care=NAMED,
        police=NAMED,
        health=NAMED,
        education=INVITED,
        youth_justice=INVITED,
        lado=INVITED,
        partnership_team=EDIT,
        other_authority=INVITED,
    ),
    Record.PRACTICE_REVIEW: _row(INVITED, READ, social_care=INVITED, partnership_team=EDIT, other_authority=INVITED),
    Record.CHILD_DEATH: _row(NOTHING, police=INVITED, health=EDIT, other_authority=INVITED),
    Record.SELF_ASSESSMENT: _row(OWN, READ, social_care=OWN, early_help=OWN, lado=OWN),
    Record.TRAINING: _row(OWN, social_care=OWN, early_help=OWN, lado=OWN, partnership_team=READ),
    Record.FINANCE: _row(NOTHING, READ, key_leads=EDIT),
}


def cells() -> Iterator[tuple[Record, Party, Right]]:
    """Every right of every party, one by one."""
    for record, row in MATRIX.items():
        for party, cell in row.items():
            for right in cell:
                yield record, party, right
