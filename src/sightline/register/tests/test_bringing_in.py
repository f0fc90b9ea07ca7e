"""Children come in by another system's number, nameless; a later list changes what the earlier one told."""

from datetime import date, timedelta

import pytest

from sightline.common.many import RowRefused
from sightline.common.refusals import NotYours
from sightline.register.actions.bulk import ListedChange, ListedChild, bring_in_children, change_listed_children
from sightline.register.listed import children_listed, held_listed
from sightline.register.models import Child, ExternalReference, Restriction

pytestmark = pytest.mark.django_db
CASE = ExternalReference.Kind.CASE_SYSTEM


@pytest.fixture
def bring_in(partnership):
    def run(*rows, by="mina"):
        staff = getattr(partnership, by)
        partnership.acts(staff)
        return bring_in_children([ListedChild(**row) for row in rows], by=staff, at=partnership.now)

    return run


def test_a_listed_child_has_its_number_and_no_name(bring_in, partnership):
    child = bring_in({"case_number": " c 12 ", "sex": "F", "ethnicity": "M", "born_on": date(2015, 1, 25)})["C12"]
    child.refresh_from_db()
    assert (child.name, child.sex, child.ethnicity, child.references.get().value) == (
        *("Name not supplied", "F", "M"),
        "C12",
    )
    assert children_listed(CASE, ["C12", "C13"], by=partnership.mina) == {"C12": child}


@pytest.mark.parametrize(
    ("rows", "number", "why"),
    [
        ([{"case_number": "1"}, {"case_number": "1"}], 2, "has this case system number"),
        ([{"case_number": "1"}, {"case_number": "2", "born_on": date(2023, 4, 13)}], 2, "in the future"),
        ([{"case_number": "1", "sex": "X"}], 1, "choices listed"),
        ([{"case_number": "1", "ethnicity": "ZZZZ"}], 1, "choices listed"),
        ([{"case_number": "  "}], 1, "Enter the number"),
    ],
)
def test_one_row_that_cannot_be_keeps_all_out(bring_in, rows, number, why):
    with pytest.raises(RowRefused, match=why) as refused:
        bring_in(*rows)
    assert refused.value.number == number
    assert not Child.objects.exists()


def test_a_number_of_the_register_is_not_given_twice(bring_in):
    bring_in({"case_number": "1"})
    with pytest.raises(RowRefused, match="has this case system number"):
        bring_in({"case_number": "1"})


def test_whoever_may_not_edit_children_brings_none_in(bring_in):
    with pytest.raises(NotYours):
        bring_in({"case_number": "1"}, by="ana")


def test_a_later_list_changes_what_it_tells_and_counts_the_version_up(bring_in, partnership):
    child = bring_in({"case_number": "1", "expected_on": date(2023, 4, 20)})["1"]
    row = ListedChange(child=child, changes={"born_on": date(2023, 4, 11), "sex": "M"})
    change_listed_children([row], by=partnership.mina, at=partnership.now)
    child.refresh_from_db()
    assert (child.born_on, child.expected_on, child.sex, child.version) == (
        *(date(2023, 4, 11), date(2023, 4, 20)),
        *("M", 2),
    )
    with pytest.raises(RowRefused, match="in the future"):
        change_listed_children(
            [ListedChange(child=child, changes={"born_on": date(2024, 1, 1)})],
            by=partnership.mina,
            at=partnership.now + timedelta(days=1),
        )


def test_a_record_that_went_over_into_another_is_found_as_the_other(bring_in, partnership):
    first, second = bring_in({"case_number": "1"}, {"case_number": "2"}).values()
    Child.objects.filter(pk=first.pk).update(became=second)
    assert children_listed(CASE, ["1", "2"], by=partnership.mina) == {"1": second, "2": second}


def test_a_restricted_child_is_not_shown_but_said_to_be_held(bring_in, partnership):
    child = bring_in({"case_number": "1"})["1"]
    assert held_listed(CASE, ["1"]) == {}
    Restriction.objects.create(
        child=child,
        agency=child.agency,
        reason="PROTECTED",
        ask=partnership.dara,
        restricted_at=partnership.now,
        restricted_by=partnership.mina,
    )
    assert children_listed(CASE, ["1"], by=partnership.mina) == {}
    assert held_listed(CASE, ["1", "2"]) == {"1": partnership.dara}
