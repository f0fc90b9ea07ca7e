"""Opening a file that somebody else made: known by its content, within limits, and never run."""

from sightline.intake.workbook.cells import NO_RESULT, CannotRead, Cell, CellError, Row, Sheet, Workbook
from sightline.intake.workbook.limits import Limits
from sightline.intake.workbook.opening import open_workbook

__all__ = ["NO_RESULT", "CannotRead", "Cell", "CellError", "Limits", "Row", "Sheet", "Workbook", "open_workbook"]
