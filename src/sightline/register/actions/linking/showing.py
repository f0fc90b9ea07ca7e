"""Opening a pair shows the front door facts of another agency's record: that is a line of the sharing ledger."""

from datetime import datetime

from django.db import transaction

from sightline.common.access import Permission
from sightline.common.actor import on_behalf_of
from sightline.common.lawful_basis import Article6Basis
from sightline.common.refusals import must_hold
from sightline.register.actions.sharing import Basis, Told, keep_lines
from sightline.register.models import Disclosure, Link, LinkedRecord, Purpose, Staff

FIELDS = ("names", "date of birth", "sex", "NHS number", "pupil number", "address", "school")


@transaction.atomic
def show_link(*, link: Link, by: Staff, at: datetime) -> list[LinkedRecord]:
    """The two records of a pair, for who decides. Each other agency's ledger gets one line the first time."""
    must_hold(by, Permission.LINK_RECORDS)
    records = list(
        LinkedRecord.objects.visible_to(by).filter(link=link).select_related("agency", "school").order_by("child_id")
    )
    shown = Disclosure.objects.visible_to(by).filter(about_type=link._meta.label, about_id=link.pk)
    told = set(shown.values_list("agency_id", flat=True))
    for record in records:
        if record.agency_id != by.agency_id and record.agency_id not in told:
            _tell(link, record, by=by, at=at)
    return records


def _tell(link: Link, record: LinkedRecord, *, by: Staff, at: datetime) -> None:
    line = Told(
        about=link,
        child=record.child_id,
        agency=record.agency_id,
        receiver=by.agency_id,
        purpose=Purpose.OTHER,
        purpose_note="Finding out whether two records are one child",
        basis=Basis(article_6_basis=Article6Basis.PUBLIC_TASK),
        fields=FIELDS,
        means=Disclosure.Means.SIGHTLINE,
        by=by,
        at=at,
    )
    with on_behalf_of(record.agency_id):
        keep_lines([line])
