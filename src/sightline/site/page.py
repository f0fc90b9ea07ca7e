"""What stands around every page: who is signed in, where they may go, and whether this is a demonstration."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from sightline.common import business_time
from sightline.common.access import Permission as May
from sightline.timescales.zone import in_london

PLACES: list[tuple[str, str, frozenset[May]]] = [
    ("What needs me", "home", frozenset()),
    ("Front door", "front_door:worklist", frozenset({May.VIEW_CONTACTS})),
    ("Find a child", "register:search", frozenset({May.SEARCH_CHILDREN})),
    ("Possible same child", "register:links", frozenset({May.LINK_RECORDS})),
    ("Hand-over", "front_door:hand_over", frozenset({May.HAND_OVER})),
    ("Subject access", "records:requests", frozenset({May.RELEASE_TO_SUBJECTS})),
    ("Refused and opened", "refused_or_emergency", frozenset({May.SEE_ACCESS_TRAIL})),
    ("Retention", "records:retention", frozenset({May.RUN_RETENTION})),
    ("People", "staff:people", frozenset({May.MANAGE_STAFF})),
    ("Cover", "register:cover", frozenset({May.ARRANGE_COVER})),
    ("Restricted records", "register:restrictions", frozenset({May.RESTRICT_RECORDS})),
    ("Inspections", "register:inspections", frozenset({May.ADMIT_INSPECTORS})),
    ("My referrals", "front_door:submissions", frozenset({May.SUBMIT_REFERRALS})),
    ("Screening tools", "instruments:tools", frozenset({May.COMPLETE_SCREENING_TOOLS})),
    ("Children shared with us", "sharing:shared_with_us", frozenset({May.ANSWER_CHECKS})),
    ("Checks asked of us", "front_door:checks_asked_of_us", frozenset({May.ANSWER_CHECKS})),
    ("Sharing ledger", "sharing:ledger", frozenset({May.SEE_LEDGER})),
    ("Agreements", "sharing:agreements", frozenset({May.KEEP_AGREEMENTS})),
    ("Extracts", "exchange:absent_rows", frozenset({May.DECIDE_CONTACTS})),
    ("Figures", "report:figures", frozenset({May.SEE_FIGURES})),
    ("Yearly report", "report:report", frozenset({May.SEE_FIGURES})),
    ("The service", "service", frozenset({May.RUN_SERVICE})),
]

ABOUT_THE_SERVICE = (("Privacy", "privacy"), ("Cookies", "cookies"), ("Accessibility", "accessibility"))
"""Pages for everybody, under every page."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """The navigation, the person signed in and the demonstration's banner, for the base page."""
    about: dict[str, Any] = {"now": getattr(request, "now", None), "demonstration_banner": _banner(request)}
    about["footer_links"] = [{"label": label, "url": reverse(name)} for label, name in ABOUT_THE_SERVICE]
    staff = getattr(request, "user", None)
    if staff is None or not staff.is_authenticated:
        return about
    about["footer_links"].insert(0, {"label": "What each role may see and do", "url": reverse("roles")})
    return about | {
        "navigation": list(_navigation(request)),
        "search_url": reverse("register:search") if May.SEARCH_CHILDREN in staff.permissions else "",
        "signed_in": {"name": staff.name, "agency": staff.agency.name, "sign_out_url": reverse("sign_out")}
        | {"account_url": reverse("account")},
    }


def _navigation(request: HttpRequest) -> list[dict[str, Any]]:
    permissions = request.user.permissions  # type: ignore[union-attr]
    found: list[dict[str, Any]] = []
    for label, name, wanted in PLACES:
        if wanted and not wanted & permissions:
            continue
        try:
            url = reverse(name)
        except NoReverseMatch:  # an area that this partnership does not use
            continue
        found.append({"label": label, "url": url, "current": False, "count": None})
    around = [place for place in found if place["url"] != "/" and request.path.startswith(place["url"])]
    around += [place for place in found if place["url"] == request.path]
    if around:
        # The place whose address says most: the hand-over lies within the front door.
        max(around, key=lambda place: len(place["url"]))["current"] = True
    return found


def _banner(request: HttpRequest) -> str:
    if not hasattr(request, "now") or business_time.is_real():
        return ""
    shown = in_london(request.now)
    return f"Demonstration: invented people. Its clock shows {shown:%A} {shown.day} {shown:%B %Y, %H:%M}."
