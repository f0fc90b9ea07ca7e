"""Files on a contact and on a check, one withdrawn, one that waits in a form; and a mail that could not be sent."""

import io
from typing import Any

from tests.journeys.material.acting import NOW, Ids, acting

PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def attachments(contact_ids: list[int]) -> Ids:
    """Two files on each of the first two contacts, the second file withdrawn."""
    from sightline.front_door import actions
    from sightline.front_door.models import Attachment, Contact

    with acting("olive") as olive:
        for contact in Contact.objects.filter(pk__in=contact_ids[:2]).select_related("event"):
            files = [_file(olive, "school letter.pdf"), _file(olive, "sent in error.pdf")]
            _, wrong = actions.attach(event=contact.event, files=files, by=olive, at=NOW)
            actions.withdraw_attachment(attachment=wrong, reason="About another family.", by=olive, at=NOW)
        kept = list(Attachment.objects.filter(withdrawn_at=None).select_related("file"))
    return {"attachment_id": [each.pk for each in kept], "address": [str(each.file.address) for each in kept]}


def _file(by: Any, name: str) -> Any:
    from sightline.common.files.actions import take_in

    return take_in(file=io.BytesIO(PDF), name=name, by=by, at=NOW)


def a_mail_given_up() -> Ids:
    """A mail that the server refused for good, for the page of whoever runs the service."""
    from sightline.common import actor
    from sightline.common.models import OutgoingMail
    from sightline.common.outbox import actions, tell
    from sightline.register.models import Staff

    with acting("mina") as mina:
        sol = Staff.objects.get(username="sol")
        sol.email = "sol@school.example"
        (mail,) = tell(to=[sol], template="SOMETHING_WAITS", path="/", by=mina, at=NOW)
    with actor.acting(None, at=NOW, purpose=actions.RUNNING):
        mail = OutgoingMail.objects.get(pk=mail.pk)
    actions.mark_failed(mail=mail, problem="The server refuses this address (550)", for_good=True, at=NOW)
    return {}
