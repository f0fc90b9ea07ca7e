"""How a contact stands on a list, on the screen and in a file."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from sightline.common.spreadsheets import harmless
from sightline.front_door.models import Contact
from sightline.timescales.zone import in_london

COLUMNS = (
    ("Child", ""),
    ("Clock", "urgent"),
    ("Received", "received"),
    ("Who was worried", "source"),
    ("Concern", "concern"),
    ("Level", ""),
    ("Known here", ""),
    ("Owner", ""),
)
RAG_COLOURS = {"RED": "red", "AMBER": "orange", "GREEN": "green", "BLUE": "blue"}


def as_row(contact: Contact, now: datetime) -> dict[str, Any]:
    """The contact as the worklist table draws it: the clock with its word, the reasons to look twice as tags."""
    clock = contact.most_urgent_clock
    return {
        "url": reverse("front_door:contact", args=[contact.pk]),
        "tone": "overdue" if clock and clock.due_at < now else "",
        "cells": [
            {"text": contact.child_name, "hint": _about_child(contact), "tags": _flags(contact)},
            {"clock": clock} if clock else "",
            {"text": _received(contact, now), "hint": contact.event.get_channel_display()},
            {"text": contact.event.referrer, "hint": contact.event.referrer_role},
            contact.get_primary_concern_display() or "Not given",
            _level(contact),
            _known(contact),
            contact.owner.name if contact.owner else "Nobody yet",
        ],
    }


def _received(contact: Contact, now: datetime) -> str:
    """When it was received, with the year unless it is this one; a list from another system tells the day alone."""
    at = in_london(contact.received_at)
    day = f"{at:%a %-d %b}" if at.year == in_london(now).year else f"{at:%a %-d %b %Y}"
    return day if contact.event.from_extract else f"{day}, {at:%H:%M}"


def _about_child(contact: Contact) -> str:
    child = contact.child
    if child is None:
        return "Not yet matched"
    if child.is_unborn:
        return f"Expected {child.expected_on:%-d %b %Y}"
    age = child.age(contact.received_on)
    return "Age not known" if age is None else "Under 1 year" if age == 0 else f"{age} year{'s' if age > 1 else ''}"


def _flags(contact: Contact) -> list[dict[str, str]]:
    flags = []
    if contact.rag:
        flags.append({"text": contact.get_rag_display(), "colour": RAG_COLOURS[contact.rag]})
    if contact.child and contact.child.is_unborn:
        flags.append({"text": "Unborn", "colour": "purple"})
    if contact.is_on_open_case:
        flags.append({"text": "Open case", "colour": "teal"})
    if not contact.is_decided and contact.needs_neglect_tool:
        flags.append({"text": "No neglect tool", "colour": "yellow"})
    if contact.child and contact.child.interpreter_needed:
        flags.append({"text": "Interpreter", "colour": "grey"})
    return flags


def _level(contact: Contact) -> Any:
    if contact.level_concluded:
        was = f"referred as {contact.level_as_referred}" if contact.level_as_referred else "none was given"
        return {"text": contact.level_concluded, "hint": was}
    return {"text": contact.level_as_referred, "hint": "referred"} if contact.level_as_referred else "Not given"


def _known(contact: Contact) -> str:
    if contact.is_on_open_case:
        return "Open case"
    if contact.earlier_contact_id:
        return "In the last 12 months"
    return "Not in 12 months" if contact.child_id else "Not yet matched"


_EXPORTED = (
    ("Reference", lambda c: c.event.reference),
    ("Child", lambda c: c.child_name),
    ("Received", lambda c: f"{in_london(c.received_at):%Y-%m-%d %H:%M}"),
    ("Who was worried", lambda c: c.event.referrer),
    ("Source", lambda c: c.event.source),
    ("Concern", lambda c: c.primary_concern),
    ("Level as referred", lambda c: c.level_as_referred),
    ("Priority", lambda c: c.rag),
    ("State", lambda c: c.get_state_display()),
    ("Decide by", lambda c: f"{in_london(c.decide_by):%Y-%m-%d %H:%M}" if c.decide_by else ""),
    ("Outcome", lambda c: c.get_outcome_display()),
    ("Level concluded", lambda c: c.level_concluded),
    ("Owner", lambda c: c.owner.name if c.owner else ""),
)


def export_cells(contact: Contact | None) -> list[str]:
    """One row of the file; without a contact its headings. Nothing in it can run as a formula."""
    if contact is None:
        return [heading for heading, _ in _EXPORTED]
    return [harmless(str(read(contact))) for _, read in _EXPORTED]
