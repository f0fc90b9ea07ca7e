"""Whatever stands in a file: every line of it is taken, refused, left out or not wanted, and nothing breaks."""

import csv
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from sightline.exchange.dfe_statistics import areas, neighbours, populations, tool
from sightline.exchange.dfe_statistics.faults import WholeFileRefused
from sightline.exchange.dfe_statistics.files import FILES
from sightline.exchange.dfe_statistics.reading import read
from sightline.exchange.tests import folder

SHAPES = [file.shape({"E08000014": "343"}) for file in FILES]
RIGHT = {
    areas.SHAPE.headings: folder.code("E08000014", "343", "Sefton"),
    neighbours.SHAPE.headings: folder.neighbour(1, "344", "E08000015", "Wirral"),
    tool.SHAPE.headings: folder.in_tool(tool.REFERRAL_RATE, "Sefton", "343", 2023, 815.4),
    populations.CHILDREN_BY_AREA.headings: folder.people(2022, folder.SEFTON, 53_472),
}
CELLS = st.one_of(
    st.sampled_from(["343", "E08000014", "2023", "c", "-", "", "4,360", "940 / 941", "90+", "Other year", "x" * 99]),
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=12),
)


@st.composite
def files(draw):
    """A shape, and lines of which some cells are right and some are anything at all."""
    shape = draw(st.sampled_from(SHAPES))
    right = RIGHT.get(shape.headings, folder.of_year(2023, folder.SEFTON))
    lines = draw(st.lists(st.dictionaries(st.sampled_from(list(shape.headings)), CELLS), max_size=6))
    return shape, [
        {heading: line.get(heading, right.get(heading, "1")) for heading in shape.headings} for line in lines
    ]


def written(folder_path, shape, lines):
    path = Path(folder_path) / "file.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, shape.headings)
        table.writeheader()
        table.writerows(lines)
    return path


@given(files())
def test_every_line_of_any_file_is_accounted_for(made):
    shape, lines = made
    with tempfile.TemporaryDirectory() as path:
        try:
            reading = read(written(path, shape, lines), shape)
        except WholeFileRefused:
            return
    taken = len(reading.rows) + len(reading.refused) + sum(map(len, reading.left_out.values())) + reading.unwanted
    blank = sum(not any(cell.strip() for cell in line.values()) for line in lines)
    assert taken == len(lines) - blank
    assert len({row.identity for row in reading.rows}) == len(reading.rows)
    for row in reading.rows:
        for saying in row.sayings:
            assert saying.identity[: shape.names_line] == row.identity
            assert len(saying.identity) == len(shape.model.IDENTITY)
            assert len(saying.told) == len(shape.model.TOLD)
