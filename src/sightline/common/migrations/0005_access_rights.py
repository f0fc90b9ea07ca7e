"""What each role may read, as the database knows it; and what time it is for the partnership."""

from django.db import migrations, models

from sightline.common.row_security import only_for, open_table

NOW = """
create or replace function sightline_now() returns timestamptz
language sql stable security definer set search_path = public, pg_temp as $$
    select coalesce(
        nullif(current_setting('app.business_time', true), '')::timestamptz,
        (select business_at + (now() - real_at) from common_businessclock order by id desc limit 1),
        now()
    )
$$
"""


class Migration(migrations.Migration):
    dependencies = [("common", "0004_jobs")]

    operations = [
        migrations.CreateModel(
            name="AccessRight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=40)),
                ("agency_kind", models.CharField(max_length=3)),
                ("record", models.CharField(max_length=20)),
                ("level", models.CharField(max_length=7)),
                ("reach", models.CharField(max_length=20)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("role", "agency_kind", "record", "level", "reach"), name="a_right_once"
                    )
                ],
            },
        ),
        open_table("common_accessright"),
        migrations.RunSQL(NOW, migrations.RunSQL.noop),
        only_for("sightline_now()", "sightline_app"),
    ]
