"""Files that are kept, and contacts and checks that carry them."""

import io

import pytest

from sightline.common.files.actions import take_in
from sightline.common.files.tests import made
from sightline.common.files.tests.conftest import store_folder  # noqa: F401 - for every test here
from sightline.front_door import actions


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    """The pages' clock stands at 09:30 on 12 April 2023."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def stored(partnership):
    def store(by, content=made.PDF, name="letter.pdf"):
        partnership.acts(by)
        return take_in(file=io.BytesIO(content), name=name, by=by, at=partnership.now)

    return store


@pytest.fixture
def on_a_contact(partnership, a_contact, stored):
    """A contact with a file on it, as Olive adds it."""

    def attach(**said):
        contact = a_contact(**said)
        olive = partnership.olive
        file = stored(olive)
        return contact, actions.attach(event=contact.event, files=[file], by=olive, at=partnership.now)[0]

    return attach


@pytest.fixture
def a_check(partnership, a_contact):
    """A check asked of the hospital, where Neve answers."""

    def ask(contact=None, asked_of="Merrow Children's Hospital"):
        contact = contact or a_contact()
        partnership.acts(partnership.olive)
        return actions.ask_check(
            contact=contact,
            asked_of=partnership.agency(asked_of),
            question="Seen lately?",
            article_6_basis="PUBLIC_TASK",
            by=partnership.olive,
            at=partnership.now,
        )

    return ask
