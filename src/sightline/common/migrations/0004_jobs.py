"""The app role may ask for jobs and do them. A job holds references and times, never a person's data."""

from django.db import migrations

from sightline.common.row_security import open_table

EVERYTHING = ("select", "insert", "update", "delete")
TABLES = ("procrastinate_jobs", "procrastinate_events", "procrastinate_periodic_defers", "procrastinate_workers")

NUMBERS = """
do $$
declare numbers regclass;
begin
    for numbers in select c.oid from pg_class c where c.relkind = 'S' and c.relname like 'procrastinate%' loop
        execute format('grant usage, select on sequence %s to sightline_app', numbers);
    end loop;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0003_row_security"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]

    operations = [
        *[open_table(table, may=EVERYTHING) for table in TABLES],
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
    ]
