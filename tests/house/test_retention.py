"""Of every field it is decided in advance whether it is kept, blurred or removed when a record's time is over."""

from collections import Counter

import pytest
from django.apps import apps
from django.db.models import JSONField, TextField

MODELS = [model for model in apps.get_models() if model.__module__.startswith("sightline.")]
FATES = ("keep", "scrub", "remove")
ABOUT_NOBODY = {
    "LocalDefinition.definition": "a questionnaire, before anybody answers it",
    "AgreementVersion.text": "what agencies agreed, before anything is shared of anybody",
}
"""Long fields that are kept, each with the reason."""


def fields_of(model):
    return {field.name for field in (*model._meta.local_concrete_fields, *model._meta.local_many_to_many)}


def marked(model):
    """How often each field is named, and where."""
    retention = vars(model).get("Retention")
    return Counter(name for fate in FATES for name in getattr(retention, fate, ()))


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each._meta.label)
def test_every_field_is_marked_keep_scrub_or_remove_exactly_once(model):
    marks = marked(model)
    assert set(marks) == fields_of(model), (
        f"{model.__name__}: put every field into keep, scrub or remove of its class Retention. "
        f"Not marked: {fields_of(model) - set(marks)}; no such field: {set(marks) - fields_of(model)}."
    )
    assert not [name for name, times in marks.items() if times > 1], f"{model.__name__}: marked more than once"


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each._meta.label)
def test_nothing_but_the_three_fates_is_written_there(model):
    retention = vars(model)["Retention"]
    assert not {name for name in vars(retention) if not name.startswith("_")} - set(FATES)


@pytest.mark.parametrize("model", MODELS, ids=lambda each: each._meta.label)
def test_free_text_about_people_is_not_kept_for_ever(model):
    kept = getattr(vars(model)["Retention"], "keep", ())
    long = {name for name in kept if isinstance(model._meta.get_field(name), TextField | JSONField)}
    free = sorted(name for name in long if f"{model.__name__}.{name}" not in ABOUT_NOBODY)
    assert not free, f"{model.__name__}: {free} may hold anything about anybody; put it into remove."
