"""On what law information about a child is shared: three fields, never one (ruling D5)."""

from django.db.models import TextChoices


class Article6Basis(TextChoices):
    """Lawful basis: UK GDPR, article 6(1)."""

    PUBLIC_TASK = "PUBLIC_TASK", "Public task"
    LEGAL_OBLIGATION = "LEGAL_OBLIGATION", "Legal obligation"
    VITAL_INTERESTS = "VITAL_INTERESTS", "Vital interests"
    CONSENT = "CONSENT", "Consent"


class SpecialCategoryCondition(TextChoices):
    """Condition for special category data: UK GDPR, article 9(2); Data Protection Act 2018, schedule 1."""

    SAFEGUARDING = (
        "SAFEGUARDING",
        "Substantial public interest: safeguarding of children (schedule 1, paragraph 18)",
    )
    HEALTH_OR_SOCIAL_CARE = "HEALTH_OR_SOCIAL_CARE", "Health or social care (schedule 1, paragraph 2)"
    VITAL_INTERESTS = "VITAL_INTERESTS", "Vital interests"
    NOT_SPECIAL = "NOT_SPECIAL", "No special category data"
