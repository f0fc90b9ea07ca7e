"""Who sees the tools, by the access matrix: the author's agency, and the front door once one was sent to it."""

from django.db import migrations

from sightline.common.row_security import STAFF, secure_anew, within

CHILD_OPEN = "not (coalesce(child_id, 0) = any ((select sightline_hidden_children())::bigint[]))"
OWN = within("SCREENING", level="EDIT", reach="OWN")
KEEPS = f"({within('SCREENING', level='EDIT')} or {OWN} or author_id = {STAFF})"
SENT_TO_FRONT_DOOR = """shared_with_front_door and status <> 'DRAFT' and exists (
    select from register_agency a
    where a.holds_front_door and a.id = any ((select sightline_agencies('SCREENING', 'READ', 'ALL'))::bigint[])
)"""


class Migration(migrations.Migration):
    dependencies = [("instruments", "0002_row_security"), ("register", "0005_sharing")]

    operations = [
        secure_anew(
            "instruments_completedtool",
            read=f"{CHILD_OPEN} and ({within('SCREENING')} or {KEEPS} or {SENT_TO_FRONT_DOOR})",
            write=f"{KEEPS} and {CHILD_OPEN}",
        ),
    ]
