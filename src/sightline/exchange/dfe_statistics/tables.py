"""The Department's tables: one line for an area and a year, one column for a measure."""

from collections.abc import Mapping

from sightline.exchange.dfe_statistics.cells import reporting_year, stated
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.dfe_statistics.places import COLUMNS, REPORTING_YEAR, must_be, place
from sightline.exchange.dfe_statistics.rows import Identity, Saying, Shape, newest
from sightline.exchange.models import PublishedValue

PERIOD = 1
CATEGORY_LENGTH = 80


def table(measures: Mapping[str, str], *, category: str = "") -> Shape:
    """A table of `measures` (heading to unit). `category` is the column that says what a line counts, if any."""

    def identify(line: Line) -> Identity:
        must_be(line, "time_identifier", REPORTING_YEAR)
        counted = line.at_most(category, CATEGORY_LENGTH) if category else ""
        return (place(line).dfe_code, reporting_year(line, "time_period"), counted)

    def read(line: Line, identity: Identity) -> tuple[Saying, ...]:
        where = place(line)
        about = (where.area, where.name, where.level)
        return tuple(
            Saying((*identity, measure), (*about, unit, stated(line, measure, unit)), measure)
            for measure, unit in measures.items()
        )

    return Shape(
        model=PublishedValue,
        headings=(*COLUMNS, *filter(None, (category,)), *measures),
        identify=identify,
        read=read,
        edition=newest(PERIOD),
        names_line=3,
        time=PERIOD,
    )
