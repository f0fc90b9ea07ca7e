"""Records that only named people may open."""

import pytest

from sightline.common.refusals import NotYours
from sightline.register import actions
from sightline.register.models import Child


def test_a_restricted_record_is_there_for_those_named_alone(partnership, add, restricted):
    child = add()
    restricted(child, partnership.dara, partnership.maud)
    for person, sees in ((partnership.dara, True), (partnership.maud, True), (partnership.mina, False)):
        partnership.acts(person)
        assert Child.objects.filter(pk=child.pk).exists() is sees, person
        assert Child.objects.visible_to(person).filter(pk=child.pk).exists() is sees, person


def test_a_lifted_restriction_opens_the_record_to_the_agency_again(partnership, add, restricted):
    child = add()
    restriction = restricted(child, partnership.maud)
    with pytest.raises(actions.NotAllowed, match="named on the restriction"):
        actions.lift_restriction(restriction=restriction, by=partnership.mina, at=partnership.now)
    partnership.acts(partnership.dara)
    actions.lift_restriction(restriction=restriction, by=partnership.dara, at=partnership.now)
    with pytest.raises(actions.AlreadyRecorded):
        actions.lift_restriction(restriction=restriction, by=partnership.dara, at=partnership.now)
    partnership.acts(partnership.olive)
    assert Child.objects.get() == child
    restricted(child)


def test_nobody_names_themselves_and_the_person_to_ask_stays(partnership, add, restricted):
    restriction = restricted(add(), partnership.maud)
    said = {"restriction": restriction, "by": partnership.mina, "at": partnership.now}
    with pytest.raises(actions.NotAllowed, match="Nobody names themselves"):
        actions.name_on_restriction(staff=partnership.mina, **said)
    actions.name_on_restriction(staff=partnership.nye, **said)
    with pytest.raises(actions.AlreadyRecorded):
        actions.name_on_restriction(staff=partnership.nye, **said)
    with pytest.raises(actions.NotAllowed, match="Others are told to ask"):
        actions.take_off_restriction(staff=partnership.maud, **said)
    partnership.acts(partnership.nye)
    assert Child.objects.exists()
    partnership.acts(partnership.mina)
    actions.take_off_restriction(staff=partnership.nye, **said)
    partnership.acts(partnership.nye)
    assert not Child.objects.exists()


@pytest.mark.parametrize("who", ["sol", "ana"])
def test_only_colleagues_who_may_open_records_are_named(partnership, add, restricted, who):
    with pytest.raises((actions.NotAllowed, NotYours)):
        restricted(add(), partnership.dara, getattr(partnership, who))


def test_only_those_whose_role_restricts_do_so(partnership, add):
    child = add()
    with pytest.raises(NotYours, match="role"):
        actions.restrict_child(
            child=child, reason="ADOPTION", ask=partnership.dara, by=partnership.olive, at=partnership.now
        )


def test_a_record_is_restricted_once(partnership, add, restricted):
    child = add()
    restricted(child, partnership.mina)
    with pytest.raises(actions.AlreadyRecorded, match="already restricted"):
        restricted(child, partnership.mina)
    with pytest.raises(actions.Incomplete, match="Say why"):
        actions.restrict_child(child=child, reason="", ask=partnership.mina, by=partnership.mina, at=partnership.now)
