"""Horizontal bars in pieces, one for each series, laid end to end."""

from collections.abc import Iterator, Sequence
from typing import Any

import altair as alt

from sightline.documents.charts.bars import fills, length_scale, padding_of_bars
from sightline.documents.charts.setting import (
    FILLS,
    INKS_ON_FILLS,
    Drawn,
    Setting,
    height_of_names,
    names_axis,
    names_in_lines,
)
from sightline.documents.model import Chart
from sightline.documents.printed import printed_measure, quantity
from sightline.documents.svg import NotDrawable

LIKELY_SHARE = 0.6  # of the drawing's width, for the longest bar beside its name


def stacked_bars(chart: Chart, setting: Setting) -> Drawn:
    """Pieces with their values where they are wide enough to hold them; what is missing is written out."""
    names = names_in_lines(chart, setting)
    pieces, ends = list(_pieces(chart, setting)), list(_ends(chart, setting))
    _drop_labels_too_long(pieces, setting)
    place = alt.Y("name:O", axis=names_axis(names, setting, across=False, domain=False))
    base = alt.Chart(alt.Data(values=pieces), width=setting.width).encode(y=place)
    drawn = base.mark_bar(height=alt.RelativeBandSize(0.72), stroke="#ffffff", strokeWidth=1.5).encode(
        x=length_scale("start:Q", [piece["end"] for piece in pieces]), x2="end:Q", color=fills(chart, setting)
    )
    absent = alt.Chart(alt.Data(values=ends)).mark_text(align="left", baseline="middle", dx=6)
    return alt.layer(drawn, *_labels(base), absent.encode(y=place, x="end:Q", text="label:N")).properties(
        height={"step": max(height_of_names(names, setting), setting.letters * 2.2)},
        padding=padding_of_bars(setting, names, ends),
    )


def _labels(base: alt.Chart) -> tuple[alt.Chart, alt.Chart]:
    """The values in the middle of the pieces, first as a plate in the piece's colour that clears the hatching."""
    fill = alt.Color("fill:N", scale=None, legend=None)
    edge = alt.Stroke("fill:N", scale=None, legend=None)
    ink = alt.Color("ink:N", scale=None, legend=None)
    middle = base.encode(x="middle:Q", text="label:N")
    plate = middle.mark_text(align="center", baseline="middle", strokeWidth=5, strokeJoin="round")
    letters = middle.mark_text(align="center", baseline="middle")
    return plate.encode(color=fill, stroke=edge), letters.encode(color=ink)


def _drop_labels_too_long(pieces: Sequence[dict[str, Any]], setting: Setting) -> None:
    longest = max((piece["end"] for piece in pieces), default=0.0) or 1.0
    for piece in pieces:
        width = (piece["end"] - piece["start"]) / longest * setting.width * LIKELY_SHARE
        if setting.room([piece["label"]]) > width:
            piece["label"] = ""


def _pieces(chart: Chart, setting: Setting) -> Iterator[dict[str, Any]]:
    for place, name in enumerate(chart.categories):
        start = 0.0
        for key, series in enumerate(chart.series):
            size = quantity(series.values[place])
            if size is not None and size < 0:
                raise NotDrawable(f"{series.name}, {name}: a piece of a bar cannot be less than nought")
            if size:
                end = start + float(size)
                label = setting.spelling(printed_measure(series.values[place]))
                dress = {"label": label, "fill": FILLS[key], "ink": INKS_ON_FILLS[key]}
                spot = {"start": start, "end": end, "middle": (start + end) / 2}
                yield {"name": place, "series": key, **dress, **spot}
                start = end


def _ends(chart: Chart, setting: Setting) -> Iterator[dict[str, Any]]:
    """What is written after each bar: the series without a value there, so that none passes for nought."""
    for place in range(len(chart.categories)):
        sizes = [(series, quantity(series.values[place])) for series in chart.series]
        lacking = [
            setting.spelling(f"{series.name} {printed_measure(series.values[place])}")
            for series, size in sizes
            if size is None
        ]
        end = float(sum(size for _, size in sizes if size is not None))
        yield {"name": place, "end": end, "label": ", ".join(lacking)}
