"""One attempt to load the rows that stand: children first, then contacts and referrals, then what is kept of them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sightline.common.many import RowRefused
from sightline.exchange.annex_a import telling
from sightline.exchange.annex_a.children import Plan, gather, plan_for, said_before
from sightline.exchange.annex_a.lists import BIRTH, CHILD, FORMAT, LISTS, AnnexAList
from sightline.exchange.annex_a.matching import Known, Matched, Places, match, not_mentioned
from sightline.exchange.annex_a.records import Contacts, Records, Referrals, TurnedDown
from sightline.exchange.annex_a.rows import ListedRow
from sightline.front_door.actions.bulk import look_back_again
from sightline.intake.actions import flag_absent, keep_changed_rows, keep_rows
from sightline.intake.models import ExtractRow
from sightline.register.actions.bulk import ListedChange, ListedChild, bring_in_children, change_listed_children
from sightline.register.listed import children_listed, held_listed
from sightline.register.models import Child, ExternalReference, Staff
from sightline.timescales.zone import local_date

CASE = ExternalReference.Kind.CASE_SYSTEM


@dataclass(frozen=True)
class Options:
    """How changed dates are meant: confirmed as corrections, or other events; otherwise they are asked about."""

    confirm_dates: bool = False
    dates_are_new: bool = False


class Attempt:
    """Loads the rows without a reason against them; `tell` then gives the account of all."""

    def __init__(self, rows: list[ListedRow], options: Options, *, by: Staff, at: datetime) -> None:
        self.rows, self.options, self.by, self.at = rows, options, by, at
        self.today = local_date(at)
        self.outcomes: dict[ListedRow, telling.Outcome] = defaultdict(telling.Outcome)
        self.absent: dict[int, list[ExtractRow]] = {}
        self.newly_absent: dict[int, list[ExtractRow]] = {}
        self.records: dict[int, Records] = {1: Contacts(by=by, at=at), 3: Referrals(by=by, at=at)}

    def make(self) -> None:
        """Raises TurnedDown, with everything of this attempt still to be taken back."""
        self.said = gather(self.rows)
        self._find_children()
        kept = {listed.number: self._kept(listed) for listed in LISTS}
        self._plan([row for rows in kept.values() for row in rows])
        matched = {listed.number: self._match(listed, kept[listed.number]) for listed in LISTS}
        known_before = list(self.children.values())
        self._bring_in_children({row.case_number for each in matched.values() for row in each.new if not row.why})
        self._change_children()
        for listed in LISTS:
            self._record(listed, matched[listed.number], kept[listed.number])
            self._change(listed, matched[listed.number], kept[listed.number])
            self._flag(listed, matched[listed.number])
        if any(outcome.is_new or outcome.is_changed for outcome in self.outcomes.values()):
            look_back_again(known_before, by=self.by, at=self.at)

    def tell(self) -> None:
        telling.tell(self.rows, self.outcomes, absent=self.absent, newly_absent=self.newly_absent)

    def _find_children(self) -> None:
        """The children named, also by rows that are refused. A restricted record is not made a second time (S1)."""
        found = children_listed(CASE, [row.case_number for row in self.rows if row.case_number], by=self.by)
        self.named = {case_number: child.pk for case_number, child in found.items()}
        self.children = {case_number: found[case_number] for case_number in self.said if case_number in found}
        missing = self.said.keys() - found.keys()
        for case_number, ask in held_listed(CASE, missing).items() if missing else ():
            telephone = f", {ask.telephone}" if ask.telephone else ""
            for row in self.said[case_number].rows:
                row.refuse(CHILD, f"A record is held. Ring {ask.name}{telephone}; nothing was added.")

    def _kept(self, listed: AnnexAList) -> list[ExtractRow]:
        """What is kept of earlier extracts: of the children here, and of the days that the list spans."""
        present = set(self.named.values())
        gone_over = dict(Child.objects.filter(became__in=present).values_list("pk", "became_id"))
        days = [row.happened_on for row in self.rows if row.of is listed and row.happened_on and not row.why]
        rows = ExtractRow.objects.filter(agency_id=self.by.agency_id).of(FORMAT, listed.name)
        wanted = rows.filter(child__in=sorted(present | gone_over.keys()))
        if days:
            wanted = wanted | rows.filter(happened_on__range=(min(days), max(days)))
        kept = list(wanted.order_by("read_at", "pk"))
        for row in kept:
            row.child_id = gone_over.get(row.child_id, row.child_id)
        return kept

    def _plan(self, kept: list[ExtractRow]) -> None:
        told: dict[int, list[ExtractRow]] = defaultdict(list)
        for row in sorted(kept, key=lambda row: (row.read_at, row.pk)):
            told[row.child_id].append(row)
        self.plans: dict[str, Plan] = {}
        for case_number, child in self.children.items():
            earlier = told.get(child.pk)
            before = said_before([row.values for row in earlier]) if earlier else None
            self.plans[case_number] = plan_for(self.said[case_number], child, before, today=self.today)
            if refusal := self.plans[case_number].refusal:
                for listed in self.said[case_number].rows:
                    listed.refuse(BIRTH, refusal)

    def _match(self, listed: AnnexAList, kept: list[ExtractRow]) -> Matched:
        own = [row for row in self.rows if row.of is listed]
        standing = [(row, self.named.get(row.case_number or "")) for row in own if not row.why]
        matched = match(standing, kept, dates_are_new=self.options.dates_are_new)
        if self.options.confirm_dates:
            matched.known += matched.other_date
        else:
            for known in matched.other_date:
                _ask_about_date(known)
        refused = [(row, self.named.get(row.case_number or "")) for row in own if row.why]
        matched.absent = not_mentioned(matched.absent, refused)
        return matched

    def _bring_in_children(self, wanted: set[str | None]) -> None:
        new = []
        for case_number, child in self.said.items():
            if case_number in wanted and case_number not in self.children:
                born_on, expected_on = child.births(today=self.today)
                new.append(
                    ListedChild(
                        case_number=case_number,
                        sex=child.register_sex(),
                        ethnicity=child.register_ethnicity(),
                        born_on=born_on,
                        expected_on=expected_on,
                    )
                )
        try:
            self.children |= bring_in_children(new, by=self.by, at=self.at)
        except RowRefused as refused:
            self._turn_down(new[refused.number - 1].case_number, refused)

    def _change_children(self) -> None:
        rows: list[tuple[str, ListedChange]] = []
        for case_number, planned in self.plans.items():
            standing = [row for row in self.said[case_number].rows if not row.why]
            if planned.changes and standing:
                child = self.children[case_number]
                rows.append((case_number, ListedChange(child=child, changes=planned.changes)))
                self.outcomes[standing[0]].changes += telling.filled(standing[0], child, planned)
        try:
            change_listed_children([change for _, change in rows], by=self.by, at=self.at)
        except RowRefused as refused:
            self._turn_down(rows[refused.number - 1][0], refused)
        for _, change in rows:
            for name, value in change.changes.items():
                setattr(change.child, name, value)

    def _turn_down(self, case_number: str, refused: RowRefused) -> None:
        row = next(row for row in self.said[case_number].rows if not row.why)
        raise TurnedDown(row, CHILD, str(refused.refusal)) from refused

    def _record(self, listed: AnnexAList, matched: Matched, kept: list[ExtractRow]) -> None:
        """New rows become records, unless the front door has recorded the same itself."""
        new = [(row, self.children[row.case_number or ""]) for row in matched.new if not row.why]
        records = self.records[listed.number]
        here = records.already_here(new, kept)
        for row, changes in records.complete(here).items():
            self.outcomes[row].change(changes)
        to_make = [(row, child) for row, child in new if row not in here]
        became = here | dict(zip([row for row, _ in to_make], records.record(to_make), strict=True))
        for row, _ in to_make:
            self.outcomes[row].is_new = True
        places = Places(kept)
        rows = [
            ExtractRow(
                format=FORMAT,
                list_name=listed.name,
                child=child,
                happened_on=row.day,
                source=row.source,
                ordinal=places.take(child.pk, row),
                record_id=became[row],
                values=row.values(),
            )
            for row, child in new
        ]
        keep_rows(rows, by=self.by, at=self.at)
        kept += rows
        for row, child in new:
            if plan := self.plans.get(row.case_number or ""):
                self.outcomes[row].changes += telling.not_taken_over(row, child, plan)

    def _change(self, listed: AnnexAList, matched: Matched, kept: list[ExtractRow]) -> None:
        """Known rows change what they say otherwise."""
        pairs = [known for known in matched.known if not known.row.why]
        otherwise = [known for known in pairs if known.says_otherwise]
        there_again = [known for known in pairs if known.kept.absent_since and not known.says_otherwise]
        notes = self.records[listed.number].change(otherwise)
        for known in pairs:
            about_child = self.plans[known.row.case_number or ""].notes
            changes = telling.said_otherwise(known, about_child | notes.get(known.row, {}))
            self.outcomes[known.row].change(changes)
        moving = {known.kept.pk for known in pairs if known.is_elsewhere}
        places = Places([row for row in kept if row.pk not in moving])
        for known in otherwise:
            if known.is_elsewhere:
                known.kept.happened_on, known.kept.source = known.row.day, known.row.source
                known.kept.ordinal = places.take(known.kept.child_id, known.row)
            known.kept.values = known.row.values()
        keep_changed_rows([known.kept for known in (*otherwise, *there_again)], by=self.by, at=self.at)

    def _flag(self, listed: AnnexAList, matched: Matched) -> None:
        self.absent[listed.number] = matched.absent
        self.newly_absent[listed.number] = [row for row in matched.absent if row.absent_since is None]
        flag_absent(matched.absent, by=self.by, at=self.at)


def _ask_about_date(known: Known) -> None:
    noun = known.row.of.noun
    known.row.about = known.kept.pk
    known.row.refuse(
        known.row.of.event,
        f"An earlier extract had this {noun} on {known.kept.happened_on:%d/%m/%Y}, and this one has not. If the date"
        f" was put right, import the file again with --confirm-dates; if it is another {noun}, with --dates-are-new.",
    )
