"""What was read and what was refused stays on record, whatever becomes of the request."""

import contextlib

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import path
from tests.support.committed import committed  # noqa: F401 - a fixture
from tests.support.partnership import Partnership

from sightline.common import audit
from sightline.common.access import signed_in
from sightline.common.actor import acting
from sightline.common.audit_chain import Heads, seal, verify
from sightline.register.models import Child, Staff
from sightline.site.urls import urlpatterns as every_page


@signed_in
def fails_after_opening(request, child_id):
    """Opens a record, changes it, and then something breaks."""
    child = Child.objects.visible_to(request.user).get(pk=child_id)
    audit.opened(request, child)
    audit.refused(request, wanted="fail", record_type="register.Child", record_id=child_id)
    with connection.cursor() as cursor:
        cursor.execute("update register_child set first_language = 'Welsh' where id = %s", [child_id])
        if "lose" in request.GET:
            cursor.execute("select pg_terminate_backend(pg_backend_pid())")
    raise ArithmeticError


urlpatterns = [path("fails/<int:child_id>", fails_after_opening, name="fails"), *every_page]


@pytest.fixture
def served(committed, django_db_blocker, settings):  # noqa: F811
    """Requests are answered from a database in which everything is really committed; gives the owner's connection."""
    owner = committed()
    settings.ROOT_URLCONF = __name__
    with django_db_blocker.unblock():
        before = {alias: connections[alias].settings_dict["NAME"] for alias in connections}
        for alias in connections:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = owner.info.dbname
        yield owner
        for alias, name in before.items():
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name


@pytest.mark.parametrize("how", ["", "?lose=connection"])
def test_what_was_opened_and_refused_is_kept_where_the_request_fails(served, committed, tmp_path, how):  # noqa: F811
    olive = Staff.objects.get(username="olive")
    with acting(olive, at=Partnership.now):
        child = Child.objects.create(agency=olive.agency, given_name="Wren", family_name="Appletree")
    client = Client(raise_request_exception=False)
    client.force_login(olive)
    with contextlib.suppress(Exception):
        assert client.get(f"/fails/{child.pk}{how}").status_code == 500
    kept = served.execute("select kind, record_id, staff_id from common_accessentry order by recorded_at").fetchall()
    assert kept == [("OPENED", child.pk, olive.pk), ("REFUSED", child.pk, olive.pk)]
    assert served.execute("select first_language from register_child").fetchall() == [("",)]
    assert served.execute("select count(*) from common_pastvalues").fetchone() == (0,)
    service = committed("sightline_app").cursor()
    heads = Heads(tmp_path / "heads")
    assert seal(service, heads).number == 1
    assert verify(service, heads).whole
