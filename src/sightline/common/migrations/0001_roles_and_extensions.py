"""The roles that meet the database, and what PostgreSQL must bring."""

from django.db import migrations

from sightline.common.database_roles import CREATE_ROLES, EXTENSIONS


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(CREATE_ROLES, migrations.RunSQL.noop),
        *[migrations.RunSQL(f"create extension if not exists {name}", migrations.RunSQL.noop) for name in EXTENSIONS],
        migrations.RunSQL(
            [
                ("revoke all on schema public from public", None),
                ("grant usage on schema public to sightline_app", None),
                ("create schema if not exists published", None),
                ("grant usage on schema published to sightline_publisher", None),
            ],
            migrations.RunSQL.noop,
        ),
    ]
