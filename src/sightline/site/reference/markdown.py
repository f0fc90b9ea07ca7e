"""The little Markdown that the reference pages are made of."""

from collections.abc import Iterable, Sequence


class Page:
    """One page, put together from the top down."""

    def __init__(self, title: str, *, made_from: str, about: str) -> None:
        self._parts = [
            f"# {title}",
            f"*Printed by `./sightline docs` from {made_from}. Change it there; a page that has fallen behind "
            "fails `./sightline check`.*",
            about,
        ]

    def heading(self, text: str, *, level: int = 2) -> None:
        self._parts.append(f"{'#' * level} {text}")

    def paragraph(self, text: str) -> None:
        self._parts.append(text)

    def block(self, text: str, *, language: str = "") -> None:
        self._parts.append(f"```{language}\n{text}\n```")

    def bullets(self, lines: Iterable[str]) -> None:
        self._parts.append("\n".join(f"- {line}" for line in lines))

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        lines = [_row(headings), _row(["-"] * len(headings)), *[_row(row) for row in rows]]
        self._parts.append("\n".join(lines))

    def text(self) -> str:
        return "\n\n".join(self._parts) + "\n"


def code(text: str) -> str:
    return f"`{text}`"


def codes(names: Iterable[str]) -> str:
    return ", ".join(code(name) for name in names)


def anchor(heading: str) -> str:
    """The address of a heading within its page, as GitHub and others make it."""
    kept = "".join(sign for sign in heading.lower() if sign.isalnum() or sign in " -_")
    return "#" + kept.replace(" ", "-")


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
