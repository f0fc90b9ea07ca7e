"""What a sender calls its columns is told once, and belongs to its agency alone."""

from datetime import timedelta

import pytest

from sightline.common.refusals import NotYours
from sightline.intake.actions import remember_headings
from sightline.intake.mapping import remembered
from sightline.intake.models import RememberedMapping

pytestmark = pytest.mark.django_db


def told(partnership, staff, **headings):
    partnership.acts(staff)
    remember_headings("annex-a", {"Child Unique ID": "Person No", **headings}, by=staff, at=partnership.now)


def test_a_heading_is_remembered_for_the_agency_and_the_format(partnership):
    mina = partnership.mina
    told(partnership, mina)
    assert remembered(mina.agency_id, "annex-a") == {"Child Unique ID": "Person No"}
    assert remembered(mina.agency_id, "people") == {}


def test_a_later_word_replaces_the_earlier_and_the_same_word_is_not_written_again(partnership):
    mina = partnership.mina
    told(partnership, mina)
    later = partnership.now + timedelta(days=1)
    remember_headings("annex-a", {"Child Unique ID": "Person No"}, by=mina, at=later)
    assert RememberedMapping.objects.get().recorded_at == partnership.now
    remember_headings("annex-a", {"Child Unique ID": "Client"}, by=mina, at=later)
    assert RememberedMapping.objects.get().recorded_at == later
    assert remembered(mina.agency_id, "annex-a") == {"Child Unique ID": "Client"}


def test_another_agency_sees_nothing_of_it(partnership):
    mina, pat = partnership.mina, partnership.pat
    told(partnership, mina)
    partnership.acts(pat)
    assert remembered(mina.agency_id, "annex-a") == {}


def test_whoever_may_not_edit_children_may_not_teach_the_import(partnership):
    with pytest.raises(NotYours):
        told(partnership, partnership.ana)
