"""A database of its own for what must be committed."""

from tests.support.committed import committed

__all__ = ["committed"]
