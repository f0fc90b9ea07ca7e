"""Why a file may be refused, in words that its sender can act on."""

from sightline.common.refusals import Refused


class FileRefused(Refused):
    """This file cannot be kept. What was written beside it is not lost."""


class VirusFound(FileRefused):
    """The virus scanner found something in it."""


class CannotKeepFiles(Refused):
    """The disk does not take the file now; the fault is not the sender's."""
