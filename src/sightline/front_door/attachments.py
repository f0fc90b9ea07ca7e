"""Which files the front door lets a person open, told to the one page that opens files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from sightline.common.files.hanging import Hanging, hangings, visible
from sightline.common.models import StoredFile
from sightline.front_door.actions.attaching import may_withdraw
from sightline.front_door.models import Attachment, Check, Contact, ContactEvent
from sightline.front_door.models.attachments import AttachmentQuerySet
from sightline.register.models import Staff


@visible.add
def files_shown_to(staff: Staff) -> Iterator[QuerySet[Any]]:
    """The files on contacts, checks and receipts that the person may see."""
    yield Attachment.objects.visible_to(staff).values("file_id")


@hangings.add
def where_it_hangs(file: StoredFile, staff: Staff) -> Iterator[Hanging]:
    """The record that the file hangs on, as the access trail names it."""
    held = Attachment.objects.visible_to(staff).filter(file=file)
    found = held.select_related("event", "about_check__contact", "submission").first()
    if found is None:
        return
    why_shut = "This file was withdrawn. The record says by whom and why." if found.withdrawn_at else ""
    about, reference = _record_of(found, staff)
    yield Hanging(about=about, reference=reference, number=found.pk, why_shut=why_shut)


def _record_of(found: Attachment, staff: Staff) -> tuple[Any, str]:
    if found.about_check is not None:
        return found.about_check, f"check-{found.about_check.pk}"
    assert found.event_id is not None
    event = ContactEvent.objects.filter(pk=found.event_id).first()
    if event is None:  # hidden from the sender, who sees their receipt
        assert found.submission is not None
        return found.submission, found.submission.reference
    contact = Contact.objects.visible_to(staff).filter(event=event).order_by("pk").first()
    return contact or event, event.reference


def on_contact(contact: Contact, staff: Staff) -> AttachmentQuerySet:
    """The files that came with the communications whose words count for this contact, and those added since."""
    events = {contact.event_id, contact.came_in_id} | {event.pk for event in contact.heard_in}
    return Attachment.objects.visible_to(staff).filter(event_id__in=events - {None}).for_a_list()


def on_check(check: Check, staff: Staff) -> AttachmentQuerySet:
    """The files of a question and its answer."""
    return Attachment.objects.visible_to(staff).filter(about_check=check).for_a_list()


@dataclass(frozen=True)
class Shown:
    """A file as a list of files shows it to one person."""

    attachment: Attachment
    may_withdraw: bool


def rows(attachments: Iterable[Attachment], staff: Staff) -> list[Shown]:
    """The files of one record, each with whether this person may withdraw it."""
    return [Shown(each, each.withdrawn_at is None and may_withdraw(each, by=staff)) for each in attachments]


def by_check(checks: Iterable[Check], staff: Staff) -> dict[int, list[Shown]]:
    """The files of several checks, asked for at once."""
    ids = [check.pk for check in checks]
    found: dict[int, list[Shown]] = {}
    for each in rows(Attachment.objects.visible_to(staff).filter(about_check_id__in=ids).for_a_list(), staff):
        assert each.attachment.about_check_id is not None
        found.setdefault(each.attachment.about_check_id, []).append(each)
    return found
