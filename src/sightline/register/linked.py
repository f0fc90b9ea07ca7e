"""Links between records as they are read: the pairs that wait, one pair side by side, and where else a child stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.urls import reverse

from sightline.common.forms.dates import in_words
from sightline.linkage.comparisons import COMPARISONS
from sightline.register.models import Agency, Child, Link, LinkedRecord, Staff

SURE_FROM = 10.0
"""Bits from which a pair may stand on the page on which several are confirmed: a thousand to one."""
SPEAKS = 0.5
"""Bits within which a comparison speaks neither for nor against."""
NOBODY_SEEN = "Records of other agencies"
_WORDS = {(each.key, level.key): level.words for each in COMPARISONS for level in each.all_levels} | {
    (each.key, "MISSING"): each.missing_words for each in COMPARISONS
}
_TITLES = {each.key: each.title for each in COMPARISONS}


def pairs(staff: Staff) -> QuerySet[Link]:
    """Every pair that the person may decide about: likely ones first, then the heavier."""
    found = Link.objects.visible_to(staff).select_related("agency_one", "agency_other", "decided_by")
    return found.order_by("-likely", "-weight", "pk")


def narrowed(found: QuerySet[Link], said: Mapping[str, Any]) -> QuerySet[Link]:
    """The pairs that fit the filter."""
    found = found.filter(state=said.get("state") or Link.State.PROPOSED)
    if said.get("likely"):
        found = found.filter(likely=said["likely"] == "LIKELY")
    if said.get("agency"):
        found = found.filter(Q(agency_one=said["agency"]) | Q(agency_other=said["agency"]))
    return found


def sure(staff: Staff) -> QuerySet[Link]:
    """Pairs of several agencies that may be confirmed on one page, each by its own tick.

    Only with the same given name, or a short form of it: names that look alike are how twins are told apart.
    """
    likely = pairs(staff).filter(state=Link.State.PROPOSED, likely=True, weight__gte=SURE_FROM)
    same_name = [Q(evidence__contains=[{"comparison": "given_name", "step": step}]) for step in ("SAME", "SHORT_FORM")]
    return likely.filter(same_name[0] | same_name[1]).exclude(standing=Link.Standing.BY_HAND)


def own_names(links: Iterable[Link], staff: Staff) -> dict[int, str]:
    """For each link the name on the record that the person may open anyway; the other agency's is not told here."""
    ids = {child for link in links for child in (link.one_id, link.other_id)}
    names = {child.pk: child.name for child in Child.objects.visible_to(staff).filter(pk__in=ids)}
    return {link.pk: names.get(link.one_id) or names.get(link.other_id) or NOBODY_SEEN for link in links}


COLUMNS = ("Child", "Agencies", "How likely", "Speaks for", "Speaks against", "Proposed")


def as_row(link: Link, name: str) -> dict[str, Any]:
    """A pair as a row of the worklist."""
    spoken = {sign: [_TITLES[each["comparison"]] for each in link.evidence if sign(each["bits"])] for sign in _SIGNS}
    speaks_for, against = (", ".join(titles) or "None" for titles in spoken.values())
    return {
        "url": reverse("register:link", args=[link.pk]),
        "cells": [
            {"text": name, "tags": [{"text": "Two records of one agency", "colour": "purple"}]}
            if link.is_within_an_agency
            else name,
            f"{link.agency_one} and {link.agency_other}" if not link.is_within_an_agency else str(link.agency_one),
            {"text": likelihood(link), "hint": "" if link.likely else "To review"},
            speaks_for,
            against,
            {"text": in_words(link.proposed_at.date())},
        ],
    }


_SIGNS = (lambda bits: bits > SPEAKS, lambda bits: bits < -SPEAKS)


def likelihood(link: Link) -> str:
    """The weight as odds, in words."""
    if link.weight >= 20:
        return "More than a million to one"
    if link.weight >= 1:
        return f"About {round(2**link.weight):,} to one"
    return "Less than even" if link.weight < 0 else "About even"


def side_by_side(link: Link, records: Sequence[LinkedRecord]) -> list[dict[str, Any]]:
    """One row to a comparison: both values as the agencies wrote them, and in words whether they agree."""
    one, other = records
    rows = []
    for each in link.evidence:
        key, bits = each["comparison"], each["bits"]
        icon, verdict = _VERDICTS.get(each["step"], ("soon", "Nearly"))
        words = _WORDS.get((key, each["step"]), "")
        if each["step"] == "SAME" and link.rival == "RELATIVE" and abs(bits) <= SPEAKS:
            words += "; it would be for a brother, sister or cousin too"
        rows.append(
            {
                "title": _TITLES[key],
                "one": _value(one, key),
                "other": _value(other, key),
                "icon": icon,
                "verdict": verdict,
                "words": words,
            }
        )
    schools = (str(one.school or ""), str(other.school or ""))
    same = schools[0] == schools[1] != ""
    known = "Not weighed" if all(schools) else "Not known on one side"
    said = ("met", "Agrees", "The same") if same else ("info", "Not weighed", known)
    rows.append(
        {"title": "School", "one": schools[0], "other": schools[1]}
        | {"icon": said[0], "verdict": said[1], "words": said[2]}
    )
    return rows


_VERDICTS = {"SAME": ("met", "Agrees"), "DIFFERENT": ("late", "Differs"), "MISSING": ("info", "Not known")}


def _value(record: LinkedRecord, key: str) -> str:
    if key == "home":
        shown = ", ".join(filter(None, (record.address, record.postcode)))
        return "Withheld: a protected address" if record.address_withheld else shown
    if key == "birth":
        if record.born_on:
            return in_words(record.born_on)
        return f"Expected {in_words(record.expected_on)}" if record.expected_on else ""
    if key == "given_name":
        others = f" (also {record.other_names})" if record.other_names else ""
        return f"{record.given_name}{others}"
    if key == "sex":
        return record.get_sex_display() if record.sex != Child.Sex.UNKNOWN else ""
    return str(getattr(record, key))


def why_a_person(link: Link) -> list[str]:
    """Why it is not linked by itself, in sentences."""
    # The engine's module brings its whole library: only this page needs its words.
    from sightline.linkage.proposals import Reason

    said = [Reason[name].value for name in link.reasons if name in Reason.__members__]
    if link.rival == "RELATIVE":
        said.append(
            "What agrees would also agree for a brother, a sister, a twin or a cousin in the same home. Look at the"
            " given names and the numbers."
        )
    if link.is_within_an_agency:
        said.append("Both are records of one agency: to confirm them is to merge two records.")
    return said


@dataclass(frozen=True)
class AlsoRecorded:
    """Another record of the same child: the child where the person may open it, else whose record it is."""

    agency: Agency
    child: Child | None


def also_recorded(child: Child, *, staff: Staff) -> list[AlsoRecorded]:
    """Where else the child is recorded. Of restricted records nothing is told, not even that they are there."""
    if child.person_id is None:
        return []
    with connection.cursor() as cursor:
        cursor.execute("select child_id, agency_id from sightline_also_recorded(%s) order by agency_id, 1", [child.pk])
        rows = cursor.fetchall()
    agencies = Agency.objects.in_bulk({agency for _, agency in rows})
    seen = Child.objects.visible_to(staff).in_bulk([pk for pk, _ in rows])
    return [AlsoRecorded(agencies[agency], seen.get(pk)) for pk, agency in rows]


@dataclass(frozen=True)
class Opening:
    """Somebody opened one of the two records while they stood as one child."""

    at: datetime
    who: Staff | None
    agency: Agency | None


def opened_meanwhile(link: Link) -> list[Opening]:
    """Who opened either record between the confirmation and the undoing; empty but for the data protection lead."""
    with connection.cursor() as cursor:
        cursor.execute("select at, staff_id, agency_id from sightline_opened_meanwhile(%s)", [link.pk])
        rows = cursor.fetchall()
    people = Staff.objects.in_bulk({staff for _, staff, _ in rows if staff})
    agencies = Agency.objects.in_bulk({agency for _, _, agency in rows if agency})
    return [Opening(at, people.get(staff), agencies.get(agency)) for at, staff, agency in rows]
