"""Files on contacts and checks: seen by whoever sees the record that they hang on, and so are their contents."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from sightline.common.row_security import secure, within

OWN = within("CONTACT", reach="OWN", column="s.agency_id")
# The record's own policy answers: these questions run under the row security of whoever asks.
ON_RECORD = (
    "exists (select from front_door_contactevent e where e.id = event_id)"
    " or exists (select from front_door_check c where c.id = about_check_id)"
)
SENT = f"exists (select from front_door_submission s where s.id = submission_id and {OWN})"

FILES_ON_RECORDS = """
create policy app_select_attached on common_storedfile for select to sightline_app
using (exists (select from front_door_attachment a where a.file_id = common_storedfile.id))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("common", "0007_files"),
        ("front_door", "0008_who_sees_contacts"),
        ("register", "0005_sharing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("attached_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_reason", models.CharField(blank=True, max_length=400)),
                (
                    "about_check",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="front_door.check",
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        help_text="Holds the front door",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="register.agency",
                    ),
                ),
                (
                    "attached_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="front_door.contactevent",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="common.storedfile"
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attachments",
                        to="front_door.submission",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("about_check__isnull", True), ("event__isnull", False)),
                            models.Q(
                                ("about_check__isnull", False), ("event__isnull", True), ("submission__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="a_file_hangs_on_one_record",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_at__isnull", True),
                            models.Q(
                                ("withdrawn_by__isnull", False), models.Q(("withdrawn_reason", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawn_file_says_by_whom_and_why",
                    ),
                ],
            },
        ),
        secure("front_door_attachment", read=f"{ON_RECORD} or {SENT}", write=ON_RECORD),
        migrations.RunSQL(FILES_ON_RECORDS, migrations.RunSQL.noop),
    ]
