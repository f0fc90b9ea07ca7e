"""Who may touch the audit, the drafts and the keys; and the pseudonyms made from them."""

from django.db import migrations

from sightline.common.row_security import STAFF, only_for, open_table, secure
from sightline.timescales.sql import DROP_STANDING_FUNCTION, STANDING_FUNCTION

PSEUDONYM = """
create or replace function sightline_pseudonym(kind text, id bigint) returns text
language sql stable parallel safe security definer set search_path = public, pg_temp as $$
    select case when id is null then null else
        substr(encode(sha256(
            (select key from common_pseudonymkey k where k.kind = 'published') || convert_to(kind || ':' || id, 'UTF8')
        ), 'hex'), 1, 20) end
$$
"""

MAKE_KEY = """
insert into common_pseudonymkey (kind, key)
values ('published', decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex'))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0002_tables"),
        ("sessions", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        secure(
            "common_auditentry",
            read="false",
            insert=f"staff_id is not distinct from {STAFF}",
            may=("insert",),
        ),
        secure("common_accessentry", read="false", insert="true", may=("insert",)),
        secure("common_draft", read=f"staff_id = {STAFF}", may=("select", "insert", "update", "delete")),
        secure("common_postedonce", read=f"staff_id is not distinct from {STAFF}", may=("select", "insert")),
        open_table("common_businessclock"),
        open_table("common_pseudonymkey", may=()),
        open_table("django_session", may=("select", "insert", "update", "delete")),
        open_table("django_content_type"),
        open_table("django_migrations"),
        migrations.RunSQL(MAKE_KEY, migrations.RunSQL.noop),
        migrations.RunSQL(PSEUDONYM, migrations.RunSQL.noop),
        migrations.RunSQL(STANDING_FUNCTION, DROP_STANDING_FUNCTION),
        only_for("sightline_pseudonym(text, bigint)", "sightline_publisher"),
    ]
