"""Where something about a child stands: each area names its records and how they lead to the child.

Retention and subject access both walk this list, so that neither forgets what the other knows. A test walks every
table from which a way leads to a child and fails for one that stands neither here nor in `LEFT_OUT`.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models


@dataclass(frozen=True)
class Holding:
    """One kind of record; `about` are the ways (as Django looks up) from it to the numbers of children."""

    label: str
    about: tuple[str, ...]
    others: bool = False
    """Whether other people stand in it: relatives, referrers, colleagues' opinions of them."""

    @property
    def model(self) -> type[models.Model]:
        return apps.get_model(self.label)


HOLDINGS: dict[str, Holding] = {}

LEFT_OUT = {
    "register.Grant": "who may see the child: agencies and moments, kept with the ledger",
    "register.Restriction": "that the record was restricted, and when: kept as the trail of who could open it",
    "register.RestrictionAccess": "names of colleagues on a restriction, no word about the child",
    "register.RestrictionConnection": "colleagues who must not open the record; telling the child would name them",
    "register.RetentionLine": "what retention itself did with the record, without any of it",
    "register.Link": "which records of other agencies were compared with this one; telling it would name those",
    "register.LinkDecision": "who decided about such a pair, and when",
    "register.LinkRecall": "what must be taken back after an error; the ledger itself is told",
    "register.LegalHold": "why a record must be kept; it goes when it is ended and the record's time is over",
    "register.SubjectAccessRequest": "their own request, which they know already",
    "register.SubjectAccessItem": "copies of the other records, made for the person themselves",
}
"""Not given to the person who asks, each with the reason. Retention clears them by their own marks all the same."""


def hold(label: str, *about: str, others: bool = False) -> None:
    """Registers one kind of record of an area."""
    HOLDINGS[label] = Holding(label, about, others)


def for_export() -> list[Holding]:
    return [each for each in HOLDINGS.values() if each.label not in LEFT_OUT]


hold("register.Child", "pk")
hold("register.ExternalReference", "child")
hold("register.Restriction", "child")
hold("register.RestrictionAccess", "restriction__child")
hold("register.RestrictionConnection", "restriction__child")
hold("register.EmergencyAccess", "restriction__child", others=True)
hold("register.Relationship", "child", "other_child", others=True)
hold("register.HouseholdMember", "child")
hold("register.Adult", "relationships__child", "households__household__members__child", others=True)
hold("register.Address", "households__members__child")
hold("register.Involvement", "child")
hold("register.Grant", "child")
hold("register.Disclosure", "child")
hold("register.LegalHold", "child")
hold("register.Link", "one", "other")
hold("register.LinkDecision", "link__one", "link__other")
hold("register.LinkRecall", "disclosure__child", "link__one", "link__other")
hold("register.RetentionLine", "child")
hold("register.SubjectAccessRequest", "child")
hold("register.SubjectAccessItem", "request__child", others=True)
hold("register.WorkerChange", "child")
hold("register.WorkerChangeTelling", "change__child")
