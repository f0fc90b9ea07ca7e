"""Why a screening tool may say no."""

from collections.abc import Sequence

from sightline.common.refusals import Refused


class NotOffered(Refused):
    """There is no such tool in force, or only its licensed slot."""


class WrongChild(Refused):
    """The tool is not meant for a child of this age, or nothing says which child is meant."""


class NotAnAnswer(Refused):
    """Something cannot be an answer to what is asked; `faults` is item code to what is wrong."""

    def __init__(self, faults: dict[str, str]) -> None:
        self.faults = faults
        super().__init__("; ".join(f"{code}: {fault}" for code, fault in faults.items()))


class Unanswered(Refused):
    """Something that must be answered is not; `missing` is the items' codes, in order."""

    def __init__(self, missing: Sequence[str], texts: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"Answer these first: {'; '.join(texts)}")


class NotADraft(Refused):
    """What has been completed or withdrawn is not changed; a correction is a new one."""


class NotTheAuthor(Refused):
    """Only its author goes on with a draft or judges the result."""


class NotYetCompleted(Refused):
    """It must be completed first, and still stand."""


class OutOfReach(Refused):
    """A practitioner moves the band by one, with a reason."""


class OwnWork(Refused):
    """Nobody countersigns what they wrote themselves."""


class VersionTaken(Refused):
    """That version is already in use, and answers refer to it."""
