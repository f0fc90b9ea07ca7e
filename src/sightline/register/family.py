"""The people around a child, as pages show them: the restricted ones as a stub that says whom to ask."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.register.models import Adult, Child, HouseholdMember, Relationship, Restriction, Staff
from sightline.register.opening import ways_in

SIBLINGS = (Relationship.Kind.SIBLING, Relationship.Kind.HALF_SIBLING)


@dataclass(frozen=True)
class Tie:
    """One person in a child's life. Of a restricted child only `ask` is known; `person` is None then."""

    relationship: Relationship
    person: Adult | Child | None
    ask: Staff | None = None
    way_in: str = ""

    @property
    def child(self) -> Child | None:
        return self.person if isinstance(self.person, Child) else None

    @property
    def has_responsibility(self) -> bool:
        return self.relationship.parental_responsibility == Relationship.ParentalResponsibility.YES


def family_of(child: Child, *, staff: Staff) -> list[Tie]:
    """Everybody recorded in the child's life: parents first, then other adults, then brothers and sisters."""
    ties = list(Relationship.objects.filter(child=child).select_related("adult").order_by("to_on", "pk"))
    others = [tie.other_child_id for tie in ties if tie.other_child_id]
    children = Child.objects.visible_to(staff).in_bulk(others)
    closed = set(others) - set(children)
    asked, urls = whom_to_ask(closed), ways_in(closed, staff=staff)
    order = list(Relationship.Kind)
    return sorted(
        (
            Tie(
                relationship=tie,
                person=tie.adult or children.get(tie.other_child_id or 0),
                ask=asked.get(tie.other_child_id or 0),
                way_in=urls.get(tie.other_child_id or 0, ""),
            )
            for tie in ties
        ),
        key=lambda tie: (tie.relationship.to_on is not None, order.index(Relationship.Kind(tie.relationship.kind))),
    )


def whom_to_ask(child_ids: Iterable[int]) -> dict[int, Staff]:
    """For children whose records are restricted: whom to ask about each."""
    in_force = Restriction.objects.in_force().filter(child__in=list(child_ids)).select_related("ask")
    return {restriction.child_id: restriction.ask for restriction in in_force}


def siblings_of(child: Child, *, staff: Staff) -> list[Child]:
    """The brothers and sisters whose records this person may open."""
    return [tie.child for tie in family_of(child, staff=staff) if tie.child and tie.relationship.to_on is None]


@dataclass(frozen=True)
class Home:
    """One place where the child lives or lived: from when to when, and who else lives there."""

    membership: HouseholdMember
    others: Sequence[HouseholdMember]
    is_present: bool

    @property
    def is_protected(self) -> bool:
        return self.membership.household.address.is_protected

    @property
    def address(self) -> str:
        """The address as a page may show it without being asked to."""
        return "Withheld" if self.is_protected else str(self.membership.household.address)


def homes_of(child: Child, *, on: date) -> list[Home]:
    """The child's homes, the present ones first. Restricted children are never among those who live there."""
    mine = list(
        HouseholdMember.objects.filter(child=child).select_related("household__address").order_by("-from_on", "-pk")
    )
    members = HouseholdMember.objects.filter(household__in=[each.household_id for each in mine]).on(on)
    everybody = list(members.exclude(child=child).select_related("child", "adult").order_by("pk"))
    present = set(HouseholdMember.objects.filter(child=child).on(on).values_list("pk", flat=True))
    homes = [
        Home(
            membership=membership,
            others=[each for each in everybody if each.household_id == membership.household_id],
            is_present=membership.pk in present,
        )
        for membership in mine
    ]
    return sorted(homes, key=lambda home: not home.is_present)
