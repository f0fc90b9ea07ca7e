"""What other agencies have made: a referral sent and answered, one half written, screening tools."""

from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from tests.journeys.material.acting import NOW, Ids, acting, on
from tests.journeys.material.front_door import TOLD, decided, told

HALF_WRITTEN = 100001
MERLE = {"given_name": "Merle", "family_name": "Halfwritten", "born_on": date(2013, 1, 9)}


def referrals() -> Ids:
    """One referral of the school, decided and told; another begun, with one child on it."""
    from sightline.common import drafts
    from sightline.front_door import actions
    from sightline.front_door.models import Contact

    wren = actions.ChildInContact(given_name="Wren", family_name="Appletree", born_on=date(2015, 6, 1))
    said = {"source": "2A", "channel": "REFERRAL_FORM", "contact_type": "CONCERN", "received_at": NOW}
    why = {"consent": "ASKED_GIVEN", "article_6_basis": "PUBLIC_TASK", "special_category_condition": "SAFEGUARDING"}
    contact = actions.NewContact(**said, **why, referral_text=TOLD, children=[wren])
    sent = {"form": "signed-in", "children": ["Wren Appletree"], "sections": []}
    with acting("sol", on(4, 9)) as sol:
        submission = actions.submit(contact=contact, sent=sent, by=sol, at=on(4, 9))
        drafts.keep(staff_id=sol.pk, form=f"refer/{HALF_WRITTEN}", sent=_typed(mark="0" * 32), at=NOW)
        born = {"born_on_day": "9", "born_on_month": "1", "born_on_year": "2013"}
        merle = _typed(given_name="Merle", family_name="Halfwritten", home="NOT_KNOWN", **born)
        drafts.keep(staff_id=sol.pk, form=f"refer-child-1/{HALF_WRITTEN}", sent=merle, at=NOW)
    with acting("mina"):
        received = Contact.objects.get(event_id=submission.event_id)
    decided(received, by="mina", at=on(5, 9))
    told(received, at=on(5, 10))
    return {"submission_id": [submission.pk], "number": [HALF_WRITTEN], "place": [0, 1]}


def _typed(**fields: str) -> QueryDict:
    typed = QueryDict(mutable=True)
    typed.update(fields)
    return typed


def tools() -> Ids:
    """The school's screenings: one being filled in, one completed and shared, each with its first page."""
    from sightline.instruments import actions, editions

    about = actions.DescribedChild(**MERLE)
    with acting("sol") as sol:
        draft = actions.start(tool_id="neglect-screening", about=about, by=sol, at=NOW)
        tool = actions.start(tool_id="neglect-screening", about=about, by=sol, at=NOW - timedelta(hours=1))
        actions.save_answers(tool=tool, answers=_no_concern(tool, editions), by=sol, at=NOW)
        actions.complete(tool=tool, by=sol, at=NOW)
        section = editions.edition_of(draft).sections[0].code
    return {"pk": [draft.pk, tool.pk], "tool_id": ["neglect-screening"], "section": [section], "step": [1]}


def _no_concern(tool: Any, editions: Any) -> dict[str, Any]:
    """An answer to everything that must be answered; some answers open further questions."""
    edition, found = editions.edition_of(tool), {}
    for _ in range(3):
        for question in edition.questions(found, age_group=tool.age_group):
            if question.required and question.item.code not in found:
                options = {"TEXT": "Gets up alone.", "YES_NO": "NO"}
                found[question.item.code] = options.get(question.item.type.name) or str(
                    edition.options(question.item)[0].code
                )
    return found
