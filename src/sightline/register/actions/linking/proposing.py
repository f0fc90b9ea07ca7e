"""Proposing links between all agencies' records: read once, compared in memory, written set-wise, decisions kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from sightline.common import actor, audit
from sightline.common.access import Permission
from sightline.common.many import deed, keep_audit, lay_in, number, put_back
from sightline.common.refusals import NotYours, must_hold
from sightline.register.actions.linking.keeping import (
    VERBS,
    State,
    one_decision_at_a_time,
    refuse_what_stands_against,
    regroup,
)
from sightline.register.actions.linking.refusals import StillRunning
from sightline.register.actions.refusals import AlreadyRecorded, Impossible
from sightline.register.models import Child, ExternalReference, HouseholdMember, Link, LinkDecision, Staff
from sightline.timescales.zone import local_date

if TYPE_CHECKING:
    import pyarrow as pa

    from sightline.linkage.proposals import Link as Found
    from sightline.linkage.proposals import Proposals

LINKING = "link records"
"""The purpose under which the database shows all agencies' records to be compared (register 0007)."""

APART = (State.REJECTED, State.UNDONE)
COMPUTED = ("weight", "likely", "standing", "rival", "reasons", "evidence", "fingerprint")
CHANGED = (
    *COMPUTED,
    *("state", "by_itself", "decided_at", "decided_by", "confirmed_at", "reason", "postponed_until", "version"),
)


@dataclass(frozen=True)
class Proposed:
    """What one run did, in numbers of links; `records` is how many were compared."""

    records: int
    new: int
    linked_by_itself: int
    reopened: int
    withdrawn: int
    waiting: int


def propose_links(*, at: datetime, done: Callable[[str], None] = lambda stage: None) -> Proposed:
    """Compares all agencies' records and proposes which are one child; nobody's name stands under it.

    What a person decided stands. A pair that was rejected, undone or put off comes back only when one of its facts has
    changed, and then a person decides. Only what the engine says may be linked by itself is confirmed. While it
    runs, decisions of people wait: about half a minute for 100,000 children. Raises StillRunning.
    """
    with actor.acting(None, at=at, purpose=LINKING):
        with connection.cursor() as cursor:
            cursor.execute("select pg_try_advisory_xact_lock(hashtext('sightline proposes links'))")
            if cursor.fetchone() == (False,):
                raise StillRunning("The records are being compared just now. Wait until that is done.")
        one_decision_at_a_time()
        records = _records()
        known = {(each.one_id, each.other_id): each for each in Link.objects.all()}
        # Splink is loaded here and not when the service starts: only this job needs it.
        from sightline.linkage.proposing import propose

        proposals = propose(
            records,
            already=[pair for pair, link in known.items() if link.state == State.CONFIRMED],
            apart={pair: link.fingerprint or None for pair, link in known.items() if link.state in APART},
            done=done,
        )
        return _Writing(known, at=at).write(proposals)


class _Writing:
    """What one run writes: links new, changed, linked by themselves and withdrawn, together."""

    def __init__(self, known: Mapping[tuple[int, int], Link], *, at: datetime) -> None:
        self.known, self.at, self.today = known, at, local_date(at)
        self.new: list[Link] = []
        self.changed: list[Link] = []
        self.linked: list[Link] = []
        self.decisions: list[LinkDecision] = []
        self.reopened = 0
        was_apart = LinkDecision.objects.filter(state__in=APART).values_list("link_id", flat=True)
        self.for_people = {*was_apart} | {each.pk for each in known.values() if each.decided_by_id}

    def write(self, proposals: "Proposals") -> Proposed:
        for found in proposals.links:
            self._take(found, proposals)
        withdrawn = list(self._no_longer({found.pair for found in proposals.links}))
        number(self.new)
        for link in self.linked:
            self._decided(link, State.CONFIRMED)
        for link in withdrawn:
            self._decided(link, State.WITHDRAWN)
        lay_in(self.new)
        put_back([*self.changed, *withdrawn], CHANGED)
        number(self.decisions)
        lay_in(self.decisions)
        regroup(record for link in self.linked for record in (link.one_id, link.other_id))
        entries = [deed(VERBS[State.CONFIRMED], link, by=None, at=self.at, fields=["state"]) for link in self.linked]
        keep_audit(entries, people={}, at=self.at)
        return Proposed(
            records=len(proposals.records),
            new=len(self.new),
            linked_by_itself=len(self.linked),
            reopened=self.reopened,
            withdrawn=len(withdrawn),
            waiting=Link.objects.waiting().count(),
        )

    def _take(self, found: "Found", proposals: "Proposals") -> None:
        link = self.known.get(found.pair)
        fingerprint = proposals.fingerprint(found)
        is_changed = link is None or link.fingerprint != fingerprint
        if link is None:
            link = Link(
                one_id=found.one,
                other_id=found.other,
                agency_one_id=int(found.agency_one),
                agency_other_id=int(found.agency_other),
                proposed_at=self.at,
            )
            self.new.append(link)
        else:
            self._come_back(link, is_changed=is_changed)
            self.changed.append(link)
        link.weight, link.likely, link.rival = round(found.weight, 2), found.likely, found.rival
        link.standing, link.reasons = str(found.standing), [reason.name for reason in found.reasons]
        link.fingerprint = fingerprint
        if is_changed or not link.evidence:
            link.evidence = [
                {"comparison": each.comparison, "step": each.step, "bits": each.bits}
                for each in proposals.evidence(found)
            ]
        if link.pk in self.for_people:
            link.standing = Link.Standing.FOR_A_PERSON
        if link.state == State.PROPOSED and link.standing == Link.Standing.LINKS_BY_ITSELF:
            link.state, link.by_itself = State.CONFIRMED, True
            link.decided_at = link.confirmed_at = self.at
            self.linked.append(link)

    def _come_back(self, link: Link, *, is_changed: bool) -> None:
        """Whether a known pair waits for a person again."""
        put_off = link.state == State.POSTPONED and not is_changed and link.postponed_until > self.today  # type: ignore[operator]
        if link.state == State.PROPOSED or put_off:
            return
        self.reopened += 1
        link.state, link.postponed_until = State.PROPOSED, None
        link.proposed_at = self.at
        link.version += 1
        self.decisions.append(LinkDecision(link=link, state=State.PROPOSED, at=self.at))

    def _no_longer(self, found: set[tuple[int, int]]) -> Iterable[Link]:
        for pair, link in self.known.items():
            waits = link.state in (State.PROPOSED, State.POSTPONED) and link.standing != Link.Standing.BY_HAND
            if waits and pair not in found:
                link.state, link.postponed_until = State.WITHDRAWN, None
                link.decided_at = self.at
                link.version += 1
                yield link

    def _decided(self, link: Link, state: str) -> None:
        self.decisions.append(LinkDecision(link=link, state=state, at=self.at))


def _records() -> "pa.Table":
    """Every record that takes part, as the engine wants it."""
    import pyarrow as pa

    from sightline.linkage.normalising import COLUMNS

    names = ", ".join(COLUMNS.names)
    with connection.cursor() as cursor:
        cursor.execute(f"select {names} from sightline_linkage_records()")
        rows = cursor.fetchall()
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS.names)
    return pa.table([pa.array(values, kind) for values, kind in zip(columns, COLUMNS.types, strict=True)], COLUMNS)


@transaction.atomic
def propose_by_hand(*, one: Child, other: Child, by: Staff, at: datetime) -> Link:
    """Brings two records that nobody proposed before the person who decides: two doubles of the own agency above all.

    Raises Impossible, NotTogether, NotYours, and AlreadyRecorded where the pair stands already.
    """
    must_hold(by, Permission.LINK_RECORDS)
    first, second = sorted((one, other), key=lambda child: child.pk)
    if first.pk == second.pk:
        raise Impossible("Both are the same record.")
    pair = list(Child.objects.visible_to(by).filter(pk__in=[first.pk, second.pk]).order_by("pk"))
    if len(pair) < 2:
        raise NotYours("There is no such record, or not one that you may open.")
    one_decision_at_a_time()
    if Link.objects.filter(one=first, other=second).exclude(state=State.WITHDRAWN).exists():
        raise AlreadyRecorded("These two stand among the pairs already. Find them under “Possible same child”.")
    refuse_what_stands_against(first.pk, second.pk)
    from sightline.linkage.proposals import fingerprint
    from sightline.linkage.proposing import side_by_side

    facts = [facts_of(child) for child in pair]
    weight, evidence = side_by_side(*facts)
    link, _ = Link.objects.update_or_create(
        one=first,
        other=second,
        defaults={
            "agency_one_id": first.agency_id,
            "agency_other_id": second.agency_id,
            "state": State.PROPOSED,
            "weight": round(weight, 2),
            "likely": False,
            "standing": Link.Standing.BY_HAND,
            "evidence": [{"comparison": e.comparison, "step": e.step, "bits": e.bits} for e in evidence],
            "fingerprint": fingerprint(*facts),
            "proposed_at": at,
            "decided_by": by,
        },
    )
    LinkDecision.objects.create(link=link, state=State.PROPOSED, at=at, by=by)
    audit.record(VERBS[State.PROPOSED], link, by=by, at=at, fields=["state"])
    return link


def facts_of(child: Child) -> dict[str, Any]:
    """A record of the own agency, as the engine compares it."""
    numbers: Sequence[tuple[str, str]] = list(child.references.order_by("-value").values_list("kind", "value"))
    by_kind = dict(numbers)
    member = (
        HouseholdMember.objects.filter(child=child, to_on=None, household__address__is_protected=False)
        .select_related("household__address")
        .order_by("-from_on", "-pk")
        .first()
    )
    home = member.household.address if member else None
    return {
        "record_id": child.pk,
        "agency": str(child.agency_id),
        "given_name": child.given_name,
        "family_name": child.family_name,
        "other_names": child.other_names,
        "born_on": child.born_on,
        "expected_on": child.expected_on,
        "sex": child.sex,
        "postcode": home.postcode if home else None,
        "address": home.lines if home else None,
        "nhs_number": by_kind.get(ExternalReference.Kind.NHS_NUMBER),
        "upn": by_kind.get(ExternalReference.Kind.UPN),
    }
