"""The numbers by which other systems know a child."""

import pytest

from sightline.register import actions


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("NHS", "999 000-0018", "9990000018"),
        ("UPN", " b801200005001", "B801200005001"),
        ("CASE", "ics-300 12", "ICS-30012"),
    ],
)
def test_a_number_is_kept_without_spaces_and_in_capitals(partnership, add, kind, typed, kept):
    reference = actions.add_reference(child=add(), kind=kind, value=typed, by=partnership.olive, at=partnership.now)
    assert reference.value == kept


@pytest.mark.parametrize(
    ("kind", "typed", "refusal"),
    [
        ("NHS", "9990000081", actions.WrongNumber),
        ("NHS", "999000001", actions.WrongNumber),
        ("NHS", "٩٩٩٠٠٠٠٠١٨", actions.WrongNumber),
        ("UPN", "B801200005010", actions.WrongNumber),
        ("CASE", " ", actions.Incomplete),
        ("CASE", "9" * 41, actions.WrongNumber),
        ("PASSPORT", "1", actions.Incomplete),
    ],
)
def test_a_number_that_cannot_be_is_refused_in_words_without_it(partnership, add, kind, typed, refusal):
    with pytest.raises(refusal) as said:
        actions.add_reference(child=add(), kind=kind, value=typed, by=partnership.olive, at=partnership.now)
    assert typed.strip() == "" or typed not in str(said.value).replace("1 digit", "")


def test_a_number_belongs_to_one_child(partnership, add, nhs):
    number = next(nhs)
    add(nhs_number=number)
    other = add(given_name="Robin")
    with pytest.raises(actions.AlreadyRecorded, match="Another child in the register has this NHS number"):
        actions.add_reference(child=other, kind="NHS", value=number, by=partnership.olive, at=partnership.now)


def test_a_child_has_one_nhs_number_which_can_be_corrected(partnership, add, nhs):
    child = add(nhs_number=next(nhs))
    right = next(nhs)
    with pytest.raises(actions.AlreadyRecorded, match="Correct that one"):
        actions.add_reference(child=child, kind="NHS", value=right, by=partnership.olive, at=partnership.now)
    actions.correct_reference(reference=child.references.get(), value=right, by=partnership.olive, at=partnership.now)
    assert child.references.get().value == right


def test_a_child_may_have_several_numbers_in_case_systems(partnership, add):
    child = add(case_number="A1")
    actions.add_reference(child=child, kind="CASE", value="B2", by=partnership.olive, at=partnership.now)
    with pytest.raises(actions.AlreadyRecorded, match="already has this"):
        actions.add_reference(child=child, kind="CASE", value="a1", by=partnership.olive, at=partnership.now)
    assert child.references.count() == 2


def test_the_number_of_a_restricted_child_names_whom_to_ring(partnership, add, restricted, nhs):
    number = next(nhs)
    restricted(add(nhs_number=number))
    other = add(given_name="Robin")
    with pytest.raises(actions.HeldRecord, match="Ring Dara"):
        actions.add_reference(child=other, kind="NHS", value=number, by=partnership.olive, at=partnership.now)
