"""Joiners, movers, leavers and the quarterly review; legal holds, retention runs and subject access."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.common.row_security import AGENCY, STAFF, only_for, secure, secure_anew

_IN_POST = f"""
    from register_staff s join register_agency a on a.id = s.agency_id
    join register_rolerule r on r.role = any (s.roles) and r.agency_kind = a.kind
    where s.id = {STAFF} and s.agency_id = {AGENCY} and s.is_active
      and coalesce(s.access_begins_at <= sightline_now(), true) and coalesce(s.access_ends_at > sightline_now(), true)
"""

# Whether the acting person looks after the people of an agency: its own administrator, in post.
ADMINISTERS = f"""
create function sightline_administers(asked_agency bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select {_IN_POST} and r.manages_staff and s.agency_id = asked_agency)
$$
"""

# Whether the acting person is the data protection lead: of that agency, or of the one that holds the front door.
OVERSEES = f"""
create function sightline_oversees(asked_agency bigint, own_only boolean) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select {_IN_POST} and r.oversees_staff
          and (s.agency_id = asked_agency or a.holds_front_door and not own_only)
    )
$$
"""

# What the service may change of its own people, whatever its code says. The owner of the tables sets up the first.
GUARD_STAFF = f"""
create function sightline_guard_staff() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    added text[] := new.roles;
    lost boolean := false;
begin
    if current_user <> 'sightline_app' then
        return new;
    end if;
    if tg_op = 'UPDATE' then
        if (new.id, new.username, new.agency_id) is distinct from (old.id, old.username, old.agency_id) then
            raise insufficient_privilege using message = 'nobody becomes another person or moves to another agency';
        end if;
        if new.id = {STAFF} then
            if to_jsonb(new) - array['password', 'telephone'] <> to_jsonb(old) - array['password', 'telephone'] then
                raise insufficient_privilege using message = 'one''s own access is for others to change';
            end if;
            return new;
        end if;
        if old.is_active then
            added := array(select unnest(new.roles) except select unnest(old.roles));
        end if;
        lost := old.is_active and exists (
            select from register_rolerule r where r.role = any (old.roles) and r.manages_staff
        ) and not (new.is_active and exists (
            select from register_rolerule r where r.role = any (new.roles) and r.manages_staff
        ));
    end if;
    if not sightline_administers(new.agency_id) then
        raise insufficient_privilege using message = 'an administrator of the person''s own agency does this';
    end if;
    if exists (
        select from unnest(added) given where not exists (
            select from register_rolerule r join register_agency a on a.kind = r.agency_kind
            where a.id = new.agency_id and r.role = given and not r.four_eyes
              and (a.holds_front_door or not r.only_at_front_door)
        )
    ) then
        raise insufficient_privilege using message = 'the agency cannot give this role, or not one person alone';
    end if;
    if new.password not like '!%' and (tg_op = 'INSERT' or new.password <> old.password) then
        raise insufficient_privilege using message = 'a person sets their own password';
    end if;
    if tg_op = 'UPDATE' and new.password <> old.password and new.is_active and exists (
        select from register_rolerule r where r.role = any (old.roles) and r.four_eyes
    ) then
        raise insufficient_privilege using message = 'not one person alone takes this person''s password away';
    end if;
    if lost then
        perform pg_advisory_xact_lock(hashtext('sightline: administrators'), new.agency_id::int);
        if not exists (
            select from register_staff s join register_rolerule r on r.role = any (s.roles) and r.manages_staff
            where s.agency_id = new.agency_id and s.id <> new.id and s.is_active
        ) then
            raise insufficient_privilege using message = 'an agency keeps an administrator';
        end if;
    end if;
    return new;
end $$
"""

# A request is decided once, by another, and otherwise stands as it was made.
GUARD_REQUEST = """
create function sightline_guard_role_request() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if old.decided_at is not null
        or (new.staff_id, new.agency_id, new.role, new.asked_by_id, new.asked_at)
            is distinct from (old.staff_id, old.agency_id, old.role, old.asked_by_id, old.asked_at)
        or new.decided_by_id is null or new.decided_at is null or new.given is null
    then
        raise insufficient_privilege using message = 'a request for a role is decided once and not rewritten';
    end if;
    return new;
end $$
"""

# The only way to a role that needs two people: a request that one asked and another confirmed.
GIVE_ROLE = """
create function sightline_give_confirmed_role() returns trigger
language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if new.given then
        update register_staff s set roles = s.roles || new.role
        from register_agency a
        where s.id = new.staff_id and s.agency_id = new.agency_id and a.id = s.agency_id and s.is_active
          and not (new.role = any (s.roles)) and exists (
            select from register_rolerule r where r.role = new.role and r.agency_kind = a.kind
              and (a.holds_front_door or not r.only_at_front_door)
          );
        if not found then
            raise insufficient_privilege using message = 'the person left, has the role, or cannot hold it';
        end if;
    end if;
    return null;
end $$
"""

# Asked before anybody is known: answers for one exact code, and only while it may be used.
INVITED = """
create function sightline_invited(asked text) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select i.staff_id from register_invitation i join register_staff s on s.id = i.staff_id
    where i.code_hash = asked and i.used_at is null and i.withdrawn_at is null and i.expires_at > sightline_now()
      and s.is_active and s.password like '!%'
$$
"""
ACCEPT = """
create function sightline_accept_invitation(asked text, hashed text) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    person bigint := sightline_invited(asked);
begin
    if person is null or hashed like '!%' or hashed = '' then
        return null;
    end if;
    update register_invitation set used_at = sightline_now() where code_hash = asked and used_at is null;
    if not found then
        return null;
    end if;
    update register_staff set password = hashed where id = person and is_active and password like '!%';
    return case when found then person end;
end $$
"""

END_SESSIONS = """
create function sightline_end_sessions(person bigint) returns integer
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    ended integer;
begin
    if not exists (select from register_staff s where s.id = person and sightline_administers(s.agency_id)) then
        return null;
    end if;
    delete from django_session where session_key in (
        select session_key from common_signin where staff_id = person and session_key <> ''
    );
    get diagnostics ended = row_count;
    update common_signin set session_key = '', ended_at = sightline_now() where staff_id = person and ended_at is null;
    return ended;
end $$
"""

LAST_SIGN_INS = """
create function sightline_last_sign_ins(asked_agency bigint) returns table (staff_id bigint, at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select i.staff_id, max(i.at) from common_signin i join register_staff s on s.id = i.staff_id
    where s.agency_id = asked_agency and sightline_administers(asked_agency)
    group by i.staff_id
$$
"""

# An administrator opens no child's record: they learn how many restricted records ask for somebody, and no more.
ASKED_ABOUT = """
create function sightline_asked_about(person bigint) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from register_restriction r join register_staff s on s.id = r.ask_id
    where r.ask_id = person and r.lifted_at is null and sightline_administers(s.agency_id)
$$
"""
TAKE_OFF = """
create function sightline_take_off_restrictions(person bigint) returns bigint[]
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    taken bigint[];
begin
    if not exists (select from register_staff s where s.id = person and sightline_administers(s.agency_id)) then
        raise insufficient_privilege using message = 'an administrator of the person''s own agency does this';
    end if;
    with gone as (
        delete from register_restrictionaccess a using register_restriction r
        where r.id = a.restriction_id and a.staff_id = person and r.ask_id <> person
        returning a.restriction_id
    ) select coalesce(array_agg(restriction_id), '{}') into taken from gone;
    return taken;
end $$
"""

# Only the system prepares and carries out; a person releases or drops, once.
GUARD_RUN = f"""
create function sightline_guard_retention_run() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if current_user <> 'sightline_app' then
        return new;
    end if;
    if to_jsonb(new) - array['state', 'released_at', 'released_by_id']
            <> to_jsonb(old) - array['state', 'released_at', 'released_by_id']
        or not (
            old.state = 'PREPARED' and new.state = 'RELEASED' and new.released_by_id = {STAFF}
            or old.state in ('ASKED', 'PREPARED') and new.state = 'DROPPED' and new.released_by_id is null
        )
    then
        raise insufficient_privilege using message = 'a run is released or dropped by a person, and nothing else';
    end if;
    return new;
end $$
"""
GUARD_PACKAGE = f"""
create function sightline_guard_package() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if current_user <> 'sightline_app' then
        return new;
    end if;
    if to_jsonb(new) - array['state', 'released_at', 'released_by_id', 'package_hash']
            <> to_jsonb(old) - array['state', 'released_at', 'released_by_id', 'package_hash']
        or old.state <> 'PREPARED' or new.state <> 'RELEASED' or new.released_by_id <> {STAFF}
        or exists (select from register_subjectaccessitem i where i.request_id = new.id and i.verdict = '')
    then
        raise insufficient_privilege using message = 'a package is released once, when every record is judged';
    end if;
    return new;
end $$
"""
GUARD_ITEM = f"""
create function sightline_guard_package_item() returns trigger
language plpgsql set search_path = public, pg_temp as $$
declare
    judged text[] := array['verdict', 'reason', 'serious_harm', 'redacted', 'judged_at', 'judged_by_id'];
begin
    if current_user <> 'sightline_app' then
        return new;
    end if;
    if to_jsonb(new) - judged <> to_jsonb(old) - judged or new.judged_by_id is distinct from {STAFF}
        or not exists (select from register_subjectaccessrequest r where r.id = new.request_id and r.state = 'PREPARED')
    then
        raise insufficient_privilege using message = 'a record of a package is judged, not rewritten, until release';
    end if;
    return new;
end $$
"""


def _sql(*statements: str) -> migrations.RunSQL:
    return migrations.RunSQL([(statement, None) for statement in statements], migrations.RunSQL.noop)


def _trigger(name: str, when: str, table: str, function: str) -> str:
    return f"create trigger {name} {when} on {table} for each row execute function {function}()"


OURS, WATCHED = "sightline_administers(agency_id)", "sightline_oversees(agency_id, false)"
LEADS = "sightline_oversees(agency_id, true)"
HELD_HERE = "exists (select from register_child c where c.id = child_id)"


class Migration(migrations.Migration):
    dependencies = [("register", "0005_sharing"), ("common", "0009_signing_in")]

    operations = [
        migrations.CreateModel(
            name="RetentionRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "Being prepared"),
                            ("PREPARED", "Waits to be released"),
                            ("RELEASED", "Released; being carried out"),
                            ("DONE", "Done"),
                            ("DROPPED", "Dropped; nothing was removed"),
                        ],
                        default="ASKED",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("prepared_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "certificate_hash",
                    models.CharField(blank=True, help_text="SHA-256 of the certificate's facts", max_length=64),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RetentionLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=40)),
                ("rule_version", models.CharField(max_length=60)),
                ("over_on", models.DateField(help_text="The last day for which the rule kept the record")),
                ("records", models.PositiveIntegerField(default=0, help_text="Records that were cleared")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("REMOVED", "Removed"),
                            ("HELD", "Kept: a legal hold"),
                            ("NO_LONGER_DUE", "Kept: its time is no longer over"),
                        ],
                        max_length=13,
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="retention_lines", to="register.child"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="register.retentionrun"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=40)),
                ("asked_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("given", models.BooleanField(null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="role_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RoleRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=40)),
                ("agency_kind", models.CharField(max_length=3)),
                ("only_at_front_door", models.BooleanField()),
                ("four_eyes", models.BooleanField()),
                ("manages_staff", models.BooleanField()),
                ("oversees_staff", models.BooleanField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("role", "agency_kind"), name="one_rule_for_a_role_and_kind")
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("JOINED", "Joined"),
                            ("CHANGED", "Changed"),
                            ("LEFT", "Left"),
                            ("CAME_BACK", "Came back"),
                            ("INVITED", "Given a new set-up code"),
                            ("SET_UP", "Set their own password"),
                            ("ROLE_GIVEN", "Given a role that two people agree to"),
                            ("ROLE_REFUSED", "Refused a role that two people must agree to"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), default=list, size=None
                    ),
                ),
                (
                    "roles_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "roles_after",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("quarter", models.CharField(help_text="Such as 2023-24 Q1", max_length=12)),
                ("began_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("rule", models.CharField(max_length=40)),
                ("rule_version", models.CharField(max_length=60)),
                ("basis", models.CharField(max_length=400)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="StaffConfirmation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="register.staffreview",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubjectAccessRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("asked_for_by", models.CharField(help_text="The person, or whoever acts for them", max_length=120)),
                ("identity_checked", models.CharField(help_text="How we know that it is they", max_length=200)),
                ("received_at", models.DateTimeField()),
                ("due_at", models.DateTimeField()),
                ("rule", models.CharField(max_length=40)),
                ("rule_version", models.CharField(max_length=60)),
                ("basis", models.CharField(max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASKED", "Being prepared"),
                            ("PREPARED", "Waits for every record to be judged"),
                            ("RELEASED", "Released"),
                        ],
                        default="ASKED",
                        max_length=8,
                    ),
                ),
                ("prepared_at", models.DateTimeField(blank=True, null=True)),
                ("released_at", models.DateTimeField(blank=True, null=True)),
                ("package_hash", models.CharField(blank=True, max_length=64)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="subject_access_requests",
                        to="register.child",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SubjectAccessItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_type", models.CharField(max_length=80)),
                ("record_id", models.BigIntegerField()),
                ("values", models.JSONField(help_text="Field to value, in words")),
                ("redacted", models.JSONField(blank=True, default=list, help_text="Fields left out")),
                ("about_others", models.BooleanField(help_text="Other people stand in it")),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("RELEASE", "Release as it stands"),
                            ("REDACT", "Release without the passages about others"),
                            ("WITHHOLD", "Withhold"),
                        ],
                        max_length=8,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                (
                    "serious_harm",
                    models.BooleanField(help_text="Would release be likely to cause serious harm?", null=True),
                ),
                ("judged_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "judged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="register.subjectaccessrequest",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="an_invitation_ends_after_it_is_made",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LegalHold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=400)),
                ("placed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=400)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="legal_holds", to="register.child"
                    ),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("ended_at__gte", models.F("placed_at")), _connector="OR"
                        ),
                        name="a_hold_ends_after_it_is_placed",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="retentionrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["ASKED", "PREPARED", "DROPPED"]),
                    models.Q(("released_at__isnull", False), ("released_by__isnull", False)),
                    _connector="OR",
                ),
                name="nothing_goes_unless_a_person_released_it",
            ),
        ),
        migrations.AddIndex(
            model_name="retentionline",
            index=models.Index(fields=["child", "outcome"], name="what_retention_did_to_a_child"),
        ),
        migrations.AddConstraint(
            model_name="retentionline",
            constraint=models.UniqueConstraint(fields=("run", "child"), name="a_child_once_on_a_run"),
        ),
        migrations.AddConstraint(
            model_name="rolerequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at__isnull", True)),
                fields=("staff", "role"),
                name="one_open_request_for_a_role",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolerequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_by", models.F("staff")), _negated=True),
                    models.Q(
                        ("decided_by__isnull", True),
                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("decided_by__isnull", True),
                        models.Q(("decided_by", models.F("staff")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="three_people_meet_over_a_role",
            ),
        ),
        migrations.AddIndex(
            model_name="staffchange",
            index=models.Index(fields=["staff", "-at"], name="changes_of_a_colleague"),
        ),
        migrations.AddConstraint(
            model_name="staffreview",
            constraint=models.UniqueConstraint(fields=("agency", "quarter"), name="one_staff_review_a_quarter"),
        ),
        migrations.AddConstraint(
            model_name="staffconfirmation",
            constraint=models.UniqueConstraint(fields=("review", "staff"), name="confirmed_once_in_a_review"),
        ),
        migrations.AddConstraint(
            model_name="staffconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("staff", models.F("by")), _negated=True), name="nobody_confirms_themselves"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectaccessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_by__isnull", True),
                    models.Q(("released_by", models.F("recorded_by")), _negated=True),
                    _connector="OR",
                ),
                name="a_package_is_released_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectaccessrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "RELEASED"), _negated=True), ("released_by__isnull", False), _connector="OR"
                ),
                name="a_package_never_goes_by_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectaccessitem",
            constraint=models.UniqueConstraint(
                fields=("request", "record_type", "record_id"), name="a_record_once_in_a_package"
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectaccessitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict__in", ["", "RELEASE"]), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="what_is_not_released_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="subjectaccessitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("serious_harm", True), _negated=True),
                    ("verdict__in", ["", "WITHHOLD", "REDACT"]),
                    _connector="OR",
                ),
                name="what_would_harm_is_not_released_whole",
            ),
        ),
        _sql(ADMINISTERS, OVERSEES, GUARD_STAFF, GUARD_REQUEST, GIVE_ROLE, INVITED, ACCEPT, END_SESSIONS),
        _sql(LAST_SIGN_INS, ASKED_ABOUT, TAKE_OFF, GUARD_RUN, GUARD_PACKAGE, GUARD_ITEM),
        *[
            only_for(function, "sightline_app")
            for function in (
                "sightline_administers(bigint)",
                "sightline_oversees(bigint, boolean)",
                "sightline_give_confirmed_role()",
                "sightline_invited(text)",
                "sightline_accept_invitation(text, text)",
                "sightline_end_sessions(bigint)",
                "sightline_last_sign_ins(bigint)",
                "sightline_asked_about(bigint)",
                "sightline_take_off_restrictions(bigint)",
            )
        ],
        secure("register_rolerule", read=f"{STAFF} is not null", may=("select",)),
        # A person changes of their own row what the guard lets them; an administrator the rows of their own agency.
        secure_anew(
            "register_staff",
            read="true",
            write=f"id = {STAFF} or {OURS}",
            insert=OURS,
        ),
        _sql(_trigger("guard_staff", "before insert or update", "register_staff", "sightline_guard_staff")),
        secure("register_invitation", read=OURS, insert=f"{OURS} and made_by_id = {STAFF}"),
        secure(
            "register_rolerequest",
            read=f"{OURS} or {WATCHED}",
            write=f"({OURS} or {WATCHED}) and asked_by_id <> {STAFF} and staff_id <> {STAFF}"
            f" and coalesce(decided_by_id, {STAFF}) = {STAFF}",
            insert=f"{OURS} and asked_by_id = {STAFF} and decided_at is null and decided_by_id is null"
            " and given is null and exists (select from register_staff s where s.id = staff_id"
            " and s.agency_id = register_rolerequest.agency_id)",
        ),
        _sql(
            _trigger("guard_role_request", "before update", "register_rolerequest", "sightline_guard_role_request"),
            _trigger("give_confirmed_role", "after update", "register_rolerequest", "sightline_give_confirmed_role"),
        ),
        secure(
            "register_staffchange",
            read=f"{OURS} or {WATCHED} or by_id = {STAFF}",
            insert=f"by_id = {STAFF} and ({OURS} or {WATCHED} or staff_id = {STAFF})",
            may=("select", "insert"),
        ),
        secure("register_staffreview", read=f"{OURS} or {WATCHED}", insert=OURS, may=("select", "insert")),
        secure(
            "register_staffconfirmation",
            read=f"{OURS} or {WATCHED}",
            insert=f"{OURS} and by_id = {STAFF} and staff_id <> {STAFF}",
            may=("select", "insert"),
        ),
        secure("register_legalhold", read=LEADS, write=f"{LEADS} and {HELD_HERE}"),
        secure(
            "register_retentionrun",
            read=LEADS,
            insert=f"{LEADS} and asked_by_id = {STAFF} and state = 'ASKED'",
        ),
        _sql(_trigger("guard_run", "before update", "register_retentionrun", "sightline_guard_retention_run")),
        # What the service may not rewrite, retention clears when its time is over.
        _sql(
            "create or replace trigger never_longer before update on register_emergencyaccess for each row"
            " when (current_user = 'sightline_app') execute function sightline_never_longer()"
        ),
        secure("register_retentionline", read=LEADS, may=("select",)),
        secure(
            "register_subjectaccessrequest",
            read=f"{LEADS} and {HELD_HERE}",
            insert=f"{LEADS} and {HELD_HERE} and recorded_by_id = {STAFF} and state = 'ASKED'",
        ),
        _sql(_trigger("guard_package", "before update", "register_subjectaccessrequest", "sightline_guard_package")),
        secure(
            "register_subjectaccessitem",
            read=f"{LEADS} and exists (select from register_subjectaccessrequest r where r.id = request_id)",
            may=("select", "update"),
        ),
        _sql(_trigger("guard_item", "before update", "register_subjectaccessitem", "sightline_guard_package_item")),
    ]
