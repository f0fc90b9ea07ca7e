"""Colours, letters and widths that all drawings share."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import altair as alt

from sightline.documents.glyphs import printable
from sightline.documents.markup import clean
from sightline.documents.model import Chart
from sightline.documents.svg import Hatching

INK, QUIET, RULE = "#0b0c0c", "#505a5f", "#d4d8da"
FILLS = ("#12436d", "#28a197", "#801650", "#f46a25")
INKS_ON_FILLS = ("#ffffff", INK, "#ffffff", INK)
LINE_INKS = ("#12436d", "#c24b10", "#801650", "#1c7a72")
DASHES = ([1, 0], [7, 3], [2, 3], [9, 3, 2, 3])
MARKS = ("circle", "square", "triangle-up", "diamond")
HATCHINGS = {
    FILLS[1]: Hatching("M-2,2l4,-4M0,8l8,-8M6,10l4,-4", "#6cc8c0"),
    FILLS[2]: Hatching("M0,4h8", "#a8507f"),
    FILLS[3]: Hatching("M-2,6l4,4M0,0l8,8M6,-2l4,4", "#fab08f"),
}
FACE = "Source Sans Pro"
LONGEST_SERIES_LINE = 24
LETTER_WIDTH = 0.52  # of the letter size, for an average letter of the face

Drawn = alt.LayerChart | alt.FacetChart


@dataclass(frozen=True)
class Setting:
    """Where a drawing will stand: width and letter size in pixels, and the typeface it will be shown in.

    A name of more than `line` letters is broken. `slack` is the room, as a share of a label's width, that a wider
    face than the measured one may take. `spelling` leaves of a text only what can be shown there.
    """

    width: int
    letters: float
    line: int
    face: str = "Arial, Helvetica, sans-serif"
    slack: float = 0.16
    spelling: Callable[[str], str] = clean

    def room(self, texts: Sequence[str]) -> int:
        """Pixels that the longest of these texts takes."""
        return round(max(map(len, texts), default=0) * self.letters * LETTER_WIDTH * (1 + self.slack))

    def slack_for(self, texts: Sequence[str]) -> int:
        """Pixels to leave free beside texts that the drawing library has measured in its own face."""
        return round(self.room(texts) * self.slack)


SCREEN = Setting(width=736, letters=16, line=28)
PHONE = Setting(width=350, letters=14, line=16)
PRINT = Setting(width=640, letters=12.5, line=28, face=FACE, slack=0, spelling=printable)


def names_in_lines(chart: Chart, setting: Setting) -> list[list[str]]:
    """The names of the categories, long ones broken into lines. Drawings know a category by its place."""
    return [_broken(name, setting.line, setting) for name in chart.categories]


def series_in_lines(chart: Chart, setting: Setting) -> list[list[str]]:
    """The names of the series, long ones broken into lines. Drawings know a series by its place."""
    return [_broken(series.name, LONGEST_SERIES_LINE, setting) for series in chart.series]


def _broken(name: str, longest: int, setting: Setting) -> list[str]:
    return wrap(setting.spelling(name), longest) or [""]


def all_lines(names: Sequence[Sequence[str]]) -> list[str]:
    return [line for name in names for line in name]


def names_axis(names: Sequence[Sequence[str]], setting: Setting, *, across: bool, **settings: Any) -> alt.Axis:
    """An axis of names; beside bars, a name of several lines is centred on its bar."""
    said = _said(names)
    line = (setting.letters + 2) / 2
    return alt.Axis(
        title=None,
        ticks=False,
        labelLimit=0,
        labelPadding=8,
        labelExpr=said,
        labelOffset=alt.Undefined if across else alt.ExprRef(f"-(length({said}) - 1) * {line}"),
        **settings,
    )


def _said(names: Sequence[Sequence[str]]) -> str:
    """The expression that gives the name, in lines, of the category or series at a place."""
    return f"{json.dumps([list(name) for name in names])}[datum.value]"


def height_of_names(names: Sequence[Sequence[str]], setting: Setting) -> float:
    """Pixels that the name with most lines takes, with a gap to the next."""
    return max(map(len, names)) * (setting.letters + 2) + setting.letters * 0.6


def series_colours(chart: Chart, inks: Sequence[str], legend: alt.Legend | None = None) -> alt.Color:
    count = len(chart.series)
    scale = alt.Scale(domain=list(range(count)), range=list(inks[:count]))
    return alt.Color("series:N", sort=None, scale=scale, legend=legend)


def series_legend(chart: Chart, setting: Setting) -> alt.Legend | None:
    """The names of several series above the drawing: in a row, or under each other where a row is too long."""
    names = series_in_lines(chart, setting)
    if len(names) == 1:
        return None
    row = sum(setting.room(name) + 2 * setting.letters for name in names)
    return alt.Legend(
        symbolType="square",
        columns=len(names) if row < setting.width * 0.6 else 1,
        labelExpr=_said(names),
    )


def dressed(chart: Drawn, setting: Setting) -> Drawn:
    letters = setting.letters
    return chart.configure(
        font=FACE,
        background="#ffffff",
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        view=alt.ViewConfig(stroke=None),
        text=alt.MarkConfig(fontSize=letters, color=INK),
        axis=alt.AxisConfig(
            labelFontSize=letters,
            titleFontSize=letters,
            titleFontWeight="normal",
            labelColor=INK,
            titleColor=QUIET,
            domainColor=QUIET,
            gridColor=RULE,
        ),
        legend=alt.LegendConfig(
            labelFontSize=letters,
            symbolSize=160,
            symbolStrokeWidth=0,
            orient="top",
            title=None,
            labelLimit=0,
            padding=0,
            offset=8,
        ),
    )
