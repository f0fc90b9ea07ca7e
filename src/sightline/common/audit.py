"""The record of what was done, what was read and what was refused."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest

from sightline.common.models import AccessEntry, AuditEntry

EVIDENCE = "evidence"


def record(
    verb: str,
    about: models.Model,
    *,
    by: Any,
    at: datetime,
    fields: Iterable[str] = (),
    purpose: str = "",
    using: str = "default",
) -> AuditEntry:
    """Keeps that `by` did `verb` to `about` at `at`. Must run inside the transaction of the change.

    `by` is a member of staff, or None where the public or the system itself acted. `using` is the connection
    that the change is made on.
    """
    entry = described(verb, about, by=by, at=at, fields=fields, purpose=purpose, using=using)
    entry.save(force_insert=True, using=using)
    return entry


def record_many(entries: Iterable[AuditEntry]) -> None:
    """Keeps many entries at once, for the verbs that act on many records."""
    AuditEntry.objects.bulk_create(entries, batch_size=2000)


def described(
    verb: str,
    about: models.Model,
    *,
    by: Any,
    at: datetime,
    fields: Iterable[str] = (),
    purpose: str = "",
    using: str = "default",
) -> AuditEntry:
    """The entry itself, not yet kept."""
    if not transaction.get_connection(using).in_atomic_block:
        raise RuntimeError(f"{verb}: an audited change must stand in a transaction, so that both or neither are kept.")
    return AuditEntry(
        at=at,
        staff_id=by.pk if by else None,
        agency_id=by.agency_id if by else None,
        verb=verb,
        record_type=about._meta.label,
        record_id=about.pk,
        fields=sorted(fields),
        purpose=purpose,
    )


def opened(request: HttpRequest, about: models.Model) -> None:
    """Keeps that a person opened a record."""
    _access(request, AccessEntry.Kind.OPENED, record_type=about._meta.label, record_id=about.pk)


def searched(request: HttpRequest) -> None:
    """Keeps that a person searched; never for what, since that is a name."""
    _access(request, AccessEntry.Kind.SEARCHED)


def listed(request: HttpRequest) -> None:
    """Keeps that a person was shown a list."""
    _access(request, AccessEntry.Kind.LISTED)


def exported(request: HttpRequest) -> None:
    """Keeps that a person took a list away as a file."""
    _access(request, AccessEntry.Kind.EXPORTED)


def held(request: HttpRequest, *, record_type: str, record_id: int) -> None:
    """Keeps that a person was told that a restricted record is held, and whom to ring."""
    _access(request, AccessEntry.Kind.HELD, record_type=record_type, record_id=record_id)


def refused(request: HttpRequest, *, wanted: str, record_type: str = "", record_id: int | None = None) -> None:
    """Keeps that a person was refused."""
    _access(request, AccessEntry.Kind.REFUSED, wanted=wanted[:200], record_type=record_type, record_id=record_id)


def signed_in(request: HttpRequest, *, how: str) -> None:
    """Keeps that the person whom the request now names has signed in, and how."""
    _access(request, AccessEntry.Kind.SIGNED_IN, wanted=how)


def sign_in_failed(request: HttpRequest, *, about: models.Model | None, why: str) -> None:
    """Keeps that somebody was not let in. `about` is whose name it was, if anybody's; what was typed is never kept."""
    known = {"record_type": about._meta.label, "record_id": about.pk} if about is not None else {}
    _access(request, AccessEntry.Kind.SIGN_IN_FAILED, wanted=why[:200], **known)


def signed_out(request: HttpRequest, *, why: str) -> None:
    """Keeps that the person's session ends, and why: they asked, or a time-out. Called before it does."""
    _access(request, AccessEntry.Kind.SIGNED_OUT, wanted=why)


def _access(request: HttpRequest, kind: AccessEntry.Kind, **about: Any) -> None:
    staff = request.user if request.user.is_authenticated else None
    route = request.resolver_match
    AccessEntry.objects.using(EVIDENCE).create(
        at=request.now,  # type: ignore[attr-defined]
        staff_id=staff.pk if staff else None,
        agency_id=staff.agency_id if staff else None,
        kind=kind,
        page=route.view_name if route else "",
        **about,
    )
