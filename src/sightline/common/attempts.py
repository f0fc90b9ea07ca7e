"""How often something may be tried, counted in the database so that every web worker knows.

A try is counted before it is judged, on a connection of its own: neither a rollback nor a hundred requests in the
same moment get past the limit. What is kept is a keyed hash and a moment, and goes when its time is over.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

from sightline.common.audit import EVIDENCE
from sightline.common.models import Attempt
from sightline.common.sealing import keyed_hash

LONGEST = timedelta(hours=1)
"""Nothing is remembered longer than this."""


@dataclass(frozen=True)
class Limit:
    """`free` tries, then a wait that begins with `first_wait` and doubles with every further try, up to `longest`."""

    free: int
    first_wait: timedelta
    longest: timedelta = timedelta(minutes=15)
    within: timedelta = LONGEST

    def wait_after(self, tries: int) -> timedelta:
        """How long after the last of so many tries the next may come."""
        if tries < self.free:
            return timedelta()
        return min(self.first_wait * 2 ** min(tries - self.free, 20), self.longest)


@dataclass(frozen=True)
class Counted:
    """Something that is counted: under which limit, and the parts of its key (an address, a name as typed)."""

    limit: Limit
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        return keyed_hash(*self.parts, purpose="attempts")


def wait(counted: Sequence[Counted], *, at: datetime) -> timedelta:
    """Counts one try under each of `counted`; how long to wait where one of them does not allow it yet, else nought.

    A try that came too early is not counted, so that waiting as told always helps.
    """
    attempts = Attempt.objects.using(EVIDENCE)
    attempts.filter(at__lt=at - LONGEST).delete()
    tried = [attempts.create(key=each.key, at=at) for each in counted]
    longest = max((_left(each, own, at) for each, own in zip(counted, tried, strict=True)), default=timedelta())
    if longest:
        attempts.filter(pk__in=[own.pk for own in tried]).delete()
    return longest


def _left(counted: Counted, own: Attempt, at: datetime) -> timedelta:
    """How long to wait because of the other tries. Each stands in the database before it looks at the others, so of
    many in the same moment at most as many pass as one after the other would."""
    others = Attempt.objects.using(EVIDENCE).filter(key=counted.key, at__gt=at - counted.limit.within)
    moments = list(others.exclude(pk=own.pk).order_by("-at").values_list("at", flat=True)[:200])
    if not moments:
        return timedelta()
    return max(moments[0] + counted.limit.wait_after(len(moments)) - at, timedelta())


def forget(*counted: Counted) -> None:
    """It went well: earlier tries under these keys count no longer."""
    Attempt.objects.using(EVIDENCE).filter(key__in=[each.key for each in counted]).delete()


def take_back(counted: Counted) -> None:
    """The last try under this key went well and counts no longer; those before it do."""
    mine = Attempt.objects.using(EVIDENCE).filter(key=counted.key).order_by("-pk").values("pk")[:1]
    Attempt.objects.using(EVIDENCE).filter(pk__in=mine).delete()


def happened(counted: Counted, *, at: datetime) -> int:
    """How many tries stand under this key within its time."""
    tries = Attempt.objects.using(EVIDENCE).filter(key=counted.key, at__gt=at - counted.limit.within)
    return tries.count()


def count_one(counted: Counted, *, at: datetime) -> None:
    """Counts one try that is judged elsewhere."""
    Attempt.objects.using(EVIDENCE).create(key=counted.key, at=at)


def first_use(*parts: str, at: datetime) -> bool:
    """Whether what these parts name (a code for one use) is used for the first time within the hour."""
    used = Counted(Limit(free=1, first_wait=LONGEST, longest=LONGEST), ("used", *parts))
    return not wait([used], at=at)


def address_of(request: HttpRequest) -> str:
    """Where the request came from; behind our own web server, the address which that server saw.

    Of an IPv6 address only the network (64 bits): one machine has all the others of it.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.SERVED_OVER_TLS:
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2].strip() or seen
    try:
        address = ip_address(str(seen))
    except ValueError:
        return str(seen)
    return str(ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def in_words(left: timedelta) -> str:
    """ "1 minute", "12 minutes", "20 seconds": rounded up, as a page tells a person how long to wait."""
    seconds = max(int(-(-left.total_seconds() // 1)), 1)
    number, unit = (seconds, "second") if seconds < 60 else (-(-seconds // 60), "minute")
    return f"{number} {unit}" + ("" if number == 1 else "s")
