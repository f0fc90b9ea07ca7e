"""What the register's tests share: a child who came in by the verbs, and whose number is a number."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from sightline.common.forms.identifiers import nhs_check_digit
from sightline.register import actions
from sightline.register.models import Child


def nhs_numbers() -> Iterator[str]:
    """NHS numbers with the right check digit, from a range that is not issued."""
    for first_nine in range(999_000_000, 999_999_999):
        digit = nhs_check_digit(str(first_nine))
        if digit is not None:
            yield f"{first_nine}{digit}"


@pytest.fixture
def nhs() -> Iterator[str]:
    return nhs_numbers()


@pytest.fixture
def add(partnership: Any) -> Callable[..., Child]:
    """Adds a child by the verb, as Olive; afterwards Olive acts on."""

    def child(**said: Any) -> Child:
        partnership.acts(partnership.olive)
        facts = {"given_name": "Wren", "family_name": "Appletree", "born_on": date(2015, 6, 12), **said}
        return actions.add_child(
            child=actions.NewChild(**facts), searched=True, by=partnership.olive, at=partnership.now
        )

    return child


@pytest.fixture
def restricted(partnership: Any) -> Callable[..., Any]:
    """Restricts a child as Mina; only the people given (Dara where none are) may open the record then."""

    def restrict(child: Child, *named: Any) -> Any:
        partnership.acts(partnership.mina)
        people = named or (partnership.dara,)
        return actions.restrict_child(
            child=child,
            reason="PROTECTED",
            ask=people[0],
            named=people[1:],
            by=partnership.mina,
            at=partnership.now,
        )

    return restrict


@pytest.fixture
def the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def olive(client, partnership):
    client.force_login(partnership.olive)
    return client
