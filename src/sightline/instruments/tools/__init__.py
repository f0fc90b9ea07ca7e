"""The questionnaires that Sightline brings with it: one folder each, one file for each version.

A version that has been in force is never edited, since answers refer to it; what changes is a new file.
"""

from functools import cache
from importlib.resources import files

from sightline.instruments.definition import Questionnaire, load


@cache
def shipped() -> tuple[Questionnaire, ...]:
    """Every version of every questionnaire that is brought along, slots for licensed ones too."""
    folders = sorted((each for each in files(__package__).iterdir() if each.is_dir()), key=lambda each: each.name)
    found = [
        load(file.read_text(encoding="utf-8"))
        for folder in folders
        for file in sorted(folder.iterdir(), key=lambda each: each.name)
        if file.name.endswith(".json")
    ]
    return tuple(found)
