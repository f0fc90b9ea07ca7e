"""The child's page and the pages on which one thing is changed, as the people who use them meet them."""

from datetime import date

import pytest
from django.urls import reverse

from sightline.register import actions
from sightline.register.models import Adult, Child, Cover, HouseholdMember, Involvement, Relationship, Restriction
from sightline.register.tests.reading import words

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]

HAZEL = actions.NewAddress(lines="3 Hazel Road", postcode="PR8 1DA")
REFUGE = actions.NewAddress(
    lines="7 Hidden Close", postcode="L20 3AB", is_protected=True, protected_because="Refuge: the father searches"
)


# The child's page


@pytest.fixture
def family(partnership, add):
    """Wren with a sister, a mother, a refuge and a worker."""
    wren, robin = add(address=REFUGE), add(given_name="Robin", born_on=date(2018, 1, 1))
    said = {"by": partnership.olive, "at": partnership.now}
    kim = actions.NewAdult(given_name="Kim", telephone="01632 960001")
    actions.relate(child=wren, kind="MOTHER", adult=kim, parental_responsibility="YES", **said)
    actions.relate(child=wren, kind="SIBLING", other_child=robin, **said)
    actions.start_involvement(
        child=wren, service="CHILD_PROTECTION", worker=partnership.mina, from_on=date(2023, 1, 9), **said
    )
    actions.start_involvement(
        child=robin, service="EARLY_HELP", worker_name="Jo Specimen", from_on=date(2022, 1, 9), **said
    )
    return wren, robin


def test_the_childs_page_says_who_the_child_is_and_that_opening_is_kept(olive, family, trail):
    wren, _ = family
    page = words(olive.get(reverse("child", args=[wren.pk])))
    for said in (
        "Wren Appletree",
        "12 June 2015",
        "7 years",
        "Kim (mother)",
        "Child protection plan",
        "Mina Manager",
        "Integrated Front Door",
        "Withheld",
        "have not been asked about",
        "logged",
        "Child protection plan: started",
        "Early help: started",
        "Robin Appletree",
    ):
        assert said in page, said
    assert "Hidden Close" not in page
    assert ("OPENED", "register.Child", wren.pk) in trail


def test_a_protected_address_is_shown_on_purpose_and_that_is_kept(olive, family, trail):
    wren, _ = family
    home = HouseholdMember.objects.get(child=wren)
    url = reverse("register:show_address", args=[wren.pk, home.pk])
    before = words(olive.get(url))
    assert "Refuge: the father searches" in before
    assert "Hidden Close" not in before
    shown = ("OPENED", "register.Address", home.household.address_id)
    assert shown not in trail
    assert "7 Hidden Close" in words(olive.post(url))
    assert shown in trail


def test_a_restricted_brother_or_sister_stands_as_a_stub(olive, partnership, family, restricted):
    wren, robin = family
    restricted(robin)
    page = words(olive.get(reverse("child", args=[wren.pk])))
    assert "Restricted : ask Dara Dataprotection" in page
    assert "Robin" not in page
    assert "Early help: started" not in page


def test_a_record_that_one_may_not_see_is_not_found(client, partnership, add, restricted, trail):
    mine, hidden = add(), add(given_name="Robin")
    restricted(hidden)
    client.force_login(partnership.olive)
    assert client.get(reverse("child", args=[hidden.pk])).status_code == 404
    assert ("REFUSED", "register.Child", hidden.pk) in trail
    assert client.get(reverse("child", args=[10**12])).status_code == 404
    assert client.get(f"/children/{'9' * 40}/").status_code == 404
    client.force_login(partnership.sol)
    assert client.get(reverse("child", args=[mine.pk])).status_code == 403, "no role for children's records at all"


EDITS = (
    "details", "birth", "men", "add_number", "move", "add_adult", "add_sibling", "start_involvement", "restrict",
)  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_each_edit_page_opens_for_those_who_may_and_for_nobody_else(client, partnership, add, restricted, trail, name):
    child, hidden = add(), add(given_name="Robin")
    restricted(hidden)
    client.force_login(partnership.mina)
    url = reverse(f"register:{name}", args=[child.pk])
    assert client.get(url).status_code == 200
    assert ("OPENED", "register.Child", child.pk) in trail, "the page shows who the child is"
    assert client.get(reverse(f"register:{name}", args=[hidden.pk])).status_code == 404
    client.force_login(partnership.ana)
    assert client.get(url).status_code == 403
    client.logout()
    assert client.get(url).url.startswith(reverse("sign_in"))


# Changing


def send(client, name, args, **said):
    answer = client.post(reverse(f"register:{name}", args=args), said)
    assert answer.status_code == 302, words(answer)
    return answer


def test_details_are_changed_and_a_colleagues_change_is_not_overwritten(olive, add):
    child = add()
    said = {
        "seen_version": "1",
        "given_name": "Wren",
        "family_name": "Cherry",
        "other_names": "Appletree",
        "born_on": "2015-06-12",
        "sex": "F",
        "ethnicity": "WBRI",
        "disabilities": ["AUT"],
        "first_language": "Welsh",
    }
    send(olive, "details", [child.pk], **said)
    child.refresh_from_db()
    assert (child.family_name, child.disabilities, child.version) == ("Cherry", ["AUT"], 2)
    again = olive.post(reverse("register:details", args=[child.pk]), said | {"first_language": "Polish"})
    assert "A colleague has changed this record" in words(again)
    assert "Polish" in again.content.decode(), "nothing typed is lost"


def test_a_birth_is_recorded_on_the_same_record(olive, add):
    child = add(given_name="", born_on=None, expected_on=date(2023, 6, 1))
    assert "Record the birth" in words(olive.get(reverse("child", args=[child.pk])))
    send(
        olive,
        "birth",
        [child.pk],
        seen_version="1",
        born_on="2023-04-10",
        given_name="Robin",
        family_name="Appletree",
        sex="M",
    )
    assert Child.objects.get().name == "Robin Appletree"


def test_a_family_is_recorded_from_the_childs_page(olive, partnership, add):
    wren, robin = add(address=HAZEL), add(given_name="Robin")
    adult = {"given_name": "Kim", "kind": "MOTHER", "parental_responsibility": "YES"}
    send(olive, "add_adult", [wren.pk], **adult)
    found = olive.post(reverse("register:add_sibling", args=[wren.pk]), {"q": "Robin Appletree"}).url
    page = olive.get(found)
    assert "Robin Appletree" in words(page)
    answer = olive.post(found, {"other_child": str(robin.pk), "kind": "SIBLING"})
    assert answer.url == reverse("child", args=[wren.pk])
    kim = Relationship.objects.get(child=wren, kind="MOTHER").adult
    assert olive.get(reverse("register:add_adult", args=[robin.pk])).context["form"]["adult"].field.choices == [
        (str(kim.pk), "Kim"),
        ("NEW", "Somebody else"),
    ]
    home = HouseholdMember.objects.get(child=wren)
    send(olive, "add_member", [wren.pk, home.pk], person=f"adult-{kim.pk}")
    send(olive, "add_member", [wren.pk, home.pk], person=f"child-{robin.pk}", from_on="2020-01-01")
    others = [str(each.pk) for each in home.household.members.exclude(child=wren)]
    send(olive, "move", [wren.pk], lines="9 Oak Street", moved_on="2023-04-01", protected="NO", together_with=others)
    assert HouseholdMember.objects.filter(household__address__lines="9 Oak Street", to_on=None).count() == 3
    tie = Relationship.objects.get(child=wren, kind="SIBLING")
    send(olive, "end_tie", [wren.pk, tie.pk], ended_on="2023-04-10")
    assert Relationship.objects.get(child=robin, kind="SIBLING").to_on == date(2023, 4, 10)


def test_an_adult_whose_tie_is_refused_is_not_left_behind(olive, add):
    child = add()
    said = {"given_name": "Kim", "born_on": "2016-01-01", "kind": "MOTHER", "parental_responsibility": "YES"}
    page = olive.post(reverse("register:add_adult", args=[child.pk]), said)
    assert "younger than the child" in words(page)
    assert not Adult.objects.exists()


def test_those_who_work_with_a_child_come_and_go(olive, partnership, add):
    child = add()
    send(
        olive,
        "start_involvement",
        [child.pk],
        service="CHILD_IN_NEED",
        worker=partnership.mina.pk,
        from_on="2023-01-09",
    )
    begun = Involvement.objects.get()
    send(olive, "end_involvement", [child.pk, begun.pk], ended_on="2023-04-01")
    assert "Earlier (1)" in words(olive.get(reverse("child", args=[child.pk])))


def test_numbers_are_added_and_corrected(olive, add):
    child = add()
    wrong = olive.post(reverse("register:add_number", args=[child.pk]), {"kind": "NHS", "value": "9990000019"})
    assert "wrong digit" in words(wrong)
    send(olive, "add_number", [child.pk], kind="NHS", value="999 000 0018")
    send(olive, "correct_number", [child.pk, child.references.get().pk], value="999 000 0026")
    assert child.references.get().value == "9990000026"


def test_the_men_in_a_childs_life_are_asked_for(olive, add):
    child = add()
    send(olive, "men", [child.pk], answer="NOT_KNOWN", note="The mother would not say")
    assert "Asked, not known" in words(olive.get(reverse("child", args=[child.pk])))


def test_a_date_in_the_future_is_refused_on_the_page(olive, add):
    child = add()
    page = olive.post(
        reverse("register:move", args=[child.pk]), {"lines": "A", "protected": "NO", "moved_on": "2023-04-13"}
    )
    assert "must be the same as or before 12 April 2023" in words(page)


# Restricted records and cover


def test_a_record_is_restricted_and_the_restriction_managed(client, partnership, add):
    child = add()
    client.force_login(partnership.mina)
    send(client, "restrict", [child.pk], reason="PROTECTED", ask=partnership.maud.pk, named=[partnership.nye.pk])
    listed = words(client.get(reverse("register:restrictions")))
    assert "ask Maud Manager" in listed
    assert "Wren" not in listed
    restriction = Restriction.objects.get()
    url = reverse("register:restriction", args=[restriction.pk])
    assert "Nye Nightworker" in words(client.get(url))
    client.post(url, {"do": "name", "staff": partnership.dara.pk})
    client.post(url, {"do": "take_off", "staff": partnership.nye.pk})
    assert client.post(url, {"do": "take_off", "staff": "nobody"}).status_code == 404
    assert client.post(url, {"do": "name", "staff": "nobody"}).status_code == 200
    assert {each.staff for each in restriction.access.all()} == {partnership.maud, partnership.dara}
    assert "Only somebody named" in words(client.post(url, {"do": "lift"}, follow=True))
    client.force_login(partnership.dara)
    assert "open to the agency again" in words(client.post(url, {"do": "lift"}, follow=True))
    client.force_login(partnership.olive)
    assert client.get(reverse("child", args=[child.pk])).status_code == 200


def test_cover_is_arranged_and_ended(client, partnership):
    client.force_login(partnership.mina)
    url = reverse("register:cover")
    said = {
        "absent": partnership.maud.pk,
        "covering": partnership.mina.pk,
        "reason": "Leave",
    }
    moment = {"from_at_day": "12", "from_at_month": "4", "from_at_year": "2023", "from_at_time": "08:00"}
    assert client.post(url, said | moment).status_code == 302
    assert "Mina Manager covers for Maud Manager" in words(client.get(url))
    assert "already covers" in words(client.post(url, said | moment))
    client.post(reverse("register:end_cover", args=[Cover.objects.get().pk]))
    assert "Nobody is covered for" in words(client.get(url))
    client.force_login(partnership.olive)
    assert client.get(url).status_code == 403
