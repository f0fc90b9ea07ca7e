"""Files that people attach: a person sees their own that hang on nothing yet; areas add who sees the others."""

import uuid

from django.db import migrations, models

from sightline.common.row_security import STAFF, secure

SCANNING = "(select current_setting('app.purpose', true)) = 'scan files'"
OWN = f"stored_by_id = {STAFF}"


class Migration(migrations.Migration):
    dependencies = [("common", "0006_audit_chain")]

    operations = [
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.UUIDField(default=uuid.uuid4, unique=True)),
                ("sha256", models.CharField(db_index=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="Bytes")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("PDF", "PDF document"),
                            ("PNG", "Picture (PNG)"),
                            ("JPEG", "Picture (JPEG)"),
                            ("DOCX", "Word document"),
                            ("XLSX", "Excel workbook"),
                            ("ODT", "OpenDocument text"),
                            ("MSG", "Outlook message"),
                            ("EML", "E-mail message"),
                            ("TXT", "Plain text"),
                            ("CSV", "Table (CSV)"),
                        ],
                        max_length=4,
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="As it was called where it came from; shown, never used", max_length=255
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Added to a form that is not sent yet"),
                            ("KEPT", "Hangs on a record"),
                            ("REFUSED", "Refused, or its time was over: its content is not kept"),
                        ],
                        default="WAITING",
                        max_length=7,
                    ),
                ),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("NOT_SET_UP", "No virus scanner is set up"),
                            ("WAITING", "Not yet scanned"),
                            ("CLEAN", "No virus found"),
                            ("FOUND", "A virus was found"),
                        ],
                        max_length=10,
                    ),
                ),
                ("scanned_at", models.DateTimeField(blank=True, null=True)),
                ("found", models.CharField(blank=True, help_text="What the scanner calls the virus", max_length=120)),
                ("stored_at", models.DateTimeField()),
                ("stored_by_id", models.BigIntegerField()),
                ("agency_id", models.BigIntegerField(help_text="Of who stored it")),
            ],
            options={
                "indexes": [
                    models.Index(condition=models.Q(("scan", "WAITING")), fields=["stored_at"], name="files_to_scan")
                ],
            },
        ),
        secure(
            "common_storedfile",
            read=f"({OWN} and state in ('WAITING', 'REFUSED')) or {SCANNING}",
            write=f"{OWN} or {SCANNING}",
            insert=OWN,
            may=("select", "insert", "update", "delete"),
        ),
    ]
