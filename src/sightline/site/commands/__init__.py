"""The commands of the service: each in a file of its own, with what it takes and what it does."""

from sightline.site.commands.command import Command, Refusal

__all__ = ["Command", "Refusal"]
