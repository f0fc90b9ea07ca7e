"""Who may see what is remembered of an agency's lists: that agency, less what is about restricted children."""

from django.db import migrations

from sightline.common.row_security import OWN_AGENCY, secure

CHILD_OPEN = "not (child_id = any ((select sightline_hidden_children())::bigint[]))"


class Migration(migrations.Migration):
    dependencies = [("intake", "0001_tables"), ("register", "0002_row_security")]

    operations = [
        secure("intake_rememberedmapping", read=OWN_AGENCY),
        secure("intake_extractrow", read=f"{OWN_AGENCY} and {CHILD_OPEN}"),
    ]
