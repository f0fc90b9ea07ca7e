"""The agencies of the partnership and their teams."""

from django.db import models


class Agency(models.Model):
    """An organisation that works with children here. Who is a safeguarding partner: Children Act 2004, section 16E."""

    class Kind(models.TextChoices):
        COUNCIL = "LA", "Council"
        INTEGRATED_CARE_BOARD = "ICB", "Integrated care board"
        POLICE = "POL", "Police"
        HEALTH_PROVIDER = "HEA", "Health provider"
        EDUCATION = "EDU", "School, college or early years setting"
        PUBLIC_HEALTH = "PH", "Public health"
        VOLUNTARY = "VCS", "Voluntary and community"
        PROBATION = "PRO", "Probation"
        FIRE = "FRS", "Fire and rescue"
        SUBSTANCE_MISUSE = "SUB", "Substance misuse service"
        BOARD = "BRD", "Linked board"
        REGULATOR = "REG", "Regulator"
        HOUSING = "HOU", "Housing"
        YOUTH_JUSTICE = "YJS", "Youth justice service"
        OTHER_AUTHORITY = "OLA", "Another local authority"

    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=3, choices=Kind)
    is_safeguarding_partner = models.BooleanField(default=False)
    holds_front_door = models.BooleanField(default=False, help_text="Receives the contacts of this area")
    telephone = models.CharField(max_length=30, blank=True)

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [
            models.UniqueConstraint(
                fields=["holds_front_door"], condition=models.Q(holds_front_door=True), name="one_front_door"
            )
        ]

    class Retention:
        keep = ("id", "name", "kind", "is_safeguarding_partner", "holds_front_door", "telephone")

    def __str__(self) -> str:
        return self.name


class Team(models.Model):
    """People of one agency who share a worklist."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_team_of_a_name_in_an_agency")]

    class Retention:
        keep = ("id", "agency", "name")

    def __str__(self) -> str:
        return self.name
