"""What the tests of the sector's formats share."""

import pytest

from sightline.exchange.dfe_statistics import load
from sightline.exchange.tests.folder import Folder


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


@pytest.fixture
def loads(partnership, folder):
    """Writes the folder as it now is and loads it; gives the account by sheet."""

    def run(*, dry_run=False, written=True):
        partnership.acts(partnership.ana)
        path = folder.write() if written else folder.path
        account = load(path, dry_run=dry_run, by=partnership.ana, at=partnership.now)
        assert all(sheet.adds_up() for sheet in account.sheets)
        return {sheet.name: sheet for sheet in account.sheets} | {"skipped": account.skipped}

    return run
