"""Why the front door may say no."""

from sightline.common.refusals import Refused


class AlreadyDecided(Refused):
    """Somebody decided the contact first."""


class ChangedMeanwhile(Refused):
    """Somebody changed the contact while this person had it open."""


class ChildNotMatched(Refused):
    """The contact does not yet say which child in the register it is about."""


class Incomplete(Refused):
    """Something that the decision needs is missing."""


class Impossible(Refused):
    """A date or a fact that cannot be."""


class OpenCase(Refused):
    """The child has an open case: the contact goes to its worker and is no new referral."""


class OwnDecision(Refused):
    """Nobody signs off their own decision."""


class CannotBeUndone(Refused):
    """A later service has taken up what the decision offered."""
