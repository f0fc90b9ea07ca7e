"""What surrounds every page: where one is, and during a demonstration whom one may sign in as."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sightline.common import business_time

pytestmark = pytest.mark.django_db(databases="__all__")


def test_one_place_is_marked_as_the_current_one(client: Client, partnership: Any) -> None:
    client.force_login(partnership.mina)
    for path in ("/", "/front-door/?list=new", "/front-door/hand-over"):
        page = client.get(path, follow=True).content.decode()
        assert page.count("govuk-service-navigation__item--active") == 1, path


def test_the_demonstration_says_whom_one_may_sign_in_as(
    client: Client, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(business_time, "is_real", lambda: False)
    told = {"password": "a heron on the weir", "people": [{"username": "mina", "what": "Front door manager"}]}
    (tmp_path / "demonstration.json").write_text(json.dumps(told))
    page = client.get("/sign-in").content.decode()
    assert "a heron on the weir" in page
    assert "Front door manager" in page


def test_a_working_partnership_names_nobody_on_the_sign_in_page(client: Client, tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    (tmp_path / "demonstration.json").write_text("{}")
    assert "demonstration" not in client.get("/sign-in").content.decode().lower()
