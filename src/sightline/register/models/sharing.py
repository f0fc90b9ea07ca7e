"""What is shared with whom, why, and on which law: agreements, grants and the ledger of disclosures."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models

from sightline.common.access import Reach, Record
from sightline.common.lawful_basis import Article6Basis, SpecialCategoryCondition
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.staff import Staff


class Purpose(models.TextChoices):
    """Why information about a child passes from one agency to another."""

    CHECK = "CHECK", "The front door asks what an agency knows"
    CHECK_ANSWER = "CHECK_ANSWER", "An agency answers the front door"
    REFERRAL = "REFERRAL", "An agency refers a child"
    FEEDBACK = "FEEDBACK", "The referrer is told the outcome"
    CHANGE_OF_WORKER = "CHANGE_OF_WORKER", "A change of worker is told to those involved"
    STRATEGY_DISCUSSION = "STRATEGY_DISCUSSION", "A strategy discussion"
    WORKING_TOGETHER = "WORKING_TOGETHER", "Working together with the family"
    TRANSFER = "TRANSFER", "The child moves to another area"
    INSPECTION = "INSPECTION", "An inspection"
    SUBJECT_ACCESS = "SUBJECT_ACCESS", "A person asks for what is held about them"
    OTHER = "OTHER", "Another purpose"


class SharingAgreementQuerySet(models.QuerySet["SharingAgreement"]):
    def visible_to(self, staff: Staff) -> "SharingAgreementQuerySet":
        """All of them: an agreement is nobody's record, and all staff may read on what their sharing rests."""
        return self.all()

    def review_overdue(self, today: date) -> "SharingAgreementQuerySet":
        """Those in force whose latest version was to be reviewed before today."""
        latest = AgreementVersion.objects.filter(agreement=models.OuterRef("pk")).order_by("-number")
        by = self.filter(ended_on=None).annotate(review_by=models.Subquery(latest.values("review_by")[:1]))
        return by.filter(review_by__lt=today)

    def days_of_review_passed(self, today: date) -> list[date]:
        """The days by which those overdue were to be reviewed."""
        return [each.latest_version.review_by for each in self.review_overdue(today).prefetch_related("versions")]


class SharingAgreement(models.Model):
    """An information sharing agreement between agencies. Its text stands in dated versions."""

    title = models.CharField(max_length=200, unique=True)
    kept_by = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    ended_on = models.DateField(null=True, blank=True)

    objects = SharingAgreementQuerySet.as_manager()

    class Retention:
        keep = ("id", "title", "kept_by", "ended_on")

    @property
    def latest_version(self) -> "AgreementVersion":
        return max(self.versions.all(), key=lambda version: version.number)

    def __str__(self) -> str:
        return self.title


class AgreementVersion(models.Model):
    """One version of an agreement: its text, between whom, for which purposes, in force from, to be reviewed by."""

    agreement = models.ForeignKey(SharingAgreement, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    purposes = ArrayField(models.CharField(max_length=20, choices=Purpose))
    agencies = models.ManyToManyField(Agency, related_name="agreements")
    in_force_from = models.DateField()
    review_by = models.DateField()
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="one_version_of_a_number"),
            models.CheckConstraint(
                condition=models.Q(review_by__gt=models.F("in_force_from")), name="an_agreement_is_reviewed_later"
            ),
        ]

    class Retention:
        keep = (
            "id",
            "agreement",
            "number",
            "purposes",
            "agencies",
            "in_force_from",
            "review_by",
            "recorded_by",
            "recorded_at",
        )
        remove = ("text",)

    def __str__(self) -> str:
        return f"{self.agreement}, version {self.number}"

    @property
    def purposes_in_words(self) -> list[str]:
        return [Purpose(purpose).label for purpose in self.purposes]


class GrantQuerySet(models.QuerySet["Grant"]):
    def visible_to(self, staff: Staff) -> "GrantQuerySet":
        """The grants that the agencies whose children the person may open gave, and those given to their own."""
        given = models.Q(agency_id__in=staff.agencies_open(Record.CHILD), child__in=Child.objects.visible_to(staff))
        return self.filter(given | models.Q(to_agency_id__in=staff.agencies_within(Record.CHILD, Reach.INVITED)))

    def live(self) -> "GrantQuerySet":
        return self.filter(ended_at__isnull=True)


class Grant(models.Model):
    """One agency may see the least of one child, for one purpose, until the purpose is served."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="grants")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Grants")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    rests_on_type = models.CharField(max_length=80, help_text="The kind of record that asked for it")
    rests_on_id = models.BigIntegerField()
    from_at = models.DateTimeField()
    granted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=80, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["to_agency", "ended_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["rests_on_type", "rests_on_id", "to_agency"],
                condition=models.Q(ended_at__isnull=True),
                name="one_live_grant_for_one_reason",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "child",
            "agency",
            "to_agency",
            "purpose",
            "rests_on_type",
            "rests_on_id",
            "from_at",
            "granted_by",
            "ended_at",
            "ended_because",
        )


class SharedChildQuerySet(models.QuerySet["SharedChild"]):
    def visible_to(self, staff: Staff) -> "SharedChildQuerySet":
        """The children that other agencies share with the person's own."""
        return self.filter(to_agency_id__in=staff.agencies_within(Record.CHILD, Reach.INVITED))


class SharedChild(models.Model):
    """The narrow window through which an agency sees a child that it was granted: never more than stands here.

    A view of the database. It shows nothing of a restricted child, nor an address that is protected.
    """

    grant = models.OneToOneField(Grant, on_delete=models.DO_NOTHING, primary_key=True, related_name="window")
    to_agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, related_name="+")
    purpose = models.CharField(max_length=20, choices=Purpose)
    from_at = models.DateTimeField()
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    other_names = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Child.Sex)
    school = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, null=True, related_name="+")
    address = models.CharField(max_length=220)

    objects = SharedChildQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "register_sharedchild"

    class Retention:
        keep = ("grant", "to_agency", "agency", "purpose", "from_at", "sex")
        scrub = ("born_on", "expected_on", "school")
        remove = ("given_name", "family_name", "other_names", "address")

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or "Name not supplied"


class DisclosureQuerySet(models.QuerySet["Disclosure"]):
    def visible_to(self, staff: Staff) -> "DisclosureQuerySet":
        """What the person's agency told and was told, less what is about restricted children."""
        own = {*staff.agencies_open(Record.CHILD), *staff.agencies_within(Record.CONTACT, Reach.OWN)}
        told = models.Q(agency_id__in=own) | models.Q(receiver_id__in=own)
        return self.filter(told | models.Q(by=staff)).exclude(child__in=Child.objects.closed_to(staff))


class Disclosure(models.Model):
    """One line of the sharing ledger: what was told to whom, or why it was withheld. Fields, never their values."""

    class Means(models.TextChoices):
        SIGHTLINE = "SIGHTLINE", "Through Sightline"
        TELEPHONE = "TELEPHONE", "By telephone"
        EMAIL = "EMAIL", "By secure e-mail"
        LETTER = "LETTER", "By letter"
        MEETING = "MEETING", "At a meeting"

    class Verdict(models.TextChoices):
        SHARED = "SHARED", "Shared"
        WITHHELD = "WITHHELD", "Withheld, because sharing would be more detrimental"

    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="disclosures")
    about_type = models.CharField(max_length=80, help_text="The kind of record that it was about")
    about_id = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Told, or withheld")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    receiver_name = models.CharField(max_length=120, blank=True, help_text="Somebody outside the partnership")
    verdict = models.CharField(max_length=8, choices=Verdict)
    why_withheld = models.CharField(max_length=400, blank=True)
    means = models.CharField(max_length=9, choices=Means, blank=True, help_text="Empty where nobody says how")
    purpose = models.CharField(max_length=20, choices=Purpose)
    purpose_note = models.CharField(max_length=200, blank=True)
    exception = models.CharField(max_length=400, blank=True, help_text="Why it was told although a rule was against it")
    article_6_basis = models.CharField(max_length=20, choices=Article6Basis, blank=True)
    special_category_condition = models.CharField(max_length=24, choices=SpecialCategoryCondition, blank=True)
    law_enforcement = models.BooleanField(default=False, help_text="Data Protection Act 2018, part 3")
    agreement = models.ForeignKey(AgreementVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fields = ArrayField(models.CharField(max_length=80))
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recalled_at = models.DateTimeField(null=True, blank=True, help_text="Told in error, and taken back")

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["child", "-at"]),
            models.Index(fields=["about_type", "about_id"]),
            models.Index(fields=["-at", "-id"], name="ledger_newest_first"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(receiver__isnull=False) | ~models.Q(receiver_name=""),
                name="a_disclosure_has_a_receiver",
            ),
            models.CheckConstraint(
                condition=models.Q(verdict="SHARED") | ~models.Q(why_withheld=""),
                name="what_is_withheld_has_a_reason",
            ),
        ]

    class Retention:
        keep = (
            "id",
            "child",
            "about_type",
            "about_id",
            "agency",
            "receiver",
            "verdict",
            "means",
            "purpose",
            "article_6_basis",
            "special_category_condition",
            "law_enforcement",
            "agreement",
            "fields",
            "at",
            "by",
            "recalled_at",
        )
        remove = ("receiver_name", "why_withheld", "purpose_note", "exception")
