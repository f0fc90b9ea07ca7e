"""The releases of the populations that rates stand on, by the names that figures give them."""

from datetime import date

REVISED = "revised after the Census of 2021"
FIRST_ESTIMATE = "first estimate, before the Census of 2021"
GATHERED_ON = date(2026, 11, 22)
"""When the copies were gathered that these were read from; later revisions of the publisher are not in them."""
