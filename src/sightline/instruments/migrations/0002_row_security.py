"""Who may see the tools: the author's agency, and the front door once one was sent to it."""

from django.db import migrations

from sightline.common.row_security import AGENCY, OWN_AGENCY, secure

CHILD_OPEN = "not (coalesce(child_id, 0) = any ((select sightline_hidden_children())::bigint[]))"
FRONT_DOOR = f"coalesce((select holds_front_door from register_agency where id = {AGENCY}), false)"
SENT_TO_FRONT_DOOR = f"(shared_with_front_door and status <> 'DRAFT' and {FRONT_DOOR})"


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_tables"), ("register", "0002_row_security")]

    operations = [
        # A questionnaire is nobody's record: all staff may read one. It is loaded for the whole partnership
        # by the agency that keeps the front door, and never changed.
        secure(
            "instruments_localdefinition",
            read="true",
            insert=f"{OWN_AGENCY} and {FRONT_DOOR}",
            may=("select", "insert"),
        ),
        secure(
            "instruments_completedtool",
            read=f"({OWN_AGENCY} or {SENT_TO_FRONT_DOOR}) and {CHILD_OPEN}",
            write=f"{OWN_AGENCY} and {CHILD_OPEN}",
        ),
    ]
