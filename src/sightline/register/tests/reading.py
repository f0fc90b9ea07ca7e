"""Sending and reading the register's pages as a person does."""

import re

from django.urls import reverse

NEW = {
    "once": "7f9c24e8-3b12-4fef-91e0-56a2d5a8b0c1",
    "given_name": "Wren",
    "family_name": "Appletree",
    "life": "BORN",
    "born_on_day": "12",
    "born_on_month": "6",
    "born_on_year": "2015",
    "sex": "F",
    "protected": "NO",
}


def look_for(client, text):
    answer = client.post(reverse("register:search"), {"q": text})
    assert answer.status_code == 302, answer.content.decode()
    return client.get(answer.url)


def words(answer):
    """The page as it is read: no markup, single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def add_url(client, text="Wren Appletree"):
    found = client.post(reverse("register:search"), {"q": text}).url
    return found.replace(reverse("register:search"), reverse("register:add"))
