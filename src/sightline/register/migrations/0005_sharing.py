"""Agreements, grants and the ledger; emergencies and inspections; and who sees the register, by the access matrix."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.common.row_security import AGENCY, OWN_AGENCY, STAFF, only_for, secure, secure_anew, within

DATA_PROTECTION, INSPECTOR = "DATA_PROTECTION_LEAD", "INSPECTOR"

# All whose records of a kind the acting person may read or edit: their own agency, as far as the access matrix
# lets their roles reach; and, to read, an agency that they inspect just now.
AGENCIES_OPEN = f"""
create function sightline_agencies(asked_record text, asked_level text, asked_reach text) returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    with actor as (
        select s.id, s.agency_id, s.roles, a.kind, a.holds_front_door
        from register_staff s join register_agency a on a.id = s.agency_id
        where s.id = {STAFF} and s.is_active
          and coalesce(s.access_begins_at <= sightline_now(), true)
          and coalesce(s.access_ends_at > sightline_now(), true)
    ), held as (
        select distinct r.reach from actor
        join common_accessright r on r.role = any (actor.roles) and r.agency_kind = actor.kind
        where r.record = asked_record and (r.level = 'EDIT' or r.level = asked_level)
    )
    select coalesce(array_agg(found.id), '{{}}') from (
        -- "What the agency sent" would, at the agency that keeps the front door, be what everybody there sent: the
        -- LADO and other departments work there too. Row policies give them what they sent themselves.
        select agency_id as id from actor
        where agency_id = {AGENCY} and asked_reach in (select reach from held)
          and not (asked_reach in ('OWN', 'OWN_OUTCOME') and holds_front_door)
        union
        select {AGENCY} where current_setting('app.delivering', true) = '1' and asked_reach = 'ALL'
        union
        select i.agency_id from actor join register_inspection i on i.inspector_id = actor.id
        where asked_level = 'READ' and asked_reach = 'ALL' and 'INSPECTED' in (select reach from held)
          and i.ended_at is null and i.from_at <= sightline_now() and i.to_at > sightline_now()
    ) found
$$
"""

# Restricted records are closed to everybody but those named and, for hours, whoever opened one in an emergency.
HIDDEN_CHILDREN = f"""
create or replace function sightline_hidden_children() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(r.child_id), '{{}}') from register_restriction r
    where r.lifted_at is null
      and not exists (
        select from register_restrictionaccess a where a.restriction_id = r.id and a.staff_id = {STAFF}
      )
      and not exists (
        select from register_emergencyaccess e
        where e.restriction_id = r.id and e.staff_id = {STAFF} and e.closes_at > sightline_now()
      )
$$
"""

# Who answers for a restricted record: whoever is named on it, and the data protection lead of its agency. Nobody who
# is connected with the record is among them, so that they learn neither who is connected nor who looked.
ANSWERS_FOR = f"""
create function sightline_answers_for(asked_restriction bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from register_restriction r join register_staff s on s.id = {STAFF} and s.is_active
        where r.id = asked_restriction and r.agency_id = {AGENCY} and s.agency_id = r.agency_id
          and (
            '{DATA_PROTECTION}' = any (s.roles)
            or exists (select from register_restrictionaccess a where a.restriction_id = r.id and a.staff_id = s.id)
          )
          and not exists (
            select from register_restrictionconnection c where c.restriction_id = r.id and c.staff_id = s.id
          )
    )
$$
"""

# Whether somebody is connected with a restricted record: asked by the verbs, which may not read the list itself.
IS_CONNECTED = f"""
create function sightline_is_connected(asked_restriction bigint, asked_staff bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from register_restrictionconnection c
        where c.restriction_id = asked_restriction and c.staff_id = asked_staff and c.agency_id = {AGENCY}
    )
$$
"""

# Which restricted record may be opened in an emergency by the acting person, whatever the verb believed: one of their
# own agency that is neither an adoption nor a matter of the police, and with which they are not connected.
OPENS_IN_EMERGENCY = f"""
create function sightline_opens_in_emergency(asked_restriction bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from register_restriction r join register_staff s on s.id = {STAFF} and s.is_active
        where r.id = asked_restriction and r.agency_id = {AGENCY} and s.agency_id = r.agency_id
          and r.lifted_at is null and r.reason not in ('ADOPTION', 'POLICE_SENSITIVE')
          and s.roles && array['FRONT_DOOR_OFFICER', 'FRONT_DOOR_MANAGER', 'OUT_OF_HOURS_WORKER']::varchar[]
          and not exists (
            select from register_restrictionconnection c where c.restriction_id = r.id and c.staff_id = s.id
          )
    )
$$
"""

# Afterwards an opening only becomes shorter, and stays whose it was.
NEVER_LONGER = [
    """
create function sightline_never_longer() returns trigger
language plpgsql set search_path = public, pg_temp as $$
begin
    if (old.restriction_id, old.staff_id, old.agency_id, old.opened_at, old.reason)
       is distinct from (new.restriction_id, new.staff_id, new.agency_id, new.opened_at, new.reason)
       or new.closes_at > old.closes_at then
        raise exception 'an opening in an emergency can only be ended' using errcode = 'check_violation';
    end if;
    return new;
end
$$
""",
    "create trigger never_longer before update on register_emergencyaccess"
    " for each row execute function sightline_never_longer()",
]

# Access is lent to an inspector for exactly as long as an inspection lasts. The service may not write the rows of its
# staff; this writes what the inspections say, and nothing else.
LEND_ACCESS = f"""
create function sightline_lend_access(asked_inspection bigint) returns void
language sql volatile security definer set search_path = public, pg_temp as $$
    with due as (
        select i.inspector_id from register_inspection i where i.id = asked_inspection and i.agency_id = {AGENCY}
    ), lent as (
        -- While an inspection is open or to come, those; afterwards the last of them.
        select i.inspector_id, min(i.from_at) as begins, max(least(i.to_at, i.ended_at)) as ends
        from register_inspection i join due using (inspector_id)
        group by i.inspector_id, i.ended_at is null and i.to_at > sightline_now()
        order by i.ended_at is null and i.to_at > sightline_now() desc limit 1
    )
    update register_staff s set access_begins_at = lent.begins, access_ends_at = lent.ends
    from lent where s.id = lent.inspector_id and s.roles = array['{INSPECTOR}']::varchar[]
$$
"""

# With a restricted child go the grown-ups, homes and addresses that are recorded for nobody else.
HIDDEN_ADULTS = """
create or replace function sightline_hidden_adults() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(distinct r.adult_id), '{}') from register_relationship r
    where r.adult_id is not null and r.child_id = any (sightline_hidden_children())
      and not exists (
        select from register_relationship o
        where o.adult_id = r.adult_id and not (o.child_id = any (sightline_hidden_children()))
      )
$$
"""

HIDDEN_HOUSEHOLDS = """
create or replace function sightline_hidden_households() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(distinct m.household_id), '{}') from register_householdmember m
    where m.child_id = any (sightline_hidden_children())
      and not exists (
        select from register_householdmember o
        where o.household_id = m.household_id and not (o.child_id = any (sightline_hidden_children()))
      )
$$
"""

HIDDEN_ADDRESSES = """
create or replace function sightline_hidden_addresses() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(distinct h.address_id), '{}') from register_household h
    where h.id = any (sightline_hidden_households())
      and not exists (
        select from register_household o
        where o.address_id = h.address_id and not (o.id = any (sightline_hidden_households()))
      )
$$
"""

# The narrow window on a child that was granted: a few columns, no restricted child, no protected address.
SHARED_CHILD = f"""
create view register_sharedchild with (security_barrier = true) as
select g.id as grant_id, g.to_agency_id, g.agency_id, g.purpose, g.from_at,
       c.given_name, c.family_name, c.other_names, c.born_on, c.expected_on, c.sex, c.school_id,
       coalesce((
           select a.lines || ', ' || a.postcode
           from register_householdmember m
           join register_household h on h.id = m.household_id
           join register_address a on a.id = h.address_id
           where m.child_id = c.id and not a.is_protected and m.to_on is null
           order by m.from_on desc nulls last limit 1
       ), '') as address
from register_grant g join register_child c on c.id = g.child_id
where g.ended_at is null
  and {within("CHILD", reach="INVITED", column="g.to_agency_id")}
  and not exists (select from register_restriction r where r.child_id = c.id and r.lifted_at is null)
"""

HIDDEN = "((select sightline_hidden_children())::bigint[])"
ADMITS = (
    f"exists (select from register_staff s where s.id = {STAFF} and s.is_active"
    f" and s.roles && array['BUSINESS_MANAGER', '{DATA_PROTECTION}']::varchar[])"
)
RESTRICTED_IT = (
    f"exists (select from register_restriction r where r.id = restriction_id and r.restricted_by_id = {STAFF}"
    f" and not sightline_is_connected(r.id, {STAFF}))"
)
OPEN = f"not (coalesce(child_id, 0) = any ({HIDDEN}))"
READ, EDIT = within("CHILD"), within("CHILD", level="EDIT")
TELLS = f"({READ} or {within('CONTACT', reach='OWN')} or {OWN_AGENCY} and by_id = {STAFF})"
TOLD = f"({within('CHILD', column='receiver_id')} or {within('CONTACT', reach='OWN', column='receiver_id')})"
GRANTED = within("CHILD", reach="INVITED", column="to_agency_id")

# A grant is changed in one way: it ends. Else whom it was given to could turn it towards another child.
GRANTS_ONLY_END = (
    f"alter policy app_update on register_grant with check (ended_at is not null and (({READ} and {OPEN}) or {GRANTED}))",
)

# What the ledger says of a telling stands. The child may be put on the line when it is found; who told it may say that
# it was taken back; and what retention removes, it removes.
_MAY_CHANGE = "'{child_id,recalled_at,receiver_name,why_withheld,purpose_note,exception}'::text[]"
LINES_STAND = (
    f"""
    create function sightline_ledger_stands() returns trigger
    language plpgsql set search_path = public, pg_temp as $$
    begin
        if to_jsonb(new) - {_MAY_CHANGE} is distinct from to_jsonb(old) - {_MAY_CHANGE}
            or new.recalled_at is distinct from old.recalled_at
            and (old.recalled_at is not null or old.agency_id is distinct from {AGENCY})
        then
            raise exception 'a line of the sharing ledger is never rewritten' using errcode = 'insufficient_privilege';
        end if;
        return new;
    end
    $$
    """,
    "create trigger the_ledger_stands before update on register_disclosure"
    " for each row when (current_user = 'sightline_app') execute function sightline_ledger_stands()",
)

search = import_module("sightline.register.migrations.0003_search")
FIND_CHILDREN = (
    search.FIND_CHILDREN.replace("create function", "create or replace function")
    .replace(f"own bigint := {AGENCY};", "own bigint[] := sightline_agencies('CHILD', 'READ', 'ALL');")
    .replace("agency_id = own", "agency_id = any (own)")
)


def not_in(hidden: str) -> str:
    return f"not (id = any ((select sightline_hidden_{hidden}())::bigint[]))"


def _sql(*statements: str) -> migrations.RunSQL:
    return migrations.RunSQL([(statement, None) for statement in statements], migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("register", "0004_extracts"), ("common", "0005_access_rights")]

    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("CHECK", "The front door asks what an agency knows"),
                            ("CHECK_ANSWER", "An agency answers the front door"),
                            ("REFERRAL", "An agency refers a child"),
                            ("FEEDBACK", "The referrer is told the outcome"),
                            ("CHANGE_OF_WORKER", "A change of worker is told to those involved"),
                            ("STRATEGY_DISCUSSION", "A strategy discussion"),
                            ("WORKING_TOGETHER", "Working together with the family"),
                            ("TRANSFER", "The child moves to another area"),
                            ("INSPECTION", "An inspection"),
                            ("SUBJECT_ACCESS", "A person asks for what is held about them"),
                            ("OTHER", "Another purpose"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rests_on_type", models.CharField(help_text="The kind of record that asked for it", max_length=80)),
                ("rests_on_id", models.BigIntegerField()),
                ("from_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_because", models.CharField(blank=True, max_length=80)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Grants",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="register.child"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="staff",
            name="access_begins_at",
            field=models.DateTimeField(blank=True, help_text="Where access is lent for a time", null=True),
        ),
        migrations.AddField(
            model_name="staff",
            name="access_ends_at",
            field=models.DateTimeField(blank=True, help_text="Where access is lent for a time", null=True),
        ),
        migrations.CreateModel(
            name="SharedChild",
            fields=[
                (
                    "grant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="window",
                        serialize=False,
                        to="register.grant",
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("CHECK", "The front door asks what an agency knows"),
                            ("CHECK_ANSWER", "An agency answers the front door"),
                            ("REFERRAL", "An agency refers a child"),
                            ("FEEDBACK", "The referrer is told the outcome"),
                            ("CHANGE_OF_WORKER", "A change of worker is told to those involved"),
                            ("STRATEGY_DISCUSSION", "A strategy discussion"),
                            ("WORKING_TOGETHER", "Working together with the family"),
                            ("TRANSFER", "The child moves to another area"),
                            ("INSPECTION", "An inspection"),
                            ("SUBJECT_ACCESS", "A person asks for what is held about them"),
                            ("OTHER", "Another purpose"),
                        ],
                        max_length=20,
                    ),
                ),
                ("from_at", models.DateTimeField()),
                ("given_name", models.CharField(max_length=80)),
                ("family_name", models.CharField(max_length=80)),
                ("other_names", models.CharField(max_length=200)),
                ("born_on", models.DateField(null=True)),
                ("expected_on", models.DateField(null=True)),
                (
                    "sex",
                    models.CharField(
                        choices=[("F", "Female"), ("M", "Male"), ("U", "Not recorded or not yet born")], max_length=1
                    ),
                ),
                ("address", models.CharField(max_length=220)),
            ],
            options={
                "db_table": "register_sharedchild",
                "managed": False,
            },
        ),
        migrations.AddField(
            model_name="grant",
            name="granted_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="to_agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
            ),
        ),
        migrations.CreateModel(
            name="AgreementVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("CHECK", "The front door asks what an agency knows"),
                                ("CHECK_ANSWER", "An agency answers the front door"),
                                ("REFERRAL", "An agency refers a child"),
                                ("FEEDBACK", "The referrer is told the outcome"),
                                ("CHANGE_OF_WORKER", "A change of worker is told to those involved"),
                                ("STRATEGY_DISCUSSION", "A strategy discussion"),
                                ("WORKING_TOGETHER", "Working together with the family"),
                                ("TRANSFER", "The child moves to another area"),
                                ("INSPECTION", "An inspection"),
                                ("SUBJECT_ACCESS", "A person asks for what is held about them"),
                                ("OTHER", "Another purpose"),
                            ],
                            max_length=20,
                        ),
                        size=None,
                    ),
                ),
                ("in_force_from", models.DateField()),
                ("review_by", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                ("agencies", models.ManyToManyField(related_name="agreements", to="register.agency")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Disclosure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about_type", models.CharField(help_text="The kind of record that it was about", max_length=80)),
                ("about_id", models.BigIntegerField()),
                (
                    "receiver_name",
                    models.CharField(blank=True, help_text="Somebody outside the partnership", max_length=120),
                ),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("SHARED", "Shared"),
                            ("WITHHELD", "Withheld, because sharing would be more detrimental"),
                        ],
                        max_length=8,
                    ),
                ),
                ("why_withheld", models.CharField(blank=True, max_length=400)),
                (
                    "means",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("SIGHTLINE", "Through Sightline"),
                            ("TELEPHONE", "By telephone"),
                            ("EMAIL", "By secure e-mail"),
                            ("LETTER", "By letter"),
                            ("MEETING", "At a meeting"),
                        ],
                        help_text="Empty where nobody says how",
                        max_length=9,
                    ),
                ),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("CHECK", "The front door asks what an agency knows"),
                            ("CHECK_ANSWER", "An agency answers the front door"),
                            ("REFERRAL", "An agency refers a child"),
                            ("FEEDBACK", "The referrer is told the outcome"),
                            ("CHANGE_OF_WORKER", "A change of worker is told to those involved"),
                            ("STRATEGY_DISCUSSION", "A strategy discussion"),
                            ("WORKING_TOGETHER", "Working together with the family"),
                            ("TRANSFER", "The child moves to another area"),
                            ("INSPECTION", "An inspection"),
                            ("SUBJECT_ACCESS", "A person asks for what is held about them"),
                            ("OTHER", "Another purpose"),
                        ],
                        max_length=20,
                    ),
                ),
                ("purpose_note", models.CharField(blank=True, max_length=200)),
                (
                    "exception",
                    models.CharField(
                        blank=True, help_text="Why it was told although a rule was against it", max_length=400
                    ),
                ),
                (
                    "article_6_basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("PUBLIC_TASK", "Public task"),
                            ("LEGAL_OBLIGATION", "Legal obligation"),
                            ("VITAL_INTERESTS", "Vital interests"),
                            ("CONSENT", "Consent"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "special_category_condition",
                    models.CharField(
                        blank=True,
                        choices=[
                            (
                                "SAFEGUARDING",
                                "Substantial public interest: safeguarding of children (schedule 1, paragraph 18)",
                            ),
                            ("HEALTH_OR_SOCIAL_CARE", "Health or social care (schedule 1, paragraph 2)"),
                            ("VITAL_INTERESTS", "Vital interests"),
                            ("NOT_SPECIAL", "No special category data"),
                        ],
                        max_length=24,
                    ),
                ),
                ("law_enforcement", models.BooleanField(default=False, help_text="Data Protection Act 2018, part 3")),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), size=None),
                ),
                ("at", models.DateTimeField()),
                ("recalled_at", models.DateTimeField(blank=True, help_text="Told in error, and taken back", null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Told, or withheld",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
                    ),
                ),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agreementversion",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "child",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="register.child",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="EmergencyAccess",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=400)),
                ("opened_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                (
                    "owner_saw_at",
                    models.DateTimeField(blank=True, help_text="The person to ask about the record", null=True),
                ),
                ("lead_saw_at", models.DateTimeField(blank=True, help_text="The data protection lead", null=True)),
                (
                    "finding",
                    models.CharField(blank=True, help_text="What the data protection lead found", max_length=400),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "lead_saw_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "restriction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="emergencies",
                        to="register.restriction",
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
                "verbose_name_plural": "emergency accesses",
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authority", models.CharField(help_text="Under which framework or power", max_length=200)),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Is inspected",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
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
                    "inspector",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RestrictionConnection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "restriction",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="connections",
                        to="register.restriction",
                    ),
                ),
                (
                    "staff",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SharingAgreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, unique=True)),
                ("ended_on", models.DateField(blank=True, null=True)),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="agreementversion",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="versions", to="register.sharingagreement"
            ),
        ),
        migrations.CreateModel(
            name="WorkerChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("STARTED", "A worker starts"),
                            ("CHANGED", "The worker changes"),
                            ("ENDED", "The work ends"),
                        ],
                        max_length=8,
                    ),
                ),
                ("worker_before", models.CharField(blank=True, max_length=120)),
                ("worker_now", models.CharField(blank=True, max_length=120)),
                ("team_now", models.CharField(blank=True, max_length=80)),
                ("telephone_now", models.CharField(blank=True, max_length=30)),
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
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="worker_changes", to="register.child"
                    ),
                ),
                (
                    "involvement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="changes", to="register.involvement"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WorkerChangeTelling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about_name", models.CharField(max_length=170)),
                ("telling", models.CharField(max_length=400)),
                ("at", models.DateTimeField()),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Is told",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="told", to="register.workerchange"
                    ),
                ),
                (
                    "seen_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["to_agency", "ended_at"], name="register_gr_to_agen_6dca32_idx"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("rests_on_type", "rests_on_id", "to_agency"),
                name="one_live_grant_for_one_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["child", "-at"], name="register_di_child_i_5be30b_idx"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["about_type", "about_id"], name="register_di_about_t_717657_idx"),
        ),
        migrations.AddIndex(
            model_name="disclosure",
            index=models.Index(fields=["-at", "-id"], name="ledger_newest_first"),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("receiver__isnull", False), models.Q(("receiver_name", ""), _negated=True), _connector="OR"
                ),
                name="a_disclosure_has_a_receiver",
            ),
        ),
        migrations.AddConstraint(
            model_name="disclosure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("verdict", "SHARED"), models.Q(("why_withheld", ""), _negated=True), _connector="OR"
                ),
                name="what_is_withheld_has_a_reason",
            ),
        ),
        migrations.AddIndex(
            model_name="emergencyaccess",
            index=models.Index(fields=["staff", "closes_at"], name="register_em_staff_i_68a927_idx"),
        ),
        migrations.AddConstraint(
            model_name="emergencyaccess",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_at__gt", models.F("opened_at"))), name="an_emergency_closes_after_it_opens"
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_at__gt", models.F("from_at"))), name="an_inspection_ends"
            ),
        ),
        migrations.AddConstraint(
            model_name="restrictionconnection",
            constraint=models.UniqueConstraint(
                fields=("restriction", "staff"), name="connected_once_with_a_restriction"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.UniqueConstraint(fields=("agreement", "number"), name="one_version_of_a_number"),
        ),
        migrations.AddConstraint(
            model_name="agreementversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("review_by__gt", models.F("in_force_from"))), name="an_agreement_is_reviewed_later"
            ),
        ),
        migrations.AddIndex(
            model_name="workerchangetelling",
            index=models.Index(fields=["agency", "seen_at"], name="register_wo_agency__a7bb01_idx"),
        ),
        _sql(
            AGENCIES_OPEN,
            HIDDEN_CHILDREN,
            HIDDEN_ADULTS,
            HIDDEN_HOUSEHOLDS,
            HIDDEN_ADDRESSES,
            SHARED_CHILD,
            FIND_CHILDREN,
        ),
        _sql(ANSWERS_FOR, IS_CONNECTED, OPENS_IN_EMERGENCY, *NEVER_LONGER, LEND_ACCESS),
        only_for("sightline_answers_for(bigint)", "sightline_app"),
        only_for("sightline_is_connected(bigint, bigint)", "sightline_app"),
        only_for("sightline_opens_in_emergency(bigint)", "sightline_app"),
        only_for("sightline_lend_access(bigint)", "sightline_app"),
        only_for("sightline_agencies(text, text, text)", "sightline_app"),
        *[only_for(f"sightline_hidden_{what}()", "sightline_app") for what in ("adults", "households", "addresses")],
        _sql("revoke all on register_sharedchild from public", "grant select on register_sharedchild to sightline_app"),
        secure_anew(
            "register_child",
            read=f"{READ} and not (id = any ({HIDDEN}))",
            write=f"{EDIT} and not (id = any ({HIDDEN}))",
        ),
        *[
            secure_anew(f"register_{table}", read=f"{READ} and {OPEN}", write=f"{EDIT} and {OPEN}")
            for table in ("externalreference", "householdmember", "relationship", "involvement")
        ],
        *[
            secure_anew(f"register_{table}", read=f"{READ} and {not_in(hidden)}", write=f"{EDIT} and {not_in(hidden)}")
            for table, hidden in (("adult", "adults"), ("address", "addresses"), ("household", "households"))
        ],
        # An inspector is told whom to ask about a restricted record, as the agency's own people are.
        secure_anew("register_restriction", read=f"{OWN_AGENCY} or {READ}", write=OWN_AGENCY),
        # Whoever restricts a record says who is connected, and may then be shut out like everybody else.
        secure(
            "register_restrictionconnection",
            read=f"{OWN_AGENCY} and (sightline_answers_for(restriction_id) or {RESTRICTED_IT})",
            may=("select", "insert", "delete"),
        ),
        secure(
            "register_emergencyaccess",
            read=f"{OWN_AGENCY} and (staff_id = {STAFF} or sightline_answers_for(restriction_id))",
            insert=f"{OWN_AGENCY} and staff_id = {STAFF} and sightline_opens_in_emergency(restriction_id)"
            " and closes_at <= opened_at + interval '1 day' and opened_at <= sightline_now()",
        ),
        secure(
            "register_inspection",
            read=f"{OWN_AGENCY} or inspector_id = {STAFF}",
            write=f"{OWN_AGENCY} and {ADMITS}",
        ),
        # An agreement is nobody's record: all staff may read on what their sharing rests.
        secure("register_sharingagreement", read="true", write=f"kept_by_id = {AGENCY}"),
        secure(
            "register_agreementversion",
            read="true",
            write=f"recorded_by_id = {STAFF} and exists (select from register_sharingagreement a"
            f" where a.id = agreement_id and a.kept_by_id = {AGENCY})",
            may=("select", "insert"),
        ),
        secure(
            "register_agreementversion_agencies",
            read="true",
            write="exists (select from register_agreementversion v"
            f" where v.id = agreementversion_id and v.recorded_by_id = {STAFF})",
            may=("select", "insert"),
        ),
        secure(
            "register_grant",
            read=f"({READ} and {OPEN}) or {GRANTED}",
            write=f"({READ} and {OPEN}) or {GRANTED}",
            insert=f"{EDIT} and {OPEN}",
        ),
        _sql(*GRANTS_ONLY_END),
        secure(
            "register_disclosure",
            read=f"({TELLS} or {TOLD}) and {OPEN}",
            # The receiver says which child it was about, once the child is found. An agency that answers a check
            # cannot know that the record is restricted, and must find out nothing by being refused.
            write=f"({TELLS} or {TOLD}) and {OPEN}",
            insert=f"{TELLS} or {OWN_AGENCY}",
        ),
        _sql(*LINES_STAND),
        secure(
            "register_workerchange", read=f"{READ} and {OPEN}", insert=f"{EDIT} and {OPEN}", may=("select", "insert")
        ),
        secure(
            "register_workerchangetelling",
            read=f"agency_id = {AGENCY} and (staff_id is null or staff_id = {STAFF}) or"
            " exists (select from register_workerchange c where c.id = change_id)",
            write=f"agency_id = {AGENCY} and (staff_id is null or staff_id = {STAFF})",
            insert="exists (select from register_workerchange c where c.id = change_id)",
        ),
    ]
