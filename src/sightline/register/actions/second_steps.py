"""A colleague has lost their telephone and their recovery codes: an administrator of their agency clears the way."""

from datetime import datetime

from django.db import connection, models, transaction

from sightline.common import audit
from sightline.register.actions.refusals import Incomplete, NotAllowed
from sightline.register.models import Staff


class HowChecked(models.TextChoices):
    """How the administrator made sure that it is the person who asks. An e-mail or a call from them is not enough."""

    IN_PERSON = "IN_PERSON", "I saw them, in person or by video"
    RANG_BACK = "RANG_BACK", "I rang them back on the number that we have of them"
    MANAGER = "MANAGER", "Their manager asked for it, and I know the manager"


@transaction.atomic
def clear_second_step(*, person: Staff, by: Staff, at: datetime, how_checked: str) -> int:
    """Removes the person's app, passkeys and recovery codes and ends their sessions; how many steps there were.

    They set up a new one at their next sign-in. The database itself lets only an administrator of the person's agency
    do this, and nobody for themselves: NotAllowed.
    """
    if how_checked not in HowChecked.values:
        raise Incomplete("Say how you made sure that it is they who ask.")
    with connection.cursor() as cursor:
        cursor.execute("select sightline_clear_second_step(%s)", [person.pk])
        (cleared,) = cursor.fetchone()
    if cleared is None:
        raise NotAllowed(
            "Only an administrator of the person's own agency can clear a second step, and not their own. Ask a"
            " colleague who is one."
        )
    audit.record("cleared the second step", person, by=by, at=at, purpose=how_checked)
    return int(cleared)
