"""Who sees a tool: the database answers as `visible_to` does, whatever the query asks."""

import pytest
from django.db import ProgrammingError, connection, transaction

from sightline.instruments import actions
from sightline.instruments.models import CompletedTool, LocalDefinition
from sightline.instruments.tests.samples import written
from sightline.register.models import Staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def every_kind(partnership, a_draft, a_completed_tool):
    """A draft, a completed one, one sent to the front door and one sent and then withdrawn: by two agencies each."""
    for staff in (partnership.sol, partnership.mina):
        a_draft(by=staff)
        a_completed_tool(by=staff)
        actions.share_with_front_door(tool=a_completed_tool(by=staff), by=staff, at=partnership.now)
        taken_back = actions.share_with_front_door(tool=a_completed_tool(by=staff), by=staff, at=partnership.now)
        actions.withdraw(tool=taken_back, reason="Wrong child.", by=staff, at=partnership.now)


@pytest.mark.parametrize(
    ("username", "own", "others"),
    [("sol", 4, 0), ("mina", 4, 2), ("olive", 4, 2), ("hana", 0, 0), ("pat", 0, 0), ("neve", 0, 0)],
)
def test_a_person_sees_their_agencys_tools_and_the_front_door_those_sent_to_it(
    partnership, every_kind, username, own, others
):
    staff = getattr(partnership, username)
    partnership.acts(staff)
    seen = set(CompletedTool.objects.values_list("agency_id", "status", "shared_with_front_door"))
    assert CompletedTool.objects.filter(agency_id=staff.agency_id).count() == own
    assert CompletedTool.objects.exclude(agency_id=staff.agency_id).count() == others
    assert all(shared and status != "DRAFT" for agency, status, shared in seen if agency != staff.agency_id)


def test_the_database_and_visible_to_agree_for_everyone(partnership, every_kind):
    for staff in Staff.objects.select_related("agency"):
        partnership.acts(staff)
        shown = set(CompletedTool.objects.values_list("pk", flat=True))
        assert shown == set(CompletedTool.objects.visible_to(staff).values_list("pk", flat=True)), staff.username


def test_with_nobody_acting_nothing_is_shown(partnership, every_kind):
    partnership.acts(None)
    assert not CompletedTool.objects.exists()


def test_the_front_door_cannot_change_what_another_agency_sent(partnership, every_kind):
    partnership.acts(partnership.mina)
    sent = CompletedTool.objects.exclude(agency=partnership.mina.agency)
    assert sent.count() == 2
    assert sent.update(band_professional="LOW") == 0


def test_a_tool_cannot_be_put_into_another_agencys_records(partnership, a_draft):
    tool = a_draft()
    partnership.acts(partnership.hana)
    tool.pk = None
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        tool.save(force_insert=True)


@pytest.mark.parametrize(
    "statement", ["delete from instruments_completedtool", "update instruments_localdefinition set tool_id = 'x'"]
)
def test_nobody_deletes_a_tool_or_edits_a_loaded_version(partnership, every_kind, statement):
    partnership.acts(partnership.mina)
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_school_reads_a_loaded_version_and_loads_none(partnership):
    bea, sol = partnership.bea, partnership.sol
    partnership.acts(bea)
    loaded = actions.load_definition(text=written(id="ours"), by=bea, at=partnership.now)
    partnership.acts(sol)
    assert LocalDefinition.objects.get() == loaded
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        LocalDefinition.objects.create(
            tool_id="theirs",
            tool_version="1",
            definition={},
            agency=sol.agency,
            loaded_at=partnership.now,
            loaded_by=sol,
        )
