"""What a colleague who leaves has in hand: areas say it here, as numbers, since an administrator opens no record."""

from collections.abc import Callable
from dataclasses import dataclass

from sightline.common.providers import Providers
from sightline.register.models import Staff


@dataclass(frozen=True)
class OpenWork:
    """One kind of work: how much of it, and how another colleague is given it (None: it is taken over one by one)."""

    title: str
    count: int
    hand_over: Callable[[Staff], int] | None = None
    note: str = ""


open_work: Providers[OpenWork] = Providers()
