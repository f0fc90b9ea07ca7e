"""The cases on which linking children goes wrong, one sentence each."""

from datetime import date

import pytest

from sightline.linkage.proposals import Reason, Standing
from sightline.linkage.tests.people import health, link_of, nhs_number, proposed, school, step, upn

# What the school wrote differently, which comparison shows it, and the step on which it stands.
WRITTEN_DIFFERENTLY = {
    "everything alike": ({}, "given_name", "SAME"),
    "a letter left out of the given name": ({"given_name": "Philipa"}, "given_name", "SLIP"),
    "two letters of the family name swapped": ({"family_name": "Curlewmoro"}, "family_name", "SLIP"),
    "the short form of the given name": ({"given_name": "Pippa"}, "given_name", "SHORT_FORM"),
    "the second name used as the first": (
        {"given_name": "Rose", "other_names": "Philippa"},
        "given_name",
        "AMONG",
    ),
    "given and family name the wrong way round": (
        {"given_name": "Curlewmoor", "family_name": "Philippa"},
        "given_name",
        "SWAPPED",
    ),
    "a double name of which one half is known": ({"family_name": "Curlewmoor-Teal"}, "family_name", "PART"),
    "the other parent's family name": ({"family_name": "Teasel"}, "family_name", "DIFFERENT"),
    "day and month the wrong way round": ({"born_on": date(2014, 9, 12)}, "birth", "SWAPPED"),
    "one digit of the year": ({"born_on": date(2013, 9, 23)}, "birth", "SLIP"),
    "1 January for a date that was not known": ({"born_on": date(2014, 1, 1)}, "birth", "ONE_FIRST_OF_JANUARY"),
    "1 January 1900 for a date that was not known": ({"born_on": date(1900, 1, 1)}, "birth", "MISSING"),
    "no date of birth": ({"born_on": None}, "birth", "MISSING"),
    "the road written short, in capitals and with the town": (
        {"address": "14 SAMPHIRE RD, BOOTLE"},
        "home",
        "SAME",
    ),
    "no postcode": ({"postcode": None}, "home", "SAME_ADDRESS"),
    "only a postcode": ({"address": None}, "home", "SAME_POSTCODE"),
    "an old address": ({"address": "3 Linnet Close", "postcode": "PR9 0AA"}, "home", "DIFFERENT"),
    "no sex": ({"sex": None}, "sex", "MISSING"),
    "nines for an NHS number": ({"nhs_number": "9999999999"}, "nhs_number", "MISSING"),
    "a temporary pupil number": ({"upn": "A34390000001B"}, "upn", "MISSING"),
}


@pytest.mark.parametrize("name", WRITTEN_DIFFERENTLY)
def test_a_child_whom_the_school_wrote_differently_is_proposed_to_a_person(name):
    changed, comparison, expected = WRITTEN_DIFFERENTLY[name]
    known = {"born_on": date(2014, 12, 9)} if "way round" in name and "born_on" in changed else {}
    proposals = proposed(health(nhs_number=nhs_number(1), upn=upn(1), **known), school(**changed))
    link = link_of(proposals)
    assert step(proposals, link, comparison) == expected
    assert link.standing is Standing.FOR_A_PERSON
    assert Reason.NO_SHARED_NHS_NUMBER in link.reasons


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [("O'Linnet", "OLINNET"), ("O’Linnet", "O Linnet"), ("Łabędź", "Labedz"), ("Ní Chorra", "Ni Chorra")],
)
def test_an_apostrophe_or_an_accent_makes_no_other_name(ours, theirs):
    proposals = proposed(health(family_name=ours), school(family_name=theirs))
    assert step(proposals, link_of(proposals), "family_name") == "SAME"


def test_a_valid_number_with_the_date_of_birth_and_the_name_links_by_itself():
    number = nhs_number(1)
    link = link_of(proposed(health(nhs_number=number), school(nhs_number=f"{number[:3]} {number[3:6]} {number[6:]}")))
    assert (link.standing, link.reasons) == (Standing.LINKS_BY_ITSELF, ())


# What stands against linking by itself although both records carry the same valid NHS number.
NOT_BY_ITSELF = {
    "another given name, as a twin has": ({"given_name": "Harriet"}, Reason.GIVEN_NAME_DIFFERS),
    "a given name one letter apart": ({"given_name": "Philipa"}, Reason.GIVEN_NAME_DIFFERS),
    "no given name yet": ({"given_name": "Baby girl"}, Reason.GIVEN_NAME_DIFFERS),
    "another family name": ({"family_name": "Teasel"}, Reason.FAMILY_NAME_DIFFERS),
    "another date of birth": ({"born_on": date(2014, 9, 24)}, Reason.BIRTH_DIFFERS),
    "no date of birth": ({"born_on": None}, Reason.BIRTH_DIFFERS),
    "the other sex": ({"sex": "M"}, Reason.SEX_DIFFERS),
    "another pupil number": ({"upn": upn(2)}, Reason.PUPIL_NUMBERS_DIFFER),
}


@pytest.mark.parametrize("name", NOT_BY_ITSELF)
def test_a_shared_number_does_not_link_by_itself_against(name):
    changed, reason = NOT_BY_ITSELF[name]
    number = nhs_number(1)
    link = link_of(proposed(health(nhs_number=number, upn=upn(1)), school(nhs_number=number, **changed)))
    assert link.standing is Standing.FOR_A_PERSON
    assert reason in link.reasons


def test_a_number_with_a_wrong_check_digit_links_nothing_by_itself():
    wrong = nhs_number(1)[:9] + str((int(nhs_number(1)[9]) + 1) % 10)
    link = link_of(proposed(health(nhs_number=wrong), school(nhs_number=wrong)))
    assert Reason.NO_SHARED_NHS_NUMBER in link.reasons


def test_1_january_on_both_is_no_date_of_birth_to_link_by():
    born = {"born_on": date(2014, 1, 1), "nhs_number": nhs_number(1)}
    assert Reason.BIRTH_DIFFERS in link_of(proposed(health(**born), school(**born))).reasons


def test_a_number_that_one_agency_has_on_two_records_links_neither_by_itself():
    number = nhs_number(1)
    twice = school(record_id=3, given_name="Harriet", nhs_number=number)
    link = link_of(proposed(health(nhs_number=number), school(nhs_number=number), twice))
    assert Reason.NUMBER_HELD_TWICE in link.reasons


def test_a_second_candidate_in_the_agency_sends_the_link_to_a_person():
    number = nhs_number(1)
    double = school(record_id=3, given_name="Philippa", address="3 Linnet Close")
    link = link_of(proposed(health(nhs_number=number), school(nhs_number=number), double))
    assert Reason.SECOND_CANDIDATE in link.reasons


def test_a_namesake_at_the_same_postcode_sends_the_link_to_a_person():
    number = nhs_number(1)
    cousin = {"record_id": 3, "agency": "police", "born_on": date(2011, 3, 5)}
    link = link_of(proposed(health(nhs_number=number), school(nhs_number=number), health(**cousin)))
    assert Reason.NAMESAKE in link.reasons


def test_twins_in_two_agencies_are_not_taken_for_one_child():
    twin = {"given_name": "Harriet", "nhs_number": nhs_number(2)}
    proposals = proposed(
        health(nhs_number=nhs_number(1)),
        health(record_id=3, **twin),
        school(),
        school(record_id=4, given_name="Harriet"),
    )
    assert proposals.groups == [(1, 2), (3, 4)]
    assert all(link.standing is Standing.FOR_A_PERSON for link in proposals.links)


def test_twins_each_known_to_one_agency_alone_are_not_likely_one_child():
    link = link_of(proposed(health(), school(given_name="Harriet")))
    assert link is None or not link.likely


def test_twins_of_whom_one_carries_the_other_ones_number_do_not_link_by_themselves():
    number = nhs_number(1)
    proposals = proposed(health(nhs_number=number), school(given_name="Harriet", nhs_number=number))
    assert all(link.standing is Standing.FOR_A_PERSON for link in proposals.links)


@pytest.mark.parametrize("born_on", [date(2014, 10, 7), date(2013, 9, 20), date(2011, 3, 5)])
def test_cousins_of_the_same_name_in_one_household_never_link_by_themselves(born_on):
    for number in (None, nhs_number(1)):
        proposals = proposed(health(nhs_number=nhs_number(1)), school(born_on=born_on, nhs_number=number))
        assert all(link.standing is Standing.FOR_A_PERSON for link in proposals.links)


def test_cousins_of_the_same_name_with_numbers_of_their_own_are_not_likely_one_child():
    ours, theirs = health(nhs_number=nhs_number(1)), school(born_on=date(2013, 9, 23), nhs_number=nhs_number(2))
    proposals = proposed(ours, theirs)
    assert proposals.groups == []
    assert Reason.NHS_NUMBERS_DIFFER in link_of(proposals).reasons


def test_records_whose_numbers_contradict_are_not_brought_together_by_a_third_record():
    third = health(record_id=3, agency="police")
    proposals = proposed(health(nhs_number=nhs_number(1)), school(nhs_number=nhs_number(2)), third)
    assert not any({1, 2} <= set(group) for group in proposals.groups)


def test_families_in_one_refuge_are_not_one_child():
    others = [
        school(record_id=10 + n, given_name=given, family_name=family, born_on=date(2014, 9, 1 + n))
        for n, (given, family) in enumerate(
            [("Ada", "Teasel"), ("Ivy", "Thrift"), ("Una", "Sorrel"), ("Nell", "Vetch")]
        )
    ]
    assert proposed(health(), *others).groups == []


def test_a_brother_is_not_proposed():
    assert not proposed(health(), school(given_name="Reuben", sex="M", born_on=date(2016, 2, 2))).links


UNBORN = {"given_name": "Unborn", "born_on": None, "sex": None}


@pytest.mark.parametrize("days", [(2014, 9, 23), (2014, 9, 4), (2014, 10, 13)])
def test_an_unborn_child_is_proposed_to_a_person_as_the_one_born_within_three_weeks(days):
    proposals = proposed(health(expected_on=date(*days), **UNBORN), school())
    link = link_of(proposals)
    assert step(proposals, link, "birth") == "EXPECTED"
    assert link.standing is Standing.FOR_A_PERSON


@pytest.mark.parametrize("changed", [{"family_name": "Teasel"}, {"address": None}, {"postcode": None}])
def test_an_unborn_child_is_proposed_when_the_family_name_or_the_postcode_has_changed(changed):
    link = link_of(proposed(health(expected_on=date(2014, 9, 20), **UNBORN), school(**changed)))
    assert link.standing is Standing.FOR_A_PERSON


def test_an_unborn_child_is_not_the_one_born_four_weeks_from_the_day():
    assert not proposed(health(expected_on=date(2014, 10, 21), **UNBORN), school()).links


def test_no_fixed_abode_is_no_shared_address():
    nowhere = {"address": None, "postcode": "ZZ99 3VZ"}
    proposals = proposed(health(**nowhere), school(**nowhere))
    assert step(proposals, link_of(proposals), "home") == "MISSING"


def test_names_that_are_both_names_of_their_own_are_told_apart_from_a_slip():
    many = [
        health(record_id=100 + n, given_name=given, family_name=f"Teasel{'abcdefgh'[n]}", postcode=None, address=None)
        for n, given in enumerate(["Mia", "Mila"] * 4)
    ]
    proposals = proposed(health(given_name="Mia"), school(given_name="Mila"), *many)
    link = link_of(proposals)
    assert link is None or step(proposals, link, "given_name") == "ALIKE"


def test_an_endless_name_or_address_takes_no_endless_time():
    endless = "x" * 200_000
    ours, theirs = health(given_name=endless, address=endless), school(given_name=f"{endless}y", address=f"{endless}y")
    proposals = proposed(ours, theirs)
    assert step(proposals, link_of(proposals), "given_name") == "SAME"


def test_signs_that_mean_something_to_a_database_are_only_letters():
    name = {"given_name": "Robert'); drop table records; --", "family_name": '" or "1" = "1', "address": "%_\\ \x00"}
    assert proposed(health(**name), school(**name)).groups == [(1, 2)]


def test_records_of_which_nothing_is_known_are_not_proposed():
    assert proposed({"record_id": 1, "agency": "health"}, {"record_id": 2, "agency": "schools"}).links == []
