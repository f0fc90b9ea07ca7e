"""What the rows become at the front door and in the register, and what is not supplied stays so."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sightline.common.refusals import NotYours
from sightline.exchange import annex_a
from sightline.exchange.annex_a import attempt
from sightline.exchange.annex_a.tests.sheets import a_contact, a_referral
from sightline.front_door.models import Contact, ContactEvent, Referral
from sightline.intake.account import Coverage
from sightline.intake.models import ExtractRow
from sightline.register.models import Child, ExternalReference, Restriction, Staff
from sightline.timescales.zone import start_of_day

pytestmark = pytest.mark.django_db


def test_a_contact_comes_in_with_what_the_list_tells_and_nothing_more(workbook, load):
    load(workbook([a_contact()]))
    contact = Contact.objects.select_related("event", "child").get()
    assert (contact.received_at, contact.received_on) == (start_of_day(date(2023, 2, 16)), date(2023, 2, 16))
    assert (contact.event.source, contact.event.channel, contact.event.from_extract) == ("6", "IMPORTED", "annex-a")
    assert (contact.state, contact.outcome, contact.decided_at) == ("OUTCOME_NOT_SUPPLIED", "", None)
    assert (contact.decide_by, contact.urgent_at, contact.event.acknowledge_by) == (None, None, None)
    assert (contact.event.contact_type, contact.event.referral_text, contact.level_as_referred) == ("", "", "")
    assert contact.most_urgent_clock is None
    child = contact.child
    assert (child.name, child.sex, child.ethnicity, child.born_on) == (
        *("Name not supplied", "F", "WBRI"),
        date(2015, 1, 25),
    )
    assert child.references.get().value == "4711"


def test_a_contact_from_a_list_waits_in_nobodys_worklist(workbook, load, partnership):
    load(workbook([a_contact()]))
    assert Contact.objects.visible_to(partnership.mina).count() == 1
    assert not Contact.objects.visible_to(partnership.mina).undecided().exists()


def test_a_referral_comes_in_with_its_team_and_whether_it_ended_there(workbook, load, partnership):
    load(workbook([], [a_referral(nfa="a) Yes"), a_referral(child="2", nfa=None, team="Nobody's team")]))
    first, second = Referral.objects.order_by("pk")
    assert (first.source, first.ended_without_assessment, first.team) == ("2A", True, partnership.olive.team)
    assert (second.ended_without_assessment, second.team, second.from_extract) == (None, None, "annex-a")
    assert ExtractRow.objects.get(child=second.child).values["Allocated Team"] == "Nobody's team"
    assert ExtractRow.objects.get(child=first.child).values["Allocated Worker"] == "Siobhán O’Neill"


def test_a_child_is_made_once_for_all_its_rows_in_both_lists(workbook, load):
    load(workbook([a_contact(), a_contact(on=date(2023, 3, 1))], [a_referral()]))
    assert Child.objects.count() == 1
    assert (Contact.objects.count(), Referral.objects.count()) == (2, 1)


def test_a_child_known_by_the_case_number_is_the_same_child(workbook, load, known_child):
    wren = known_child()
    account = load(workbook([a_contact(child=4711)]))
    assert Contact.objects.get().child == wren
    wren.refresh_from_db()
    assert (wren.name, wren.sex, wren.ethnicity, wren.version) == ("Wren Appletree", "F", "WBRI", 2)
    assert [(each.column, each.was, each.now) for each in account.sheets[0].changes] == [
        ("Gender", "Not stated", "Female"),
        ("Ethnicity", "Not yet obtained", "White British"),
    ]


def test_another_date_of_birth_than_the_registers_refuses_the_childs_rows(workbook, load, known_child):
    wren = known_child(born_on=date(2014, 1, 25))
    sheet = load(workbook([a_contact(), a_contact(child="1")])).sheets[0]
    assert (sheet.loaded, sheet.refusals[0].column) == (1, "Date of Birth")
    assert "The register has another date of birth" in sheet.refusals[0].reason
    wren.refresh_from_db()
    assert wren.born_on == date(2014, 1, 25)


def test_what_a_person_recorded_of_a_child_stands_against_the_list(workbook, load, known_child):
    wren = known_child(sex="M", ethnicity="AIND")
    sheet = load(workbook([a_contact()])).sheets[0]
    wren.refresh_from_db()
    assert (sheet.loaded, wren.sex, wren.ethnicity) == (1, "M", "AIND")
    assert [(each.column, each.was, each.now) for each in sheet.changes] == [
        ("Gender", "Male", "Female"),
        ("Ethnicity", "Indian", "White British"),
    ]
    assert all("not taken over" in each.note for each in sheet.changes)
    again = load(workbook([a_contact()])).sheets[0]
    assert (again.unchanged, again.changes) == (1, [])


def test_a_restricted_child_is_held_and_not_made_a_second_time(workbook, load, known_child, partnership):
    wren, mina = known_child(), partnership.mina
    Restriction.objects.create(
        child=wren,
        agency=wren.agency,
        reason="PROTECTED",
        ask=partnership.dara,
        restricted_at=partnership.now,
        restricted_by=mina,
    )
    sheet = load(workbook([a_contact()])).sheets[0]
    assert "A record is held. Ring Dara Dataprotection" in sheet.refusals[0].reason
    assert not ExternalReference.objects.exists()


@pytest.mark.parametrize(
    ("birth", "age", "born_on", "expected_on"),
    [
        (date(2023, 6, 1), -1, None, date(2023, 6, 1)),
        (date(2023, 6, 1), None, None, date(2023, 6, 1)),
        (date(2023, 3, 30), -1, None, date(2023, 3, 30)),
        (date(2023, 3, 30), 0, date(2023, 3, 30), None),
        (None, -1, None, None),
        (None, 8, None, None),
    ],
)
def test_a_child_not_yet_born_has_an_expected_date_where_the_list_tells_one(
    workbook, load, birth, age, born_on, expected_on
):
    account = load(workbook([a_contact(birth=birth, age=age)]))
    child = Child.objects.get()
    assert (child.born_on, child.expected_on) == (born_on, expected_on)
    assert account.sheets[0].coverage["Date of Birth"] == Coverage(supplied=1 if birth else 0, expected=1)


def test_what_is_not_supplied_is_counted_and_never_zero(workbook, load):
    account = load(workbook([], [a_referral(sex=None, ethnicity="", source=None, nfa=None, number=None, team=None)]))
    referral = Referral.objects.select_related("child").get()
    assert (referral.source, referral.ended_without_assessment) == ("10", None)
    assert (referral.child.sex, referral.child.ethnicity) == ("U", "NOBT")
    gaps = {name for name, each in account.sheets[1].coverage.items() if each.supplied == 0}
    assert gaps == {
        *("Gender", "Ethnicity", "Referral Source", "Referral NFA?", "Number of Referrals in Last 12 Months"),
        "Allocated Team",
    }


def test_a_contact_before_the_birth_is_believed_up_to_forty_weeks(workbook, load):
    birth = date(2023, 3, 1)
    rows = [a_contact(birth=birth, age=0, on=birth - timedelta(days=days)) for days in (1, 280, 281)]
    sheet = load(workbook(rows)).sheets[0]
    assert (sheet.loaded, [each.row for each in sheet.refusals]) == (2, [4])


def test_names_of_any_script_come_through(workbook, load):
    names = ["Siobhán O’Neill-Þórsdóttir", "عمر", "שרה", "李小龙"]
    load(workbook([], [a_referral(child=str(place), worker=name) for place, name in enumerate(names)]))
    assert [row.values["Allocated Worker"] for row in ExtractRow.objects.order_by("pk")] == names


def test_an_earlier_contact_is_found_also_when_it_comes_in_later(workbook, load):
    load(workbook([a_contact(on=date(2023, 3, 1))], name="a.xlsx"))
    load(workbook([a_contact(on=date(2022, 10, 1)), a_contact(on=date(2023, 3, 1))], name="b.xlsx"))
    later = Contact.objects.get(received_on=date(2023, 3, 1))
    assert later.earlier_contact == Contact.objects.get(received_on=date(2022, 10, 1))


def test_referrals_within_twelve_months_are_linked_in_whatever_order_they_come(workbook, load):
    days = [date(2023, 3, 1), date(2022, 10, 1), date(2021, 9, 1)]
    load(workbook([], [a_referral(on=day) for day in days]))
    links = dict(Referral.objects.values_list("referred_on", "earlier_referral__referred_on"))
    assert links == {days[0]: days[1], days[1]: None, days[2]: None}


def test_a_contact_taken_here_and_listed_there_is_one(workbook, load, taken_here, known_child):
    wren = known_child()
    here = taken_here(child=wren, source="6", received_at=datetime(2023, 2, 16, 15, tzinfo=UTC))
    sheet = load(workbook([a_contact(), a_contact(source="e) 2A: Schools")])).sheets[0]
    assert (sheet.unchanged, sheet.loaded) == (1, 1)
    assert Contact.objects.filter(event__source="6").get() == here


def test_a_dry_run_tells_all_and_keeps_nothing(workbook, load):
    path = workbook([a_contact(), a_contact(child=None)], [a_referral()])
    foretold = load(path, dry_run=True)
    assert not (Child.objects.exists() or Contact.objects.exists() or ExtractRow.objects.exists())
    happened = load(path)
    assert foretold.to_json() | {"dry_run": False} == happened.to_json()


def test_a_load_that_breaks_off_in_the_middle_leaves_nothing_behind(workbook, load, monkeypatch):
    def power_cut(*args, **kwargs):
        assert ContactEvent.objects.exists()
        raise ConnectionError("the machine was switched off")

    monkeypatch.setattr(attempt, "flag_absent", power_cut)
    with pytest.raises(ConnectionError):
        load(workbook([a_contact()], [a_referral()]))
    assert not any(model.objects.exists() for model in (Child, ExternalReference, Contact, Referral, ExtractRow))


def test_whoever_may_not_decide_contacts_may_not_import_them(workbook, partnership):
    olive: Staff = partnership.olive
    partnership.acts(olive)
    with pytest.raises(NotYours):
        annex_a.load(workbook([a_contact()]), dry_run=True, by=olive, at=partnership.now)
