"""What every area needs kept: the audit, the trail of reading, drafts, the business clock, the pseudonym key."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.common.audit_chain.models import AuditSeal as AuditSeal
from sightline.common.audit_chain.models import SealedEntry as SealedEntry
from sightline.common.models_of_history import PastValues as PastValues


class AuditEntry(models.Model):
    """One thing that was done: who, when, which verb, to which record, which fields. Never the values.

    Written in the transaction of the change itself, so that neither stands without the other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField(help_text="When it happened, in business time")
    recorded_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True, editable=False, help_text="By the database's own clock")
    written_in = models.BigIntegerField(null=True, editable=False, db_index=True, help_text="The transaction's number")
    staff_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=80)
    record_type = models.CharField(max_length=80)
    record_id = models.BigIntegerField()
    fields = ArrayField(models.CharField(max_length=80), default=list)
    purpose = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["record_type", "record_id"])]

    class Retention:
        keep = (
            "id",
            "at",
            "recorded_at",
            "written_at",
            "written_in",
            "staff_id",
            "agency_id",
            "verb",
            "record_type",
            "record_id",
            "fields",
            "purpose",
        )


class AccessEntry(models.Model):
    """One record that was opened, one search that was run, or one request that was refused.

    Written on a connection of its own, so that a request that fails later still leaves its trace.
    """

    class Kind(models.TextChoices):
        OPENED = "OPENED", "Record opened"
        LISTED = "LISTED", "List shown"
        SEARCHED = "SEARCHED", "Search run"
        EXPORTED = "EXPORTED", "List taken as a file"
        REFUSED = "REFUSED", "Request refused"
        HELD = "HELD", "Told that a record is held and whom to ring"
        SIGNED_IN = "SIGNED_IN", "Signed in"
        SIGN_IN_FAILED = "SIGN_IN_FAILED", "Tried to sign in and was not let in"
        SIGNED_OUT = "SIGNED_OUT", "Signed out"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField(auto_now_add=True)
    written_at = models.DateTimeField(null=True, editable=False, help_text="By the database's own clock")
    written_in = models.BigIntegerField(null=True, editable=False, db_index=True, help_text="The transaction's number")
    staff_id = models.BigIntegerField(null=True)
    agency_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=14, choices=Kind)
    page = models.CharField(max_length=120)
    record_type = models.CharField(max_length=80, blank=True)
    record_id = models.BigIntegerField(null=True)
    wanted = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["record_type", "record_id"]),
            models.Index(
                fields=["agency_id", "-at"],
                condition=models.Q(kind__in=["REFUSED", "HELD"]),
                name="what_was_refused",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "at",
            "recorded_at",
            "written_at",
            "written_in",
            "staff_id",
            "agency_id",
            "kind",
            "page",
            "record_type",
            "record_id",
            "wanted",
        )


class Draft(models.Model):
    """What a person has typed into a form and not yet sent. Seen by that person alone."""

    staff_id = models.BigIntegerField()
    form = models.CharField(max_length=120, help_text="The page the form stands on")
    answers = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["staff_id", "form"], name="one_draft_per_person_and_form")]

    class Retention:
        keep = ("id", "staff_id", "form", "saved_at")
        remove = ("answers",)


class PostedOnce(models.Model):
    """The mark of a form that has been sent, so that a second press of the button does nothing twice."""

    token = models.UUIDField(unique=True)
    staff_id = models.BigIntegerField(null=True)
    went_to = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Retention:
        keep = ("id", "token", "staff_id", "went_to", "at")


class BusinessClock(models.Model):
    """The moment that the partnership's clock showed when the real clock showed another.

    Only a demonstration or an exercise has a row here; a working service runs on real time.
    """

    business_at = models.DateTimeField()
    real_at = models.DateTimeField()

    class Retention:
        keep = ("id", "business_at", "real_at")


class PseudonymKey(models.Model):
    """The key from which the pseudonyms of published tables are made. It never leaves the database."""

    kind = models.CharField(max_length=40, unique=True)
    key = models.BinaryField()

    class Retention:
        keep = ("id", "kind", "key")


class SignIn(models.Model):
    """One time that a person signed in, as they see it on their own account page. Seen by that person alone.

    The session's key lets the person end it from another machine; it is blanked when the session has ended.
    """

    class How(models.TextChoices):
        PASSWORD = "PASSWORD", "Password"
        APP = "APP", "Password and a code from an app"
        PASSKEY = "PASSKEY", "Password and a passkey"
        RECOVERY_CODE = "RECOVERY_CODE", "Password and a recovery code"
        PROVIDER = "PROVIDER", "Your organisation's sign-in"
        PROVIDER_AND_STEP = "PROVIDER_AND_STEP", "Your organisation's sign-in and a second step"

    staff_id = models.BigIntegerField()
    at = models.DateTimeField()
    how = models.CharField(max_length=20, choices=How)
    browser = models.CharField(max_length=60, blank=True)
    session_key = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["staff_id", "-at"], name="sign_ins_of_a_person")]

    class Retention:
        keep = ("id", "staff_id", "at", "how", "ended_at")
        remove = ("browser", "session_key")


class Attempt(models.Model):
    """One try at something that may be tried only so often, under a keyed hash: no name and no address stands here.

    Shared by every web worker; rows go when their time is over.
    """

    key = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["key", "at"], name="attempts_under_a_key"),
            models.Index(fields=["at"], name="attempts_by_their_age"),
        ]

    class Retention:
        remove = ("id", "key", "at")


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    def visible_to(self, staff: Any) -> "StoredFileQuerySet":
        """A person's own uploads that hang on nothing yet, and what hangs on records that they may see."""
        from sightline.common.files.hanging import shown_to

        own = models.Q(state=StoredFile.State.WAITING, stored_by_id=staff.pk)
        return self.filter(own | models.Q(pk__in=shown_to(staff)))

    def to_scan(self) -> "StoredFileQuerySet":
        return self.filter(scan=StoredFile.Scan.WAITING)


class StoredFile(models.Model):
    """One file that somebody attached: what it is by its content, never by its name. The content lies outside the web.

    `address` is how it is asked for; `sha256` is where its content lies. Who may see it hangs on the record that
    an area attaches it to.
    """

    class Kind(models.TextChoices):
        PDF = "PDF", "PDF document"
        PNG = "PNG", "Picture (PNG)"
        JPEG = "JPEG", "Picture (JPEG)"
        DOCX = "DOCX", "Word document"
        XLSX = "XLSX", "Excel workbook"
        ODT = "ODT", "OpenDocument text"
        MSG = "MSG", "Outlook message"
        EML = "EML", "E-mail message"
        TXT = "TXT", "Plain text"
        CSV = "CSV", "Table (CSV)"

    class State(models.TextChoices):
        WAITING = "WAITING", "Added to a form that is not sent yet"
        KEPT = "KEPT", "Hangs on a record"
        REFUSED = "REFUSED", "Refused, or its time was over: its content is not kept"

    class Scan(models.TextChoices):
        NOT_SET_UP = "NOT_SET_UP", "No virus scanner is set up"
        WAITING = "WAITING", "Not yet scanned"
        CLEAN = "CLEAN", "No virus found"
        FOUND = "FOUND", "A virus was found"

    address = models.UUIDField(unique=True, default=uuid.uuid4)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="Bytes")
    kind = models.CharField(max_length=4, choices=Kind)
    name = models.CharField(max_length=255, help_text="As it was called where it came from; shown, never used")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    scan = models.CharField(max_length=10, choices=Scan)
    scanned_at = models.DateTimeField(null=True, blank=True)
    found = models.CharField(max_length=120, blank=True, help_text="What the scanner calls the virus")
    stored_at = models.DateTimeField()
    stored_by_id = models.BigIntegerField()
    agency_id = models.BigIntegerField(help_text="Of who stored it")

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["stored_at"], condition=models.Q(scan="WAITING"), name="files_to_scan"),
        ]

    class Retention:
        keep = (
            "id",
            "address",
            "sha256",
            "size",
            "kind",
            "state",
            "scan",
            "scanned_at",
            "found",
            "stored_at",
            "stored_by_id",
            "agency_id",
        )
        remove = ("name",)

    @property
    def has_content(self) -> bool:
        return self.state != self.State.REFUSED

    @property
    def can_be_opened(self) -> bool:
        return self.has_content and self.scan in (self.Scan.CLEAN, self.Scan.NOT_SET_UP)


class OutgoingMail(models.Model):
    """One e-mail that says no more than "something waits for you in Sightline", with a link by reference (ruling S13).

    Written in the transaction of what it tells; sent by a job. Nothing of a person's record has a field here.
    """

    class State(models.TextChoices):
        WAITING = "WAITING", "Waits to be sent"
        SENDING = "SENDING", "Being sent"
        SENT = "SENT", "Sent"
        DEAD = "DEAD", "Could not be sent"
        NOT_SET_UP = "NOT_SET_UP", "Not sent: mail is not set up"

    message_id = models.UUIDField(unique=True, default=uuid.uuid4, help_text="The same at every try")
    to_staff_id = models.BigIntegerField(null=True)
    to_address = models.EmailField()
    template = models.CharField(max_length=40)
    reference = models.CharField(max_length=12, blank=True)
    path = models.CharField(max_length=120, help_text="Of the page that waits, within the service")
    state = models.CharField(max_length=10, choices=State)
    tries = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    written_by_id = models.BigIntegerField(null=True)
    next_try_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=120, blank=True, help_text="Why the last try failed")

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"], condition=models.Q(state__in=["WAITING", "SENDING"]), name="mail_to_send"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reference__regex=r"^([A-Z]{2}-[A-Z0-9]{4}-[A-Z0-9]{4})?$"),
                name="a_mail_names_a_reference_and_nothing_else",
            ),
            models.CheckConstraint(
                condition=models.Q(path__regex=r"^/[a-z0-9/-]*$"), name="a_mail_leads_to_a_page_of_the_service"
            ),
        ]

    class Retention:
        keep = (
            "id",
            "message_id",
            "to_staff_id",
            "template",
            "reference",
            "path",
            "state",
            "tries",
            "written_at",
            "written_by_id",
            "next_try_at",
            "claimed_at",
            "sent_at",
            "problem",
        )
        remove = ("to_address",)


class AccessRight(models.Model):
    """One cell of the access matrix for one role, as row security reads it. Written from the code, by the owner."""

    role = models.CharField(max_length=40)
    agency_kind = models.CharField(max_length=3)
    record = models.CharField(max_length=20)
    level = models.CharField(max_length=7)
    reach = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["role", "agency_kind", "record", "level", "reach"], name="a_right_once")
        ]

    class Retention:
        keep = ("id", "role", "agency_kind", "record", "level", "reach")
