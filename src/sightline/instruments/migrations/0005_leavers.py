"""Screenings that a colleague who leaves has begun: their number, for an administrator who opens none."""

from django.db import migrations

from sightline.common.row_security import only_for

COUNT = """
create function sightline_tools_in_hand(person bigint) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from instruments_completedtool t join register_staff s on s.id = t.author_id
    where t.author_id = person and t.status = 'DRAFT' and sightline_administers(s.agency_id)
$$
"""


class Migration(migrations.Migration):
    dependencies = [("instruments", "0004_history"), ("register", "0006_staff_changes")]

    operations = [
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        only_for("sightline_tools_in_hand(bigint)", "sightline_app"),
    ]
