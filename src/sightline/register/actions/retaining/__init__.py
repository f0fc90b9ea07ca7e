"""Legal holds; retention runs: asked for and released by a person, prepared and carried out by the system."""

from sightline.register.actions.retaining.carrying_out import carry_out, prepare, work_through
from sightline.register.actions.retaining.deciding import ask_for_run, drop_run, release_run
from sightline.register.actions.retaining.holding import lift_hold, place_hold

__all__ = ["ask_for_run", "carry_out", "drop_run", "lift_hold", "place_hold", "prepare", "release_run", "work_through"]
