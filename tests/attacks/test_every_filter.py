"""Signs that mean something to a database, put into every question that a page can be asked."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from sightline.front_door.models import Contact
from tests.access.test_every_page import CHANGES_WHO_ASKS, address
from tests.access.world import Standing
from tests.house.test_pages_are_guarded import ROUTES

pytestmark = pytest.mark.django_db(databases="__all__")

SIGNS = (
    "' or 1=1 --",
    '"; drop table register_child; --',
    "%",
    "_",
    "\\",
    "' union select password from register_staff --",
    "1) or (1=1",
    "\0",
    "💥" * 50,
    "9" * 400,
    "-1",
    "../../../etc/passwd",
    "{{7*7}}${7*7}",
    "\u202e\u0000\ufeff",
)
SOURCES = Path(__file__).resolve().parents[2] / "src/sightline"
ASKED_BY_NAME = re.compile(r'request\.GET(?:\.get\(|\[)"(\w+)"')


def questions() -> list[str]:
    """Every name that a page reads from its address, and the fields of the worklist's filter."""
    from sightline.front_door.forms import Filter

    written = {name for path in SOURCES.rglob("*.py") for name in ASKED_BY_NAME.findall(path.read_text())}
    return sorted(written | set(Filter.base_fields))


def test_no_sign_breaks_a_page_or_shows_more_than_before(world, partnership, client):
    names = questions()
    assert {"list", "page", "sort", "search", "period"} <= set(names)
    client.force_login(partnership.mina)
    for number, (name, route) in enumerate(ROUTES.items()):
        where = address(name, route, world[Standing.OWN])
        if where is None or name in CHANGES_WHO_ASKS:
            continue
        # Lists are asked with every sign; other pages, which read few questions, with some of them in turn.
        signs = SIGNS if not route.pattern.converters else SIGNS[number % 5 :: 5]
        for sign in signs:
            answer = client.get(where, dict.fromkeys(names, sign))
            assert answer.status_code < 500, f"{name} with {sign!r}: {answer.status_code}"
            assert Standing.OTHER.value not in body_of(answer), f"{name} with {sign!r}"


@pytest.mark.parametrize("sign", SIGNS)
def test_a_search_with_signs_finds_no_more_than_the_words_do(world, partnership, client, sign):
    client.force_login(partnership.mina)
    answer = client.post(reverse("register:search"), {"q": sign}, follow=True)
    assert answer.status_code == 200
    assert Standing.OTHER.value not in body_of(answer)
    assert not any(standing.value in body_of(answer) for standing in Standing)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_number_with_signs_in_an_address_is_not_there(world, partnership, client, sign):
    client.force_login(partnership.mina)
    address_with_sign = reverse("front_door:contact", args=[1]).replace("/1", "/") + re.sub(r"[\0/%?#]", "", sign)
    assert client.get(address_with_sign).status_code in (301, 302, 400, 404, 200)
    partnership.acts(partnership.mina)
    assert Contact.objects.filter(pk=world[Standing.OWN].contact.pk).exists()


def body_of(answer: Any) -> str:
    return "" if answer.streaming else str(answer.content.decode(errors="replace"))
