"""The history of completed tools. A definition is never changed once loaded, so it needs none."""

from django.db import migrations

from sightline.common.history import keep_history


class Migration(migrations.Migration):
    dependencies = [("instruments", "0003_who_sees_tools"), ("common", "0006_audit_chain")]

    operations = [keep_history("instruments_completedtool")]
