"""What the rows of each list become at the front door, through its own verbs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from sightline.common.many import RowRefused
from sightline.common.refusals import Refused
from sightline.exchange.annex_a.lists import FORMAT, NFA, TEAM
from sightline.exchange.annex_a.matching import Known
from sightline.exchange.annex_a.rows import ListedRow, in_words
from sightline.front_door import codes
from sightline.front_door.actions import ChildInContact, NewContact
from sightline.front_door.actions.bulk import (
    ContactChange,
    ContactRow,
    ReferralChange,
    ReferralRow,
    change_listed_referrals,
    correct_listed_contacts,
    record_contacts,
    record_referrals,
)
from sightline.front_door.models import Contact, Referral
from sightline.intake.account import Change
from sightline.intake.models import ExtractRow
from sightline.register.models import Child, Staff, Team
from sightline.timescales.zone import start_of_day

NewRow = tuple[ListedRow, Child]
Notes = dict[ListedRow, dict[str, str]]
CHANGED_HERE = "not taken over: somebody has changed it here meanwhile"
RECORDED_HERE = "not taken over: the record was made here, not by a list"
GONE = "not taken over: the record has been withdrawn here"
REASON = "The authority's later Annex A extract says otherwise."


class TurnedDown(Exception):  # noqa: N818 - it reads as what it says
    """A verb of the front door or the register refuses a row: which, in which column, and why."""

    def __init__(self, row: ListedRow, column: str, reason: str) -> None:
        super().__init__(reason)
        self.row, self.column, self.reason = row, column, reason


class Records(Protocol):
    """The records that the rows of one list become."""

    def already_here(self, rows: Sequence[NewRow], kept: Sequence[ExtractRow]) -> dict[ListedRow, int]:
        """Of rows that no earlier extract had, those whose record was made at the front door itself."""

    def complete(self, here: Mapping[ListedRow, int]) -> dict[ListedRow, list[Change]]:
        """Adds to such records what they lack and the rows tell; tells what that was."""

    def record(self, rows: Sequence[NewRow]) -> list[int]:
        """Makes the records of new rows; raises TurnedDown."""

    def change(self, pairs: Sequence[Known]) -> Notes:
        """Changes the records of rows that say something else than before; tells by column what was not taken over."""


class Contacts:
    """List 1."""

    def __init__(self, *, by: Staff, at: datetime) -> None:
        self.by, self.at = by, at

    def already_here(self, rows: Sequence[NewRow], kept: Sequence[ExtractRow]) -> dict[ListedRow, int]:
        children = {child.pk for _, child in rows if child.pk}
        days = [row.happened_on for row, _ in rows if row.happened_on]
        if not children or not days:
            return {}
        found = (
            Contact.objects.visible_to(self.by)
            .filter(child__in=children, received_on__range=(min(days), max(days)), event__from_extract="")
            .exclude(state__in=(codes.State.DUPLICATE, codes.State.WITHDRAWN))
        )
        taken = {each.record_id for each in kept}
        free: dict[tuple[Any, ...], list[int]] = {}
        facts = found.order_by("pk").values_list("pk", "child_id", "received_on", "event__source")
        for key, child_id, on, source in facts:
            if key not in taken:
                free.setdefault((child_id, on, codes.SOURCE_GROUPS[source]), []).append(key)
        here: dict[ListedRow, int] = {}
        for row, child in rows:
            if same := free.get((child.pk, row.happened_on, codes.SOURCE_GROUPS[row.source])):
                here[row] = same.pop(0)
        return here

    def complete(self, here: Mapping[ListedRow, int]) -> dict[ListedRow, list[Change]]:
        return {}

    def record(self, rows: Sequence[NewRow]) -> list[int]:
        new = [
            ContactRow(
                contact=NewContact(
                    source=row.source,
                    channel=codes.Channel.IMPORTED,
                    contact_type="",
                    received_at=start_of_day(row.day),
                    referral_text="",
                    children=[ChildInContact(child=child)],
                    from_extract=FORMAT,
                )
            )
            for row, child in rows
        ]
        try:
            recorded = record_contacts(new, by=self.by, at=self.at)
        except RowRefused as refused:
            raise _turned_down(rows[refused.number - 1][0], refused.refusal) from refused
        return [each.contacts[0].pk for each in recorded]

    def change(self, pairs: Sequence[Known]) -> Notes:
        held = Contact.objects.visible_to(self.by).select_related("event")
        contacts = held.in_bulk([known.kept.record_id for known in pairs])
        notes: Notes = {}
        rows: list[tuple[ListedRow, ContactChange]] = []
        for known in pairs:
            row, kept, contact = known.row, known.kept, contacts.get(known.kept.record_id)
            facts = (
                (row.of.source, "source", kept.source, row.source, contact and contact.event.source),
                (row.of.event, "received_at", kept.happened_on, row.day, contact and contact.received_on),
            )
            changes: dict[str, Any] = {}
            for column, name, was, now, says in facts:
                if was == now or says == now:
                    continue
                if note := _why_not(says, was, made_here=bool(contact and not contact.event.from_extract)):
                    notes.setdefault(row, {})[column] = note
                else:
                    changes[name] = start_of_day(row.day) if name == "received_at" else now
            if contact and changes:
                rows.append((row, ContactChange(contact=contact, changes=changes)))
        try:
            correct_listed_contacts([change for _, change in rows], reason=REASON, by=self.by, at=self.at)
        except RowRefused as refused:
            raise _turned_down(rows[refused.number - 1][0], refused.refusal) from refused
        return notes


class Referrals:
    """List 3."""

    def __init__(self, *, by: Staff, at: datetime) -> None:
        self.by, self.at = by, at
        self.teams = {team.name.casefold(): team for team in Team.objects.filter(agency_id=by.agency_id)}

    def team(self, row: ListedRow) -> Team | None:
        """The team of the agency with the name that the row gives. A name that is no team's stays with the row."""
        return self.teams.get((row.said.get(TEAM) or "").casefold())

    def already_here(self, rows: Sequence[NewRow], kept: Sequence[ExtractRow]) -> dict[ListedRow, int]:
        """One referral of a child in a day, whoever recorded it."""
        children = {child.pk for _, child in rows if child.pk}
        found = Referral.objects.visible_to(self.by).filter(child__in=children, withdrawn_at__isnull=True)
        taken = {each.record_id for each in kept}
        free = {
            (child, on): key for key, child, on in found.values_list("pk", "child", "referred_on") if key not in taken
        }
        here: dict[ListedRow, int] = {}
        for row, child in rows:
            if key := free.pop((child.pk, row.day), None):
                here[row] = key
        return here

    def complete(self, here: Mapping[ListedRow, int]) -> dict[ListedRow, list[Change]]:
        """What became of a referral, and which team has it, is often told by the list alone."""
        referrals = Referral.objects.visible_to(self.by).in_bulk(list(here.values()))
        told: dict[ListedRow, list[Change]] = {}
        rows = []
        for row, key in here.items():
            referral, changes = referrals[key], dict[str, Any]()
            ended, team = row.ended_without_assessment, self.team(row)
            if ended is not None and referral.ended_without_assessment is None:
                changes["ended_without_assessment"] = ended
                told.setdefault(row, []).append(Change(row.row.number, NFA, None, in_words(NFA, row.said[NFA])))
            if team and referral.team_id is None:
                changes["team"] = team
                told.setdefault(row, []).append(Change(row.row.number, TEAM, None, team.name))
            if changes:
                rows.append(ReferralChange(referral=referral, changes=changes))
        change_listed_referrals(rows, by=self.by, at=self.at)
        return told

    def record(self, rows: Sequence[NewRow]) -> list[int]:
        new = [
            ReferralRow(
                child=child,
                referred_on=row.day,
                source=row.source,
                ended_without_assessment=row.ended_without_assessment,
                team=self.team(row),
                from_extract=FORMAT,
            )
            for row, child in rows
        ]
        try:
            recorded = record_referrals(new, by=self.by, at=self.at)
        except RowRefused as refused:
            raise _turned_down(rows[refused.number - 1][0], refused.refusal) from refused
        return [referral.pk for referral in recorded]

    def change(self, pairs: Sequence[Known]) -> Notes:
        referrals = (
            Referral.objects.visible_to(self.by)
            .filter(withdrawn_at__isnull=True)
            .select_related("team")
            .in_bulk([known.kept.record_id for known in pairs])
        )
        notes: Notes = {}
        rows: list[tuple[ListedRow, ReferralChange]] = []
        for known in pairs:
            referral = referrals.get(known.kept.record_id)
            changes: dict[str, Any] = {}
            for column, name, was, now in self._facts(known):
                says = getattr(referral, name) if referral else None
                if was == now or (referral and says == now):
                    continue
                made_here = bool(referral and not referral.from_extract)
                unsaid = referral is not None and name in ("ended_without_assessment", "team") and says is None
                note = GONE if referral is None else "" if unsaid else _why_not(says, was, made_here=made_here)
                if note:
                    notes.setdefault(known.row, {})[column] = note
                else:
                    changes[name] = now
            if referral and changes:
                rows.append((known.row, ReferralChange(referral=referral, changes=changes)))
        try:
            change_listed_referrals([change for _, change in rows], by=self.by, at=self.at)
        except RowRefused as refused:
            raise _turned_down(rows[refused.number - 1][0], refused.refusal) from refused
        return notes

    def _facts(self, known: Known) -> Iterable[tuple[str, str, Any, Any]]:
        """Column, field, what the list said before, what it says now."""
        row, kept = known.row, known.kept
        yield row.of.source, "source", kept.source, row.source
        yield row.of.event, "referred_on", kept.happened_on, row.day
        ended = {"YES": True, "NO": False}.get(kept.values.get(NFA, ""))
        yield NFA, "ended_without_assessment", ended, row.ended_without_assessment
        yield TEAM, "team", self.teams.get(kept.values.get(TEAM, "").casefold()), self.team(row)


def _turned_down(row: ListedRow, refused: Refused) -> TurnedDown:
    return TurnedDown(row, row.of.event, str(refused))


def _why_not(says: Any, was: Any, *, made_here: bool) -> str:
    """Why a record keeps what it says; empty where it says what the earlier list said."""
    if says is None:
        return GONE
    if made_here:
        return RECORDED_HERE
    return "" if says == was else CHANGED_HERE
