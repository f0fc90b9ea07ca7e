"""From the pages of a referral to what is checked, what is sent, and the contact that the front door receives."""

from datetime import date
from typing import Any

from django.urls import reverse

from sightline.front_door import actions, codes
from sightline.front_door.referral_forms import answers_in_words
from sightline.front_door.referral_text import Section, as_sent, as_text, section
from sightline.front_door.views.referring.journey import Journey


def sections(journey: Journey) -> list[tuple[Section, str]]:
    """Everything that was answered, page by page, each with the address where it can be changed."""
    children = [
        (
            section(journey.child_name(place), answers_in_words(_child_as_checked(journey, place))),
            reverse("front_door:refer_child", args=[journey.number, place]),
        )
        for place in journey.children
    ]
    pages = [
        (section(step.heading, answers_in_words(journey.answered[step.slug])), journey.url(step.slug))
        for step in journey.steps
        if step.slug in journey.answered
    ]
    return [*pages[:1], *children, *pages[1:]]


def _child_as_checked(journey: Journey, place: int) -> Any:
    form = journey.child_form(place)
    form.is_valid()
    return form


def sent(journey: Journey) -> dict[str, Any]:
    """What was sent, question by question, as the receipt keeps it."""
    return as_sent(
        [each for each, _ in sections(journey)],
        form="signed-in",
        children=[journey.child_name(place) for place in journey.children],
    )


def contact(journey: Journey) -> actions.NewContact:
    """The contact as the front door receives it. Every step must be complete."""
    about, consent, basis = (journey.answered[slug] for slug in ("about", "consent", "basis"))
    return actions.NewContact(
        source=about.source_code,
        channel=codes.Channel.REFERRAL_FORM,
        contact_type=about.cleaned_data["contact_type"],
        received_at=journey.request.now,
        referral_text=as_text(_text(journey)),
        children=[_described(journey, place) for place in journey.children],
        referrer_telephone=about.cleaned_data["telephone"],
        consent=consent.cleaned_data["consent"],
        consent_reason=consent.reason,
        competence=consent.cleaned_data.get("competence") or codes.Competence.NOT_RELEVANT,
        competence_note=consent.cleaned_data.get("their_wish") or "",
        article_6_basis=basis.cleaned_data["article_6_basis"],
        special_category_condition=basis.cleaned_data["special_category_condition"],
        law_enforcement=basis.cleaned_data.get("law_enforcement", False),
    )


def _text(journey: Journey) -> list[Section]:
    about = journey.answered["about"].cleaned_data
    reached = [("A good time to ring the referrer", about["when_to_ring"])]
    pages = [step for step in journey.steps if step.is_read_by_the_front_door]
    children = [f"{journey.child_name(place)}: {_facts(journey, place)}" for place in journey.children]
    return [
        *(section(step.heading, answers_in_words(journey.answered[step.slug])) for step in pages),
        section("The children", [("The children", "\n".join(children))]),
        section("Reaching the referrer", reached),
    ]


def _facts(journey: Journey, place: int) -> str:
    child, home = journey.children[place], _home(journey, place)
    born, due = child["born_on"], child["expected_on"]
    facts = [
        f"born {_in_words(born)}" if born else "",
        f"due {_in_words(due)}" if due else "",
        f"age about {child['about_age']}" if child["about_age"] else "",
        f"lives at {', '.join(filter(None, (home['address'], home['postcode'])))}" if home["address"] else "",
        "address protected, ring the referrer for it" if home["home"] == "PROTECTED" else "",
        f"goes to {child['school']}" if child["school"] else "",
    ]
    return "; ".join(filter(None, facts)) or "nothing more is known"


def _home(journey: Journey, place: int) -> dict[str, Any]:
    child = journey.children[place]
    return journey.children[min(journey.children)] if child["home"] == "SAME" else child


def _described(journey: Journey, place: int) -> actions.ChildInContact:
    child, home = journey.children[place], _home(journey, place)
    concern = journey.answered["concern"].cleaned_data
    tool = journey.answered["neglect-tool"].cleaned_data if "neglect-tool" in journey.answered else {}
    return actions.ChildInContact(
        given_name=child["given_name"],
        family_name=child["family_name"],
        born_on=child["born_on"],
        expected_on=child["expected_on"],
        address=home["address"],
        postcode=home["postcode"],
        school=child["school"],
        primary_concern=concern["primary_concern"],
        concerns=concern["concerns"],
        level_as_referred=journey.answered["level"].level_of(place),
        neglect_tool=tool.get("neglect_tool", ""),
        neglect_tool_completed_on=tool.get("completed_on"),
    )


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
