import pytest

from sightline.indicators.published import Column, NotPublishable, PublishedTable
from sightline.indicators.tests.sample import CONTACTS


def table_with(*columns, name="contacts", **more):
    return PublishedTable(name, "One contact", columns, **more)


@pytest.mark.parametrize(
    "name", ["forename", "school_name", "home_address", "postcode", "nhs_number", "date_of_birth", "born_on", "email"]
)
@pytest.mark.parametrize("kind", ["text", "code", "date", "integer"])
def test_a_column_that_could_name_a_person_or_place_is_refused_whatever_its_type(name, kind):
    with pytest.raises(NotPublishable, match=f"column '{name}': suggests a name, an address"):
        table_with(Column(name, kind, "?")).check_is_publishable()


@pytest.mark.parametrize("name", ["notes", "decision_comment", "description", "what_was_said_text"])
def test_a_column_of_free_text_is_refused(name):
    with pytest.raises(NotPublishable, match="suggests free text; publish a code instead"):
        table_with(Column(name, "text", "?")).check_is_publishable()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("child", "text"), ("description", "code"), ("address_is_protected", "boolean"), ("notes", "integer")],
)
def test_references_codes_and_yes_or_no_pass(name, kind):
    table_with(Column(name, kind, "What it says")).check_is_publishable()


def test_every_reason_is_told_at_once():
    bad = PublishedTable(
        "Contacts",
        " ",
        (Column("surname", "text", ""), Column("When", "day", "When"), Column("a", "text", "A", {"B": "b"})),
        key=("contact",),
    )
    with pytest.raises(NotPublishable) as refusal:
        bad.check_is_publishable()
    told = str(refusal.value)
    for reason in (
        "table's name in lower case",
        "what a row is",
        "key column 'contact' is not declared",
        "'surname': say in plain words",
        "'surname': suggests a name",
        "'When': write the name in lower case",
        "'day' is not one of",
        "only a column of type code has codes",
    ):
        assert reason in told


def test_a_table_needs_columns_and_none_of_them_twice():
    with pytest.raises(NotPublishable, match="declare at least one column"):
        table_with().check_is_publishable()
    with pytest.raises(NotPublishable, match="column 'child' is declared twice"):
        table_with(Column("child", "text", "A"), Column("child", "text", "B")).check_is_publishable()


def test_the_schema_follows_the_declared_types():
    assert [str(field.type) for field in CONTACTS.schema()][:2] == ["string", "date32[day]"]
    assert CONTACTS.column("level").type == "integer"
