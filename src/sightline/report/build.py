"""Building the report into a folder: HTML (the accessible master), PDF, and its figures for machines."""

from dataclasses import dataclass
from pathlib import Path

from sightline.documents.lint import Finding, findings
from sightline.documents.model import Document
from sightline.documents.render_html import STYLESHEET_NAME, page, stylesheet
from sightline.documents.render_json import figures_json
from sightline.documents.render_pdf import pdf
from sightline.indicators.figures import Figure, FigureKind
from sightline.report.addresses import list_address


@dataclass(frozen=True)
class Built:
    """What was written, and what stands in the way of publishing it."""

    files: tuple[Path, ...]
    findings: tuple[Finding, ...]


def build(document: Document, folder: Path, *, base_url: str = "") -> Built:
    """Writes the report. Two builds of one document give the same bytes; `base_url` is where the service answers."""
    folder.mkdir(parents=True, exist_ok=True)
    contents = {
        "index.html": page(document, list_url=_list_url, base_url=base_url).encode(),
        STYLESHEET_NAME: stylesheet(),
        "report.pdf": pdf(document, list_url=_list_url, base_url=base_url),
        "figures.json": figures_json(document),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    return Built(tuple(folder / name for name in contents), tuple(findings(document)))


def _list_url(figure: Figure) -> str | None:
    return list_address(figure) if figure.kind is FigureKind.COMPUTED else None
