"""Where the heads of the audit's chain are kept: the file that SIGHTLINE_AUDIT_HEADS names, else in the home."""

import os
from pathlib import Path

from sightline.common.audit_chain import Heads
from sightline.site.home import home


def audit_heads() -> Heads:
    named = os.environ.get("SIGHTLINE_AUDIT_HEADS", "").strip()
    return Heads(Path(named) if named else home() / "audit-heads")
