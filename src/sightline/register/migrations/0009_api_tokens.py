"""Other systems' tokens, and the keys by which a call that is sent twice is done once."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.common.access import ROLES
from sightline.common.row_security import AGENCY, STAFF, only_for, secure

SYSTEMS = "array[{}]::varchar[]".format(
    ", ".join(f"'{code}'" for code, role in sorted(ROLES.items()) if role.for_systems)
)

# Asked before anybody is known: answers for one exact hash, and only while the token may be used.
TOKEN = f"""
create function sightline_token(asked text)
returns table (token_id bigint, staff_id bigint, scopes varchar[], expires_at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select t.id, t.staff_id, t.scopes::varchar[], t.expires_at
    from register_apitoken t join register_staff s on s.id = t.staff_id and s.agency_id = t.agency_id
    where t.token_hash = asked and t.revoked_at is null and t.expires_at > sightline_now()
      and s.is_active and s.roles && {SYSTEMS}
      and coalesce(s.access_begins_at <= sightline_now(), true) and coalesce(s.access_ends_at > sightline_now(), true)
$$
"""

# When a system last called stands in the access trail; an administrator learns that moment of their own alone.
LAST_USED = """
create function sightline_tokens_last_used(asked_agency bigint) returns table (staff_id bigint, at timestamptz)
language sql stable security definer set search_path = public, pg_temp as $$
    select t.staff_id, max(e.at) from register_apitoken t
    join common_accessentry e on e.staff_id = t.staff_id and e.page like 'api:%'
    where t.agency_id = asked_agency and sightline_administers(asked_agency)
    group by t.staff_id
$$
"""

GUARD = f"""
create function sightline_guard_token() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if current_user <> 'sightline_app' then
        return new;
    end if;
    if to_jsonb(new) - array['revoked_at', 'revoked_by_id'] <> to_jsonb(old) - array['revoked_at', 'revoked_by_id']
        or old.revoked_at is not null or new.revoked_at is null or new.revoked_by_id is distinct from {STAFF}
    then
        raise insufficient_privilege using message = 'a token is revoked once, and otherwise stands as it was made';
    end if;
    return new;
end $$
"""
OURS = "sightline_administers(agency_id)"


def _sql(*statements: str) -> migrations.RunSQL:
    return migrations.RunSQL([(statement, None) for statement in statements], migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("register", "0008_history"), ("common", "0009_signing_in")]

    operations = [
        migrations.CreateModel(
            name="ApiToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "prefix",
                    models.CharField(help_text="By which people know the token again", max_length=8, unique=True),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "scopes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("contacts:submit", "Send referrals to the front door"),
                                ("submissions:read", "Follow the agency's own referrals"),
                                ("checks:answer", "Read and answer the checks asked of the agency"),
                                ("figures:read", "Read figures, small numbers suppressed"),
                                ("contacts:read", "Read the front door's worklists"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
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
                    "revoked_by",
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
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="api_token",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="a_token_ends_after_it_is_made",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at__isnull", True), ("revoked_by__isnull", True)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_token_is_revoked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key_hash", models.CharField(max_length=64)),
                ("body_hash", models.CharField(max_length=64)),
                ("answered_with", models.CharField(blank=True, max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("agency", "key_hash"), name="a_key_is_used_once")],
            },
        ),
        _sql(
            TOKEN,
            LAST_USED,
            GUARD,
            "create trigger guard_token before update on register_apitoken"
            " for each row execute function sightline_guard_token()",
            # Whatever else is done to its row: a system never signs in as a person does.
            "alter table register_staff add constraint systems_have_no_password"
            f" check (not (roles && {SYSTEMS}) or password like '!%')",
            "create index calls_of_systems on common_accessentry (staff_id, at) where page like 'api:%'",
        ),
        only_for("sightline_token(text)", "sightline_app"),
        only_for("sightline_tokens_last_used(bigint)", "sightline_app"),
        secure(
            "register_apitoken",
            read=OURS,
            insert=f"{OURS} and made_by_id = {STAFF} and revoked_at is null"
            " and expires_at <= made_at + interval '366 days' and exists (select from register_staff s"
            f" where s.id = staff_id and s.agency_id = register_apitoken.agency_id and s.roles && {SYSTEMS})",
        ),
        secure(
            "register_idempotencykey",
            read=f"agency_id = {AGENCY}",
            write=f"agency_id = {AGENCY} and staff_id = {STAFF}",
        ),
    ]
