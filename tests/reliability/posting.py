"""People at work while things die: each posts contacts one after another, and sends again what was not answered."""

import http.client
import re
import threading
import time
import urllib.parse
import uuid
from dataclasses import dataclass, field

from tests.reliability.service import Service

TOKEN = "abcdefghijklmnopqrstuvwxyz012345"
"""Sent as cookie and as field, as a form does whose page was shown before."""


@dataclass
class Post:
    """One form with its mark, how often it was sent, and where it was told to be recorded."""

    mark: str
    sendings: int = 0
    goes_to: str = ""


@dataclass
class Worker(threading.Thread):
    """Posts until told to stop; a form that was not acknowledged is sent again, with its mark, until it is."""

    service: Service
    posts: list[Post] = field(default_factory=list)
    closed: int = 0
    cut_off: int = 0
    strange: list[str] = field(default_factory=list)
    last_acknowledged: float = 0.0

    def __post_init__(self) -> None:
        super().__init__(daemon=True)
        self.ended = threading.Event()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while not self.ended.is_set():
            post = Post(str(uuid.uuid4()))
            self.posts.append(post)
            give_up = time.monotonic() + 60
            while not post.goes_to and time.monotonic() < give_up:
                self._send(post)

    def _send(self, post: Post) -> None:
        post.sendings += 1
        try:
            status, place, page = post_contact(self.service, mark=post.mark)
        except (OSError, http.client.HTTPException):
            self.cut_off += 1
            time.sleep(0.05)
            return
        if status == 302 and place.startswith("/front-door/contacts/"):
            post.goes_to, self.last_acknowledged = place, time.monotonic()
        elif status == 503:
            self.closed += 1
            time.sleep(0.1)
        else:
            self.strange.append(f"{status} {place} {errors_on(page)}")
            time.sleep(0.2)


def post_contact(service: Service, *, mark: str, text: str = "", called: str = "Wren") -> tuple[int, str, str]:
    """Sends one contact: status, where the answer points, and its text."""
    said = {
        "csrfmiddlewaretoken": TOKEN,
        "once": mark,
        "received_at": "2023-04-12T08:30:00+00:00",
        "channel": "TELEPHONE",
        "contact_type": "CONCERN",
        "source": "2A",
        "referral_text": f"Mark {mark}. {text}",
        "consent": "ASKED_GIVEN",
        "article_6_basis": "PUBLIC_TASK",
        "special_category_condition": "SAFEGUARDING",
        "child-TOTAL_FORMS": "1",
        "child-INITIAL_FORMS": "0",
        "child-0-given_name": called,
        "child-0-family_name": "Appletree",
        "child-0-born_on": "2015-06-01",
        "child-0-primary_concern": "PHY",
    }
    return send(service, "/front-door/contacts/new", said)


def errors_on(page: str) -> list[str]:
    """What the page's error summary says."""
    summary = re.search(r"govuk-error-summary__list.*?</ul>", page, re.DOTALL)
    return re.findall(r">\s*([^<>]*\w[^<>]*)<", summary.group()) if summary else []


def form_on(service: Service, path: str, *, by: str) -> dict[str, str]:
    """What stands unseen in the forms of a page, as a browser would send it back."""
    status, _, page = _asked(service, "GET", path, by=by)
    assert status == 200, page
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: value for name, value in hidden if name != "csrfmiddlewaretoken"}


def send(service: Service, path: str, said: dict[str, str], *, by: str = "olive") -> tuple[int, str, str]:
    """Posts a form: status, where the answer points, and its text."""
    return _asked(service, "POST", path, urllib.parse.urlencode({"csrfmiddlewaretoken": TOKEN, **said}), by=by)


def _asked(service: Service, method: str, path: str, body: str | None = None, *, by: str) -> tuple[int, str, str]:
    connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=30)
    try:
        cookies = f"sightline_session={service.session(by)}; sightline_csrf={TOKEN}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Location", ""), answer.read().decode()
    finally:
        connection.close()
