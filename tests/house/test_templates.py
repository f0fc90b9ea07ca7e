"""A template that another one names is there, also in the branch that nobody has opened yet."""

import re
from pathlib import Path

from django.template.loader import get_template

NAMED = re.compile(r'{%-? (?:include|extends) "([^"]+)"')
SOURCES = Path(__file__).resolve().parents[2] / "src/sightline"


def test_every_template_that_is_named_can_be_found():
    named = {name: path for path in SOURCES.rglob("*.html") for name in NAMED.findall(path.read_text())}
    assert len(named) > 30
    for name, path in named.items():
        if not name.startswith("django/forms/"):  # the form renderer brings its own
            assert get_template(name), f"{path} names {name}"
