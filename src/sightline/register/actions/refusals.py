"""Why the register may say no."""

from sightline.common.refusals import Refused
from sightline.register.models import Child, Staff


class NotSearched(Refused):
    """Nobody has looked whether the child is already in the register."""

    def __init__(self) -> None:
        super().__init__("Search for the child first, so that no second record is made. Then add the child.")


class AlreadyInRegister(Refused):
    """The same child, by name and date of birth, is in the register."""

    def __init__(self, child: Child) -> None:
        self.child = child
        super().__init__(
            "A child of this name and date of birth is already in the register. Open that record instead; if this is"
            " another child, say how you know."
        )


class HeldRecord(Refused):
    """A restricted record of the same child exists, which this person may not open."""

    def __init__(self, *, child_id: int, ask: Staff) -> None:
        self.child_id, self.ask = child_id, ask
        telephone = f", {ask.telephone}" if ask.telephone else ""
        super().__init__(
            f"A record is held. Ring {ask.name}{telephone} before you do anything else; nothing was added."
        )


class WrongNumber(Refused):
    """The number cannot be what it claims to be."""


class AlreadyRecorded(Refused):
    """The same thing stands in the record already."""


class Incomplete(Refused):
    """Something that is needed is missing."""


class Impossible(Refused):
    """A date or a fact that cannot be."""


class ChangedMeanwhile(Refused):
    """Somebody changed the record while this person had it open."""

    def __init__(self) -> None:
        super().__init__(
            "A colleague has changed this record while you had it open. What you wrote is kept below:"
            " look at what changed, then send it again."
        )


class NotAllowed(Refused):
    """A rule about who may open a restricted record stands against this."""


class StaysClosed(Refused):
    """This restricted record is not opened in an emergency, or not to this person. Which of the two is not told."""

    def __init__(self, ask: Staff) -> None:
        self.ask = ask
        telephone = f", {ask.telephone}" if ask.telephone else ""
        super().__init__(
            f"This record does not open here. Ring {ask.name}{telephone}, at any hour. In danger now: 999."
        )
