"""Which records belong to one child: the strongest links first, and never two records of one agency together."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

Pair = tuple[int, int]


def pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


@dataclass
class Groups:
    """Records grouped so far. A pair that a person set apart is never in one group, nor two records of one agency,
    nor two records whose valid numbers (`numbers`, such as {"nhs": …}) contradict each other.

    What a person confirmed is grouped first and stands even when it joins what else would stay
    apart: it was looked at. `contradictions` are the confirmed links that a pair set apart keeps from being followed.
    """

    agencies: Mapping[int, str]
    numbers: Mapping[int, Mapping[str, str]]
    apart: Collection[Pair] = ()
    contradictions: list[Pair] = field(default_factory=list)
    _group: dict[int, int] = field(default_factory=dict)
    _members: dict[int, list[int]] = field(default_factory=dict)
    _held: dict[int, set[str]] = field(default_factory=dict)
    _kept_from: dict[int, set[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for one, other in self.apart:
            self._kept_from.setdefault(one, set()).add(other)
            self._kept_from.setdefault(other, set()).add(one)

    def of(self, record: int) -> int:
        """The group of a record; one that stands alone is a group of its own."""
        return self._group.get(record, record)

    def members(self, group: int) -> list[int]:
        return self._members.get(group, [group])

    def together(self, one: int, other: int) -> bool:
        return self.of(one) == self.of(other)

    def all(self) -> list[tuple[int, ...]]:
        """Every group of two records at least, in the order of their smallest ids."""
        return sorted(tuple(sorted(members)) for members in self._members.values())

    def may_be_offered(self, one: int, other: int) -> bool:
        """Whether the groups of two records hold no agency twice and nobody who was set apart from another."""
        left, right = self.of(one), self.of(other)
        if left == right or self._parted(left, right):
            return False
        return self._agencies(left).isdisjoint(self._agencies(right))

    def may_join(self, one: int, other: int) -> bool:
        """The same, and no number contradicts another: that, only a person may pass over."""
        return self.may_be_offered(one, other) and not self._contradict(self.of(one), self.of(other))

    def join(self, one: int, other: int) -> None:
        left, right = self.of(one), self.of(other)
        if left == right:
            return
        keep, drop = (left, right) if len(self.members(left)) >= len(self.members(right)) else (right, left)
        members, held = self.members(keep) + self.members(drop), self._agencies(keep) | self._agencies(drop)
        self._members.pop(drop, None)
        self._held.pop(drop, None)
        self._members[keep], self._held[keep] = members, held
        for record in members:
            self._group[record] = keep

    def confirm(self, links: Iterable[Pair]) -> None:
        for one, other in sorted(pair(*link) for link in links):
            if self._parted(self.of(one), self.of(other)):
                self.contradictions.append((one, other))
            else:
                self.join(one, other)

    def agglomerate(self, pairs: Iterable[Pair]) -> None:
        """Joins along pairs, strongest first, wherever that may be."""
        for one, other in pairs:
            if self.may_join(one, other):
                self.join(one, other)

    def _agencies(self, group: int) -> set[str]:
        return self._held.get(group) or {self.agencies[record] for record in self.members(group)}

    def _contradict(self, left: int, right: int) -> bool:
        here = [number for record in self.members(left) for number in self.numbers.get(record, {}).items()]
        there = [number for record in self.members(right) for number in self.numbers.get(record, {}).items()]
        return any(kind == other and number != differing for kind, number in here for other, differing in there)

    def _parted(self, left: int, right: int) -> bool:
        if not self._kept_from:
            return False
        others = set(self.members(right))
        return any(not others.isdisjoint(self._kept_from.get(record, ())) for record in self.members(left))
