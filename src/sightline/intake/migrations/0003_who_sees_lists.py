"""Who sees what is remembered of an agency's lists, by the access matrix."""

from django.db import migrations

from sightline.common.row_security import secure_anew, within

CHILD_OPEN = "not (child_id = any ((select sightline_hidden_children())::bigint[]))"


class Migration(migrations.Migration):
    dependencies = [("intake", "0002_row_security"), ("register", "0005_sharing")]

    operations = [
        secure_anew(
            "intake_extractrow",
            read=f"{within('CHILD')} and {CHILD_OPEN}",
            write=f"{within('CHILD', level='EDIT')} and {CHILD_OPEN}",
        ),
    ]
