"""Many contacts held at once."""

from collections.abc import Iterable

from sightline.front_door.models import Contact


def held(contacts: Iterable[int], *fields: str) -> dict[int, Contact]:
    """The contacts with these ids as they stand now, held for this transaction, with the fields named only."""
    contact = Contact.objects.select_for_update(of=("self",)).only("agency", "state", "version", *fields).order_by()
    if any(field.startswith("event__") for field in fields):
        contact = contact.select_related("event")
    return {each.pk: each for each in contact.filter(pk__any_of=contacts)}
