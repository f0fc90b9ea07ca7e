"""Who was worried: the sources are dealt to the events so that each year's shares come out exactly, child by child."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sightline.demonstration.days import kind_of_day
from sightline.demonstration.draw import Draw, Weighted
from sightline.demonstration.plan import Event
from sightline.demonstration.targets import Year
from sightline.front_door.codes import SourceGroup as Group

# How often each source is heard on a day of each kind; what the year's totals then ask is worked out from it.
_BY_DAY: dict[str, dict[Group, float]] = {
    "TERM": {
        Group.POLICE: 29,
        Group.SCHOOLS: 28,
        Group.HEALTH: 11.5,
        Group.INDIVIDUAL: 10,
        Group.COUNCIL: 8,
        Group.EDUCATION_SERVICES: 2.8,
        Group.OTHER_LEGAL_AGENCY: 3.3,
        Group.HOUSING: 2,
        Group.OTHER: 4,
        Group.ANONYMOUS: 2.5,
        Group.UNKNOWN: 1.2,
    },
    "HOLIDAY": {
        Group.POLICE: 42,
        Group.SCHOOLS: 3,
        Group.HEALTH: 15,
        Group.INDIVIDUAL: 14,
        Group.COUNCIL: 11,
        Group.EDUCATION_SERVICES: 1.5,
        Group.OTHER_LEGAL_AGENCY: 4.5,
        Group.HOUSING: 2.8,
        Group.OTHER: 5,
        Group.ANONYMOUS: 3.5,
        Group.UNKNOWN: 1.2,
    },
    "OFF": {
        Group.POLICE: 66,
        Group.SCHOOLS: 0.02,
        Group.HEALTH: 9,
        Group.INDIVIDUAL: 13,
        Group.COUNCIL: 3,
        Group.EDUCATION_SERVICES: 0.02,
        Group.OTHER_LEGAL_AGENCY: 0.3,
        Group.HOUSING: 0.3,
        Group.OTHER: 2,
        Group.ANONYMOUS: 5.5,
        Group.UNKNOWN: 1.2,
    },
}
# Kinds of contact that only some send; a source not named here sends almost none.
_BY_KIND: dict[str, dict[Group, float]] = {
    "MISSING": {Group.POLICE: 1},
    "OTHER_AREA": {Group.COUNCIL: 1},
    "INFORMATION": {
        Group.OTHER_LEGAL_AGENCY: 9,
        Group.COUNCIL: 2.5,
        Group.HEALTH: 1.2,
        Group.EDUCATION_SERVICES: 1,
        Group.HOUSING: 1,
        Group.OTHER: 0.5,
        Group.POLICE: 0.12,
    },
    "ADVICE": {Group.SCHOOLS: 2, Group.HEALTH: 2, Group.OTHER: 2, Group.EDUCATION_SERVICES: 1, Group.INDIVIDUAL: 1},
    "PRIVATE_FOSTERING": {Group.SCHOOLS: 2, Group.COUNCIL: 1, Group.INDIVIDUAL: 1},
}
_NEXT_TO_NEVER = 0.0005


def deal_to_referrals(year: Year, referred: Sequence[Event], draw: Draw) -> None:
    """Gives the events whose referrals fall into the year their sources: one for each referral, the first contact's."""
    _deal([event for event in referred if event.kind == "REFERRAL"], dict(year.referral_sources), draw)
    for event, main in _joining(referred):
        event.group = _another(main.group, event, draw)


def deal_to_contacts(year: Year, received: Sequence[Event], draw: Draw) -> None:
    """Gives all other events received in the year theirs, so that the year's contacts add up as well.

    The sources of all referrals must have been dealt: some events of the year become referrals of the next.
    """
    left = dict(year.contact_sources)
    for event in received:
        if event.group:
            left[Group(event.group)] -= event.size
    _deal([event for event in received if not event.group], left, draw)


def _joining(referred: Iterable[Event]) -> Iterable[tuple[Event, Event]]:
    main = {
        (contact.child, contact.decided_on): event
        for event in referred
        if event.kind == "REFERRAL"
        for contact in event.contacts
    }
    for event in referred:
        if event.kind == "JOINED":
            yield event, main[event.contacts[0].child, event.contacts[0].decided_on]


def _another(group: str, event: Event, draw: Draw) -> Group:
    others = {each: weight for each, weight in _weights(event).items() if each != group}
    return draw.by_weight(Weighted(others))


def _weights(event: Event) -> Mapping[Group, float]:
    by_day = _BY_DAY[kind_of_day(event.received_on)]
    by_kind = _BY_KIND.get(event.kind)
    if by_kind is None:
        return by_day
    return {group: weight * by_kind.get(group, _NEXT_TO_NEVER) for group, weight in by_day.items()}


def _deal(events: Sequence[Event], quota: dict[Group, int], draw: Draw) -> None:
    """Deals the groups, biggest events first, until every quota is used up exactly.

    First the weights are scaled so that what is expected of each group is its quota; while dealing, a group
    that has fallen behind weighs more, so that the last events are not left with unlikely sources.
    """
    if sum(quota.values()) != sum(event.size for event in events):
        raise ValueError("The sources' quotas do not add up to the contacts that they are dealt to.")
    in_order = sorted(draw.shuffled(events), key=lambda event: (event.kind not in _BY_KIND, -event.size))
    weights = [_weights(event) for event in in_order]
    scale = _scaled(in_order, weights, quota)
    expected: dict[Group, float] = {group: float(count) for group, count in quota.items()}
    for event, own in zip(in_order, weights, strict=True):
        scaled = {group: own[group] * scale[group] for group in quota}
        whole = sum(scaled.values())
        pairs = [
            (group, weight * max(quota[group], 0.01) / max(expected[group], 0.5))
            for group, weight in scaled.items()
            if quota[group] >= event.size
        ]
        for group, weight in scaled.items():
            expected[group] -= event.size * weight / whole
        chosen = draw.by_weight(Weighted(pairs))
        event.group = chosen
        quota[chosen] -= event.size


def _scaled(
    events: Sequence[Event], weights: Sequence[Mapping[Group, float]], quota: Mapping[Group, int]
) -> dict[Group, float]:
    """A factor for each group, with which its expected number of contacts is its quota (proportional fitting)."""
    alike: dict[tuple[tuple[Group, float], ...], int] = defaultdict(int)
    for event, own in zip(events, weights, strict=True):
        alike[tuple(own.items())] += event.size
    scale = dict.fromkeys(quota, 1.0)
    for _ in range(30):
        expected = dict.fromkeys(quota, 0.0)
        for pairs, size in alike.items():
            whole = sum(weight * scale[group] for group, weight in pairs)
            for group, weight in pairs:
                expected[group] += size * weight * scale[group] / whole
        for group, count in quota.items():
            scale[group] *= count / expected[group] if expected[group] else 1.0
    return scale
