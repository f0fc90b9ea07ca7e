"""Another system of an agency is let in by a token, and let out again; what it sends twice is done once."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, connection, transaction

from sightline.common import audit
from sightline.common.access import ROLES, Permission
from sightline.common.access.roles import FiguresSystem, FrontDoorSystem, PartnerSystem, Role, may_hold
from sightline.common.refusals import NotYours, Refused, must_hold
from sightline.common.sealing import keyed_hash
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.actions.staffing.asking import keep_change, line
from sightline.register.models import Agency, ApiToken, IdempotencyKey, Scope, Staff, StaffChange

LONGEST_DAYS = 365
MARK = "sightline"
"""How every token begins, so that one which leaked into a file is found there."""

ROLE_OF: dict[Scope, type[Role]] = {
    Scope.SUBMIT_CONTACTS: PartnerSystem,
    Scope.READ_SUBMISSIONS: PartnerSystem,
    Scope.CHECKS: PartnerSystem,
    Scope.READ_FIGURES: FiguresSystem,
    Scope.READ_CONTACTS: FrontDoorSystem,
}
"""What the system's own account must be for each scope: a scope without its role opens nothing."""


class SentOtherwise(Refused):
    """The key was used before, for something else."""


@dataclass(frozen=True)
class Issued:
    """The token, and what the system shows to be let in: shown once and kept nowhere."""

    token: ApiToken
    secret: str


@dataclass(frozen=True)
class Caller:
    """Which system calls, and for what it may."""

    staff: Staff
    scopes: frozenset[str]
    expires_at: datetime


def scopes_of(agency: Agency) -> dict[str, str]:
    """Code to words of what this agency's systems may be let in for."""
    return {
        scope.value: scope.label
        for scope, role in ROLE_OF.items()
        if may_hold(role.code, agency_kind=agency.kind, holds_front_door=agency.holds_front_door)
    }


@transaction.atomic
def issue_token(*, name: str, scopes: Sequence[str], days: int, by: Staff, at: datetime) -> Issued:
    """Lets another system of the administrator's own agency in, as an account of its own that has no password.

    Raises Incomplete for no scope, Impossible for one that the agency cannot give or for longer than a year.
    """
    must_hold(by, Permission.MANAGE_STAFF)
    wanted = list(dict.fromkeys(scopes))
    if not wanted:
        raise Incomplete("Say what the system may do: without that it can do nothing.")
    if set(wanted) - set(scopes_of(by.agency)):
        raise Impossible(f"Systems of {by.agency.name} cannot be let in for that. Choose from what is shown.")
    if not 1 <= days <= LONGEST_DAYS:
        raise Impossible("A token lasts from one day to a year. Issue a new one when it has run out.")
    prefix = secrets.token_hex(4)
    account = _account(line(name, called="name", field="name", needed=True), prefix, wanted, by=by, at=at)
    secret = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        agency=by.agency,
        staff=account,
        prefix=prefix,
        token_hash=_hashed(secret),
        scopes=wanted,
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    audit.record("issued a system's token", token, by=by, at=at, fields=["expires_at", "scopes"])
    return Issued(token=token, secret=secret)


def _account(name: str, prefix: str, scopes: Sequence[str], *, by: Staff, at: datetime) -> Staff:
    roles = sorted({ROLE_OF[Scope(scope)].code for scope in scopes})
    account = Staff(
        username=f"system.{prefix}",
        name=name,
        job_title="System",
        agency=by.agency,
        roles=roles,
        password=make_password(None),
    )
    account.save(force_insert=True)
    keep_change(
        account,
        StaffChange.What.JOINED,
        verb="let a system in",
        by=by,
        at=at,
        fields=["agency", "name", "roles", "username"],
        after=roles,
    )
    return account


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Staff, at: datetime) -> ApiToken:
    """Ends the token and the system's account, at once. Raises AlreadyRecorded where it is ended already."""
    must_hold(by, Permission.MANAGE_STAFF)
    held = ApiToken.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=token.pk).first()
    if held is None:
        raise NotYours("This is another agency's system. Its own administrator looks after it.")
    if held.revoked_at is not None:
        raise AlreadyRecorded("This token was revoked already.")
    held.revoked_by, held.revoked_at = by, at
    held.save(update_fields=["revoked_by", "revoked_at"])
    audit.record("revoked a system's token", held, by=by, at=at, fields=["revoked_at"])
    account = Staff.objects.select_for_update(of=("self",)).get(pk=held.staff_id)
    before = [code for code in account.roles if code in ROLES]
    account.is_active, account.roles = False, []
    account.save(update_fields=["is_active", "roles"])
    keep_change(
        account,
        StaffChange.What.LEFT,
        verb="ended a system's access",
        by=by,
        at=at,
        fields=["is_active", "roles"],
        before=before,
    )
    return held


def caller(secret: str) -> Caller | None:
    """Whose token this is, while it may be used; nobody's where it is wrong, expired or revoked: which, is not told."""
    with connection.cursor() as cursor:
        cursor.execute("select staff_id, scopes, expires_at from sightline_token(%s)", [_hashed(secret)])
        row = cursor.fetchone()
    if row is None:
        return None
    staff = Staff.objects.select_related("agency", "team").get(pk=row[0])
    return Caller(staff=staff, scopes=frozenset(row[1]), expires_at=row[2])


def last_used(agency_id: int) -> dict[int, datetime]:
    """When each system of the agency last called; told to its administrator alone."""
    with connection.cursor() as cursor:
        cursor.execute("select staff_id, at from sightline_tokens_last_used(%s)", [agency_id])
        return dict(cursor.fetchall())


def do_once(*, key: str, sent: str, do: Callable[[], str], by: Staff, at: datetime) -> str:
    """Runs `do` unless the agency's systems used `key` before; the reference that was answered with then, or now.

    The key is claimed before anything is done: of two calls in the same moment the second waits for the first, and
    then does nothing. A refusal by `do` sets the key free. Raises SentOtherwise where `sent` is not what was sent
    with the key before.
    """
    key_hash = keyed_hash(str(by.agency_id), key, purpose="idempotency key")
    sent_hash = keyed_hash(sent, purpose="sent with an idempotency key")
    kept = _kept(key_hash, by)
    if kept is None:
        try:
            with transaction.atomic():
                kept = IdempotencyKey.objects.create(
                    agency_id=by.agency_id, staff=by, key_hash=key_hash, body_hash=sent_hash, at=at
                )
                kept.answered_with = do()
                kept.save(update_fields=["answered_with"])
        except IntegrityError:
            kept = _kept(key_hash, by)
            if kept is None:
                raise
    if kept.body_hash != sent_hash:
        raise SentOtherwise("This key was used before, with something else. Use a new key for a new referral.")
    return kept.answered_with


def _kept(key_hash: str, by: Staff) -> IdempotencyKey | None:
    return IdempotencyKey.objects.filter(agency_id=by.agency_id, key_hash=key_hash).first()


def _hashed(secret: str) -> str:
    return keyed_hash(secret, purpose="api token")
