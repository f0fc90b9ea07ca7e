"""What the tests of Annex A share: a workbook made of rows, and its import by the front door's manager."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sightline.exchange import annex_a
from sightline.exchange.annex_a.tests.sheets import CONTACT_HEADINGS, REFERRAL_HEADINGS, write
from sightline.front_door.tests.conftest import a_child
from sightline.front_door.tests.conftest import a_contact as taken_here
from sightline.intake.account import Account
from sightline.register.models import Child, ExternalReference

__all__ = ["a_child", "taken_here"]


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes list 1 of these contacts and, where given, list 3 of these referrals."""

    def make(
        contacts: Sequence[Sequence[Any]] = (), referrals: Sequence[Sequence[Any]] = (), name: str = "extract.xlsx"
    ) -> Path:
        sheets: dict[str, Sequence[Sequence[Any]]] = {"List 1": [CONTACT_HEADINGS, *contacts]}
        if referrals:
            sheets["List 3"] = [REFERRAL_HEADINGS, *referrals]
        return write(tmp_path / name, sheets)

    return make


@pytest.fixture
def load(partnership: Any) -> Callable[..., Account]:
    """Imports a file as Mina, who manages the front door, and proves that the account adds up."""

    def run(path: Path, **said: Any) -> Account:
        partnership.acts(partnership.mina)
        account = annex_a.load(path, **{"dry_run": False, "by": partnership.mina, "at": partnership.now, **said})
        assert all(sheet.adds_up() for sheet in account.sheets)
        return account

    return run


@pytest.fixture
def known_child(partnership: Any, a_child: Callable[..., Child]) -> Callable[..., Child]:
    """A child of the register with the case number 4711."""

    def add(*, born_on: date = date(2015, 1, 25), **said: Any) -> Child:
        partnership.acts(partnership.mina)
        child = a_child(born_on=born_on)
        if said:
            Child.objects.filter(pk=child.pk).update(**said)
        ExternalReference.objects.create(child=child, agency=child.agency, kind="CASE", value="4711")
        return child

    return add
