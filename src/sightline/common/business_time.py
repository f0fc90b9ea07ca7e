"""What time it is for the partnership. A demonstration has its own today; a working service has the real one."""

from datetime import datetime

from django.db import models
from django.utils import timezone

from sightline.common.models import BusinessClock


def now() -> datetime:
    """The present moment in business time (aware, UTC). Called by views' middleware, commands and loaders only."""
    real = timezone.now()
    clock = BusinessClock.objects.order_by("-pk").first()
    return clock.business_at + (real - clock.real_at) if clock else real


def is_real() -> bool:
    """Whether the partnership runs on real time."""
    return not BusinessClock.objects.exists()


def set_to(business_at: datetime, *, using: str = "owner") -> None:
    """Starts the partnership's own clock at `business_at`; it runs on from there. Only the owner may."""
    BusinessClock.objects.using(using).all().delete()
    BusinessClock.objects.using(using).create(business_at=business_at, real_at=timezone.now())


class Now(models.Func):
    """The present moment in business time, as the database knows it: for questions such as "is it still open?"."""

    template = "sightline_now()"
    output_field = models.DateTimeField()

    def __init__(self) -> None:
        super().__init__()
