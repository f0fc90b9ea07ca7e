"""Finding a child: forgiving, ranked with its evidence, and never past the policy."""

from datetime import date

import pytest

from sightline.register import actions
from sightline.register.search import Confidence, find, held, possible_matches
from sightline.register.typed import read

TODAY = date(2023, 4, 12)


@pytest.fixture
def register(add, nhs):
    """Wren, with everything known, among children who resemble her."""
    wren = add(
        nhs_number=next(nhs),
        upn="B801200005001",
        case_number="ICS-300123",
        address=actions.NewAddress(lines="3 Hazel Road", postcode="PR8 1DA"),
    )
    for given, family, born_on in (
        ("Wren", "Peartree", date(2014, 1, 1)),
        ("Robin", "Appletree", date(2012, 3, 3)),
        ("Ada", "Lovelock", date(2015, 6, 12)),
        ("Siân", "O'Malley", date(2010, 2, 2)),
        ("Muhammad", "Hussain", date(2016, 5, 5)),
        ("Leo", "Wrenfield", date(2009, 9, 9)),
    ):
        add(given_name=given, family_name=family, born_on=born_on)
    return wren


def best(typed, staff):
    found = find(typed, staff, on=TODAY)
    return (found[0].child.name, found[0].confidence) if found else None


@pytest.mark.parametrize(
    "typed",
    [
        "Wren Appletree",
        "appletree wren",
        "APPLETREE, Wren",
        "Wern Appletree",
        "Wren Appeltree",
        "Ren Apletree",
        "Wrenn Appletrees",
        "wren appletr",
        "W Appletree 2015",
        "Wren Rose Appletree",
        "Wren Appletree 12/06/2015",
        "12.6.15 Appletree",
        "06/12/2015 Wren Appletree",
        "Wren 13/06/2015",
        "21/06/2015 Wren Appletree",
        "999 000 0018",
        "000 001",
        "9990000018 Robin",
        "b801200005001",
        "80120000",
        "300123",
        "ics-300",
        "Appletree PR8 1DA",
        "pr81da",
        "Wren 2015 appletree",
        "'Wren' (Appletree)",
    ],
)
def test_wren_is_found_first_however_she_is_asked_for(partnership, register, typed):
    assert best(typed, partnership.olive)[0] == "Wren Appletree"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("sian omalley", "Siân O'Malley"),
        ("Shan O’Maley", "Siân O'Malley"),
        ("Mohammed Husain", "Muhammad Hussain"),
        ("Muhamad", "Muhammad Hussain"),
    ],
)
def test_a_name_is_found_by_how_it_sounds(partnership, register, typed, name):
    assert best(typed, partnership.olive)[0] == name


@pytest.mark.parametrize("typed", ["", "???", "Zebedee", "\0", "7", "%", "_", "\\", "PR8", "1/1", "' or 1=1"])
def test_what_nobody_has_finds_nobody(partnership, register, typed):
    assert find(typed, partnership.olive, on=TODAY) == []


def test_the_evidence_says_what_agrees_and_what_speaks_against(partnership, register):
    by_all = find("Wren Appletree 12/06/2015 PR8 1DA 9990000018", partnership.olive, on=TODAY)[0]
    assert by_all.evidence == [
        "Name the same",
        "Date of birth the same",
        "Postcode the same",
        "NHS number the same",
    ]
    assert (by_all.confidence, by_all.against, by_all.address) == (
        Confidence.STRONG,
        [],
        "3 Hazel Road, PR8 1DA",
    )
    other = find("Wren Appletree 25/12/2001", partnership.olive, on=TODAY)[0]
    assert other.against == ["Date of birth different: 12 June 2015"]
    assert other.confidence in (Confidence.WEAK, Confidence.POSSIBLE)


@pytest.mark.parametrize(
    ("typed", "confidence"),
    [
        ("Wren Appletree 12/06/2015", Confidence.STRONG),
        ("b801200005001", Confidence.STRONG),
        ("Wern Appletree 12/06/2015", Confidence.LIKELY),
        ("Wren Appletree 06/12/2015", Confidence.LIKELY),
        ("Wren Appletree", Confidence.POSSIBLE),
        ("Wern Appletree 12/06/2014", Confidence.POSSIBLE),
        ("Wren", Confidence.WEAK),
    ],
)
def test_the_confidence_falls_with_the_evidence(partnership, register, typed, confidence):
    assert best(typed, partnership.olive) == ("Wren Appletree", confidence) or typed == "Wren"
    assert {each.child.name: each.confidence for each in find(typed, partnership.olive, on=TODAY)}[
        "Wren Appletree"
    ] == confidence


def test_weak_matches_do_not_crowd_a_good_one(partnership, register):
    assert [each.child.name for each in find("Wren Appletree 12/06/2015", partnership.olive, on=TODAY)] == [
        "Wren Appletree"
    ]


def test_a_child_is_found_by_an_earlier_name_and_by_an_earlier_postcode(partnership, register):
    actions.change_child(
        child=register,
        changes={"family_name": "Cherry", "other_names": "Appletree"},
        by=partnership.olive,
        at=partnership.now,
    )
    actions.move_household(
        child=register,
        address=actions.NewAddress(lines="9 Oak Street", postcode="L20 3AB"),
        moved_on=date(2023, 1, 1),
        by=partnership.olive,
        at=partnership.now,
    )
    assert best("Wren Appletree", partnership.olive)[0] == "Wren Cherry"
    found = find("PR8 1DA", partnership.olive, on=TODAY)[0]
    assert (found.child, found.address) == (register, "9 Oak Street, L20 3AB")


def test_an_unborn_child_is_found_by_the_family_name_about_the_expected_day(partnership, register, add):
    unborn = add(given_name="", born_on=None, expected_on=date(2023, 6, 1))
    found = find("Unborn Appletree 10/06/2023", partnership.olive, on=TODAY)[0]
    assert (found.child, found.confidence, found.age) == (unborn, Confidence.LIKELY, None)
    assert "Expected about this date" in found.evidence
    described = possible_matches(
        staff=partnership.olive, on=TODAY, family_name="Appletree", expected_on=date(2023, 6, 5)
    )
    assert described[0].child == unborn


def test_a_child_described_by_a_referrer_is_matched(partnership, register):
    found = possible_matches(
        staff=partnership.olive,
        on=TODAY,
        given_name="Wren",
        family_name="Apple-Tree",
        born_on=date(2015, 6, 21),
        postcode="pr8 1da",
    )
    assert found[0].child == register
    assert "Postcode the same" in found[0].evidence


def test_a_protected_address_finds_nobody_and_is_withheld(partnership, register):
    home = register.households.get().household.address
    actions.protect_address(address=home, because="Refuge", by=partnership.olive, at=partnership.now)
    assert find("PR8 1DA", partnership.olive, on=TODAY) == []
    by_name = find("Wren Appletree PR8 1DA", partnership.olive, on=TODAY)[0]
    assert (by_name.address, by_name.evidence) == ("Withheld", ["Name the same"])


def test_another_agency_finds_nobody(partnership, register):
    for person in (partnership.sol, partnership.pat):
        partnership.acts(person)
        assert find("Wren Appletree 12/06/2015 9990000018", person, on=TODAY) == []


@pytest.mark.parametrize("typed", ["Wren Appletree 12/06/2015", "9990000018", "000001", "B801200005001", "PR8 1DA"])
def test_a_restricted_child_is_found_by_nobody_who_is_not_named(partnership, register, restricted, typed):
    restricted(register)
    partnership.acts(partnership.mina)
    assert register not in [each.child for each in find(typed, partnership.mina, on=TODAY)]
    partnership.acts(partnership.dara)
    assert find(typed, partnership.dara, on=TODAY)[0].child == register


def test_a_restricted_childs_being_there_changes_nothing_of_what_others_find(partnership, add, restricted):
    for given, family in (("Zara", "Smith"), ("Ada", "Lovelock")):
        add(given_name=given, family_name=family)

    def found():
        partnership.acts(partnership.olive)
        return [(each.child.name, each.score) for each in find("Zara Lovelock", partnership.olive, on=TODAY)]

    before = found()
    restricted(add(given_name="Zara", family_name="Lovelock"))
    assert found() == before
    assert len(before) == 2


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("999 000 0018", True),
        ("Wren Appletree 12/06/2015", True),
        ("12 June 2015 appletree wern", True),
        ("Wren Appletree", False),
        ("Appletree 12/06/2015", False),
        ("Wren Appletree 13/06/2015", False),
        ("Ada Lovelock 12/06/2015", False),
        ("12/06/2015", False),
        ("99900000", False),
        ("999 000 0026", False),
        ("B801200005001", False),
    ],
)
def test_at_night_a_full_key_tells_that_a_record_is_held_and_whom_to_ring(
    partnership, register, restricted, typed, told
):
    restricted(register)
    for person in (partnership.nye, partnership.olive):
        partnership.acts(person)
        said = held(read(typed, on=TODAY), person)
        assert [(each.child_id, each.ask) for each in said] == ([(register.pk, partnership.dara)] if told else [])


def test_who_takes_no_contacts_is_told_nothing_and_who_is_named_needs_no_telling(partnership, register, restricted):
    restricted(register, partnership.maud)
    for person in (partnership.dara, partnership.ana, partnership.maud):
        partnership.acts(person)
        assert held(read("9990000018", on=TODAY), person) == []


def test_a_restricted_unborn_child_is_held_by_family_name_and_expected_day(partnership, add, restricted):
    restricted(add(given_name="", born_on=None, expected_on=date(2023, 6, 1)))
    partnership.acts(partnership.nye)
    assert len(held(read("Unborn Appletree 1/6/2023", on=TODAY), partnership.nye)) == 1
    assert held(read("Unborn Appletree", on=TODAY), partnership.nye) == []
