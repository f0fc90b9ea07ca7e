"""The browser that the journeys walk through: which one, or how to get one."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = (
    ["apt-get", "update"],
    ["apt-get", "install", "-y", "--no-install-recommends", "chromium"],
)


def find_browser() -> str | None:
    """The path of a Chromium: the one SIGHTLINE_CHROMIUM names, else the first on PATH."""
    asked = os.environ.get("SIGHTLINE_CHROMIUM")
    return shutil.which(asked) if asked else next(filter(None, map(shutil.which, NAMES)), None)


def may_install_browser() -> bool:
    """Whether we are root on a Debian, and nobody asked for a browser of their own."""
    wanted_another = bool(os.environ.get("SIGHTLINE_CHROMIUM"))
    return os.geteuid() == 0 and shutil.which("apt-get") is not None and not wanted_another


def install_browser() -> str:
    """Install Debian's chromium; an empty text, or what went wrong."""
    for command in INSTALL:
        done = subprocess.run(  # noqa: S603 - the fixed commands above
            command,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            return (done.stdout.strip().splitlines() or ["apt-get failed"])[-1]
    return ""
