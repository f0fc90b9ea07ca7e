"""A script typed into any field stands on pages as the text that it is."""

from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.utils.html import escape

from tests.access.test_every_page import CHANGES_WHO_ASKS, address, asked
from tests.access.world import Standing
from tests.house.test_pages_are_guarded import ROUTES

pytestmark = pytest.mark.django_db(databases="__all__")

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>'\"{{7*7}}"
SHORT = "<b>x"
"""For a field too short for the whole."""
LIVE = ("<script>alert(1)", "<img src=x", "<b>x", "{{7*7}}'\">")
CODES = {"tool_id", "tool_version", "form", "record", "role", "reach", "level", "agency_kind", "rests_on_type"}
"""Texts that the service writes itself and looks things up by."""
READERS = ("mina", "hugo", "dara", "sol", "ada")


def free_text(model: type[models.Model]) -> list[models.Field]:
    """The fields of a model in which somebody may have typed anything."""
    kinds = (models.CharField, models.TextField)
    fields = [each for each in model._meta.concrete_fields if isinstance(each, kinds) and not each.choices]
    return [each for each in fields if each.name not in CODES]


def poison(model: type[models.Model]) -> int:
    """Puts the script into every text field that the person acting may change; how many took it."""
    taken = 0
    for field in free_text(model):
        longest = field.max_length or len(SCRIPT)
        text = SCRIPT if longest >= len(SCRIPT) else SHORT[:longest]
        try:
            with transaction.atomic():
                taken += bool(model._default_manager.update(**{field.name: text}))
        except DatabaseError:
            continue  # a rule of the database keeps it out: a code, a reference that is unique, another's row
    return taken


def test_a_script_in_any_field_is_shown_as_text_on_every_page(world, partnership, client):
    partnership.acts(partnership.mina)
    taken = sum(
        poison(model)
        for model in apps.get_models()
        if model.__module__.startswith("sightline.") and model._meta.managed and "staff" not in model._meta.model_name
    )
    assert taken > 60, "the script must stand in the database, else this test proves nothing"
    shown, live = 0, []
    for username in READERS:
        client.force_login(getattr(partnership, username))
        for name, route in ROUTES.items():
            if name in CHANGES_WHO_ASKS:
                continue
            for standing in (Standing.SHARED, Standing.EARLY_HELP)[: 2 if route.pattern.converters else 1]:
                where = address(name, route, world[standing])
                if where is None:
                    continue
                text = body_of(asked(client, where, "get"))
                shown += escape("<script>alert(1)") in text
                live += [f"{name} shows {each} alive to {username}" for each in LIVE if each in text]
    assert not live, "\n".join(sorted(set(live)))
    assert shown > 50, "the pages must have shown the text, else this test proves nothing"


def body_of(answer: Any) -> str:
    if answer.streaming or "html" not in answer.get("Content-Type", ""):
        return ""
    return str(answer.content.decode(errors="replace"))
