"""Why a line of a published file is not taken."""


class Fault(Exception):  # noqa: N818  it is what the account calls it
    """Something in a line is wrong: the line is refused, and the account says what, where and why."""

    def __init__(self, column: str, value: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column = column
        self.value = value[:60]
        self.reason = reason


class LeftOut(Exception):  # noqa: N818  it is what the account calls it
    """A line that is right in its file and of no use here; the account says why."""


class WholeFileRefused(Exception):  # noqa: N818  a refusal, named as it reads
    """The file cannot be read as the publisher's table: none of its `lines` is taken."""

    def __init__(self, fault: Fault, lines: int) -> None:
        super().__init__(str(fault))
        self.fault = fault
        self.lines = lines
