"""Reading the product's own source: which files there are, and what their syntax trees hold."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "src" / "sightline"


@dataclass(frozen=True)
class Finding:
    """Something found in a file: where, and what stands there."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}"


def product_files() -> list[Path]:
    """Every Python file of the product, migrations and tests left out."""
    return [
        path for path in sorted(HOUSE.rglob("*.py")) if not {"tests", "migrations"} & set(path.relative_to(HOUSE).parts)
    ]


def name_of(path: Path) -> str:
    """A file as a finding names it: "front_door/views/contact.py"."""
    return str(path.relative_to(HOUSE)) if path.is_relative_to(HOUSE) else path.name


@cache
def tree_of(path: Path) -> ast.Module:
    return parsed(path.read_text(encoding="utf-8"))


def parsed(source: str) -> ast.Module:
    """A syntax tree in which every node knows its parent."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        for child in ast.iter_child_nodes(node):
            child.parent = node  # type: ignore[attr-defined]
    return tree


def chain_below(node: ast.expr) -> list[str]:
    """The names that an expression is reached through: `a.objects.filter(x).save` gives a, objects, filter, save."""
    names: list[str] = []
    while True:
        match node:
            case ast.Attribute():
                names.append(node.attr)
                node = node.value
            case ast.Call():
                node = node.func
            case ast.Subscript():
                node = node.value
            case ast.Name():
                return [node.id, *reversed(names)]
            case _:
                return ["", *reversed(names)]


def chain_above(node: ast.expr) -> Iterator[str]:
    """The attributes asked of an expression further on: of `A.objects` in `A.objects.filter(x).count()`, both."""
    here: ast.AST = node
    while True:
        above = here.parent  # type: ignore[attr-defined]
        if isinstance(above, ast.Attribute) and above.value is here:
            yield above.attr
        elif not (isinstance(above, ast.Call) and above.func is here):
            return
        here = above


def said(findings: object) -> str:
    """Findings as they stand in a failure, one on each line."""
    return "".join(f"\n  {finding}" for finding in findings)  # type: ignore[attr-defined]
