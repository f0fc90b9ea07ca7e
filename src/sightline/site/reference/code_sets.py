"""The page of code sets: what is stored, and what people read in its place."""

import re
from collections.abc import Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db.models import Field, TextChoices

from sightline.front_door.levels import LADDERS
from sightline.site.reference.areas import declaring, in_words
from sightline.site.reference.markdown import Page, code

MADE_FROM = "the choices that each area's records may hold"
ABOUT = """\
What is stored is a code in capitals; what people read is plain English. A code is never used again for something
else. Sets that a national return prescribes keep the return's own codes."""


def page() -> Page:
    """The page as it stands now."""
    made = Page("Code sets", made_from=MADE_FROM, about=ABOUT)
    for area, sets in _by_area().items():
        made.heading(in_words(area))
        for each in sets:
            made.heading(_title(each), level=3)
            if about := _about(each):
                made.paragraph(about)
            made.table(("Stored", "Shown as"), [(code(value), label) for value, label in each.choices])
            if kept := list(_kept_in(each)):
                made.paragraph(f"Kept in {', '.join(code(name) for name in kept)}.")
        if area == "front_door":
            _ladders(made)
    return made


def _by_area() -> dict[str, list[type[TextChoices]]]:
    """Each area's sets, in the order of their names."""
    declaring("codes")
    found: dict[str, list[type[TextChoices]]] = {}
    for each in sorted(TextChoices.__subclasses__(), key=lambda one: (one.__module__, one.__qualname__)):
        parts = each.__module__.split(".")
        if parts[0] == "sightline" and parts[2] in ("codes", "models"):
            found.setdefault(parts[1], []).append(each)
    return {area: sorted(sets, key=_title) for area, sets in sorted(found.items())}


def _title(each: type[TextChoices]) -> str:
    """ "Alteration reason", or "Kind (of Agency)" for a set that stands within a record."""
    holder, _, name = each.__qualname__.rpartition(".")
    words = " ".join(re.findall(r"[A-Z][a-z]*|\d+", name)).capitalize()
    return f"{words} (of {holder})" if holder else words


def _about(each: type[TextChoices]) -> str:
    return " ".join((vars(each).get("__doc__") or "").split())


def _kept_in(each: type[TextChoices]) -> Iterator[str]:
    for model in apps.get_models():
        if not model.__module__.startswith("sightline."):
            continue
        for field in model._meta.concrete_fields:
            if _choices(field) == each.choices:
                yield f"{model.__name__}.{field.name}"


def _choices(field: Field) -> list[tuple[str, str]]:
    base = field.base_field if isinstance(field, ArrayField) else field
    return [(str(value), str(label)) for value, label in base.flatchoices]


def _ladders(made: Page) -> None:
    made.heading("Level of need", level=3)
    made.paragraph("The local ladder. The one in force on the day of receipt applies to a contact.")
    made.table(
        ("In force from", "Stored", "Name", "Meaning", "Authority"),
        [
            (ladder.in_force_from.isoformat(), code(level.code), level.name, level.meaning, ladder.authority)
            for ladder in LADDERS
            for level in ladder.levels
        ],
    )
