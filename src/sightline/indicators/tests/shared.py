"""Where the published reference files lie: beside the checkout, where a checkout has them."""

import json
from pathlib import Path
from typing import Any

import pytest

REFERENCE = Path(__file__).resolve().parents[5] / "shared" / "reference"


def reference(*parts: str) -> Path:
    """A reference file; the test is skipped where the folder does not lie beside the checkout."""
    path = REFERENCE.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"The reference file {'/'.join(parts)} does not lie beside this checkout.")
    return path


def oracle(name: str) -> Any:
    """Published test vectors."""
    return json.loads(reference("oracles", name).read_text(encoding="utf-8"))
