"""The areas of the house, read from its folders, and what each of them declares."""

import importlib
from pathlib import Path
from types import ModuleType

HOUSE = Path(__file__).resolve().parents[2]


def areas() -> list[str]:
    """The names of the areas that exist, in alphabetical order."""
    return sorted(path.parent.name for path in HOUSE.glob("*/__init__.py"))


def declaring(name: str) -> list[tuple[str, ModuleType]]:
    """Each area that has a module of that name (a file, or a folder of the same name), with the module."""
    having = [area for area in areas() if any(HOUSE.glob(f"{area}/{name}.py")) or any(HOUSE.glob(f"{area}/{name}/"))]
    return [(area, importlib.import_module(f"sightline.{area}.{name}")) for area in having]


def purpose(area: str) -> str:
    """What an area is for: the first sentence of its docstring."""
    doc = importlib.import_module(f"sightline.{area}").__doc__ or ""
    return " ".join(doc.split("\n\n")[0].split())


def in_words(area: str) -> str:
    """An area's name as a heading shows it: "Front door"."""
    return area.replace("_", " ").capitalize()
