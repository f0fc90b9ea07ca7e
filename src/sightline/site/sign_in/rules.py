"""Who must have a second step, and how long a session lasts."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from sightline.common import business_time
from sightline.common.access import ROLES
from sightline.register.models import Agency, Staff

EVERYBODY, NOBODY = "everybody", "nobody"
AWAY_AT_WORK, AWAY_IN_A_DEMONSTRATION = timedelta(minutes=30), timedelta(hours=8)


def must_have_second_step(staff: Staff) -> bool:
    """Whether a password alone is not enough for this person. The demonstration, unless told, asks nobody."""
    said = _said()
    if EVERYBODY in said:
        return True
    return bool(said & {*staff.roles, staff.agency.kind})


def _said() -> frozenset[str]:
    """The words of SIGHTLINE_SECOND_STEP: everybody, nobody, or roles and kinds of agencies."""
    said = frozenset(word for word in settings.SECOND_STEP.replace(",", " ").split() if word)
    if not said:
        return frozenset({EVERYBODY if business_time.is_real() else NOBODY})
    if unknown := said - {EVERYBODY, NOBODY, *ROLES, *Agency.Kind.values}:
        raise ImproperlyConfigured(
            f"SIGHTLINE_SECOND_STEP says {', '.join(sorted(unknown))}. Say everybody, nobody, or a list of roles"
            f" ({', '.join(ROLES)}) and kinds of agencies ({', '.join(Agency.Kind.values)})."
        )
    return said


def away_for() -> timedelta:
    """How long a person may do nothing before they are signed out."""
    if settings.IDLE_MINUTES:
        return timedelta(minutes=int(settings.IDLE_MINUTES))
    return AWAY_AT_WORK if business_time.is_real() else AWAY_IN_A_DEMONSTRATION
