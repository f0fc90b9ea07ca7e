"""Several people at once, each signed in and going from page to page, over real HTTP on this machine."""

import http.client
import random
import re
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from urllib.parse import urlencode

from sightline.site.bench.measure import Times

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True)
class Visit:
    """One page that people open: its name in the results, its address, and what is posted, if anything."""

    what: str
    address: str
    posted: dict[str, str] = field(default_factory=dict)


class Visitor:
    """One person with a browser's cookies and one connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}
        self.sent_to = "/"

    def sign_in(self, username: str, password: str) -> None:
        token = self._token(self._ask("GET", "/sign-in")[1])
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token}
        status, _ = self._ask("POST", "/sign-in", form)
        if status != 302:
            raise RuntimeError("The bench could not sign in.")

    def make(self, visit: Visit) -> float:
        """Seconds until the whole page has come."""
        form = dict(visit.posted)
        if form:
            form["csrfmiddlewaretoken"] = self._token(self._ask("GET", visit.address)[1])
        began = time.perf_counter()
        status, _ = self._ask("POST" if form else "GET", visit.address, form)
        if status == 302:
            status, _ = self._ask("GET", self.sent_to)
        seconds = time.perf_counter() - began
        if status != 200:
            raise RuntimeError(f"{visit.what} answered {status}.")
        return seconds

    def _token(self, page: str) -> str:
        found = TOKEN.search(page)
        return found.group(1) if found else ""

    def _ask(self, method: str, address: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = urlencode(form) if form else None
        if body:
            headers |= {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request(method, address, body=body, headers=headers)
        answer = self.connection.getresponse()
        page = answer.read().decode("utf-8", "replace")
        self.sent_to = answer.getheader("Location", "/")
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                pair = value.partition(";")[0]
                self.cookies[pair.partition("=")[0]] = pair.partition("=")[2]
        return answer.status, page


@dataclass(frozen=True)
class Crew:
    """The people at work: who they are, how many pages each opens, and how long each reads one, in seconds."""

    usernames: Sequence[str]
    password: str
    rounds: int
    reading: tuple[float, float] = (0.0, 0.0)


def visit_together(visits: Sequence[Visit], crew: Crew, *, port: int) -> list[Times]:
    """Everybody at once, each making visits drawn from `visits`; the times of each kind of page."""

    def one(number: int, username: str) -> list[tuple[str, float]]:
        draw = random.Random(number)
        visitor = Visitor(port)
        visitor.sign_in(username, crew.password)
        taken = []
        for _ in range(crew.rounds):
            time.sleep(draw.uniform(*crew.reading))
            visit = draw.choice(visits)
            taken.append((visit.what, visitor.make(visit)))
        return taken

    with ThreadPoolExecutor(len(crew.usernames)) as pool:
        everything = [pair for taken in pool.map(one, *zip(*enumerate(crew.usernames), strict=True)) for pair in taken]
    times: dict[str, list[float]] = defaultdict(list)
    for what, seconds in everything:
        times[what].append(seconds)
    return [Times(what, times[what]) for what in sorted(times)]
