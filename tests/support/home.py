"""Loaded before anything else: the tests have a home of their own, which never meets the demonstration's."""

import os
import tempfile
from pathlib import Path

os.environ["SIGHTLINE_HOME"] = os.environ.get("SIGHTLINE_TEST_HOME") or str(
    Path(tempfile.gettempdir()) / f"sightline-tests-{os.geteuid()}"
)
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
# Tests of other areas sign in with a password alone; those of signing in say otherwise by the setting.
os.environ.setdefault("SIGHTLINE_SECOND_STEP", "nobody")
