"""Mail that waits to be sent: written in the name of who acts, read by whoever runs the service and the job."""

import uuid

from django.db import migrations, models

from sightline.common.row_security import STAFF, secure

RUNNING = "(select current_setting('app.purpose', true)) = 'run mail'"


class Migration(migrations.Migration):
    dependencies = [("common", "0007_files")]

    operations = [
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("message_id", models.UUIDField(default=uuid.uuid4, help_text="The same at every try", unique=True)),
                ("to_staff_id", models.BigIntegerField(null=True)),
                ("to_address", models.EmailField(max_length=254)),
                ("template", models.CharField(max_length=40)),
                ("reference", models.CharField(blank=True, max_length=12)),
                ("path", models.CharField(help_text="Of the page that waits, within the service", max_length=120)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("WAITING", "Waits to be sent"),
                            ("SENDING", "Being sent"),
                            ("SENT", "Sent"),
                            ("DEAD", "Could not be sent"),
                            ("NOT_SET_UP", "Not sent: mail is not set up"),
                        ],
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("written_at", models.DateTimeField()),
                ("written_by_id", models.BigIntegerField(null=True)),
                ("next_try_at", models.DateTimeField()),
                ("claimed_at", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("problem", models.CharField(blank=True, help_text="Why the last try failed", max_length=120)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["WAITING", "SENDING"])),
                        fields=["next_try_at"],
                        name="mail_to_send",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reference__regex", "^([A-Z]{2}-[A-Z0-9]{4}-[A-Z0-9]{4})?$")),
                        name="a_mail_names_a_reference_and_nothing_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("path__regex", "^/[a-z0-9/-]*$")),
                        name="a_mail_leads_to_a_page_of_the_service",
                    ),
                ],
            },
        ),
        secure(
            "common_outgoingmail",
            read=f"written_by_id = {STAFF} or {RUNNING}",
            write=RUNNING,
            insert=f"written_by_id is not distinct from {STAFF}",
        ),
    ]
