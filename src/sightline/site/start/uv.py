"""Finding or fetching uv, and telling it what pip has been told.

uv reads none of pip's settings. Where pip looks at a mirror, at a folder of wheels or through a company's
certificate, uv would look elsewhere and fail; so it is told the same, unless it has settings of its own.
"""

import ast
import os
import re
import shutil
import sys
from pathlib import Path

from sightline.site.progress import stage
from sightline.site.start.machine import MachineLacks, run, said
from sightline.site.turns import in_turn

OLDEST = (0, 5)
"""The first uv that knows the settings below."""

ITS_INDEXES = (
    "UV_DEFAULT_INDEX",
    "UV_INDEX",
    "UV_INDEX_URL",
    "UV_EXTRA_INDEX_URL",
    "UV_FIND_LINKS",
    "UV_NO_INDEX",
    "UV_CONFIG_FILE",
)

PIP_TO_UV = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "client-cert": ("SSL_CLIENT_CERT", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
    "proxy": ("ALL_PROXY", " "),
}
"""pip's option: uv's variable, and what stands between several values."""

MISLEADING = (
    "VIRTUAL_ENV",
    "CONDA_PREFIX",
    "UV_SYSTEM_PYTHON",
    "UV_NO_VERIFY_HASHES",
    "UV_TARGET",
    "UV_PREFIX",
)


def find_uv(checkout: Path, home: Path) -> Path:
    """uv: ours in `.tools`, else the one on PATH, else fetched by pip, pinned and hashed.

    A checkout that may not be written to keeps its uv in the home. Raises MachineLacks.
    """
    tools = checkout / ".tools" if os.access(checkout, os.W_OK) else home / "tools"
    ours = tools / "bin" / "uv"
    on_path = shutil.which("uv")
    for uv in (ours, Path(on_path) if on_path else None):
        if uv and _serves(uv):
            return uv
    tools.mkdir(exist_ok=True)
    with in_turn(tools / "installing.lock"):
        if not _serves(ours):
            _fetch(tools, checkout / "requirements" / "tools.lock")
    if not _serves(ours):
        raise MachineLacks(f"uv was installed as {ours}, but does not run here. Put one that does on the PATH.")
    return ours


def _serves(uv: Path) -> bool:
    version = re.match(r"uv (\d+)\.(\d+)", said([uv, "--version"]) or "")
    return version is not None and (int(version[1]), int(version[2])) >= OLDEST


def _fetch(tools: Path, lock: Path) -> None:
    pip = [sys.executable, "-m", "pip"]
    if said([*pip, "--version"]) is None:
        raise MachineLacks(
            f"{sys.executable} has no pip. On Debian: apt-get install python3-pip. Or put uv on the PATH."
        )
    quietly = ["--quiet", "--disable-pip-version-check", "--no-input", "--upgrade"]
    with stage(f"Installing uv into {tools}"):
        run([*pip, "install", *quietly, "--target", tools, "--require-hashes", "-r", lock], os.environ)


def settings(home: Path) -> dict[str, str]:
    """The environment for uv: this process's, pip's settings where uv has none, and a cache it can write."""
    chosen = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", **os.environ}
    for name in MISLEADING:
        chosen.pop(name, None)
    if not _has_settings_of_its_own():
        for name, value in _from_pip(_pip_settings()).items():
            chosen.setdefault(name, value)
    cache = Path(chosen.get("UV_CACHE_DIR") or _cache_home() / "uv")
    standing = next(folder for folder in (cache, *cache.absolute().parents) if folder.exists())
    if not os.access(standing, os.W_OK):
        chosen["UV_CACHE_DIR"] = str(home / "cache")
    elif standing.stat().st_dev != home.stat().st_dev:
        chosen.setdefault("UV_LINK_MODE", "copy")
    return chosen


def _cache_home() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"))  # noqa: PTH111 - never raises


def _has_settings_of_its_own() -> bool:
    config = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111 - never raises
    files = (Path(config, "uv", "uv.toml"), Path("/etc/uv/uv.toml"))
    return any(os.environ.get(name) for name in ITS_INDEXES) or any(file.exists() for file in files)


def _pip_settings() -> dict[str, list[str]]:
    """What pip has been told, in its files or by its variables: option to values; the closer source wins."""
    lines = (said([sys.executable, "-m", "pip", "config", "list"]) or "").splitlines()
    told: dict[str, list[str]] = {}
    for section in ("global.", "install.", ":env:."):
        for line in lines:
            option, _, value = line.partition("=")
            if option.startswith(section):
                told[option.removeprefix(section).replace("_", "-")] = str(ast.literal_eval(value)).split()
    return told


def _from_pip(told: dict[str, list[str]]) -> dict[str, str]:
    """The same for uv. pip takes the best file of all its indexes alike; hashes make that safe here."""
    passed = {name: between.join(told[option]) for option, (name, between) in PIP_TO_UV.items() if told.get(option)}
    if "UV_INDEX" in passed:
        passed["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    if told.get("no-index", ["0"])[0].lower() in ("1", "true", "yes", "on"):
        passed["UV_NO_INDEX"] = "1"
    return passed
