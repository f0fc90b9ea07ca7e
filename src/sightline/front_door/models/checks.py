"""What the front door asks other agencies about a child, and what they answer."""

from django.db import models

from sightline.common.access import Reach, Record
from sightline.front_door import codes
from sightline.front_door.models.contacts import Contact
from sightline.front_door.models.running import RunningClock
from sightline.register.models import Agency, Staff


class CheckQuerySet(models.QuerySet["Check"]):
    def visible_to(self, staff: Staff) -> "CheckQuerySet":
        """The checks that the person's agency asked, and those asked of it."""
        asked = models.Q(contact__in=Contact.objects.visible_to(staff))
        return self.filter(asked | models.Q(asked_of_id__in=staff.agencies_within(Record.CONTACT, Reach.OWN)))

    def asked_of(self, agency_id: int) -> "CheckQuerySet":
        return self.filter(asked_of_id=agency_id)

    def waiting(self) -> "CheckQuerySet":
        return self.filter(state=codes.CheckState.ASKED)


class Check(models.Model):
    """One question to one agency about one child, with the least that it needs to know to answer."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="checks")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", help_text="Asks")
    asked_of = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    # Whom the question is about, as told to the agency asked: all it may see of the child.
    about_name = models.CharField(max_length=170)
    about_born_on = models.DateField(null=True, blank=True)
    about_postcode = models.CharField(max_length=8, blank=True)
    question = models.TextField()
    article_6_basis = models.CharField(max_length=20, choices=codes.Article6Basis)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    answer_by = models.DateTimeField()
    answer_rule_version = models.CharField(max_length=40)
    state = models.CharField(max_length=9, choices=codes.CheckState, default=codes.CheckState.ASKED)
    answer = models.TextField(blank=True)
    analysis = models.TextField(blank=True, help_text="What the agency makes of it")
    sensitivity = models.CharField(max_length=10, choices=codes.Sensitivity, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["asked_of", "state", "answer_by"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="ANSWERED")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="") & ~models.Q(sensitivity="")),
                name="an_answered_check_has_an_answer",
            )
        ]

    @property
    def clock(self) -> RunningClock:
        return RunningClock("Answer", self.answer_by, self.asked_at, "", stopped_at=self.answered_at)

    class Retention:
        keep = (
            "id",
            "contact",
            "agency",
            "asked_of",
            "article_6_basis",
            "asked_at",
            "asked_by",
            "answer_by",
            "answer_rule_version",
            "state",
            "sensitivity",
            "answered_at",
            "answered_by",
            "recorded_at",
        )
        scrub = ("about_born_on",)
        remove = ("about_name", "about_postcode", "question", "answer", "analysis")
