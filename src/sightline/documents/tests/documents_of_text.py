"""Documents that hold one text in every place a text can stand, for the renderers' property tests."""

from datetime import date

from sightline.documents.model import (
    BulletList,
    Callout,
    Column,
    DescribedFigure,
    Document,
    Emphasis,
    FigureRef,
    KeyFigure,
    KeyFigures,
    Link,
    Matrix,
    NotSupplied,
    Number,
    Paragraph,
    Plain,
    Section,
    Table,
)
from sightline.documents.tests.example import RECEIVED

PLACES = 22


def document_of(text: str) -> Document:
    """A document without charts whose visible body holds `text` at least `PLACES` times."""
    one = Number(1, "a return")
    blocks = (
        Paragraph(
            (text, Plain(text), Emphasis(text), Link(f"to {text}", "https://example.org"), Link(f"to {text}", "#here"))
        ),
        BulletList((text, (text, FigureRef(RECEIVED)))),
        Callout("finding", text, (Paragraph(text), BulletList((text,)))),
        KeyFigures((KeyFigure(FigureRef(RECEIVED), text, text),)),
        Table(text, (Column(text), Column(text)), ((text, text),), note=text),
        Matrix(text, text, text, ("row",), ("column",), ((one,),), note=text),
        Table("c", (Column("a"), Column("b", True)), (("x", NotSupplied(text)),)),
    )
    section = Section(f"About {text}", "here", blocks)
    about = DescribedFigure(RECEIVED, "Contacts", "Every contact.")
    return Document("Title", "", date(2023, 9, 30), (section,), (about,))
