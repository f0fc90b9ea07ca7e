"""Who may see the people in the register: their agency's staff, and for a restricted child those named."""

from django.db import migrations

from sightline.common.row_security import AGENCY, OWN_AGENCY, STAFF, only_for, open_table, secure

HIDDEN_CHILDREN = f"""
create or replace function sightline_hidden_children() returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(r.child_id), '{{}}') from register_restriction r
    where r.lifted_at is null and r.agency_id = {AGENCY}
      and not exists (
        select from register_restrictionaccess a where a.restriction_id = r.id and a.staff_id = {STAFF}
      )
$$
"""

HIDDEN = "((select sightline_hidden_children())::bigint[])"
OWN_AND_OPEN = f"{OWN_AGENCY} and not (coalesce(child_id, 0) = any ({HIDDEN}))"


class Migration(migrations.Migration):
    dependencies = [("register", "0001_tables"), ("common", "0003_row_security")]

    operations = [
        migrations.RunSQL(HIDDEN_CHILDREN, migrations.RunSQL.noop),
        only_for("sightline_hidden_children()", "sightline_app"),
        open_table("register_agency"),
        open_table("register_team"),
        # The directory of staff is open to staff: everyone must be able to see who works with whom, and
        # signing in comes before anyone is known. A person changes their own row only.
        secure(
            "register_staff",
            read="true",
            write=f"id = {STAFF}",
            may=("select", "update"),
        ),
        secure("register_cover", read=OWN_AGENCY),
        secure(
            "register_child",
            read=f"{OWN_AGENCY} and not (id = any ({HIDDEN}))",
        ),
        secure("register_externalreference", read=OWN_AND_OPEN),
        secure("register_restriction", read=OWN_AGENCY),
        secure("register_restrictionaccess", read=OWN_AGENCY, may=("select", "insert", "delete")),
        secure("register_adult", read=OWN_AGENCY),
        secure("register_address", read=OWN_AGENCY),
        secure("register_household", read=OWN_AGENCY),
        secure("register_householdmember", read=OWN_AND_OPEN),
        secure("register_relationship", read=OWN_AND_OPEN),
        secure("register_involvement", read=OWN_AND_OPEN),
    ]
