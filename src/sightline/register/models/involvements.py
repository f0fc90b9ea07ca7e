"""Who works with a child, for which team, from when to when. Every area keeps this by its actions."""

from datetime import date

from django.db import models

from sightline.common.access import Record
from sightline.register.models.agencies import Agency, Team
from sightline.register.models.children import Child
from sightline.register.models.staff import Staff


class InvolvementQuerySet(models.QuerySet["Involvement"]):
    def visible_to(self, staff: Staff) -> "InvolvementQuerySet":
        return self.filter(agency_id__in=staff.agencies_open(Record.CHILD), child__in=Child.objects.visible_to(staff))

    def on(self, day: date) -> "InvolvementQuerySet":
        """Open on `day`: started by then and not ended by then (an involvement that ends that day is not open)."""
        return self.filter(from_on__lte=day).filter(models.Q(to_on__isnull=True) | models.Q(to_on__gt=day))

    def open_case(self) -> "InvolvementQuerySet":
        """Those that make a new contact one about an open case of children's social care."""
        return self.filter(service__in=Involvement.OPEN_CASE)


class Involvement(models.Model):
    """One service works with one child. Asked wherever "is this child open to somebody?" matters."""

    class Service(models.TextChoices):
        FRONT_DOOR = "FRONT_DOOR", "Front door"
        EARLY_HELP = "EARLY_HELP", "Early help"
        CHILD_IN_NEED = "CHILD_IN_NEED", "Child in need"
        CHILD_PROTECTION = "CHILD_PROTECTION", "Child protection plan"
        CARED_FOR = "CARED_FOR", "Cared-for child"
        CARE_LEAVER = "CARE_LEAVER", "Care leaver"
        YOUTH_JUSTICE = "YOUTH_JUSTICE", "Youth justice"
        EXPLOITATION = "EXPLOITATION", "Exploitation service"
        UNIVERSAL = "UNIVERSAL", "School or health, as for every child"

    OPEN_CASE = (Service.CHILD_IN_NEED, Service.CHILD_PROTECTION, Service.CARED_FOR)

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="involvements")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    service = models.CharField(max_length=16, choices=Service)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worker = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    worker_name = models.CharField(max_length=120, blank=True, help_text="Where the worker does not use Sightline")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = InvolvementQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["child", "service"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_on__isnull=True) | models.Q(to_on__gte=models.F("from_on")),
                name="an_involvement_ends_after_it_starts",
            )
        ]

    class Retention:
        keep = (
            "id",
            "child",
            "agency",
            "service",
            "team",
            "worker",
            "worker_name",
            "from_on",
            "to_on",
            "recorded_by",
            "recorded_at",
        )
