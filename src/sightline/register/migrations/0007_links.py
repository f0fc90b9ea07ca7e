"""One record per child: links between records, who decides them, and the groups that confirmed links make.

A record's person follows from the confirmed links and from nothing else: `sightline_regroup` works it out, so that an
undone link leaves exactly the groups that the others give. The first record of a group names it.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.common.access import ROLES, Permission
from sightline.common.row_security import AGENCY, STAFF, only_for, secure

LINKING = f"((select current_setting('app.purpose', true)) = 'link records' and {STAFF} is null)"
"""The nightly job, or whoever runs the service by the command: nobody's name, and this one purpose."""


def _with(permission: Permission) -> str:
    codes = ", ".join(f"'{code}'" for code, role in sorted(ROLES.items()) if permission in role.may)
    return f"array[{codes}]::varchar[]"


# Who decides: people of the agency that holds the front door, whose role carries it.
LINKS_RECORDS = f"""
create function sightline_links_records() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from register_staff s join register_agency a on a.id = s.agency_id and a.holds_front_door
        where s.id = {STAFF} and s.is_active and s.agency_id = {AGENCY}
          and s.roles && {_with(Permission.LINK_RECORDS)}
    )
$$
"""

# What is compared, of every agency's records. Never a sealed identity after an adoption (ruling S7), nor a record
# that went over into another or whose time is over; an address that is protected is not compared.
LINKAGE_RECORDS = f"""
create function sightline_linkage_records()
returns table (
    record_id bigint, agency text, given_name text, family_name text, other_names text, born_on date,
    expected_on date, sex text, postcode text, address text, nhs_number text, upn text
)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, c.agency_id::text, c.given_name, c.family_name, c.other_names, c.born_on,
           c.expected_on, c.sex, home.postcode, home.lines, number.nhs, number.upn
    from register_child c
    left join (
        select distinct on (m.child_id) m.child_id, a.lines, a.postcode
        from register_householdmember m
        join register_household h on h.id = m.household_id
        join register_address a on a.id = h.address_id
        where m.child_id is not null and m.to_on is null and not a.is_protected
        order by m.child_id, m.from_on desc nulls last, m.id desc
    ) home on home.child_id = c.id
    left join (
        select e.child_id, min(e.value) filter (where e.kind = 'NHS') as nhs,
               min(e.value) filter (where e.kind = 'UPN') as upn
        from register_externalreference e group by e.child_id
    ) number on number.child_id = c.id
    where {LINKING}
      and c.became_id is null and (c.given_name <> '' or c.family_name <> '')
      and not exists (
        select from register_restriction r where r.child_id = c.id and r.reason = 'ADOPTION' and r.lifted_at is null
      )
      and not exists (select from register_retentionline t where t.child_id = c.id and t.outcome = 'REMOVED')
$$
"""

# Why two records may not be brought together; empty where nothing stands against it.
AGAINST_LINK = f"""
create function sightline_against_link(asked_one bigint, asked_other bigint) returns text
language sql stable security definer set search_path = public, pg_temp as $$
    with one as (
        select c.id, c.agency_id from register_child c, register_child asked
        where asked.id = asked_one and (c.id = asked.id or c.person_id = asked.person_id)
    ), other as (
        select c.id, c.agency_id from register_child c, register_child asked
        where asked.id = asked_other and (c.id = asked.id or c.person_id = asked.person_id)
    )
    select case
        when not ((select sightline_links_records()) or {LINKING}) then 'NOT_ALLOWED'
        when exists (
            select from register_restriction r where r.lifted_at is null and r.reason = 'ADOPTION'
              and r.child_id in (select id from one union select id from other)
        ) then 'ADOPTION'
        when exists (
            select from one join other on other.agency_id = one.agency_id
            where one.id <> other.id and (one.id, other.id) <> (asked_one, asked_other)
              and not exists (select from one both_in join other on other.id = both_in.id)
        ) then 'AGENCY_TWICE'
        when exists (
            select from register_link l
            where l.state in ('REJECTED', 'UNDONE') and (l.one_id, l.other_id) <> (asked_one, asked_other)
              and (l.one_id in (select id from one) and l.other_id in (select id from other)
                   or l.other_id in (select id from one) and l.one_id in (select id from other))
        ) then 'SET_APART'
        else '' end
$$
"""

# The groups of confirmed links that these records stand in, or stood in, worked out anew.
REGROUP = f"""
create function sightline_regroup(asked bigint[]) returns void
language plpgsql volatile security definer set search_path = public, pg_temp as $$
begin
    if not (sightline_links_records() or {LINKING}) then
        raise exception 'only those who link records regroup them' using errcode = 'insufficient_privilege';
    end if;
    with recursive touched as (
        select unnest(asked) as id
        union
        select c.id from register_child c
        where c.person_id in (select k.person_id from register_child k where k.id = any (asked))
    ), pool as (
        select id from touched
        union
        select case when l.one_id = p.id then l.other_id else l.one_id end
        from pool p join register_link l on (l.one_id = p.id or l.other_id = p.id) and l.state = 'CONFIRMED'
    ), reached as (
        select id as root, id from pool
        union
        select r.root, case when l.one_id = r.id then l.other_id else l.one_id end
        from reached r join register_link l on (l.one_id = r.id or l.other_id = r.id) and l.state = 'CONFIRMED'
    ), groups as (
        select root, min(id) as first, count(*) as records from reached group by root
    )
    update register_child c set person_id = case when g.records > 1 then g.first end
    from groups g
    where c.id = g.root and c.person_id is distinct from case when g.records > 1 then g.first end;
end
$$
"""

# What was told of the two and of those with them, from the confirmation to the undoing: marked to be taken back.
MARK_RECALLS = """
create function sightline_mark_recalls(asked_link bigint, asked_since timestamptz, asked_at timestamptz) returns bigint
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    marked bigint;
begin
    if not sightline_links_records() then
        raise exception 'only those who link records undo them' using errcode = 'insufficient_privilege';
    end if;
    insert into register_linkrecall (link_id, disclosure_id, agency_id, told_at, marked_at)
    select l.id, d.id, d.agency_id, d.at, asked_at
    from register_link l
    join register_child pair on pair.id in (l.one_id, l.other_id)
    join register_child c on c.id = pair.id or c.person_id = pair.person_id
    join register_disclosure d on d.child_id = c.id
    where l.id = asked_link and d.verdict = 'SHARED' and d.recalled_at is null
      and d.at between asked_since and asked_at
      and d.about_type <> 'register.Link'
    on conflict (link_id, disclosure_id) do nothing;
    get diagnostics marked = row_count;
    return marked;
end
$$
"""

# Who opened either record while the two were one: for the data protection lead of the front door's agency.
OPENED_MEANWHILE = f"""
create function sightline_opened_meanwhile(asked_link bigint)
returns table (at timestamptz, staff_id bigint, agency_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select e.at, e.staff_id, e.agency_id
    from register_link l
    join common_accessentry e on e.record_type = 'register.Child' and e.record_id in (l.one_id, l.other_id)
      and e.kind = 'OPENED' and e.at between l.confirmed_at and l.decided_at
    where l.id = asked_link and l.state = 'UNDONE' and sightline_links_records()
      and not (l.one_id = any (sightline_hidden_children()) or l.other_id = any (sightline_hidden_children()))
      and exists (select from register_staff s where s.id = {STAFF} and s.roles && {_with(Permission.SEE_ACCESS_TRAIL)})
    order by e.at
$$
"""

# Where else the child is recorded. A restricted record is not told of, even that it is there.
ALSO_RECORDED = """
create function sightline_also_recorded(asked bigint) returns table (child_id bigint, agency_id bigint)
language sql stable security definer set search_path = public, pg_temp as $$
    select c.id, c.agency_id from register_child k join register_child c on c.person_id = k.person_id and c.id <> k.id
    where k.id = asked and k.agency_id = any (sightline_agencies('CHILD', 'READ', 'ALL'))
      and not (k.id = any (sightline_hidden_children()) or c.id = any (sightline_hidden_children()))
$$
"""

HIDDEN = "((select sightline_hidden_children())::bigint[])"
DECIDES = f"((select sightline_links_records()) and not (one_id = any ({HIDDEN}) or other_id = any ({HIDDEN})))"

LINKED_RECORD = f"""
create view register_linkedrecord with (security_barrier = true) as
select l.id || '-' || c.id as key, l.id as link_id, c.id as child_id, c.agency_id, c.given_name, c.family_name,
       c.other_names, c.born_on, c.expected_on, c.sex, c.school_id,
       coalesce((select min(e.value) from register_externalreference e where e.child_id = c.id and e.kind = 'NHS'), '')
           as nhs_number,
       coalesce((select min(e.value) from register_externalreference e where e.child_id = c.id and e.kind = 'UPN'), '')
           as upn,
       coalesce(case when not home.is_protected then home.lines end, '') as address,
       coalesce(case when not home.is_protected then home.postcode end, '') as postcode,
       coalesce(home.is_protected, false) as address_withheld
from register_link l
join register_child c on c.id in (l.one_id, l.other_id)
left join lateral (
    select a.lines, a.postcode, a.is_protected
    from register_householdmember m
    join register_household h on h.id = m.household_id
    join register_address a on a.id = h.address_id
    where m.child_id = c.id and m.to_on is null
    order by m.from_on desc nulls last, m.id desc limit 1
) home on true
where {DECIDES}
"""

OF_A_LINK = "exists (select from register_link l where l.id = link_id)"


def _sql(*statements: str) -> migrations.RunSQL:
    return migrations.RunSQL([(statement, None) for statement in statements], migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("register", "0006_staff_changes")]

    operations = [
        migrations.CreateModel(
            name="LinkedRecord",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
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
                ("nhs_number", models.CharField(max_length=40)),
                ("upn", models.CharField(max_length=40)),
                ("address", models.CharField(max_length=200)),
                ("postcode", models.CharField(max_length=8)),
                ("address_withheld", models.BooleanField()),
            ],
            options={
                "db_table": "register_linkedrecord",
                "managed": False,
            },
        ),
        migrations.AddField(
            model_name="child",
            name="person",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                help_text="The first of the records confirmed to be this child; empty while there is one only",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="register.child",
            ),
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Waits for a person"),
                            ("POSTPONED", "Not now"),
                            ("CONFIRMED", "The same child"),
                            ("REJECTED", "Not the same child"),
                            ("UNDONE", "Confirmed in error, and undone"),
                            ("WITHDRAWN", "No longer proposed"),
                        ],
                        default="PROPOSED",
                        max_length=9,
                    ),
                ),
                ("weight", models.FloatField(help_text="In bits: one bit doubles the odds that it is the same child")),
                ("likely", models.BooleanField()),
                (
                    "standing",
                    models.CharField(
                        choices=[
                            ("LINKS_BY_ITSELF", "May be linked without a person"),
                            ("FOR_A_PERSON", "For a person"),
                            ("BY_HAND", "Brought together by a person"),
                        ],
                        max_length=15,
                    ),
                ),
                (
                    "rival",
                    models.CharField(
                        blank=True, help_text="What they would rather be, if not the same child", max_length=8
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=list, help_text="Why a person must look, by name")),
                (
                    "evidence",
                    models.JSONField(blank=True, default=list, help_text="Comparison, step and bits; never a value"),
                ),
                (
                    "fingerprint",
                    models.CharField(help_text="Changes when one of the facts compared does", max_length=64),
                ),
                ("proposed_at", models.DateTimeField()),
                ("by_itself", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, help_text="When the two were last made one child", null=True),
                ),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("postponed_until", models.DateField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency_one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
                    ),
                ),
                (
                    "agency_other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.agency"
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
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.child"
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.child"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("PROPOSED", "Waits for a person"),
                            ("POSTPONED", "Not now"),
                            ("CONFIRMED", "The same child"),
                            ("REJECTED", "Not the same child"),
                            ("UNDONE", "Confirmed in error, and undone"),
                            ("WITHDRAWN", "No longer proposed"),
                        ],
                        help_text="What it became",
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("reason", models.CharField(blank=True, max_length=400)),
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
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="register.link"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="LinkRecall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("told_at", models.DateTimeField()),
                ("marked_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Told it, takes it back",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
                    ),
                ),
                (
                    "disclosure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="register.disclosure"
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recalls", to="register.link"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["state", "-likely", "-weight"], name="links_that_wait"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["other"], name="links_of_the_other"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(fields=("one", "other"), name="one_link_between_two_records"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="the_smaller_number_comes_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "POSTPONED"), _negated=True), ("postponed_until__isnull", False), _connector="OR"
                ),
                name="what_is_put_off_says_until_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="linkrecall",
            constraint=models.UniqueConstraint(fields=("link", "disclosure"), name="recalled_once_for_a_link"),
        ),
        _sql(LINKS_RECORDS, LINKAGE_RECORDS, AGAINST_LINK, REGROUP, MARK_RECALLS, OPENED_MEANWHILE, ALSO_RECORDED),
        *[
            only_for(function, "sightline_app")
            for function in (
                "sightline_links_records()",
                "sightline_linkage_records()",
                "sightline_against_link(bigint, bigint)",
                "sightline_regroup(bigint[])",
                "sightline_mark_recalls(bigint, timestamptz, timestamptz)",
                "sightline_opened_meanwhile(bigint)",
                "sightline_also_recorded(bigint)",
            )
        ],
        secure("register_link", read=f"{DECIDES} or {LINKING}"),
        secure("register_linkdecision", read=OF_A_LINK, may=("select", "insert")),
        # What an agency told, its own data protection lead takes back, whoever decides about the link.
        secure(
            "register_linkrecall",
            read=f"{OF_A_LINK} or agency_id = {AGENCY} and exists (select from register_staff s where s.id = {STAFF}"
            f" and s.is_active and s.roles && {_with(Permission.LINK_RECORDS)})",
            may=("select", "update"),
        ),
        _sql(
            LINKED_RECORD,
            "revoke all on register_linkedrecord from public",
            "grant select on register_linkedrecord to sightline_app",
        ),
    ]
