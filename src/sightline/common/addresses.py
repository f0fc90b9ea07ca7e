"""What may stand in an address: the number of a record, and nothing that no record can have."""

from django.urls import register_converter
from django.urls.converters import IntConverter

LARGEST = 10**18 - 1
"""The largest number that is asked for: the database could not even compare much larger ones."""


class RecordNumber(IntConverter):
    """The number of a record. A longer one is the address of nothing, as any other mistyped address."""

    regex = "[0-9]{1,18}"


register_converter(RecordNumber, "number")
