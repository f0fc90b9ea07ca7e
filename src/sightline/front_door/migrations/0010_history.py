"""The history of the front door's records, and who may read who has opened a contact.

Notes and corrections are only added to, so they need no history.
"""

from django.db import migrations

from sightline.common.history import keep_history
from sightline.common.row_security import only_for

READS_TRAIL = """
create function sightline_reads_trail_of_contact(asked bigint) returns boolean
language sql stable security definer set search_path = public, pg_temp as $$
    select exists (select from front_door_contact c where c.id = asked and sightline_reads_trail(c.child_id))
$$;
create function sightline_trail_contacts(asked bigint) returns bigint[]
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(array_agg(id), '{}') from front_door_contact where child_id = asked and sightline_reads_trail(asked)
$$
"""

TRAIL = """
create policy trail_of_a_contact on common_accessentry for select to sightline_app
using (record_type = 'front_door.Contact' and sightline_reads_trail_of_contact(record_id))
"""


class Migration(migrations.Migration):
    dependencies = [("front_door", "0009_attachments"), ("register", "0008_history")]

    operations = [
        keep_history("front_door_contactevent"),
        keep_history("front_door_contact"),
        keep_history("front_door_check"),
        keep_history("front_door_decision"),
        keep_history("front_door_feedback"),
        keep_history("front_door_submission"),
        keep_history("front_door_referral"),
        keep_history("front_door_earlyhelprequest"),
        keep_history("front_door_strategydiscussionrequest"),
        keep_history("front_door_handover"),
        keep_history("front_door_attachment"),
        migrations.RunSQL([(READS_TRAIL, None)], migrations.RunSQL.noop),
        only_for("sightline_reads_trail_of_contact(bigint)", "sightline_app"),
        only_for("sightline_trail_contacts(bigint)", "sightline_app"),
        migrations.RunSQL([(TRAIL, None)], migrations.RunSQL.noop),
    ]
