"""Which reference pages there are, and whether those on disk still say what the code says."""

from collections.abc import Callable
from pathlib import Path

from sightline.site.reference import api, clocks, code_sets, commands, indicators, published_tables, roles
from sightline.site.reference.markdown import Page

FOLDER = Path(__file__).resolve().parents[4] / "docs" / "reference"
PAGES: dict[str, Callable[[], Page]] = {
    "api.md": api.page,
    "clocks.md": clocks.page,
    "code-sets.md": code_sets.page,
    "commands.md": commands.page,
    "indicators.md": indicators.page,
    "published-tables.md": published_tables.page,
    "roles.md": roles.page,
}


def pages() -> dict[str, str]:
    """Every page's text by its file name. The same code gives the same bytes. Django must be set up."""
    return {name: make().text() for name, make in PAGES.items()}


def stale(folder: Path = FOLDER) -> list[str]:
    """The file names in `folder` that are missing, say something else, or are no longer made."""
    fresh = pages()
    differing = [name for name, text in fresh.items() if _on_disk(folder / name) != text]
    left_over = [path.name for path in folder.glob("*.md") if path.name not in fresh]
    return sorted([*differing, *left_over])


def write(folder: Path = FOLDER) -> list[str]:
    """Writes what is stale and removes what is no longer made; the names of both."""
    fresh, changed = pages(), stale(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for name in changed:
        if name in fresh:
            (folder / name).write_text(fresh[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return changed


def _on_disk(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
