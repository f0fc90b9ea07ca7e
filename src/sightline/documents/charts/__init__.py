"""Draws a chart of the model as SVG: the same drawing for the page and for print, set to each one's size.

Colours are dark and light in turn (each 3:1 or more against white), and none is needed to read a drawing: bars
carry their values, fills are hatched, lines differ in dash and mark and carry their names at their ends.
"""

from functools import cache

import vl_convert

from sightline.documents.charts.bars import bars
from sightline.documents.charts.lines import lines
from sightline.documents.charts.setting import FACE, HATCHINGS, PHONE, PRINT, SCREEN, Setting, dressed
from sightline.documents.charts.stack import stacked_bars
from sightline.documents.glyphs import FONTS
from sightline.documents.markup import clean
from sightline.documents.model import Chart
from sightline.documents.printed import as_text
from sightline.documents.svg import fit_for_a_page

__all__ = ["PHONE", "PRINT", "SCREEN", "Setting", "drawing"]

_KINDS = {"bar": bars, "line": lines, "stacked": stacked_bars}


def drawing(chart: Chart, *, setting: Setting, ident: str) -> str:
    """The chart as an SVG element whose ids start with `ident`."""
    _load_fonts()
    specification = dressed(_KINDS[chart.kind](chart, setting), setting).to_dict()
    svg = fit_for_a_page(
        vl_convert.vegalite_to_svg(specification),
        ident=ident,
        title=clean(as_text(chart.caption)),
        description=clean(as_text(chart.alt)),
        hatchings=HATCHINGS,
    )
    return svg.replace(f'font-family="{FACE}"', f'font-family="{setting.face}"')


@cache
def _load_fonts() -> None:
    """Let the drawing library measure letters with the shipped face, whatever the machine has."""
    vl_convert.register_font_directory(str(FONTS))
