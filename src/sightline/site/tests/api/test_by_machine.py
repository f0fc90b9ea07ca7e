"""A machine that reads the API's own document, and calls as it says and as it does not say: it finds nothing."""

from collections import Counter, defaultdict
from datetime import timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit
from uuid import uuid4

import pytest
import requests
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, assume, settings

from sightline.front_door import actions
from sightline.register import api as register_api
from sightline.register.models import Scope
from sightline.site.api import document
from sightline.site.tests.api.calling import REFERRAL, let_in

pytestmark = pytest.mark.django_db(databases="__all__")
CALLED: dict[str, Counter[int | str]] = defaultdict(Counter)
OPERATIONS = [f"{method.upper()} {path}" for path, operations in document()["paths"].items() for method in operations]


@pytest.fixture
def system(partnership, monkeypatch, snapshot):
    """The council's system, let in for everything; it may call as often as it likes."""
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)
    endless = register_api.attempts.Limit(free=10**6, first_wait=timedelta(seconds=1))
    monkeypatch.setattr(register_api, "CALLS", endless)
    monkeypatch.setattr(register_api, "WRONG_TOKENS", endless)
    monkeypatch.setattr("django.conf.settings.SNAPSHOTS", Path(snapshot.folder).parent)
    return let_in(partnership, "ada", *Scope)


@cache
def service():
    """Made when it is first called: then the home of the tests has its stylesheets, which it looks for."""
    return WSGIHandler()


schema = schemathesis.openapi.from_dict(document())
schema.app = lambda environ, start_response: service()(environ, start_response)
FIGURES = "/api/v1/figures"
QUICK = {"deadline": None, "derandomize": True, "database": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture
def asked(partnership, a_contact, system):
    """A check that the system's agency may answer."""
    contact = a_contact()
    partnership.acts(partnership.mina)
    check = actions.ask_check(
        contact=contact,
        asked_of=partnership.agency("Merrow Council"),
        question="What do you know?",
        article_6_basis="PUBLIC_TASK",
        by=partnership.mina,
        at=partnership.now,
    )
    partnership.acts(None)
    return check


@pytest.fixture
def sent(system):
    """The reference of a referral that the system's agency sent."""
    return system.post("contacts", {**REFERRAL, "source": "5B"}, key="sent-before-all").json()["reference"]


@pytest.fixture
def machine(system, asked, sent):
    """What the machine calls with. Its requests stay in the test's transaction, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield {"Authorization": f"Bearer {system.secret}"}, asked, sent
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def may_stand(case, *, check, reference):
    """Turns what the document allows into what the rules allow too: what is there, from the council, made anew."""
    if case.operation.label == "POST /api/v1/contacts" and isinstance(case.body, dict):
        children = [
            {name: said for name, said in child.items() if not name.endswith("_on")} | {"given_name": "Wren"}
            for child in case.body["children"]
        ]
        text = case.body["referral_text"] + " Came to school hungry."
        case.body = case.body | {"source": "5B", "contact_type": "CONCERN", "children": children, "referral_text": text}
        case.body["referral_text"] = text[-50_000:]
        case.headers = dict(case.headers) | {"Idempotency-Key": uuid4().hex}
    if "check_id" in case.path_parameters:
        case.path_parameters = {"check_id": check.pk}
    if "reference" in case.path_parameters:
        case.path_parameters = {"reference": reference}


def is_sent_whole(case):
    """Whether everything that the machine made up goes out: an empty list as a value leaves no trace in an address."""
    address = requests.Request("GET", "http://localhost/", params=case.query).prepare().url
    names = {name for name, _ in parse_qsl(urlsplit(str(address)).query, keep_blank_values=True)}
    return set(case.query or {}) <= names


def holds(case, machine):
    """One call, and every check that the machine has, on its answer. Every other one can go through."""
    assume(is_sent_whole(case))
    headers, check, reference = machine
    CALLED[case.operation.label]["tried"] += 1
    good = case.meta is not None and case.meta.generation.mode == schemathesis.GenerationMode.POSITIVE
    if good and CALLED[case.operation.label]["tried"] % 2:
        may_stand(case, check=check, reference=reference)
    answer = case.call_and_validate(headers=headers)
    CALLED[case.operation.label][answer.status_code] += 1


@schema.exclude(path=FIGURES).parametrize()
@settings(max_examples=40, **QUICK)
def test_a_machine_finds_nothing(case, machine):
    holds(case, machine)


# Each call computes every indicator of a year.
@schema.include(path=FIGURES).parametrize()
@settings(max_examples=5, **QUICK)
def test_a_machine_finds_nothing_about_figures(case, machine):
    holds(case, machine)


def test_a_machine_called_everything_that_there_is():
    if not set(CALLED) >= set(OPERATIONS):
        pytest.skip("Some of the calls were made in another process of this test run, or were not chosen.")
    calls = sum(found.pop("tried") for found in CALLED.values())
    print(f"{len(CALLED)} operations, {calls} calls: { ({name: dict(found) for name, found in CALLED.items()}) }")
    assert set(CALLED) == set(OPERATIONS)
    assert all(found[200] for found in CALLED.values()), "some operation was never let through"


@pytest.mark.full
@schema.parametrize()
@settings(max_examples=400, **QUICK)
def test_a_machine_that_has_time_finds_nothing(case, machine):
    holds(case, machine)
