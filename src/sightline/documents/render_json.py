"""The figures of a document as a file for machines: the figure contract, one object for each, sorted by ref."""

import json
from typing import Any

from sightline.documents.model import Document
from sightline.documents.walk import figures_used
from sightline.indicators.figures import Figure

_HIDDEN_WHEN_SUPPRESSED = ("numerator", "value", "interval", "interval_method")


def figures_json(document: Document) -> bytes:
    """UTF-8 JSON, two spaces deep: every figure that the document prints or describes, always the same bytes."""
    figures = {figure.ref: figure for figure in figures_used(document)}
    for about in document.figures:
        figures.setdefault(about.figure.ref, about.figure)
    rows = [_row(figures[ref]) for ref in sorted(figures)]
    return (json.dumps(rows, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def _row(figure: Figure) -> dict[str, Any]:
    row = figure.to_json()
    if figure.suppressed:
        row |= dict.fromkeys(_HIDDEN_WHEN_SUPPRESSED)
    if row["by"]:
        row["by"] = dict(sorted(row["by"].items()))
    return row
