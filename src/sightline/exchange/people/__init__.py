"""An agency's list of the children that it knows: one row to a child, delivered into that agency's own records.

Answers to the issue of one record per child (ruling R8): the same list again changes nothing, nobody is deleted.
"""

from sightline.exchange.people.loading import load

__all__ = ["load"]
