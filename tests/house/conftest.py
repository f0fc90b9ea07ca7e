"""The front door's own fixtures serve here too."""

from sightline.front_door.tests.conftest import a_child, a_contact, a_judgement

__all__ = ["a_child", "a_contact", "a_judgement"]
