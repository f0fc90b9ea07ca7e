"""Connecting to a server that may just be recovering from a crash."""

import time
from typing import Any

RECOVERS_WITHIN = 300.0
"""Seconds to wait for a server that says it is on its way."""

ON_ITS_WAY = "the database system is "
"""How PostgreSQL begins what it says while it starts up, recovers or shuts down (SQLSTATE 57P03)."""


def enter(parameters: dict[str, Any]) -> Any:
    """A psycopg connection, each statement for itself; waits while the server recovers. Raises OperationalError.

    The server's own record says "ready" also while it replays its journal after one of its processes was killed.
    """
    import psycopg

    end = time.monotonic() + RECOVERS_WITHIN
    while True:
        try:
            return psycopg.connect(**{"connect_timeout": 10, **parameters}, autocommit=True)
        except psycopg.OperationalError as refusal:
            if ON_ITS_WAY not in str(refusal) or time.monotonic() > end:
                raise
            time.sleep(0.1)
