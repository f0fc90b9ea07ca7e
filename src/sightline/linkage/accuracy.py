"""How good the links are, against records whose truth is known."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from sightline.linkage.noise import Population
from sightline.linkage.proposals import Link, Proposals, Standing


@dataclass(frozen=True)
class Accuracy:
    """Pairs of records counted against the truth. `groups` count every pair within a proposed child."""

    true_pairs: int
    pairs: int
    right: int
    wrong: Counter[str]
    automatic: int
    automatic_right: int
    automatic_twins: int
    automatic_cousins: int
    for_a_person: int
    band: int
    band_right: int
    beaten: int

    @property
    def precision(self) -> float:
        return self.right / self.pairs if self.pairs else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true_pairs if self.true_pairs else 1.0

    @property
    def automatic_precision(self) -> float:
        return self.automatic_right / self.automatic if self.automatic else 1.0


def measure(proposals: Proposals, population: Population) -> Accuracy:
    """`proposals` made from the records of `population`, with nothing confirmed or rejected beforehand."""
    truth = {row["record_id"]: row for row in population.truth.to_pylist()}

    def same(pair: Sequence[int]) -> bool:
        return bool(truth[pair[0]]["child"] == truth[pair[1]]["child"])

    def relation(pair: Sequence[int]) -> str:
        one, other = truth[pair[0]], truth[pair[1]]
        if one["family"] != other["family"]:
            return "strangers"
        kind = (kind for kind in ("twin", "cousin") if one[kind] and other[kind])
        return f"{next(kind, 'relative')}s"

    within = [pair for group in proposals.groups for pair in combinations(group, 2)]
    wrong = Counter(relation(pair) for pair in within if not same(pair))
    automatic = [link.pair for link in proposals.links if link.standing is Standing.LINKS_BY_ITSELF]
    wrong_automatic = Counter(relation(pair) for pair in automatic if not same(pair))
    band = [link.pair for link in proposals.links if not link.likely]
    return Accuracy(
        true_pairs=population.pairs,
        pairs=len(within),
        right=len(within) - wrong.total(),
        wrong=wrong,
        automatic=len(automatic),
        automatic_right=len(automatic) - wrong_automatic.total(),
        automatic_twins=wrong_automatic["twins"],
        automatic_cousins=wrong_automatic["cousins"],
        for_a_person=_for_a_person(proposals.links),
        band=len(band),
        band_right=sum(map(same, band)),
        beaten=proposals.beaten,
    )


def _for_a_person(links: Iterable[Link]) -> int:
    return sum(link.likely and link.standing is Standing.FOR_A_PERSON for link in links)
