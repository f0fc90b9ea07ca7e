"""Contacts of a colleague who leaves: their number, and giving them to another, for an administrator who sees none."""

from django.db import migrations

from sightline.common.row_security import only_for
from sightline.front_door.codes import UNDECIDED

STATES = ", ".join(f"'{state.value}'" for state in UNDECIDED)
THEIRS = f"""
    c.owner_id = person and c.state in ({STATES}) and exists (
        select from register_staff s
        where s.id = person and s.agency_id = c.agency_id and sightline_administers(s.agency_id)
    )
"""
COUNT = f"""
create function sightline_contacts_in_hand(person bigint) returns bigint
language sql stable security definer set search_path = public, pg_temp as $$
    select count(*) from front_door_contact c where {THEIRS}
$$
"""
HAND_OVER = f"""
create function sightline_hand_contacts_over(person bigint, receiver bigint) returns bigint[]
language plpgsql volatile security definer set search_path = public, pg_temp as $$
declare
    given bigint[];
begin
    with moved as (
        update front_door_contact c set owner_id = receiver, version = c.version + 1
        where {THEIRS} and exists (
            select from register_staff r where r.id = receiver and r.is_active and r.agency_id = c.agency_id
        )
        returning c.id
    ) select coalesce(array_agg(id), '{{}}') into given from moved;
    return given;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("front_door", "0010_history"), ("register", "0006_staff_changes")]

    operations = [
        migrations.RunSQL([(COUNT, None), (HAND_OVER, None)], migrations.RunSQL.noop),
        only_for("sightline_contacts_in_hand(bigint)", "sightline_app"),
        only_for("sightline_hand_contacts_over(bigint, bigint)", "sightline_app"),
    ]
