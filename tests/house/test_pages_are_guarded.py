"""Nobody reaches a page unasked, and no address gives a child away."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.converters import IntConverter, SlugConverter, UUIDConverter

OPEN_TO_ALL = {
    "sign_in": "nobody has signed in before it",
    "sign_out": "does nothing for whoever has not signed in",
    "sign_in_second_step": "shows itself to whoever has given a right password in this browser; others go to sign_in",
    "sign_in_set_up": "shows itself to whoever has given a right password and has no second step yet",
    "sign_in_set_up_app": "shows itself to whoever has given a right password and has no second step yet",
    "sign_in_set_up_passkey": "shows itself to whoever has given a right password and has no second step yet",
    "sign_in_go_on": "lets in whoever has set up a second step in this very sign-in",
    "sign_in_provider": "sends the browser to the organisation's own sign-in, where the settings name one",
    "sign_in_provider_return": "where that sends it back to",
    "staff:set_up_account": "a new colleague sets their password with a code for one use; whose it is, is not told",
    "health": "asked by the machine that watches the service; tells nothing",
    "privacy": "what is done with information about people, for anybody",
    "cookies": "which cookies are set, before anybody signs in",
    "accessibility": "how accessible the service is, for anybody",
    "worried:start": "anybody may be worried about a child",
    "worried:tell_us": "anybody may tell the front door",
    "style_guide": "shows the parts of pages with invented people, and only while the demonstration runs",
    "worried:about_me": "a child or young person may ask for help for themselves",
    "worried:status": "shows a receipt to whoever has its reference and the code that only they were shown",
}


def routes(resolver: URLResolver | None = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address with its name: "front_door:contact"."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from routes(each, f"{space}{each.namespace}:" if each.namespace else space)
        else:
            yield f"{space}{each.name}", each


ROUTES = dict(routes())


@pytest.mark.parametrize("name", ROUTES)
def test_every_page_has_a_guard(name):
    assert hasattr(ROUTES[name].callback, "guarded_by"), (
        f"{name} has no guard. Put @needs(Permission.…) above its view, or @signed_in; see sightline.common.access."
    )


def test_the_pages_open_to_all_are_those_on_the_short_list():
    found = {name for name, route in ROUTES.items() if getattr(route.callback, "guarded_by", "") == "open to all"}
    assert found == set(OPEN_TO_ALL), (
        "A page that the public may open stands in OPEN_TO_ALL with the reason; a page taken away leaves it. "
        f"Not on the list: {found - set(OPEN_TO_ALL)}; no longer a page: {set(OPEN_TO_ALL) - found}."
    )


@pytest.mark.parametrize("name", ROUTES)
def test_what_varies_in_an_address_is_a_number_a_mark_or_a_word_of_our_own(name):
    """Ruling S13. Free text in an address would sooner or later be a name; addresses stand in logs."""
    free = [
        part
        for part, converter in ROUTES[name].pattern.converters.items()
        if not isinstance(converter, IntConverter | SlugConverter | UUIDConverter)
    ]
    assert not free, f"{name}: write {free} as <int:…>, <uuid:…> or <slug:…>, and send words in a form instead."


def test_no_two_pages_share_a_name():
    names = [name for name, _ in routes()]
    assert len(names) == len(set(names)), sorted(name for name in set(names) if names.count(name) > 1)
