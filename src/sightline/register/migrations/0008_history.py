"""The history of what the register holds, and who may read who has opened a child's record (ruling S3).

Agencies and teams hold nobody's record, and cover is only arranged and ended: they have no history.
"""

from django.db import migrations

from sightline.common.access import ROLES, Permission
from sightline.common.history import keep_history
from sightline.common.row_security import AGENCY, STAFF, only_for


def _with(permission: Permission) -> str:
    """The codes of the roles that carry a permission; a test holds the function to the roles as they are."""
    codes = ", ".join(f"'{code}'" for code, role in sorted(ROLES.items()) if permission in role.may)
    return f"array[{codes}]::varchar[]"


# Two may read it: the data protection lead of the agency that holds the record, and the manager who answers for the
# child: whom a restriction names to be asked, or who works with the child, or leads the team that does. Whoever is
# connected with a restricted child reads nothing of it, this neither.
READS_TRAIL = f"""
create function sightline_leads_data_protection() returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from register_staff s where s.id = {STAFF} and s.is_active and s.agency_id = {AGENCY}
          and s.roles && {_with(Permission.SEE_ACCESS_TRAIL)}
    )
$$;
create function sightline_reads_trail(asked bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (
        select from register_child c join register_staff s on s.id = {STAFF} and s.is_active
        where c.id = asked and c.agency_id = s.agency_id and s.agency_id = {AGENCY} and not exists (
            select from register_restriction r join register_restrictionconnection n on n.restriction_id = r.id
            where r.child_id = c.id and r.lifted_at is null and n.staff_id = s.id
        ) and (
            sightline_leads_data_protection()
            or s.roles && {_with(Permission.SIGN_OFF_DECISIONS)} and (
                exists (
                    select from register_restriction r
                    where r.child_id = c.id and r.lifted_at is null and r.ask_id = s.id
                )
                or not c.id = any (sightline_hidden_children()) and exists (
                    select from register_involvement i
                    where i.child_id = c.id and i.agency_id = s.agency_id and (i.worker_id = s.id or i.team_id = s.team_id)
                      and i.from_on <= (sightline_now() at time zone 'Europe/London')::date
                      and coalesce(i.to_on > (sightline_now() at time zone 'Europe/London')::date, true)
                )
            )
        )
    )
$$
"""

TRAIL = f"""
grant select on common_accessentry to sightline_app;
create policy trail_of_a_child on common_accessentry for select to sightline_app
using (record_type = 'register.Child' and sightline_reads_trail(record_id));
create policy trail_of_refusals on common_accessentry for select to sightline_app
using (kind in ('REFUSED', 'HELD') and agency_id = {AGENCY} and (select sightline_leads_data_protection()))
"""


class Migration(migrations.Migration):
    dependencies = [("register", "0007_links"), ("common", "0006_audit_chain")]

    operations = [
        keep_history("register_child"),
        keep_history("register_externalreference"),
        keep_history("register_restriction"),
        keep_history("register_restrictionaccess"),
        keep_history("register_adult"),
        keep_history("register_relationship"),
        keep_history("register_address"),
        keep_history("register_household"),
        keep_history("register_householdmember"),
        keep_history("register_involvement"),
        keep_history("register_grant"),
        keep_history("register_disclosure"),
        keep_history("register_sharingagreement"),
        keep_history("register_emergencyaccess"),
        keep_history("register_inspection"),
        keep_history("register_workerchangetelling"),
        migrations.RunSQL([(READS_TRAIL, None)], migrations.RunSQL.noop),
        only_for("sightline_leads_data_protection()", "sightline_app"),
        only_for("sightline_reads_trail(bigint)", "sightline_app"),
        migrations.RunSQL([(TRAIL, None)], migrations.RunSQL.noop),
    ]
