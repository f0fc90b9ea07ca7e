"""What leaves for a snapshot names nobody and quotes nobody."""

import re
from datetime import UTC, date, datetime

import pytest
from django.db import connections

from sightline.common.models import AuditEntry
from sightline.front_door import codes
from sightline.front_door.models import Contact, ContactEvent, Decision, Referral
from sightline.indicators.published import ARROW_TYPES
from sightline.instruments.models import CompletedTool
from sightline.register.models import Agency, Child, Link, Staff
from sightline.site.publishing import declared
from sightline.site.reference.published_tables import tables

NAMED = lambda table: table.name  # noqa: E731 - pytest asks for a function
TYPED = "Quillfeather"
"""Stands in every field that a person may type into; must stand in no published row."""

NOON = datetime(2023, 4, 6, 12, tzinfo=UTC)
POSTGRESQL = {
    "text": {"text"},
    "code": {"text", "character varying"},
    "date": {"date"},
    "moment": {"timestamp with time zone"},
    "integer": {"bigint"},
    "number": {"double precision"},
    "boolean": {"boolean"},
}


@pytest.mark.parametrize("table", tables(), ids=NAMED)
def test_a_published_table_may_be_published(table):
    table.check_is_publishable()


@pytest.mark.parametrize("table", declared(), ids=NAMED)
def test_every_reference_in_a_published_table_is_a_pseudonym(table):
    """A record's own number would let whoever holds two snapshots, or the database, turn rows back into people."""
    for column in table.columns:
        if column.type == "text":
            made = re.search(rf"sightline_pseudonym\([^\n]*\)\s+as\s+{column.name}\b", table.query)
            assert made, f"{table.name}.{column.name}: select sightline_pseudonym('…', …) as {column.name}."
        elif column.type != "code":
            assert not re.search(r"(^|_)id$", column.name), f"{table.name}.{column.name}: publish a pseudonym"


def test_no_two_published_tables_share_a_name():
    names = [table.name for table in tables()]
    assert len(names) == len(set(names))


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("table", declared(), ids=NAMED)
def test_a_published_view_has_the_columns_that_are_declared(table):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "select column_name, data_type from information_schema.columns "
            "where table_schema = 'published' and table_name = %s order by ordinal_position",
            [table.name],
        )
        found = dict(cursor.fetchall())
    assert list(found) == [column.name for column in table.columns]
    for column in table.columns:
        assert found[column.name] in POSTGRESQL[column.type], f"{column.name}: declared as {column.type}"


def test_every_declared_type_is_one_that_this_test_knows():
    assert set(POSTGRESQL) == set(ARROW_TYPES)


def filled(model, **given):
    """A row, kept as the owner, in which everything that can be typed is Quillfeather and everything else as given."""
    typed = {}
    for field in model._meta.concrete_fields:
        kind = field.get_internal_type()
        if field.name in given or field.choices or field.primary_key:
            continue
        if kind in ("CharField", "TextField", "EmailField"):
            typed[field.name] = TYPED[: field.max_length or None]
        elif kind == "JSONField":
            typed[field.name] = {"said": TYPED}
    return model.objects.using("owner").create(**typed | given)


@pytest.fixture
def one_of_each(db):
    """A child, a contact with its decision and referral, a completed tool: typed into wherever one can type."""
    council = Agency.objects.using("owner").get(name="Merrow Council")
    mina = Staff.objects.using("owner").get(username="mina")
    own = {"agency": council, "recorded_by": mina}
    child = filled(Child, **own, born_on=date(2015, 6, 1))
    event = filled(ContactEvent, **own, received_at=NOON, contact_type="CONCERN", channel="TELEPHONE", source="2A")
    referral = filled(Referral, **own, child=child, referred_on=NOON.date(), source="2A")
    contact = filled(
        Contact,
        **own,
        event=event,
        child=child,
        referral=referral,
        received_at=NOON,
        received_on=NOON.date(),
        ward="Harbour",
        level_as_referred="3",
        level_concluded="4",
        decided_at=NOON,
        outcome=codes.Outcome.CSC_REFERRAL,
        state=codes.State.CLOSED,
    )
    decided = {"level_concluded": "4", "alteration": "RAISED", "neglect_tool": "NO", "history_considered": True}
    filled(
        Decision, agency=council, contact=contact, decided_at=NOON, decided_by=mina, outcome="CSC_REFERRAL", number=1,
        **decided,
    )  # fmt: skip
    filled(
        CompletedTool, agency=council, child=child, author=mina, begun_at=NOON, saved_at=NOON, completed_at=NOON,
        completed_on=NOON.date(), status="COMPLETED", tool_id="neglect_screening", tool_version="1",
        age_group="", band_computed="", band_professional="", asked=0, answered=0, not_known=0,
    )  # fmt: skip
    other = filled(Child, **own)
    link = filled(
        Link, one=child, other=other, agency_one=council, agency_other=council, weight=1.0, likely=True,
        standing="BY_HAND", proposed_at=NOON,
    )  # fmt: skip
    return {child.pk, event.pk, contact.pk, referral.pk, link.pk}


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("table", declared(), ids=NAMED)
def test_nothing_that_anybody_typed_is_published(one_of_each, table):
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"select * from published.{table.name}")
        rows = [dict(zip([column.name for column in cursor.description], row, strict=True)) for row in cursor]
    assert rows, f"Nothing is published in {table.name}: add a row for it to one_of_each, so that this test can fail."
    for row in rows:
        told = {name: value for name, value in row.items() if "quill" in str(value).lower()}
        assert not told, f"{table.name} publishes what somebody typed: {told}"


def test_the_audit_is_not_published():
    assert not [table.name for table in declared() if AuditEntry._meta.db_table in (table.query or "")]
