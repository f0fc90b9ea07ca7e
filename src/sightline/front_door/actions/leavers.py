"""What a colleague who leaves has in hand goes to another. Their administrator sees how many contacts, and no more."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, transaction

from sightline.common import audit
from sightline.front_door.models import Contact
from sightline.register.models import Staff
from sightline.register.open_work import OpenWork, open_work


@open_work.add
def contacts_in_hand(*, person: Staff, by: Staff, at: datetime) -> Iterator[OpenWork]:
    """Contacts not yet decided that are given to the person."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_contacts_in_hand(%s)", [person.pk])
        (count,) = cursor.fetchone()
    yield OpenWork(
        title="Contacts not yet decided",
        count=count,
        hand_over=lambda receiver: hand_contacts_over(person=person, receiver=receiver, by=by, at=at),
        note="Left with the agency they stand on the front door's list under the leaver's name until a manager gives"
        " them to somebody",
    )


@transaction.atomic
def hand_contacts_over(*, person: Staff, receiver: Staff, by: Staff, at: datetime) -> int:
    """Gives every undecided contact of `person` to `receiver`; how many. The database asks who may."""
    with connection.cursor() as cursor:
        cursor.execute("select sightline_hand_contacts_over(%s, %s)", [person.pk, receiver.pk])
        (given,) = cursor.fetchone()
    audit.record_many(
        audit.described("gave a contact to a colleague", Contact(pk=each), by=by, at=at, fields=["owner"])
        for each in given
    )
    return len(given)
