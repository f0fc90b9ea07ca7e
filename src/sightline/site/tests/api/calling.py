"""What the tests of the API share: a system of an agency, let in by its administrator, and the calls it makes."""

import json
from typing import Any

from django.test import Client

from sightline.register.actions import tokens
from sightline.register.models import Scope

SCHOOL = (Scope.SUBMIT_CONTACTS, Scope.READ_SUBMISSIONS, Scope.CHECKS)
COUNCIL = tuple(Scope)
REFERRAL: dict[str, Any] = {
    "source": "2A",
    "referral_text": "Came to school hungry again and says there is no food at home.",
    "referrer": {"name": "Sol Schoollead", "role": "Safeguarding lead", "telephone": "0161 496 0000"},
    "children": [{"given_name": "Wren", "family_name": "Appletree", "born_on": "2015-06-01", "primary_concern": "NEG"}],
    "consent": "ASKED_GIVEN",
    "consent_reason": "Mother agreed on the telephone",
    "article_6_basis": "PUBLIC_TASK",
    "special_category_condition": "SAFEGUARDING",
}


class System:
    """Another system with its token, and how it calls."""

    def __init__(self, issued: tokens.Issued) -> None:
        self.token, self.secret = issued.token, issued.secret
        self.staff = issued.token.staff
        self.client = Client(raise_request_exception=True)

    def get(self, address: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1/{address}", query, headers={"Authorization": f"Bearer {self.secret}"})

    def post(self, address: str, sent: Any, *, key: str | None = None, **headers: str) -> Any:
        said = {"Authorization": f"Bearer {self.secret}", **headers}
        if key is not None:
            said["Idempotency-Key"] = key
        body = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        kind = headers.get("Content-Type", "application/json")
        return self.client.post(f"/api/v1/{address}", body, content_type=kind, headers=said)


def let_in(partnership: Any, administrator: str, *scopes: Scope, days: int = 30, name: str = "Case system") -> System:
    """A new system of the administrator's agency; afterwards nobody acts."""
    by = getattr(partnership, administrator)
    partnership.acts(by)
    issued = tokens.issue_token(name=name, scopes=scopes, days=days, by=by, at=partnership.now)
    partnership.acts(None)
    return System(issued)


def is_a_problem(answer: Any, status: int) -> Any:
    """The answer says a problem with this status, in all its parts; what it says."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == "application/problem+json"
    said = answer.json()
    assert said["status"] == status
    assert said["title"]
    assert said["detail"]
    assert said["next"]
    return said
