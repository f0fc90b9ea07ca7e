"""A form sent too late: sealed, and given back to its writer alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from sightline.common import kept_posts
from sightline.common.sealing import NotOpened, seal, unseal

NOON = datetime(2023, 4, 12, 12, tzinfo=UTC)


@pytest.fixture
def late(rf):
    """A late post from a browser in which person 7 signed in last."""

    def send(data, at=NOON, by=7):
        request = rf.post("/front-door/contacts/1/note?list=mine", data)
        request.session, request.now = {}, at
        if by:
            answer = HttpResponse()
            kept_posts.remember_person(answer, by)
            request.COOKIES[kept_posts.LAST_PERSON] = answer.cookies[kept_posts.LAST_PERSON].value
        kept_posts.keep(request)
        request.close()
        return request

    return send


def test_it_is_given_back_to_the_person_who_wrote_it(late):
    kept = kept_posts.take(late({"note": "Rang the grandmother.", "concerns": ["NEG", "PHY"]}), 7)
    assert kept.path == "/front-door/contacts/1/note?list=mine"
    assert kept.fields == {"note": ["Rang the grandmother."], "concerns": ["NEG", "PHY"]}
    assert not kept.had_files


def test_nothing_of_it_can_be_read_where_it_lies(late):
    assert "grandmother" not in str(late({"note": "Rang the grandmother."}).session)


def test_another_person_in_the_same_browser_gets_nothing_and_it_is_gone(late):
    request = late({"note": "x"})
    assert kept_posts.take(request, 8) is None
    assert kept_posts.take(request, 7) is None


def test_what_was_changed_on_the_way_is_dropped(late):
    request = late({"note": "x"})
    sealed = request.session[kept_posts.KEPT]
    request.session[kept_posts.KEPT] = sealed[:-6] + ("A" if sealed[-6] != "A" else "B") + sealed[-5:]
    assert kept_posts.take(request, 7) is None


@pytest.mark.parametrize(("after", "is_kept"), [(timedelta(hours=11), True), (timedelta(hours=13), False)])
def test_after_half_a_day_it_is_dropped(late, after, is_kept):
    request = late({"note": "x"})
    request.now = NOON + after
    assert (kept_posts.take(request, 7) is not None) is is_kept


def test_of_what_is_too_large_only_that_is_kept(late):
    kept = kept_posts.take(late({"note": "x" * (kept_posts.MOST_CHARACTERS + 1)}), 7)
    assert kept.was_too_large
    assert kept.fields == {}


def test_a_file_is_not_kept_and_the_person_is_told(late):
    kept = kept_posts.take(late({"note": "See the letter.", "letter": SimpleUploadedFile("a.txt", b"Dear all")}), 7)
    assert kept.had_files
    assert kept.fields == {"note": ["See the letter."]}


def test_passwords_and_marks_are_never_given_back(late):
    sent = {"new_password": "x", "Password": "x", "csrfmiddlewaretoken": "x", "credential": "{}", "note": "y"}
    assert kept_posts.take(late(sent), 7).fields == {"note": ["y"]}


def test_without_knowing_whose_it_is_nothing_is_kept(late):
    assert late({"note": "x"}, by=None).session == {}


def test_what_was_sealed_for_one_purpose_is_not_opened_for_another():
    assert unseal(seal("x", purpose="one"), purpose="one") == "x"
    with pytest.raises(NotOpened):
        unseal(seal("x", purpose="one"), purpose="two")


def test_after_the_secret_is_changed_what_was_sealed_before_opens_while_the_old_one_is_named(settings):
    settings.SECRET_KEY = "before" * 10
    sealed = seal("x", purpose="one")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "after" * 10, ["before" * 10]
    assert unseal(sealed, purpose="one") == "x"
    settings.SECRET_KEY_FALLBACKS = []
    with pytest.raises(NotOpened):
        unseal(sealed, purpose="one")
