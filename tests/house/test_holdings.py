"""Every record from which a way leads to a child is known to retention and to subject access."""

from django.apps import apps

from sightline.register.holdings import HOLDINGS, LEFT_OUT
from sightline.register.models import Child

OURS = [model for model in apps.get_models() if model.__module__.startswith("sightline.") and model._meta.managed]
NO_WAY_BY_KEYS = {"register.Adult", "register.Address", "front_door.ContactEvent", "front_door.Submission"}
"""Reached against the direction of the keys: a child's relatives, homes, and what came with their contacts."""


def reached():
    found = {Child}
    while True:
        more = {
            model
            for model in OURS
            if model not in found
            and any(field.is_relation and field.related_model in found for field in model._meta.concrete_fields)
        }
        if not more:
            return {model._meta.label for model in found}
        found |= more


def test_no_record_about_a_child_is_forgotten():
    assert reached() | NO_WAY_BY_KEYS == set(HOLDINGS), (
        "A new record about children: name it in its area's holdings.py (sightline.register.holdings.hold)."
    )


def test_what_is_left_out_of_an_export_is_a_known_record_with_a_reason():
    assert set(LEFT_OUT) <= set(HOLDINGS)
    assert all(len(reason.split()) >= 5 for reason in LEFT_OUT.values())


def test_every_way_leads_to_children():
    for holding in HOLDINGS.values():
        for way in holding.about:
            list(holding.model._default_manager.none().filter(**{way: 1}).values_list(way))
