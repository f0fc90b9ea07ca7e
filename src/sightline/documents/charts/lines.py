"""Lines over categories in order, such as the months of a year."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from sightline.documents.charts.setting import (
    DASHES,
    LINE_INKS,
    MARKS,
    Drawn,
    Setting,
    all_lines,
    names_axis,
    names_in_lines,
    series_colours,
    series_in_lines,
)
from sightline.documents.model import Chart
from sightline.documents.printed import quantity

LOWEST = 210  # pixels
NARROWEST_GAP = 0.085  # between the names of two lines, as a share of the drawing's height


def lines(chart: Chart, setting: Setting) -> Drawn:
    """Each line has its own dash and mark and its name at its end; where a value is missing the line breaks."""
    names = names_in_lines(chart, setting)
    rows = _rows(chart)
    count = len(chart.series)
    keys = list(range(count))
    base = alt.Chart(alt.Data(values=rows), width=setting.width, height=max(LOWEST, setting.width * 0.4)).encode(
        x=alt.X(
            "name:O", axis=names_axis(names, setting, across=True, labelAngle=0, labelOverlap=True, labelSeparation=12)
        ),
        y=alt.Y("value:Q", title=setting.spelling(chart.scale), axis=_scale_axis(), scale=_scale(rows)),
        color=series_colours(chart, LINE_INKS),
    )
    dash = alt.StrokeDash("series:N", scale=alt.Scale(domain=keys, range=list(DASHES[:count])), legend=None)
    mark = alt.Shape("series:N", scale=alt.Scale(domain=keys, range=list(MARKS[:count])), legend=None)
    layers = [
        base.mark_line(strokeWidth=2.2, invalid="break-paths-show-domains").encode(strokeDash=dash),
        base.mark_point(filled=True, size=42, opacity=1, invalid="filter").encode(shape=mark),
    ]
    said = series_in_lines(chart, setting) if count > 1 else []
    if said:
        layers.append(_line_names(chart, rows, said))
    right = 4 + 2 * setting.slack_for(all_lines(said))  # bold letters are wider still
    return alt.layer(*layers).properties(padding={"left": 4, "right": right, "top": 8, "bottom": 2})


def _rows(chart: Chart) -> list[dict[str, Any]]:
    rows = []
    for key, series in enumerate(chart.series):
        for place, value in enumerate(series.values):
            size = quantity(value)
            rows.append({"name": place, "series": key, "value": None if size is None else float(size)})
    return rows


def _scale(rows: Sequence[dict[str, Any]]) -> alt.Scale:
    """From nought; where no value is known, an empty scale from nought to one."""
    known = any(row["value"] is not None for row in rows)
    return alt.Scale(zero=True) if known else alt.Scale(domain=[0, 1])


def _scale_axis() -> alt.Axis:
    """The scale, its title lying above it rather than standing beside it."""
    return alt.Axis(
        tickCount=5,
        format=",~f",
        domain=False,
        ticks=False,
        labelPadding=6,
        titleAngle=0,
        titleAlign="left",
        titleAnchor="end",
        titleX=0,
        titleY=-14,
    )


def _line_names(chart: Chart, rows: Sequence[dict[str, Any]], said: Sequence[Sequence[str]]) -> alt.Chart:
    """The names of the lines beside their last points, moved apart so that none covers another."""
    ends = {row["series"]: row["value"] for row in rows if row["value"] is not None}
    tallest = max((row["value"] for row in rows if row["value"] is not None), default=0.0) or 1.0
    placed: list[dict[str, Any]] = []
    for key, end in sorted(ends.items(), key=lambda item: item[1]):
        gap = tallest * NARROWEST_GAP * len(said[key])
        height = max(end, placed[-1]["value"] + gap) if placed else end
        last = len(chart.categories) - 1
        placed.append({"name": last, "series": key, "value": height, "said": "\n".join(said[key])})
    return (
        alt.Chart(alt.Data(values=placed))
        .mark_text(align="left", baseline="middle", dx=10, fontWeight=600, lineBreak="\n")
        .encode(x="name:O", y="value:Q", text="said:N", color=series_colours(chart, LINE_INKS))
    )
