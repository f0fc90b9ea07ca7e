"""Horizontal bars with their values at their ends."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from sightline.documents.charts.setting import (
    FILLS,
    Drawn,
    Setting,
    all_lines,
    height_of_names,
    names_axis,
    names_in_lines,
    series_colours,
    series_legend,
)
from sightline.documents.model import Chart, Measure
from sightline.documents.printed import printed_measure, quantity


def bars(chart: Chart, setting: Setting) -> Drawn:
    """Bars with their values at their ends; several series stand under each other in each category."""
    names = names_in_lines(chart, setting)
    rows = [
        _bar(place, key, value, setting)
        for key, series in enumerate(chart.series)
        for place, value in enumerate(series.values)
    ]
    several = len(chart.series) > 1
    base = alt.Chart(alt.Data(values=rows), width=setting.width).encode(
        y=alt.Y("name:O", axis=names_axis(names, setting, across=False, domain=False)),
        yOffset=alt.YOffset("series:O") if several else alt.Undefined,
    )
    drawn = base.mark_bar(height=alt.RelativeBandSize(0.86 if several else 0.72)).encode(
        x=length_scale("value:Q", [row["value"] for row in rows]),
        color=fills(chart, setting),
    )
    labels = base.mark_text(align="left", baseline="middle", dx=6).encode(x="end:Q", text="label:N")
    least = height_of_names(names, setting) / len(chart.series)
    step = max(least, setting.letters * (1.5 if several else 2))
    return alt.layer(drawn, labels).properties(
        height={"step": step, "for": "offset" if several else "position"},
        padding=padding_of_bars(setting, names, rows),
    )


def fills(chart: Chart, setting: Setting) -> alt.Color:
    return series_colours(chart, FILLS, series_legend(chart, setting))


def _bar(name: int, series: int, value: Measure, setting: Setting) -> dict[str, Any]:
    size = quantity(value)
    length = None if size is None else float(size)
    shown = setting.spelling(printed_measure(value))
    return {"name": name, "series": series, "value": length, "end": max(length or 0.0, 0.0), "label": shown}


def length_scale(field: str, lengths: Sequence[float | None]) -> alt.X:
    """Lengths from nought; where none is known the scale runs to one, so that words stand at its foot."""
    known = [length for length in lengths if length is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    domain = [min(least, 0.0), max(most, 0.0) if most > 0 or least < 0 else 1.0]
    return alt.X(field, axis=None, scale=alt.Scale(nice=False, domain=domain))


def padding_of_bars(setting: Setting, names: Sequence[Sequence[str]], ends: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Room for a wider face: left for the names, right for what stands at the ends of the longer bars."""
    longest = max((end["end"] for end in ends), default=0.0) or 1.0
    labels = [end["label"] for end in ends if end["end"] > longest * 0.55]
    right = 2 + setting.slack_for(labels)
    return {"left": 2 + setting.slack_for(all_lines(names)), "right": right, "top": 2, "bottom": 2}
