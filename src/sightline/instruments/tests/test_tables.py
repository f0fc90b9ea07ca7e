"""What is published of tools: bands and counts, pseudonymous."""

from datetime import date

import pytest

from sightline.instruments.tables import SCREENING_TOOLS

pytestmark = pytest.mark.django_db

COLUMNS = (
    "agency_id, author_id, tool_id, tool_version, age_group, described_given_name, described_family_name, answers,"
    " notes, status, begun_at, saved_at, completed_at, completed_on, band_computed, band_professional, band_reason,"
    " asked, answered, not_known, shared_with_front_door, corrects_earlier, withdrawn_reason, recorded_at"
)


@pytest.fixture
def publish(database_cursor):
    """Writes a tool as the owner and reads what is published of it."""

    def written(*, status, computed="", professional="", begun="2023-03-01"):
        completed = None if status == "DRAFT" else begun
        database_cursor.execute(
            f"""insert into instruments_completedtool ({COLUMNS})
            select agency_id, id, 'neglect-screening', '1', '', 'Wren', 'Appletree', '{{}}', '{{"food": "Hungry."}}',
                %s, %s, %s, %s, %s, %s, %s, 'Because.', 57, 53, 2, true, false, '', now()
            from register_staff where username = 'sol'""",
            [status, begun, begun, completed, completed, computed, professional],
        )

    def published():
        database_cursor.execute(SCREENING_TOOLS.query)
        names = [column.name for column in database_cursor.description]
        return [dict(zip(names, row, strict=True)) for row in database_cursor.fetchall()]

    published.written = written
    return published


def test_the_table_may_be_published_and_says_what_its_query_gives(publish):
    SCREENING_TOOLS.check_is_publishable()
    publish.written(status="COMPLETED", computed="LOW")
    assert list(publish()[0]) == [column.name for column in SCREENING_TOOLS.columns]


def test_a_completed_tool_is_published_without_a_name_or_a_word(publish):
    publish.written(status="COMPLETED", computed="MEDIUM", professional="HIGH")
    (row,) = publish()
    assert len(row.pop("tool")) == 20
    assert row == {
        "child": None,
        "tool_id": "neglect-screening",
        "version": "1",
        "completed_on": date(2023, 3, 1),
        "agency_kind": "EDU",
        "age_group": None,
        "band_computed": "MEDIUM",
        "band_professional": "HIGH",
        "band": "HIGH",
        "score": None,
        "asked": 57,
        "answered": 53,
        "not_known": 2,
        "is_countersigned": False,
        "is_with_front_door": True,
        "status": "COMPLETED",
    }


@pytest.mark.parametrize(
    ("computed", "professional", "stands"),
    [("LOW", "", "LOW"), ("", "", None), ("", "HIGH", "HIGH"), ("LOW", "LOW", "LOW")],
)
def test_the_band_that_stands_is_the_practitioners_where_given(publish, computed, professional, stands):
    publish.written(status="COMPLETED", computed=computed, professional=professional)
    assert publish()[0]["band"] == stands


def test_drafts_and_withdrawn_tools_are_left_out(publish):
    for status in ("DRAFT", "WITHDRAWN", "SUPERSEDED"):
        publish.written(status=status, computed="LOW")
    assert [row["status"] for row in publish()] == ["SUPERSEDED"]
