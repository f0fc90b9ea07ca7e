"""One person does another's work while they are away."""

from datetime import UTC, datetime, timedelta

import pytest

from sightline.common.refusals import NotYours
from sightline.register import actions
from sightline.register.models import Cover

MONDAY = datetime(2023, 4, 17, 8, 0, tzinfo=UTC)


@pytest.fixture
def arrange(partnership):
    def cover(**said):
        partnership.acts(partnership.mina)
        facts = {"absent": partnership.maud, "covering": partnership.mina, "from_at": MONDAY, "reason": "Leave"}
        return actions.arrange_cover(**(facts | said), by=partnership.mina, at=partnership.now)

    return cover


def test_cover_is_in_force_from_its_beginning_to_its_end(arrange):
    cover = arrange(to_at=MONDAY + timedelta(days=5))
    assert [cover in Cover.objects.in_force_at(MONDAY + timedelta(days=days)) for days in (-1, 0, 4, 5)] == [
        False,
        True,
        True,
        False,
    ]


def test_an_absent_person_is_covered_by_one_at_a_time(partnership, arrange):
    arrange(to_at=MONDAY + timedelta(days=5))
    with pytest.raises(actions.AlreadyRecorded, match="already covers for Maud"):
        arrange(from_at=MONDAY + timedelta(days=4), covering=partnership.olive)
    arrange(from_at=MONDAY + timedelta(days=5), covering=partnership.olive)


def test_cover_ends_when_the_absent_person_is_back(partnership, arrange):
    cover = arrange()
    back = MONDAY + timedelta(days=2)
    actions.end_cover(cover=cover, by=partnership.mina, at=back)
    assert not Cover.objects.in_force_at(back).exists()
    with pytest.raises(actions.AlreadyRecorded):
        actions.end_cover(cover=cover, by=partnership.mina, at=back)


def test_cover_that_has_not_begun_can_be_called_off(partnership, arrange):
    actions.end_cover(cover=arrange(), by=partnership.mina, at=partnership.now)
    assert not Cover.objects.in_force_at(MONDAY + timedelta(seconds=1)).exists()
    arrange()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"to_at": MONDAY}, actions.Impossible),
        ({"from_at": MONDAY - timedelta(days=9), "to_at": MONDAY - timedelta(days=8)}, actions.Impossible),
        ({"reason": " "}, actions.Incomplete),
        ({"covering": "maud"}, actions.Impossible),
        ({"covering": "sol"}, NotYours),
    ],
)
def test_cover_that_cannot_be_is_refused(partnership, arrange, said, refusal):
    if isinstance(said.get("covering"), str):
        said = said | {"covering": getattr(partnership, said["covering"])}
    with pytest.raises(refusal):
        arrange(**said)
    assert not Cover.objects.exists()


def test_only_those_whose_role_arranges_cover_do_so(partnership, arrange):
    partnership.acts(partnership.olive)
    with pytest.raises(NotYours, match="role"):
        actions.arrange_cover(
            absent=partnership.maud,
            covering=partnership.olive,
            from_at=MONDAY,
            reason="Leave",
            by=partnership.olive,
            at=partnership.now,
        )
