"""What stands on a page was asked for through `.visible_to(person)`."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.reading import Finding, chain_above, name_of, parsed, product_files, said, tree_of

OPEN_MODELS = {
    "Agency": "who works with children here is public",
    "Team": "which teams there are is known to everybody who signs in",
    "Staff": "the directory of colleagues is open to staff",
    "AccessEntry": "row security shows it to those few alone who may read who has opened a record",
    "Draft": "row security shows a person their own alone",
    "LocalDefinition": "a questionnaire is nobody's record",
}
BY_HAND = ("get_object_or_404", "get_list_or_404")


def is_screen(path: Path) -> bool:
    """Whether the file puts lists before people: views, forms, worklists, providers, the pages of the site."""
    parts = Path(name_of(path)).with_suffix("").parts
    return bool({"views", "forms", "worklists", "providers"} & set(parts)) or (parts[0] == "site" and len(parts) == 2)


def unscoped(tree: ast.Module, file: str) -> Iterator[Finding]:
    """Every `Model.objects` that is not narrowed to what the person may see."""
    for node in ast.walk(tree):
        match node:
            case ast.Attribute(value=ast.Name(id=model), attr="objects" | "_default_manager"):
                if model not in OPEN_MODELS and not {"visible_to", "none"} & set(chain_above(node)):
                    yield Finding(file, node.lineno, f"{model}.objects without .visible_to(…)")
            case ast.Call(func=ast.Name(id=asked), args=[ast.Name(id=model), *_]) if asked in BY_HAND:
                if model not in OPEN_MODELS:
                    yield Finding(file, node.lineno, f"{asked}({model}, …) without .visible_to(…)")


def test_no_page_reads_a_model_unscoped():
    found = [each for path in product_files() if is_screen(path) for each in unscoped(tree_of(path), name_of(path))]
    assert not found, (
        "Ask through .visible_to(request.user), or start from a record already found (child.involvements). "
        "A model that holds nobody's record goes into OPEN_MODELS with the reason." + said(found)
    )


@pytest.mark.parametrize(
    ("source", "guilty"),
    [
        ("Contact.objects.filter(pk=1)", True),
        ("Contact.objects.visible_to(user).filter(pk=1)", False),
        ("Contact.objects.filter(pk=1).visible_to(user)", False),
        ("visible_to(Contact.objects.all())", True),
        ("ModelSelectField(Contact.objects.none())", False),
        ("Agency.objects.all()", False),
        ("get_object_or_404(Contact, pk=1)", True),
        ("get_object_or_404(Contact.objects.visible_to(user), pk=1)", False),
        ("child.involvements.all()", False),
    ],
)
def test_this_test_tells_a_scoped_question_from_an_unscoped_one(source, guilty):
    assert bool(list(unscoped(parsed(source), "example"))) is guilty


def test_the_files_that_show_lists_are_found():
    found = {name_of(path) for path in product_files() if is_screen(path)}
    assert {"front_door/views/worklist.py", "front_door/worklists.py", "site/views.py"} <= found
