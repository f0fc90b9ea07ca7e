"""Which records of several agencies are one child: proposed, decided by a person, and undone again."""

from django.db import models

from sightline.common.access import Permission, Record
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Child
from sightline.register.models.sharing import Disclosure
from sightline.register.models.staff import Staff


class LinkQuerySet(models.QuerySet["Link"]):
    def visible_to(self, staff: Staff) -> "LinkQuerySet":
        """For those who link records: every pair but those with a record that is closed to them."""
        if not (staff.may(Permission.LINK_RECORDS) and staff.agency.holds_front_door):
            return self.none()
        closed = Child.objects.closed_to(staff).values("pk")
        return self.exclude(models.Q(one__in=closed) | models.Q(other__in=closed))

    def waiting(self) -> "LinkQuerySet":
        return self.filter(state=Link.State.PROPOSED)


class Link(models.Model):
    """Two records that may be, are, or are not the same child. `one` is the record with the smaller number.

    Nothing of the two records is copied here: the evidence names each comparison, its step and its bits.
    """

    class State(models.TextChoices):
        PROPOSED = "PROPOSED", "Waits for a person"
        POSTPONED = "POSTPONED", "Not now"
        CONFIRMED = "CONFIRMED", "The same child"
        REJECTED = "REJECTED", "Not the same child"
        UNDONE = "UNDONE", "Confirmed in error, and undone"
        WITHDRAWN = "WITHDRAWN", "No longer proposed"

    class Standing(models.TextChoices):
        """As the engine says it (`linkage.proposals.Standing`); a pair that a person chose has none."""

        LINKS_BY_ITSELF = "LINKS_BY_ITSELF", "May be linked without a person"
        FOR_A_PERSON = "FOR_A_PERSON", "For a person"
        BY_HAND = "BY_HAND", "Brought together by a person"

    one = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    agency_one = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    agency_other = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=9, choices=State, default=State.PROPOSED)
    weight = models.FloatField(help_text="In bits: one bit doubles the odds that it is the same child")
    likely = models.BooleanField()
    standing = models.CharField(max_length=15, choices=Standing)
    rival = models.CharField(max_length=8, blank=True, help_text="What they would rather be, if not the same child")
    reasons = models.JSONField(default=list, blank=True, help_text="Why a person must look, by name")
    evidence = models.JSONField(default=list, blank=True, help_text="Comparison, step and bits; never a value")
    fingerprint = models.CharField(max_length=64, help_text="Changes when one of the facts compared does")
    proposed_at = models.DateTimeField()
    by_itself = models.BooleanField(default=False)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When the two were last made one child")
    reason = models.CharField(max_length=400, blank=True)
    postponed_until = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = LinkQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-likely", "-weight"], name="links_that_wait"),
            models.Index(fields=["other"], name="links_of_the_other"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_link_between_two_records"),
            models.CheckConstraint(
                condition=models.Q(one__lt=models.F("other")), name="the_smaller_number_comes_first"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="POSTPONED") | models.Q(postponed_until__isnull=False),
                name="what_is_put_off_says_until_when",
            ),
        ]

    class Retention:
        keep = (
            *("id", "one", "other", "agency_one", "agency_other", "state", "weight", "likely", "standing", "rival"),
            *("proposed_at", "by_itself", "decided_at", "decided_by", "confirmed_at", "postponed_until"),
            "version",
        )
        remove = ("reasons", "evidence", "fingerprint", "reason")

    @property
    def is_within_an_agency(self) -> bool:
        """Two records of one agency: to confirm them is to merge."""
        return self.agency_one_id == self.agency_other_id


class LinkDecisionQuerySet(models.QuerySet["LinkDecision"]):
    def visible_to(self, staff: Staff) -> "LinkDecisionQuerySet":
        return self.filter(link__in=Link.objects.visible_to(staff).values("pk"))


class LinkDecision(models.Model):
    """One decision about a link. Decisions are added, never changed: a link's history is all of them."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="decisions")
    state = models.CharField(max_length=9, choices=Link.State, help_text="What it became")
    at = models.DateTimeField()
    by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=400, blank=True)

    objects = LinkDecisionQuerySet.as_manager()

    class Retention:
        keep = ("id", "link", "state", "at", "by")
        remove = ("reason",)


class LinkRecallQuerySet(models.QuerySet["LinkRecall"]):
    def visible_to(self, staff: Staff) -> "LinkRecallQuerySet":
        """Those of the links that the person decides about, and those of disclosures that their own agency made."""
        if not staff.may(Permission.LINK_RECORDS):
            return self.none()
        links = Link.objects.visible_to(staff).values("pk")
        own = models.Q(agency_id__in=staff.agencies_open(Record.CHILD))
        return self.filter(models.Q(link__in=links) | own)

    def to_do(self) -> "LinkRecallQuerySet":
        return self.filter(done_at=None)


class LinkRecall(models.Model):
    """Something that was told of a child while two records were wrongly one: to be taken back (ruling S12)."""

    link = models.ForeignKey(Link, on_delete=models.PROTECT, related_name="recalls")
    disclosure = models.ForeignKey(Disclosure, on_delete=models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Told it, takes it back")
    told_at = models.DateTimeField()
    marked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = LinkRecallQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["link", "disclosure"], name="recalled_once_for_a_link")]

    class Retention:
        keep = ("id", "link", "disclosure", "agency", "told_at", "marked_at", "done_at", "done_by")


class LinkedRecordQuerySet(models.QuerySet["LinkedRecord"]):
    def visible_to(self, staff: Staff) -> "LinkedRecordQuerySet":
        return self.filter(link__in=Link.objects.visible_to(staff).values("pk"))


class LinkedRecord(models.Model):
    """The narrow window on the two records of a link: what is compared, and nothing else. A view of the database.

    A protected address is withheld; a record that is restricted shows nothing to those who are not named on it.
    """

    key = models.CharField(primary_key=True, max_length=40)
    link = models.ForeignKey(Link, on_delete=models.DO_NOTHING, related_name="records")
    child = models.ForeignKey(Child, on_delete=models.DO_NOTHING, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, related_name="+")
    given_name = models.CharField(max_length=80)
    family_name = models.CharField(max_length=80)
    other_names = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    sex = models.CharField(max_length=1, choices=Child.Sex)
    school = models.ForeignKey(Agency, on_delete=models.DO_NOTHING, null=True, related_name="+")
    nhs_number = models.CharField(max_length=40)
    upn = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8)
    address_withheld = models.BooleanField()

    objects = LinkedRecordQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "register_linkedrecord"

    class Retention:
        keep = ("key", "link", "child", "agency", "sex", "address_withheld")
        scrub = ("born_on", "expected_on", "school")
        remove = ("given_name", "family_name", "other_names", "nhs_number", "upn", "address", "postcode")

    @property
    def name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip() or "Name not supplied"
