"""Each quarter an agency's administrator confirms everybody; who is left stands before the data protection lead."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from sightline.common.refusals import NotYours
from sightline.register import actions, staff_needs, staff_reviews
from sightline.register.tests.reading import words

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]


def test_the_review_of_april_2023_is_due_after_easter_and_the_coming_bank_holiday_counted():
    quarter = staff_reviews.quarter_at(datetime(2023, 4, 12, 9, 30, tzinfo=UTC))
    assert quarter.label == "2023-24 Q1"
    # 20 working days after Saturday 1 April: 7 and 10 April and 1 May are bank holidays.
    assert quarter.deadline.due_on.isoformat() == "2023-05-03"


@given(some.integers(0, 60_000).map(lambda hours: datetime(2019, 1, 1, tzinfo=UTC) + timedelta(hours=hours)))
def test_every_moment_lies_in_its_quarter_whose_deadline_is_in_its_first_weeks(moment):
    quarter = staff_reviews.quarter_at(moment)
    assert quarter.began_at <= moment
    assert timedelta(days=26) < quarter.deadline.due_at - quarter.began_at < timedelta(days=40)


def test_a_confirmed_colleague_is_off_the_list_and_nobody_confirms_themselves(partnership):
    ada, olive = partnership.ada, partnership.olive
    partnership.acts(ada)
    before = sum(1 for row in _of(partnership, ada) if row.confirmation is None)
    actions.confirm_in_post(person=olive, seen_roles=olive.roles, by=ada, at=partnership.now)
    assert sum(1 for row in _of(partnership, ada) if row.confirmation is None) == before - 1
    with pytest.raises(actions.AlreadyRecorded):
        actions.confirm_in_post(person=olive, seen_roles=olive.roles, by=ada, at=partnership.now)
    with pytest.raises(NotYours):
        actions.confirm_in_post(person=ada, seen_roles=ada.roles, by=ada, at=partnership.now)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.confirm_in_post(person=partnership.mina, seen_roles=[], by=ada, at=partnership.now)


def test_a_new_quarter_begins_anew(partnership):
    ada, olive = partnership.ada, partnership.olive
    partnership.acts(ada)
    actions.confirm_in_post(person=olive, seen_roles=olive.roles, by=ada, at=partnership.now)
    later = partnership.now + timedelta(days=91)
    assert all(row.confirmation is None for row in staff_reviews.of_agency(ada.agency_id, now=later, seen_by=ada))


def test_who_joined_since_the_quarter_began_is_not_asked_about(partnership):
    partnership.acts(partnership.ada)
    joined = actions.join(
        username="wren.new", name="Wren", roles=["FRONT_DOOR_OFFICER"], by=partnership.ada, at=partnership.now
    )
    assert joined.staff.pk not in {row.person.pk for row in _of(partnership, partnership.ada)}


def test_the_data_protection_lead_is_told_after_the_deadline_and_nobody_is_locked_out(partnership):
    partnership.acts(partnership.dara)
    late = datetime(2023, 5, 4, 8, 0, tzinfo=UTC)
    assert not list(staff_needs.people_not_reviewed(staff=partnership.dara, now=partnership.now))
    (line,) = staff_needs.people_not_reviewed(staff=partnership.dara, now=late)
    people = staff_reviews.not_confirmed(now=late, seen_by=partnership.dara)
    assert line.count == len(people) > 5
    assert {person.agency.name for person in people} > {"Merrow Council", "Merrow Police"}
    assert partnership.olive.is_active


def test_the_review_its_file_and_what_needs_me_agree(partnership, client):
    client.force_login(partnership.ada)
    page = words(client.get(reverse("staff:review")))
    assert "2023-24 Q1" in page
    client.post(reverse("staff:confirm", args=[partnership.olive.pk]), {"roles": partnership.olive.roles})
    file = client.get(reverse("staff:review_csv")).content.decode("utf-8-sig")
    assert len(file.splitlines()) - 1 == len(_of(partnership, partnership.ada))
    assert "Ada Administrator" in next(line for line in file.splitlines() if line.startswith("Olive"))
    (line,) = staff_needs.people_to_review(staff=partnership.ada, now=partnership.now)
    assert line.count == sum(1 for row in _of(partnership, partnership.ada) if row.confirmation is None) - 1


def test_a_name_that_looks_like_a_formula_is_text_in_the_file(partnership, client):
    partnership.acts(partnership.ada)
    olive = partnership.olive
    facts = {name: getattr(olive, name) for name in ("roles", "team", "email", "telephone", "job_title")}
    actions.change_staff(person=olive, name="=1+1", by=partnership.ada, at=partnership.now, **facts)
    client.force_login(partnership.ada)
    assert "'=1+1" in client.get(reverse("staff:review_csv")).content.decode()


def _of(partnership, seen_by):
    return staff_reviews.of_agency(seen_by.agency_id, now=partnership.now, seen_by=seen_by)
