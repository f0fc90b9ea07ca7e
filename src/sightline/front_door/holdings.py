"""Where the front door holds something about a child, and when it last had to do with one."""

from collections.abc import Iterable, Iterator

from sightline.common.models import StoredFile
from sightline.front_door.codes import UNDECIDED
from sightline.front_door.models import Attachment, Contact
from sightline.register.holdings import hold
from sightline.register.retention_rules import Activity, activities, stored_files
from sightline.timescales.zone import local_date

hold("front_door.Contact", "child", others=True)
hold("front_door.ContactEvent", "contacts__child", others=True)
hold("front_door.ContactNote", "contact__child", others=True)
hold("front_door.Correction", "contact__child", others=True)
hold("front_door.Decision", "contact__child", others=True)
hold("front_door.Feedback", "contact__child", others=True)
hold("front_door.Check", "contact__child", others=True)
hold("front_door.StrategyDiscussionRequest", "child", "contact__child", others=True)
hold("front_door.EarlyHelpRequest", "child")
hold("front_door.Referral", "child")
hold("front_door.HandOver", "child", "contact__child", others=True)
hold("front_door.Submission", "event__contacts__child", others=True)
hold("front_door.Attachment", "event__contacts__child", "about_check__contact__child", others=True)


@activities.add
def contacts(*, using: str) -> Iterator[Activity]:
    """Every contact keeps the record until some years after it was decided; an undecided one keeps it open."""
    rows = Contact.objects.using(using).exclude(child=None)
    for child_id, received_on, decided_at, state in rows.values_list("child", "received_on", "decided_at", "state"):
        last_on = max(received_on, local_date(decided_at)) if decided_at else received_on
        yield Activity(child_id=child_id, last_on=last_on, is_open=state in UNDECIDED)


@stored_files.add
def files(*, records: dict[str, list[int]], using: str) -> Iterable[StoredFile]:
    """The files that hang on what is cleared."""
    hung = Attachment.objects.using(using).filter(pk__in=records.get("front_door.Attachment", []))
    return StoredFile.objects.using(using).filter(pk__in=hung.values("file"))
