"""A partnership loads a questionnaire of its own, or one that it holds a licence for."""

from datetime import datetime

from django.db import transaction

from sightline.common import audit
from sightline.common.refusals import NotYours
from sightline.instruments import editions
from sightline.instruments.actions.refusals import VersionTaken
from sightline.instruments.definition import load, to_json
from sightline.instruments.models import LocalDefinition
from sightline.instruments.permissions import may_load_definitions
from sightline.register.models import Staff


@transaction.atomic
def load_definition(*, text: str, by: Staff, at: datetime) -> LocalDefinition:
    """Loads the definition that a file's text holds; it is used for every tool begun from its first day in force.

    Raises FaultyDefinition, naming what does not hold together, or VersionTaken.
    """
    if not may_load_definitions(by):
        raise NotYours("The business manager of the partnership loads questionnaires, from the front door's agency.")
    questionnaire = load(text)
    taken = LocalDefinition.objects.filter(tool_id=questionnaire.id, tool_version=questionnaire.version).exists()
    if taken or editions.is_brought_along(questionnaire.id, questionnaire.version):
        raise VersionTaken(
            f"Version {questionnaire.version} of {questionnaire.title} is already there, and answers may refer to it."
            " Give the file a new version."
        )
    loaded = LocalDefinition.objects.create(
        tool_id=questionnaire.id,
        tool_version=questionnaire.version,
        definition=to_json(questionnaire),
        agency_id=by.agency_id,
        loaded_at=at,
        loaded_by=by,
    )
    audit.record("loaded a questionnaire", loaded, by=by, at=at)
    return loaded
