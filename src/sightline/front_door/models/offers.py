"""What the front door offers to the services that come after it. They pull; it never pushes."""

from django.db import models

from sightline.common.access import Reach, Record
from sightline.front_door import codes
from sightline.front_door.models.contacts import Contact
from sightline.register.models import Agency, Child, Staff, Team


class ReferralQuerySet(models.QuerySet["Referral"]):
    def visible_to(self, staff: Staff) -> "ReferralQuerySet":
        """The referrals of the agencies open to the person; early help sees those of the contacts that it sees."""
        seen = models.Q(agency_id__in=staff.agencies_open(Record.CONTACT), child__in=Child.objects.visible_to(staff))
        if staff.agencies_within(Record.CONTACT, Reach.ABOUT_EARLY_HELP):
            contacts = Contact.objects.visible_to(staff).filter(referral__isnull=False)
            seen |= models.Q(pk__in=contacts.values("referral_id"))
        return self.filter(seen)


class Referral(models.Model):
    """A request for children's social care about a child with no open case. Several contacts may feed one."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="referrals")
    referred_on = models.DateField()
    source = models.CharField(max_length=2, choices=codes.EVERY_SOURCE)
    primary_concern = models.CharField(max_length=6, choices=codes.Concern, blank=True)
    earlier_referral = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    again_reason = models.CharField(max_length=24, choices=codes.AgainReason, blank=True)
    # Null where the service after the front door has not told: never read as "no".
    ended_without_assessment = models.BooleanField(null=True, blank=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    from_extract = models.CharField(max_length=60, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["child", "referred_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["child", "referred_on"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_referral_of_a_child_in_a_day",
            )
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "child",
            "referred_on",
            "source",
            "primary_concern",
            "earlier_referral",
            "again_reason",
            "ended_without_assessment",
            "team",
            "accepted_at",
            "accepted_by",
            "withdrawn_at",
            "recorded_by",
            "recorded_at",
            "from_extract",
        )


class EarlyHelpRequest(models.Model):
    """A request that early help take up a child's contact, nothing retyped."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="early_help_requests")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    level = models.CharField(max_length=2, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_early_help_request_at_a_time",
            )
        ]

    class Retention:
        keep = (
            "id",
            "agency",
            "contact",
            "child",
            "requested_at",
            "level",
            "accepted_at",
            "withdrawn_at",
            "recorded_by",
            "recorded_at",
        )


class StrategyDiscussionRequestQuerySet(models.QuerySet["StrategyDiscussionRequest"]):
    def visible_to(self, staff: Staff) -> "StrategyDiscussionRequestQuerySet":
        return self.filter(contact__in=Contact.objects.visible_to(staff))


class StrategyDiscussionRequest(models.Model):
    """A child may be suffering significant harm: a strategy discussion is asked for at once, at any stage."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    contact = models.OneToOneField(Contact, on_delete=models.PROTECT, related_name="strategy_discussion_request")
    child = models.ForeignKey(Child, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    escalated_at = models.DateTimeField()
    escalated_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    hold_by = models.DateTimeField()
    hold_rule_version = models.CharField(max_length=40)
    accepted_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = StrategyDiscussionRequestQuerySet.as_manager()

    class Retention:
        keep = (
            "id",
            "agency",
            "contact",
            "child",
            "escalated_at",
            "escalated_by",
            "hold_by",
            "hold_rule_version",
            "accepted_at",
            "recorded_at",
        )
        remove = ("reason",)
