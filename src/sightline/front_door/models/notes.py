"""What is written beside a contact: notes on the way to its decision, and corrections of what was recorded."""

from datetime import datetime

from django.db import models

from sightline.front_door import codes
from sightline.front_door.models.contacts import Contact
from sightline.register.models import Agency, Staff
from sightline.timescales.zone import in_london


class ContactNote(models.Model):
    """What was done about a contact on the way to its decision: a call made, a thought, a hand-over."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="notes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Retention:
        keep = ("id", "contact", "agency", "at", "recorded_by", "recorded_at")
        remove = ("text",)


class Correction(models.Model):
    """One field of a contact that was wrong: what it said, what it says now, and why. Nothing is overwritten unseen."""

    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="corrections")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    field = models.CharField(max_length=40)
    said = models.JSONField(null=True)
    says = models.JSONField(null=True)
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()
    recorded_by = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Retention:
        keep = ("id", "contact", "agency", "field", "at", "recorded_by", "recorded_at")
        remove = ("said", "says", "reason")

    @property
    def field_label(self) -> str:
        return _CORRECTED.get(self.field, self.field)

    @property
    def said_text(self) -> str:
        return _in_words(self.field, self.said)

    @property
    def says_text(self) -> str:
        return _in_words(self.field, self.says)


_CORRECTED = {
    "received_at": "Received",
    "source": "Who was worried",
    "channel": "How it arrived",
    "contact_type": "Kind of contact",
    "level_as_referred": "Level as referred",
    "primary_concern": "Main concern",
    "neglect_tool": "Neglect tool",
}
_CHOICES: dict[str, dict[str, str]] = {
    "source": dict(codes.EVERY_SOURCE),
    "channel": dict(codes.Channel.choices),
    "contact_type": dict(codes.ContactType.choices),
    "primary_concern": dict(codes.Concern.choices),
    "neglect_tool": dict(codes.NeglectTool.choices),
}


def _in_words(field: str, value: str | None) -> str:
    if not value:
        return "not given"
    if field == "received_at":
        return f"{in_london(datetime.fromisoformat(value)):%-d %B %Y, %H:%M}"
    return _CHOICES[field][value] if field in _CHOICES else value
