"""Reads one family row into records of the register, by the rules of the single verbs."""

from collections.abc import Hashable
from datetime import date, datetime

from sightline.common.forms.identifiers import normal_postcode, postcode_is_whole
from sightline.register.actions import checking
from sightline.register.actions.bulk.keeping import Kept
from sightline.register.actions.bulk.rows import AdultRow, ChildRow, FamilyRow, HomeRow, InvolvementRow, TieRow
from sightline.register.actions.households import NewAddress
from sightline.register.actions.references import checked_number
from sightline.register.actions.refusals import AlreadyRecorded, Impossible, Incomplete
from sightline.register.models import (
    Address,
    Adult,
    Child,
    ExternalReference,
    Household,
    HouseholdMember,
    Involvement,
    Relationship,
    Staff,
)
from sightline.register.names import searchable


class Family:
    """Reads one family row into rows of the register."""

    def __init__(self, row: FamilyRow, kept: Kept, *, by: Staff, at: datetime, today: date) -> None:
        self.row, self.kept, self.by, self.at, self.today = row, kept, by, at, today
        self.people: dict[Hashable, Child | Adult] = {}
        self.tied: set[tuple[int, int, str]] = set()
        self.open: set[tuple[int, str]] = set()

    def record(self) -> None:
        for child in self.row.children:
            self._child(child)
        for adult in self.row.adults:
            self._adult(adult)
        for home in self.row.homes:
            self._home(home)
        for tie in self.row.ties:
            self._tie(tie)
        for each in self.row.involvements:
            self._involvement(each)
        for child in self.row.children:
            self._refuse_unnamed_men(child)

    def _child(self, row: ChildRow) -> None:
        said = row.child
        checking.life(
            born_on=said.born_on,
            expected_on=None if said.born_on else said.expected_on,
            died_on=None,
            today=self.today,
        )
        if said.born_on and said.expected_on:
            checking.birth(born_on=said.born_on, expected_on=said.expected_on)
        given, family, others = checking.names(
            said.given_name, said.family_name, said.other_names, unborn=said.born_on is None
        )
        if said.sex not in Child.Sex or row.ethnicity not in Child.Ethnicity or row.men_in_life not in Child.MenInLife:
            raise Impossible("Choose one of the choices listed.")
        disabilities = set(row.disabilities)
        if disabilities - set(Child.Disability.values) or (len(disabilities) > 1 and "NONE" in disabilities):
            raise Impossible("Choose the disabilities that the child has, or “No disability”, but not both.")
        child = Child(
            id=next(self.kept.child_keys),
            agency_id=self.by.agency_id,
            given_name=given,
            family_name=family,
            other_names=others,
            search_name=searchable(given, family, others),
            born_on=said.born_on,
            expected_on=said.expected_on,
            sex=said.sex,
            ethnicity=row.ethnicity,
            disabilities=list(row.disabilities),
            first_language=checking.text(said.first_language, called="first language", longest=60),
            interpreter_needed=said.interpreter_needed,
            communication_need=checking.text(said.communication_need, called="communication need", longest=200),
            school=said.school,
            men_in_life=row.men_in_life,
            men_in_life_note=checking.text(row.men_in_life_note, called="note", longest=400),
            recorded_by_id=self.by.pk,
            recorded_at=row.at or self.at,
        )
        self.people[row.key] = self.kept.by_key[row.key] = child
        self.kept.children.append(child)
        kinds = ExternalReference.Kind
        for kind, value in (
            (kinds.NHS_NUMBER, said.nhs_number),
            (kinds.UPN, said.upn),
            (kinds.CASE_SYSTEM, said.case_number),
        ):
            if value.strip():
                self._reference(child, kind, value)

    def _reference(self, child: Child, kind: str, value: str) -> None:
        self.kept.references.append(
            ExternalReference(
                child_id=child.pk,
                agency_id=self.by.agency_id,
                kind=kind,
                value=checked_number(kind, value),
                recorded_by_id=self.by.pk,
                recorded_at=child.recorded_at,
            )
        )

    def _adult(self, row: AdultRow) -> None:
        given = checking.text(row.given_name, called="given name", longest=80)
        family = checking.text(row.family_name, called="family name", longest=80)
        if not any(letter.isalnum() for letter in given + family):
            raise Incomplete("Give at least one name of the adult.")
        checking.not_later(row.born_on, today=self.today, what="The adult's date of birth")
        adult = Adult(
            id=next(self.kept.adult_keys),
            agency_id=self.by.agency_id,
            given_name=given,
            family_name=family,
            born_on=row.born_on,
            telephone=checking.text(row.telephone, called="telephone number", longest=30),
            recorded_by_id=self.by.pk,
            recorded_at=self.at,
        )
        self.people[row.key] = adult
        self.kept.adults.append(adult)

    def _home(self, row: HomeRow) -> None:
        address = self._address(row.address)
        household = Household(
            id=next(self.kept.household_keys),
            agency_id=self.by.agency_id,
            address_id=address.pk,
            recorded_by_id=self.by.pk,
            recorded_at=self.at,
        )
        self.kept.addresses.append(address)
        self.kept.households.append(household)
        for key, from_on, to_on in row.members:
            person = self._person(key)
            checking.period(from_on, to_on, today=self.today, what="living there")
            self.kept.members.append(
                HouseholdMember(
                    household_id=household.pk,
                    agency_id=self.by.agency_id,
                    child_id=person.pk if isinstance(person, Child) else None,
                    adult_id=person.pk if isinstance(person, Adult) else None,
                    from_on=from_on,
                    to_on=to_on,
                )
            )

    def _address(self, said: NewAddress) -> Address:
        lines = checking.text(said.lines, called="address", longest=200)
        postcode = normal_postcode(said.postcode)
        if not lines:
            raise Incomplete("Enter the address; where there is none, say so.")
        if postcode and not postcode_is_whole(postcode):
            raise Impossible("Enter a full UK postcode, like PR8 1DA, or leave it empty.")
        because = checking.text(said.protected_because, called="reason", longest=200)
        if said.is_protected and not because:
            raise Incomplete("Say why the address is protected, so that a colleague knows what is at stake.")
        return Address(
            id=next(self.kept.address_keys),
            agency_id=self.by.agency_id,
            lines=lines,
            postcode=postcode,
            ward=checking.text(said.ward, called="ward", longest=60),
            is_protected=said.is_protected,
            protected_because=because if said.is_protected else "",
        )

    def _tie(self, row: TieRow) -> None:
        child, other = self._person(row.child), self._person(row.other)
        if not isinstance(child, Child) or child is other:
            raise Impossible("Say what somebody else is to a child.")
        checking.period(row.from_on, row.to_on, today=self.today, what="the relationship")
        siblings = row.kind in (Relationship.Kind.SIBLING, Relationship.Kind.HALF_SIBLING)
        if siblings != isinstance(other, Child) or row.kind not in Relationship.Kind:
            raise Incomplete("Say what the one is to the other.")
        self._refuse_second_tie(child, other, row)
        if isinstance(other, Child):
            for one, another in ((child, other), (other, child)):
                self.kept.ties.append(
                    self._relationship(
                        row, child=one, other_child=another, responsibility=Relationship.ParentalResponsibility.NO
                    )
                )
            return
        self._refuse_impossible_parent(child, other, row.kind)
        self.kept.ties.append(
            self._relationship(row, child=child, adult=other, responsibility=row.parental_responsibility)
        )

    def _refuse_second_tie(self, child: Child, other: Child | Adult, row: TieRow) -> None:
        """A tie that is not over stands once: between two children whatever it is, to an adult of each kind."""
        if isinstance(other, Child):
            first, second = sorted((child.pk, other.pk))
            tie = (first, second, "")
        else:
            tie = (child.pk, -other.pk, row.kind)
        if row.to_on is None and tie in self.tied:
            raise AlreadyRecorded("This is already recorded.")
        if row.to_on is None:
            self.tied.add(tie)

    def _refuse_unnamed_men(self, row: ChildRow) -> None:
        if row.men_in_life != Child.MenInLife.KNOWN or row.men_in_life_note.strip():
            return
        adults = (tie for tie in self.row.ties if tie.child == row.key and isinstance(self.people[tie.other], Adult))
        if not any(tie.kind != Relationship.Kind.MOTHER for tie in adults):
            raise Incomplete("Say who they are: add the father or another man to the family, or write the name here.")

    def _relationship(
        self,
        row: TieRow,
        *,
        child: Child,
        responsibility: str,
        adult: Adult | None = None,
        other_child: Child | None = None,
    ) -> Relationship:
        return Relationship(
            agency_id=self.by.agency_id,
            child_id=child.pk,
            adult_id=adult.pk if adult else None,
            other_child_id=other_child.pk if other_child else None,
            kind=row.kind,
            parental_responsibility=responsibility,
            from_on=row.from_on,
            to_on=row.to_on,
            recorded_by_id=self.by.pk,
            recorded_at=self.at,
        )

    @staticmethod
    def _refuse_impossible_parent(child: Child, adult: Adult, kind: str) -> None:
        born = child.born_on or child.expected_on
        parents = (Relationship.Kind.MOTHER, Relationship.Kind.FATHER)
        if kind in parents and adult.born_on and born and adult.born_on >= born:
            raise Impossible("A parent cannot be younger than the child. Check the two dates of birth.")

    def _involvement(self, row: InvolvementRow) -> None:
        if row.service not in Involvement.Service:
            raise Incomplete("Say which service works with the child.")
        checking.period(row.from_on, row.to_on, today=self.today, what="the involvement")
        name = checking.text(row.worker_name, called="worker's name", longest=120)
        if not (name or row.team):
            raise Incomplete("Say who works with the child: a worker, or at least the team.")
        child = self._person(row.child)
        if not isinstance(child, Child):
            raise Impossible("A service works with a child.")
        if row.service != Involvement.Service.UNIVERSAL and row.to_on is None:
            if (child.pk, row.service) in self.open:
                raise AlreadyRecorded("This service is already recorded as working with the child.")
            self.open.add((child.pk, row.service))
        self.kept.involvements.append(
            Involvement(
                child_id=child.pk,
                agency_id=self.by.agency_id,
                service=row.service,
                team=row.team,
                worker_name=name,
                from_on=row.from_on,
                to_on=row.to_on,
                recorded_by_id=self.by.pk,
                recorded_at=row.at or self.at,
            )
        )

    def _person(self, key: Hashable) -> Child | Adult:
        if key not in self.people:
            raise Incomplete(f"The family row speaks of {key!r}, who is not in it.")
        return self.people[key]
