"""Stylesheets and scripts, named by their content so that a browser may keep them for ever."""

import hashlib
from pathlib import Path

from whitenoise.storage import CompressedManifestStaticFilesStorage

SOURCES = Path(__file__).resolve().parents[1]


class SightlineStaticFiles(CompressedManifestStaticFilesStorage):
    """Also follows the imports between script modules."""

    support_js_module_import_aggregation = True


def collect() -> None:
    """Puts the files where the server serves them from. Costs nothing when they have not changed."""
    from django.conf import settings
    from django.core.management import call_command

    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(wanted)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for path in SOURCES.glob("*/static/**/*") if path.is_file()):
        digest.update(f"{path.relative_to(SOURCES)}".encode() + path.read_bytes())
    return digest.hexdigest()
