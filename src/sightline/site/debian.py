"""What a check needs of the machine beyond Python: the browser that the journeys walk through, Java for Spark."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def find_browser() -> str | None:
    """The path of a Chromium: the one SIGHTLINE_CHROMIUM names, else the first on PATH."""
    asked = os.environ.get("SIGHTLINE_CHROMIUM")
    return shutil.which(asked) if asked else next(filter(None, map(shutil.which, BROWSERS)), None)


def find_java() -> str | None:
    """The path of a Java: the one JAVA_HOME names, else the first on PATH."""
    asked = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=f"{asked}/bin") if asked else shutil.which("java")


@dataclass(frozen=True)
class Needed:
    """A program that a check needs: what finds it, the Debian package, the variable that names one's own."""

    title: str
    find: Callable[[], str | None]
    package: str
    variable: str

    def found_or_installed(self) -> str | None:
        """Its path. Where it is missing, Debian's is installed first, if we may; how that went is printed."""
        found = self.find()
        if found or not self.may_install():
            return found
        print(f"Installing Debian's {self.title} ... ", end="", flush=True)
        failure = self.install()
        print(f"failed: {failure}" if failure else "done", flush=True)
        return self.find()

    def may_install(self) -> bool:
        """Whether we are root on a Debian, and nobody asked for one of their own."""
        return os.geteuid() == 0 and shutil.which("apt-get") is not None and not os.environ.get(self.variable)

    def install(self) -> str:
        """An empty text, or what went wrong."""
        for command in (["update"], ["install", "-y", "--no-install-recommends", self.package]):
            done = subprocess.run(  # noqa: S603 - the fixed commands above
                ["apt-get", *command],  # noqa: S607 - wherever Debian keeps it
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


BROWSER = Needed("chromium", find_browser, "chromium", "SIGHTLINE_CHROMIUM")
JAVA = Needed("Java", find_java, "default-jre-headless", "JAVA_HOME")
