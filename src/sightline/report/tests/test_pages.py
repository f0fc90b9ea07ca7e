"""The pages of figures and of the report."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture(autouse=True)
def the_snapshot(snapshot, settings):
    settings.SNAPSHOTS = snapshot.folder.parent


def test_the_page_of_figures_names_each_figure_and_its_value(client, partnership):
    client.force_login(partnership.mina)
    page = client.get(reverse("report:figures") + "?period=2022-23").content.decode()
    assert "Contacts that became referrals" in page
    assert reverse("report:figure", args=["FD-05"]) in page


def test_the_page_of_a_figure_says_what_it_counts(client, partnership):
    client.force_login(partnership.mina)
    page = client.get(reverse("report:figure", args=["FD-05"]) + "?period=2022-23&by=month").content.decode()
    assert "contacts of the cohort whose outcome is a referral" in page.lower()


def test_the_report_is_there_for_those_who_see_figures_and_refused_to_others(client, partnership):
    client.force_login(partnership.bea)
    assert "Yearly report 2022-23" in client.get(reverse("report:report")).content.decode()
    client.force_login(partnership.sol)
    assert client.get(reverse("report:report")).status_code == 403


def test_a_list_behind_a_figure_says_how_many_were_counted_that_this_person_may_not_see(client, partnership):
    client.force_login(partnership.mina)
    page = client.get(reverse("report:behind") + "?indicator=FD-04&period=2022-23&variant=COHORT").content.decode()
    assert "you may not see" in page
