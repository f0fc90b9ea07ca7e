"""Pages for everybody about the service itself: privacy, cookies, accessibility.

Who answers for the data is read from the settings and from the agency that holds the front door; what nobody has
told the service yet is said to be missing, not invented.
"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.common import kept_posts
from sightline.common.access import open_to_all
from sightline.register.models import Agency


@dataclass(frozen=True)
class Cookie:
    """One cookie that the service sets: what it is for and how long it stays."""

    name: str
    purpose: str
    stays: str


def cookies_set() -> list[Cookie]:
    """Every cookie that the service can set; a test looks that no page sets another."""
    hours = settings.SESSION_COOKIE_AGE // 3600
    return [
        Cookie(settings.SESSION_COOKIE_NAME, "Keeps you signed in.", f"{hours} hours, or until you sign out"),
        Cookie(
            settings.CSRF_COOKIE_NAME,
            "Makes sure that a form you send came from this service and not from another site.",
            "1 year",
        ),
        Cookie(
            kept_posts.LAST_PERSON,
            "If you are signed out while you write, gives what you wrote back to you and to nobody else.",
            "7 days",
        ),
        Cookie(
            "messages", "Carries a short notice, such as “Contact recorded”, to the next page.", "until it is shown"
        ),
    ]


def about_us() -> dict[str, Any]:
    """Who answers for the data, and the front door's name and telephone number."""
    front_door = Agency.objects.filter(holds_front_door=True).first()
    said = settings.CONTROLLER
    return {
        "controller": said["name"] or (front_door.name if front_door else ""),
        "front_door": front_door,
        "contact": said,
        "can_be_asked": any(said[way] for way in ("address", "email", "telephone")),
        "partners": list(Agency.objects.filter(is_safeguarding_partner=True).order_by("name")),
    }


@open_to_all
def privacy(request: HttpRequest) -> HttpResponse:
    """What is done with information about people, and what they may ask for (UK GDPR, articles 13 and 14)."""
    return render(request, "site/privacy.html", about_us())


@open_to_all
def cookies(request: HttpRequest) -> HttpResponse:
    """Which cookies are set: only those without which the service cannot work."""
    return render(request, "site/cookies.html", {"cookies": cookies_set()})


@open_to_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement (Public Sector Bodies Accessibility Regulations 2018, regulation 8)."""
    return render(request, "site/accessibility.html", about_us())
