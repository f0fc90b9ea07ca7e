"""While the service runs, its own database is brought back whenever it has died."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sightline.site.database.connections import external_address
from sightline.site.database.embedded import EmbeddedPostgres
from sightline.site.database.problems import DatabaseUnavailable

log = logging.getLogger("sightline.database")

LOOKS_EVERY = 0.5
"""Seconds between two looks at the server's process; a look reads two small files."""

TRIES_EVERY = 3.0
"""Seconds between two attempts to start a server that would not, as on a full disk."""


@contextmanager
def kept_alive(home: Path) -> Iterator[None]:
    """While inside, start our own server again when it dies. Somebody else's is for them to look after.

    Several processes may do so at once: they take turns, and all but the first find it running.
    """
    if external_address() is not None:
        yield
        return
    ended = threading.Event()
    watch = threading.Thread(target=_watch, args=(EmbeddedPostgres(home), ended), name="database guard", daemon=True)
    watch.start()
    try:
        yield
    finally:
        ended.set()
        watch.join()


def _watch(server: EmbeddedPostgres, ended: threading.Event) -> None:
    told = ""
    while not ended.wait(TRIES_EVERY if told else LOOKS_EVERY):
        try:
            if server.running():
                continue
            server.revive()
            log.warning("the database had died and was started again")
            told = ""
        except (DatabaseUnavailable, OSError) as trouble:
            if str(trouble) != told:
                log.error("the database is down and does not start: %s", trouble)
            told = str(trouble) or "it does not start"
