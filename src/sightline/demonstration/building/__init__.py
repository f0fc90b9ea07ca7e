"""Writes the plan: agencies and staff as the owner, everything else through the verbs, under row security."""

from sightline.demonstration.building.build import Built, build
from sightline.demonstration.building.setting_up import (
    NotADemonstration,
    WhatIsHere,
    reset,
    what_is_here,
)

__all__ = ["Built", "NotADemonstration", "WhatIsHere", "build", "reset", "what_is_here"]
