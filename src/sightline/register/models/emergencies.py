"""Restricted records: who is connected with one, and who opened one in an emergency."""

from django.db import models

from sightline.common.access import Permission
from sightline.common.business_time import Now
from sightline.register.models.agencies import Agency
from sightline.register.models.children import Restriction, RestrictionAccess
from sightline.register.models.staff import Staff


class IsConnected(models.Func):
    """Whether somebody is connected with the restriction of a row. The database is asked: the list is not for all."""

    function = "sightline_is_connected"
    output_field = models.BooleanField()


def _answered_for_by(staff: Staff) -> models.Q:
    """The restriction is one that the person answers for: named on it, or as the data protection lead."""
    named = models.Q(restriction__in=RestrictionAccess.objects.filter(staff=staff).values("restriction_id"))
    leads = models.Q(agency_id=staff.agency_id) if staff.may(Permission.SEE_ACCESS_TRAIL) else models.Q(pk__in=())
    return named | leads


class RestrictionConnectionQuerySet(models.QuerySet["RestrictionConnection"]):
    def visible_to(self, staff: Staff) -> "RestrictionConnectionQuerySet":
        """Who is connected, for those who answer for the record; the connected themselves are shown nothing."""
        known = self.filter(_answered_for_by(staff) | models.Q(restriction__restricted_by=staff))
        connected = IsConnected(models.F("restriction_id"), models.Value(staff.pk))
        return known.filter(~connected, agency_id=staff.agency_id)


class RestrictionConnection(models.Model):
    """A member of staff who is connected with a restricted child: never named on it, never let in."""

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="connections")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")

    objects = RestrictionConnectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["restriction", "staff"], name="connected_once_with_a_restriction"),
        ]

    class Retention:
        keep = ("id", "restriction", "agency", "staff")


class EmergencyAccessQuerySet(models.QuerySet["EmergencyAccess"]):
    def visible_to(self, staff: Staff) -> "EmergencyAccessQuerySet":
        """The person's own openings, and those of the records that they answer for."""
        answered_for = EmergencyAccess.objects.answered_for_by(staff).values("pk")
        return self.filter(models.Q(staff=staff) | models.Q(pk__in=answered_for), agency_id=staff.agency_id)

    def answered_for_by(self, staff: Staff) -> "EmergencyAccessQuerySet":
        """Openings of records that the person is named on, or leads data protection for; never of one connected."""
        connected = IsConnected(models.F("restriction_id"), models.Value(staff.pk))
        return self.filter(_answered_for_by(staff)).filter(~connected, agency_id=staff.agency_id)

    def waiting_for(self, staff: Staff) -> "EmergencyAccessQuerySet":
        """Openings that the person has to look at: as the one to ask about the record, or to find on as the lead."""
        to_look_at = models.Q(restriction__ask=staff, owner_saw_at=None)
        if staff.may(Permission.SEE_ACCESS_TRAIL):
            to_look_at |= models.Q(lead_saw_at=None)
        return self.answered_for_by(staff).filter(to_look_at)

    def still_open(self) -> "EmergencyAccessQuerySet":
        return self.filter(closes_at__gt=Now())


class EmergencyAccess(models.Model):
    """A restricted record opened in an emergency: by whom, why, until when, and who has looked at it since."""

    restriction = models.ForeignKey(Restriction, on_delete=models.CASCADE, related_name="emergencies")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    owner_saw_at = models.DateTimeField(null=True, blank=True, help_text="The person to ask about the record")
    lead_saw_at = models.DateTimeField(null=True, blank=True, help_text="The data protection lead")
    lead_saw_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    finding = models.CharField(max_length=400, blank=True, help_text="What the data protection lead found")

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "emergency accesses"
        indexes = [models.Index(fields=["staff", "closes_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opened_at")), name="an_emergency_closes_after_it_opens"
            )
        ]

    class Retention:
        keep = (
            "id",
            "restriction",
            "agency",
            "staff",
            "opened_at",
            "closes_at",
            "owner_saw_at",
            "lead_saw_at",
            "lead_saw_by",
        )
        remove = ("reason", "finding")
