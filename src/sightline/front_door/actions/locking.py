"""Taking hold of a contact, so that two people at once cannot both change it unseen."""

from sightline.common.refusals import NotYours
from sightline.front_door.actions.refusals import AlreadyDecided, ChangedMeanwhile
from sightline.front_door.models import Contact


def locked(contact: Contact, *, seen_version: int | None = None) -> Contact:
    """The contact as it stands now, held for this transaction and counted up one version.

    `seen_version` is the version that the person had on their screen. Raises ChangedMeanwhile when it has
    moved on, AlreadyDecided when what happened meanwhile is the decision, and NotYours for a contact that the
    database does not show to whoever acts.
    """
    found = Contact.objects.select_for_update(of=("self",)).select_related("event", "child")
    current = found.filter(pk=contact.pk).first()
    if current is None:
        raise NotYours("There is no such contact, or not one that you may see.")
    if seen_version is not None and current.version != seen_version:
        if current.is_decided:
            decision = current.decisions.order_by("-number").first()
            who = decision.decided_by.name if decision and decision.decided_by else "a colleague"
            raise AlreadyDecided(
                f"{who} has decided this contact while you had it open. What you wrote is kept below:"
                " read their decision, and correct it if it is wrong."
            )
        raise ChangedMeanwhile(
            "A colleague has changed this contact while you had it open. What you wrote is kept below:"
            " look at what changed, then send it again."
        )
    current.version += 1
    return current
