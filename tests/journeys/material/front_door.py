"""The front door's records: a long story, a contact in each state, checks asked and answered, a hand-over."""

from datetime import datetime, timedelta
from typing import Any

from tests.journeys.material.acting import NOW, Ids, acting, on

TOLD = (
    "Came into breakfast club alone for the third time this week, in yesterday's clothes and without a coat. Says"
    " there was no tea last night because the cooker does not work.\n\nMum was spoken to at the gate on Friday and"
    " again today. She was tearful and said that things have been hard since Dad left."
)
JUDGED = {
    "rationale": "Third contact this school year, each about food and clothing.",
    "lived_experience": "Robin wakes hungry and gets a little brother ready for nursery.",
    "history_considered": True,
    "neglect_tool": "NOT_APPLICABLE",
    "alteration_reason": "HISTORY",
}


def a_contact(*children: Any, at: datetime, **said: Any) -> list[Any]:
    """A school's contact about these children (or described ones), received by Olive."""
    from sightline.front_door import actions
    from sightline.register.models import Agency, Child

    with acting("olive", at + timedelta(minutes=20)) as olive:
        school = Agency.objects.get(name="Saint Bride's Primary School")
        facts = {"primary_concern": said.pop("concern", "NEG"), "level_as_referred": "3"}
        about = [
            actions.ChildInContact(child=each, **facts)
            if isinstance(each, Child)
            else actions.ChildInContact(**facts, **each)
            for each in children
        ]
        contact = actions.NewContact(
            **{
                "source": "2A",
                "channel": "TELEPHONE",
                "contact_type": "CONCERN",
                "received_at": at,
                "referral_text": TOLD,
                "referrer_agency": school,
                "referrer_name": "Sol Schoollead",
                "referrer_role": "Designated safeguarding lead",
                "referrer_telephone": "01632 960 044",
                "consent": "ASKED_GIVEN",
                "article_6_basis": "PUBLIC_TASK",
                "special_category_condition": "SAFEGUARDING",
                "children": about,
                **said,
            }
        )
        event = actions.receive(contact=contact, by=olive, at=at + timedelta(minutes=20))
        return list(event.contacts.order_by("pk"))


def decided(contact: Any, *, by: str, at: datetime, outcome: str = "INFO_ADVICE", level: str = "2") -> Any:
    from sightline.front_door import actions
    from sightline.front_door.actions.deciding import Judgement

    judgement = Judgement(outcome=outcome, level_concluded=level, **JUDGED)
    with acting(by, at) as manager:
        return actions.decide(contact=contact, judgement=judgement, by=manager, at=at)


def told(contact: Any, *, at: datetime) -> None:
    from sightline.front_door import actions

    with acting("mina", at) as mina:
        text = "Advice given to Mum, who agreed to a visit by early help. Thank you for ringing."
        actions.send_feedback(contact=contact, method="TELEPHONE", text=text, by=mina, at=at)


def contacts(robin: Any, lark: Any) -> Ids:
    """The front door's records: a long story, a contact in each state, checks asked and answered, a hand-over."""
    from sightline.front_door import actions
    from sightline.register.models import Agency

    for month in (1, 2, 3, 5, 6, 9, 10, 11):
        (earlier,) = a_contact(robin, at=on(7, 11, month=month, year=2022))
        decided(earlier, by="mina", at=on(8, 9, month=month, year=2022))
        told(earlier, at=on(8, 10, month=month, year=2022))
    new, of_brother = a_contact(robin, lark, at=on(6, 15))
    (closed,) = a_contact(robin, at=on(3, 10))
    decided(closed, by="mina", at=on(4, 9), outcome="EH_REFERRAL", level="3")
    told(closed, at=on(4, 11))
    (waiting,) = a_contact(lark, at=on(11, 16), concern="PHY", lane="EARLY_HELP_HUB")
    decided(waiting, by="hugo", at=on(12, 9))
    (described,) = a_contact({"given_name": "Robyn", "family_name": "Fairwether"}, at=on(12, 8))
    asks = {"question": "Have you been called to 4 Harbour Row since January?", "article_6_basis": "PUBLIC_TASK"}
    with acting("olive", on(11, 10)) as olive:
        for agency in ("Merrow Police", "Saint Bride's Primary School", "Merrow Children's Hospital"):
            agency = Agency.objects.get(name=agency)
            check = actions.ask_check(contact=new, asked_of=agency, **asks, by=olive, at=on(11, 10))
        actions.triage(contact=new, rag="AMBER", reason="Hungry, third time.", by=olive, at=on(11, 10))
        actions.add_note(contact=new, text="Rang Mum, no answer.", by=olive, at=on(11, 11))
        shift = actions.hand_over(what_happened="Quiet night. Lark's aunt rang.", to_do="Ring her.", by=olive, at=NOW)
    with acting("neve", on(11, 15)) as neve:
        knows = {"answer": "Two missed appointments since March.", "sensitivity": "NOT_FAMILY"}
        actions.answer_check(check=check, **knows, by=neve, at=on(11, 15))
    with acting("olive"):
        asked = list(new.checks.order_by("pk").values_list("pk", flat=True))
    found = [each.pk for each in (new, closed, waiting, described, of_brother)]
    return {"contact_id": found, "check_id": asked, "note_id": [shift.pk]}
