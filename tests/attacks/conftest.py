"""The same world as the access matrix is tried on."""

from tests.access.conftest import world

__all__ = ["world"]
