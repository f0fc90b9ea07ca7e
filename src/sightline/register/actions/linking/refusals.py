"""Why two records are not brought together, or not just now."""

from sightline.common.refusals import Refused


class AlreadyDecided(Refused):
    """A colleague has decided about the pair meanwhile."""


class NotTogether(Refused):
    """A rule stands against making the two records one child."""


class StillRunning(Refused):
    """The records are being compared already."""


AGAINST = {
    "AGENCY_TWICE": "One agency would have two records of this child. Compare those two first: either they are one"
    " child and are merged, or one of the links already confirmed is wrong.",
    "SET_APART": "A person has said of two of the records that would come together that they are different children."
    " Look at that pair first.",
    "ADOPTION": "This record takes no part in linking.",
    "NOT_ALLOWED": "Your role does not let you decide about links.",
}
"""What `sightline_against_link` says, in words."""
