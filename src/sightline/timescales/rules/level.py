"""What stands behind a clock: who set it, how sure we are of it, and what a breach means."""

from enum import StrEnum


class Level(StrEnum):
    """Who set the timescale. Only a local clock may pause."""

    LAW = "LAW"
    REGULATION = "REGULATION"
    STATUTORY_GUIDANCE = "STATUTORY_GUIDANCE"
    GUIDANCE = "GUIDANCE"
    LOCAL = "LOCAL"

    @property
    def may_pause(self) -> bool:
        """Whether the clock may stand still while the partnership waits for something."""
        return self is Level.LOCAL

    @property
    def label(self) -> str:
        """As shown beside the clock."""
        return LEVEL_LABELS[self]


LEVEL_LABELS = {
    Level.LAW: "Act of Parliament",
    Level.REGULATION: "Regulations",
    Level.STATUTORY_GUIDANCE: "Statutory guidance",
    Level.GUIDANCE: "National guidance",
    Level.LOCAL: "Local procedure",
}


class Evidence(StrEnum):
    """Whether the rule was read at its source or is believed from knowledge of the field."""

    SEEN = "seen"
    BELIEVED = "believed"


class Breach(StrEnum):
    """What passing the deadline means: it counts as out of time, or it only warns (an aim, not a duty)."""

    COUNTS = "COUNTS"
    WARNS = "WARNS"
