"""The strip at the head of every page about a child: who this is, and what everyone must see first."""

from datetime import date, datetime
from typing import Any

from django.urls import reverse

from sightline.common.forms.dates import in_words
from sightline.common.providers import Alert, alerts, open_clocks
from sightline.register.family import Home, Tie, family_of, homes_of
from sightline.register.models import Child, ExternalReference, Involvement, Restriction, Staff
from sightline.timescales.zone import local_date

# The service whose worker leads, where several work with the child.
_LEADING = (
    Involvement.Service.CARED_FOR,
    Involvement.Service.CHILD_PROTECTION,
    Involvement.Service.CHILD_IN_NEED,
    Involvement.Service.CARE_LEAVER,
    Involvement.Service.EARLY_HELP,
    Involvement.Service.FRONT_DOOR,
)
_PLANS = _LEADING[:4]


def strip(child: Child, *, staff: Staff, now: datetime) -> dict[str, Any]:
    """What `sightline/record_header.html` shows of a child, as `record`."""
    today = local_date(now)
    family = family_of(child, staff=staff)
    involved = sorted(
        child.involvements.on(today).select_related("team", "worker", "agency"),
        key=_lead_first,
    )
    homes = [_home(child, home) for home in homes_of(child, on=today) if home.is_present]
    restricted = Restriction.objects.in_force().filter(child=child).exists()
    return {
        "kind": "Child not yet born" if child.is_unborn else "Child",
        "name": child.name,
        "known_as": child.other_names,
        "tags": [
            *([{"text": "Restricted", "colour": "red"}] if restricted else []),
            *({"text": each.get_service_display(), "colour": "blue"} for each in involved if each.service in _PLANS),
        ],
        "alerts": _alerts(child, staff=staff, now=now),
        "facts": [
            _born(child, today),
            {"label": "NHS number", "value": _nhs_number(child)},
            *(homes or [_NO_HOME]),
            {"label": "Parental responsibility", "value": _responsible(family)},
            {"label": "School", "value": child.school.name if child.school else None},
            _worker(involved),
            {"label": "Plan", "value": _plans(involved)},
            {"label": "Language and communication", **_language(child)},
        ],
        "clocks": sorted(open_clocks.gather(child=child, staff=staff), key=lambda clock: clock.due_at),
        "involved": [_person(each) for each in involved],
        "note": "That you opened this record is logged.",
    }


def _alerts(child: Child, *, staff: Staff, now: datetime) -> list[Alert]:
    """What everyone must see first, of every record of the same child that the person may open; each said once."""
    records = [child]
    if child.person_id:
        records += Child.objects.visible_to(staff).of_the_same_person(child).exclude(pk=child.pk).order_by("pk")
    said = (alert for each in records for alert in alerts.gather(child=each, staff=staff, now=now))
    return list(dict.fromkeys(said))


_NO_HOME = {"label": "Address", "value": None}


def _lead_first(involvement: Involvement) -> tuple[int, date]:
    leads = involvement.service in _LEADING
    return (_LEADING.index(Involvement.Service(involvement.service)) if leads else len(_LEADING)), involvement.from_on


def _born(child: Child, today: date) -> dict[str, Any]:
    if child.is_unborn and child.expected_on:
        return {"label": "Expected", "value": in_words(child.expected_on)}
    if not child.born_on:
        return {"label": "Born", "value": None}
    if child.died_on:
        return {"label": "Born", "value": in_words(child.born_on), "hint": f"Died {in_words(child.died_on)}"}
    age = child.age(today)
    return {"label": "Born", "value": in_words(child.born_on), "hint": f"{age} year{'' if age == 1 else 's'}"}


def _nhs_number(child: Child) -> str | None:
    number = child.references.filter(kind=ExternalReference.Kind.NHS_NUMBER).values_list("value", flat=True).first()
    return f"{number[:3]} {number[3:6]} {number[6:]}" if number else None


def _home(child: Child, home: Home) -> dict[str, Any]:
    if home.is_protected:
        show = reverse("register:show_address", args=[child.pk, home.membership.pk])
        return {"label": "Address", "withheld": True, "show_url": show}
    since = home.membership.from_on
    return {"label": "Address", "value": home.address, "hint": f"Since {in_words(since)}" if since else ""}


def _responsible(family: list[Tie]) -> str | None:
    now = [tie for tie in family if tie.has_responsibility and tie.relationship.to_on is None]
    names = [f"{tie.person} ({tie.relationship.get_kind_display().lower()})" for tie in now]
    return ", ".join(names) or None


def _worker(involved: list[Involvement]) -> dict[str, Any]:
    if not involved or involved[0].service not in _LEADING:
        return {"label": "Worker", "value": "Nobody recorded"}
    lead = involved[0]
    person = _person(lead)
    team = [str(lead.team or ""), person["phone"]]
    return {"label": "Worker", "value": person["who"], "hint": ", ".join(filter(None, team))}


def _person(involvement: Involvement) -> dict[str, str]:
    worker = involvement.worker
    return {
        "who": worker.name if worker else involvement.worker_name or str(involvement.team),
        "role": involvement.get_service_display(),
        "phone": worker.telephone if worker else "",
    }


def _plans(involved: list[Involvement]) -> str:
    plans = [each.get_service_display() for each in involved if each.service in _PLANS]
    return ", ".join(dict.fromkeys(plans)) or "None recorded"


def _language(child: Child) -> dict[str, Any]:
    said = [child.first_language, "interpreter needed" if child.interpreter_needed else "", child.communication_need]
    words = ", ".join(filter(None, said))
    return {"value": words[:1].upper() + words[1:] or None}
