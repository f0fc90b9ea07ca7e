"""A PostgreSQL of this home's own: no network address, no trusted login, the same for root and others."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Self

from sightline.site.database import passwords, places
from sightline.site.database.binaries import Binaries, find_binaries, within_reach
from sightline.site.database.cluster import SUPERUSER, Cluster
from sightline.site.database.entering import enter
from sightline.site.database.problems import DatabaseUnavailable
from sightline.site.database.roles import OWNER, ensure_owner
from sightline.site.turns import in_turn

DATABASE = "sightline"


class EmbeddedPostgres:
    """The server of one home. A second caller attaches to it; a killed one recovers at the next start.

    `durable=False` is for tests: it does not wait for the disk, so a power cut may spoil the data.
    """

    def __init__(self, home: Path, *, durable: bool = True) -> None:
        self.home = Path(home).resolve()
        self.durable = durable
        self.socket_folder = places.socket_folder(self.home)

    def start(self) -> Self:
        """Have the server running and its owner role and database made. Raises DatabaseUnavailable."""
        with self._alone():
            self._have_it_running()
            self._have_the_owner()
        return self

    def revive(self) -> None:
        """Start the server over the data it had. Raises DatabaseUnavailable when that is gone; makes none anew."""
        with self._alone():
            if not self._clusters():
                raise DatabaseUnavailable(f"The database's data in {self._folder()} is gone. Bring that folder back.")
            self._have_it_running()

    def stop(self) -> None:
        """End the server in good order, closing what is still connected. Nothing happens when it is down."""
        if self._made():
            with self._alone():
                self._end()

    def restart(self) -> Self:
        """Stop and start."""
        self.stop()
        return self.start()

    def running(self) -> bool:
        """Whether the server lives and takes connections."""
        return self._made() and any(cluster.running() for cluster in self._clusters())

    @contextmanager
    def held(self) -> Iterator[Self]:
        """Have the server running while inside; the last to leave stops it, however the others ended."""
        with self._alone():
            users = os.open(self._folder() / "users.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield self.start()
        finally:
            self._leave(users)

    def destroy(self) -> None:
        """Stop the server and remove its data, socket and passwords: nothing of it remains."""
        if not self._made():
            return
        self.stop()
        link = self.home / "postgres"
        shutil.rmtree(self._folder())
        if link.is_symlink():
            link.unlink()
        shutil.rmtree(self.socket_folder, ignore_errors=True)
        for role in (SUPERUSER, OWNER):
            passwords.password_file(self.home, role).unlink(missing_ok=True)

    def connection_parameters(self, role: str = OWNER, *, database: str = DATABASE) -> dict[str, Any]:
        """What psycopg needs to connect as `role`; names the password's file, not the password."""
        return {
            "host": str(self.socket_folder),
            "user": role,
            "dbname": database,
            "passfile": str(passwords.password_file(self.home, role)),
        }

    @property
    def binaries(self) -> Binaries:
        """The PostgreSQL that runs this home's data, where the server's user can reach it."""
        found = find_binaries(holding={int(cluster.data.parent.name) for cluster in self._clusters()})
        return within_reach(found, self._folder()) if os.geteuid() == 0 else found

    def _made(self) -> bool:
        return (self.home / "postgres").exists()

    def _folder(self) -> Path:
        return places.server_folder(self.home)

    def _clusters(self) -> list[Cluster]:
        """What data this home holds: one folder for each major version that has run here."""
        return [self._cluster(version.parent.parent) for version in sorted(self._folder().glob("*/data/PG_VERSION"))]

    def _cluster(self, folder: Path) -> Cluster:
        return Cluster(folder / "data", socket_folder=self.socket_folder, durable=self.durable)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One caller at a time starts, stops or makes the server; the others wait their turn."""
        with ExitStack() as turn:
            try:
                turn.enter_context(in_turn(self._folder() / "starting.lock"))
            except PermissionError as refusal:
                raise DatabaseUnavailable(self._somebody_elses()) from refusal
            yield

    def _have_it_running(self) -> None:
        binaries = self.binaries
        cluster = self._cluster(self._folder() / str(binaries.major))
        if not cluster.made():
            cluster.make(binaries, passwords.password(self.home, SUPERUSER))
        elif cluster.somebody_elses():
            raise DatabaseUnavailable(self._somebody_elses())
        places.make_private_folder(self.socket_folder, cluster.owner())
        if not cluster.wait_for_change():
            cluster.launch(binaries)

    def _have_the_owner(self) -> None:
        import psycopg

        secret = passwords.password(self.home, OWNER)
        parameters = self.connection_parameters(SUPERUSER, database="postgres")
        try:
            with enter(parameters) as connection:
                ensure_owner(connection, password=secret, database=DATABASE)
        except psycopg.OperationalError as refusal:
            raise DatabaseUnavailable(
                f"The database of {self.home} runs, but could not be entered as {SUPERUSER} with the password "
                f"in {passwords.password_file(self.home, SUPERUSER)}: {str(refusal).strip()}"
            ) from refusal

    def _leave(self, users: int) -> None:
        with self._alone():
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._end()
            finally:
                os.close(users)

    def _end(self) -> None:
        for cluster in self._clusters():
            cluster.end()

    def _somebody_elses(self) -> str:
        return (
            f"The database in {self.home} belongs to another user of this machine. Start Sightline as that "
            "user, or set SIGHTLINE_HOME to a folder of your own."
        )
