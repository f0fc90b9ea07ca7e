"""Passing on what an agency answered: its own word on it, and the hub's rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from sightline.front_door import actions, codes
from sightline.front_door.actions import passing_on
from sightline.front_door.actions.passing_on import Receiver, Sharing, ToWhom, objections
from sightline.register.actions.sharing import Basis
from sightline.register.models import Disclosure

LAW = Basis(article_6_basis="PUBLIC_TASK", special_category_condition="SAFEGUARDING")
WHAT = Sharing(fields=["health"], purpose="WORKING_TOGETHER", basis=LAW)


@pytest.mark.parametrize(
    ("sensitivity", "receiver", "level", "agreed", "against"),
    [
        ("SHAREABLE", "AGENCY", 4, False, 0),
        ("SHAREABLE", "AGENCY", 3, False, 1),
        ("SHAREABLE", "AGENCY", 3, True, 0),
        ("SHAREABLE", "OUTSIDE", None, False, 1),
        ("SHAREABLE", "FAMILY", 2, False, 0),
        ("NOT_FAMILY", "FAMILY", 4, True, 1),
        ("NOT_FAMILY", "AGENCY", 4, False, 0),
        ("HUB_ONLY", "AGENCY", 4, True, 1),
        ("HUB_ONLY", "AGENCY", 2, False, 2),
        ("HUB_ONLY", "FAMILY", 2, True, 1),
    ],
)
def test_what_stands_against_passing_on_an_answer(sensitivity, receiver, level, agreed, against):
    found = objections(sensitivity=sensitivity, receiver=Receiver(receiver), level_rank=level, agreed=agreed)
    assert len(found) == against, found


@given(
    sensitivity=some.sampled_from(codes.Sensitivity.values),
    receiver=some.sampled_from(Receiver),
    level=some.none() | some.integers(1, 4),
)
def test_the_parents_agreement_and_a_higher_level_never_add_an_objection(sensitivity, receiver, level):
    def count(rank, agreed):
        return len(objections(sensitivity=sensitivity, receiver=receiver, level_rank=rank, agreed=agreed))

    assert count(level, True) <= count(level, False) <= count(None, False)
    assert count(4, False) <= count(level, False)
    if sensitivity == codes.Sensitivity.HUB_ONLY:
        assert count(level, True), "what stays inside stays inside, whoever agrees"


@pytest.fixture
def answered(partnership, a_contact):
    """A check that the school answered, about a contact at level 3 whose family was not asked."""

    def check(sensitivity="NOT_FAMILY", **said):
        contact = a_contact(**{"consent": "NOT_ASKED_RISK", **said})
        asked = actions.ask_check(
            contact=contact,
            asked_of=partnership.agency("Saint Bride's Primary School"),
            question="How is Wren?",
            article_6_basis="PUBLIC_TASK",
            by=partnership.olive,
            at=partnership.now,
        )
        partnership.acts(partnership.sol)
        actions.answer_check(
            check=asked, answer="Tired.", sensitivity=sensitivity, by=partnership.sol, at=partnership.now
        )
        partnership.acts(partnership.olive)
        return asked

    return check


@pytest.fixture
def pass_on(partnership):
    def passed(check, to="Merrow Children's Hospital", **said):
        to = ToWhom(agency=partnership.agency(to)) if isinstance(to, str) else to
        facts = {"to": to, "what": WHAT, "means": "TELEPHONE", "by": partnership.olive, "at": partnership.now}
        return passing_on.pass_on(check=check, **{**facts, **said})

    return passed


def test_below_level_4_an_answer_stays_in_the_hub_unless_an_exception_has_its_reason(answered, pass_on):
    check = answered()
    with pytest.raises(passing_on.AgainstTheRule, match="parents' agreement"):
        pass_on(check)
    assert not Disclosure.objects.filter(purpose="WORKING_TOGETHER").exists()
    line = pass_on(check, exception="The hospital admits Wren tonight.")
    assert line.exception == "The hospital admits Wren tonight."
    assert line.fields == ["health, from Saint Bride's Primary School"]


def test_with_the_parents_agreement_no_exception_is_marked(answered, pass_on):
    line = pass_on(answered(consent="ASKED_GIVEN"), exception="Not needed.")
    assert line.exception == ""


def test_an_answer_for_professionals_is_not_told_to_the_family(answered, pass_on):
    mother = ToWhom(name="Wren's mother", is_family=True)
    with pytest.raises(passing_on.AgainstTheRule, match="for professionals only"):
        pass_on(answered(consent="ASKED_GIVEN"), to=mother)
    assert pass_on(answered("SHAREABLE"), to=mother).receiver_name == "Wren's mother"


def test_an_answer_is_not_passed_on_to_who_gave_it(answered, pass_on):
    with pytest.raises(actions.Impossible, match="itself answered"):
        pass_on(answered(), to="Saint Bride's Primary School", exception="Because.")


def test_what_was_told_by_telephone_and_what_was_withheld_are_kept(partnership, a_contact):
    contact = a_contact()
    said = {"contact": contact, "what": WHAT, "by": partnership.olive, "at": partnership.now}
    police = ToWhom(agency=partnership.agency("Merrow Police"))
    passing_on.record_told(to=police, means="MEETING", **said)
    passing_on.record_withheld(to=ToWhom(name="The father", is_family=True), because="He is the danger.", **said)
    told, withheld = Disclosure.objects.filter(child=contact.child).order_by("pk")
    assert (told.means, told.verdict) == ("MEETING", "SHARED")
    assert (withheld.means, withheld.why_withheld) == ("", "He is the danger.")
