"""What is known of a child changes, and nobody overwrites a colleague unseen."""

from datetime import date

import pytest

from sightline.register import actions


def change(partnership, child, *, seen_version=None, **changes):
    return actions.change_child(
        child=child, changes=changes, seen_version=seen_version, by=partnership.olive, at=partnership.now
    )


def test_details_change_and_the_name_searched_by_changes_with_them(partnership, add):
    child = change(partnership, add(), family_name=" Peartree ", first_language="Welsh", disabilities=["AUT", "HEAR"])
    child.refresh_from_db()
    assert (child.family_name, child.search_name, child.version) == ("Peartree", "wren peartree", 2)
    assert child.disabilities == ["AUT", "HEAR"]


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(partnership, add):
    child = add()
    seen = child.version
    change(partnership, child, seen_version=seen, first_language="Welsh")
    with pytest.raises(actions.ChangedMeanwhile, match="while you had it open"):
        change(partnership, child, seen_version=seen, first_language="Polish")
    child.refresh_from_db()
    assert child.first_language == "Welsh"


@pytest.mark.parametrize(
    ("changes", "refusal", "why"),
    [
        ({"died_on": date(2015, 6, 11)}, actions.Impossible, "before the date of birth"),
        ({"died_on": date(2023, 4, 13)}, actions.Impossible, "in the future"),
        ({"born_on": date(2024, 1, 1)}, actions.Impossible, "in the future"),
        ({"expected_on": date(2015, 6, 1)}, actions.Impossible, "The child is born"),
        ({"disabilities": ["NONE", "AUT"]}, actions.Impossible, "but not both"),
        ({"disabilities": ["XXX"]}, actions.Impossible, "disabilities"),
        ({"sex": "X"}, actions.Impossible, "choices listed"),
        ({"agency_id": 3}, actions.Incomplete, "not changed here"),
        ({"given_name": "", "family_name": ""}, actions.Incomplete, "at least one name"),
    ],
)
def test_a_change_that_cannot_be_is_refused(partnership, add, changes, refusal, why):
    child = add()
    with pytest.raises(refusal, match=why):
        change(partnership, child, **changes)
    child.refresh_from_db()
    assert (child.name, child.version) == ("Wren Appletree", 1)


def test_a_child_does_not_become_one_who_is_already_there(partnership, add):
    add(given_name="Robin")
    child = add()
    with pytest.raises(actions.AlreadyInRegister):
        change(partnership, child, given_name="Robin")


def test_an_unborn_child_is_born_by_recording_the_birth(partnership, add):
    unborn = add(given_name="", born_on=None, expected_on=date(2023, 6, 1))
    with pytest.raises(actions.Impossible, match="Record the birth instead"):
        change(partnership, unborn, born_on=date(2023, 4, 10))
    assert change(partnership, unborn, expected_on=date(2023, 5, 20)).expected_on == date(2023, 5, 20)


def test_a_restricted_record_is_changed_by_nobody_who_is_not_named(partnership, add, restricted):
    child = add()
    restricted(child)
    partnership.acts(partnership.olive)
    with pytest.raises(Exception, match="no such record"):
        change(partnership, child, first_language="Welsh")


def test_the_men_in_a_childs_life_are_asked_for_and_named(partnership, add):
    child = add()
    assert child.men_in_life == "NOT_ASKED"
    record = {"child": child, "by": partnership.olive, "at": partnership.now}
    with pytest.raises(actions.Incomplete, match="Say who they are"):
        actions.record_men_in_life(answer="KNOWN", **record)
    with pytest.raises(actions.Incomplete, match="not asked"):
        actions.record_men_in_life(answer="PERHAPS", **record)
    assert actions.record_men_in_life(answer="KNOWN", note="Her mother's partner Dean", **record).men_in_life == "KNOWN"
    father = actions.add_adult(adult=actions.NewAdult(given_name="Kim"), by=partnership.olive, at=partnership.now)
    actions.relate(child=child, kind="FATHER", adult=father, by=partnership.olive, at=partnership.now)
    assert actions.record_men_in_life(answer="KNOWN", **record).men_in_life_note == ""
