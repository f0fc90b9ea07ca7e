"""Which pages there are, who may open them, and where each is found: read from the service's addresses.

A new address is found by itself. Where its parts are named like others' (`contact_id`, `child_id`) there is
nothing to do; else `material` says which record stands for it. What needs more than an address is in WAYS.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page

from sightline.common.access import ROLES, permissions_of
from tests.support.partnership import STAFF

# One person for each role; a safeguarding lead in an agency is the school's.
PEOPLE = {
    code: next(username for username, (_, _, roles) in STAFF.items() if code in roles)
    for code, role in ROLES.items()
    if not role.for_systems
}
PEOPLE["AGENCY_SAFEGUARDING_LEAD"] = "sol"
NOBODY = ""
"""Who has not signed in."""

LOOKS_OTHERWISE = {"front_door:contact", "front_door:answer_check", "front_door:worklist"}
"""Pages that everybody opens of every record: what is on them depends on both."""

QUERIES = {
    "front_door:worklist": ["list=undecided", "list=all&concern=NEG", "list=mine"],
    "front_door:receive": ["", "child=1"],
    "report:figure": ["period=2022-23&by=month"],
    "report:behind": ["indicator=FD-01&period=2022-23"],
}


def _search(page: Page) -> None:
    page.goto("/children/search")
    page.get_by_label("Who are you looking for?").fill("Fairweather 2/11/2014")
    page.locator("main").get_by_role("button", name="Search").click()
    page.get_by_role("heading", name="found").wait_for()


def _add(page: Page) -> None:
    _search(page)
    page.get_by_role("button", name=re.compile("add a child", re.IGNORECASE)).click()
    page.get_by_role("heading", name="Add a child").wait_for()


WAYS = {"register:search": _search, "register:add": _add}
"""Pages that are reached by doing something first; a page named here is also opened by its address, if it can be."""


NAMED_ALIKE = {"staff:decide_role": {"request_id": "role_request_id"}}
"""Where two areas call different records by one name."""

WALKED = {
    "sign_in_second_step",
    "sign_in_set_up",
    "sign_in_set_up_app",
    "sign_in_set_up_passkey",
    "account_codes",
    "account_remove_step",
    "sign_in_provider_return",
    "records:package",
}
"""Pages that stand only between two steps of signing in, or once there is a second step: examined in
test_signing_in_takes_two_steps.py. And a package once it is released: looked at in test_subject_access.py."""


@dataclass(frozen=True)
class Address:
    """One pattern of addresses: its name, the pattern, the parts that must be filled in, and who is let in."""

    name: str
    route: str
    parts: tuple[str, ...]
    guarded_by: Any

    def __str__(self) -> str:
        return self.name

    @property
    def visitors(self) -> list[str]:
        """The people who may open it, those who may do most first; nobody in particular where it is open to all."""
        if self.guarded_by == "open to all":
            return [NOBODY]
        may = {who: permissions_of([role]) for role, who in PEOPLE.items()}
        let_in = [who for who in may if self.guarded_by == "signed in" or may[who] & set(self.guarded_by)]
        return sorted(let_in, key=lambda who: -len(may[who]))

    def visits(self, material: dict[str, list[Any]]) -> Iterator[tuple[str, list[str]]]:
        """Who opens it, and at which addresses."""
        paths = list(self.found_at(material))
        for username in self.visitors:
            yield username, paths

    def enough(self, username: str) -> int:
        """Of how many records this person opens it: who may do most of two, others of one; of all where it matters."""
        return 99 if self.name in LOOKS_OTHERWISE else 2 if username == self.visitors[0] else 1

    def found_at(self, material: dict[str, list[Any]]) -> Iterator[str]:
        """Every address that the records of `material` give it."""
        material = material | {part: material[name] for part, name in NAMED_ALIKE.get(self.name, {}).items()}
        missing = [part for part in self.parts if part not in material]
        assert not missing, f"{self.name} needs {', '.join(missing)}: make one in tests/journeys/material."
        for values in product(*(material[part] for part in self.parts)):
            path = self.route
            for part, value in zip(self.parts, values, strict=True):
                path = re.sub(rf"<(\w+:)?{part}>", str(value), path)
            for query in QUERIES.get(self.name, [""]):
                yield f"/{path}" + (f"?{query}" if query else "")


def addresses() -> list[Address]:
    """Every page of the service, by name; what other systems ask with a token is no page."""
    found = _walk(get_resolver("sightline.site.urls"), "", "")
    seen = (each for each in found if each.name not in WALKED and each.guarded_by != "token")
    return sorted(seen, key=lambda each: each.name)


def _walk(resolver: URLResolver, area: str, before: str) -> Iterator[Address]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from _walk(each, f"{each.namespace}:" if each.namespace else area, route)
        elif isinstance(each, URLPattern) and each.name:
            parts = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
            yield Address(f"{area}{each.name}", route, parts, each.callback.guarded_by)


class _Parts(HTMLParser):
    """The kinds of elements in a page's main part, each with what it stands in; words and addresses left out."""

    VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
    SAID = ("class", "role", "type", "aria-current", "aria-sort", "open", "checked", "tabindex")

    def __init__(self, *, whole: bool) -> None:
        super().__init__()
        self.found: set[str] = set()
        self._open: list[tuple[str, str]] = []
        self._whole = whole

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        kind = " ".join([tag, *(f"{name}={said[name]}" for name in self.SAID if name in said)])
        if self._whole or tag == "main" or any(each == "main" for each, _ in self._open):
            self.found.add(f"{self._open[-1][1] if self._open else ''} > {kind}")
        if tag not in self.VOID:
            self._open.append((tag, kind))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass


def parts_of(html: str, *, whole: bool = False) -> frozenset[str]:
    """What a page is made of. Two pages with the same parts are alike to whoever cannot see or cannot point."""
    parser = _Parts(whole=whole)
    parser.feed(html)
    return frozenset(parser.found)
