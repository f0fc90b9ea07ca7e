"""What was done and what was read, stamped by the database and sealed into a chain."""

from django.db import migrations, models

from sightline.common.audit_chain import sql
from sightline.common.history import KEEP_CHANGED, KEEP_REMOVED
from sightline.common.row_security import only_for, secure

ENTRIES = ("auditentry", "accessentry")
FUNCTIONS = (sql.AUDIT_HASH, sql.ACCESS_HASH, sql.LINK, sql.CHAIN, sql.SEAL_HASH, sql.SEAL, sql.HEADS, sql.FINDINGS)


def _add(model: str, name: str, field: models.Field) -> migrations.AddField:  # type: ignore[type-arg]
    return migrations.AddField(model_name=model, name=name, field=field)


def _run(statement: str) -> migrations.RunSQL:
    return migrations.RunSQL([(statement, None)], migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [("common", "0005_access_rights")]

    operations = [
        *[
            _add(
                model,
                "written_at",
                models.DateTimeField(null=True, editable=False, help_text="By the database's own clock"),
            )
            for model in ENTRIES
        ],
        *[
            _add(
                model,
                "written_in",
                models.BigIntegerField(null=True, editable=False, db_index=True, help_text="The transaction's number"),
            )
            for model in ENTRIES
        ],
        migrations.AddIndex(
            model_name="accessentry",
            index=models.Index(
                condition=models.Q(("kind__in", ["REFUSED", "HELD"])),
                fields=["agency_id", "-at"],
                name="what_was_refused",
            ),
        ),
        migrations.CreateModel(
            name="SealedEntry",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("seal", models.BigIntegerField()),
                ("source", models.CharField(help_text="audit or access: which of the two tables", max_length=6)),
                ("entry_id", models.UUIDField()),
                ("row_hash", models.BinaryField()),
                ("chain_hash", models.BinaryField()),
            ],
            options={"verbose_name_plural": "sealed entries"},
        ),
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("first_seq", models.BigIntegerField()),
                ("last_seq", models.BigIntegerField()),
                ("sealed_at", models.DateTimeField()),
                ("snapshot", models.CharField(help_text="Which transactions had ended by then", max_length=20000)),
                (
                    "cluster",
                    models.CharField(
                        help_text="The server and database that counted those transactions", max_length=60
                    ),
                ),
                (
                    "began_again",
                    models.BooleanField(help_text="The first seal after the database was restored from a dump"),
                ),
                ("form", models.PositiveSmallIntegerField(help_text="The canonical form that was hashed")),
                ("previous", models.BinaryField()),
                ("head", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PastValues",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("record_table", models.CharField(max_length=63)),
                ("record_id", models.BigIntegerField()),
                ("what", models.CharField(choices=[("CHANGED", "Changed"), ("REMOVED", "Removed")], max_length=7)),
                ("was", models.JSONField(help_text="Column to old value")),
                ("staff_id", models.BigIntegerField(null=True)),
                ("agency_id", models.BigIntegerField(null=True)),
                ("purpose", models.CharField(blank=True, max_length=80)),
                ("at", models.DateTimeField(help_text="When it happened, in business time")),
                ("recorded_at", models.DateTimeField()),
                (
                    "written_in",
                    models.BigIntegerField(
                        help_text="The transaction's number, as in the audit entry of the same deed"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "past values",
                "indexes": [models.Index(fields=["record_table", "record_id"], name="past_values_of_a_record")],
            },
        ),
        secure("common_pastvalues", read="false", may=("select",)),
        secure("common_sealedentry", read="false", may=()),
        secure("common_auditseal", read="false", may=()),
        *[_run(function) for function in (sql.STAMP, *FUNCTIONS)],
        *[_run(sql.STAMP_TABLE.format(table=f"common_{model}")) for model in ENTRIES],
        _run(KEEP_CHANGED),
        _run(KEEP_REMOVED),
        _run("revoke all on function sightline_keep_changed() from public"),
        _run("revoke all on function sightline_keep_removed() from public"),
        only_for("sightline_seal_audit()", "sightline_app"),
        only_for("sightline_audit_heads(bigint)", "sightline_app"),
        only_for("sightline_audit_findings()", "sightline_app"),
    ]
