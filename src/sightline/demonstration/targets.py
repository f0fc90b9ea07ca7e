"""What the demonstration must add up to: the annual report's figures where it agrees with itself, and DfE's.

Sources: annual report 2022-23, appendix 2 (contacts, sources, conversion); Department for Education,
characteristics of children in need 2022 and 2023 (referrals, children referred, re-referrals). The printed
averages of the two halves (1,013 and 1,234 a month) cannot both be true of 13,490 contacts: the halves here
are 6,078 (1,013.0 a month) and 7,412 (1,235.3).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sightline.front_door.codes import SourceGroup as Group

BEGINS_ON = date(2020, 4, 1)
TODAY = date(2023, 4, 12)


@dataclass(frozen=True)
class Year:
    """One reporting year, or the part of it until today. All counts are of children, not of events.

    `months` are contacts by month of receipt. `again_before` are referrals whose child was referred in the
    twelve months before, in the year before; `again_within`, earlier in the same year. `joined` are contacts
    that feed a referral of the same day. `carried` contacts are received at the end of the year and become
    referrals of the next.
    """

    starts_on: date
    ends_on: date
    months: tuple[int, ...]
    referrals: int
    again_before: int
    again_within: int
    joined: int
    carried: int
    contact_sources: Mapping[Group, int]
    referral_sources: Mapping[Group, int]

    @property
    def label(self) -> str:
        return f"{self.starts_on.year}-{(self.starts_on.year + 1) % 100}"

    @property
    def contacts(self) -> int:
        return sum(self.months)


_CONTACTS_2022 = {
    Group.POLICE: 4612,
    Group.SCHOOLS: 2801,
    Group.HEALTH: 1466,
    Group.INDIVIDUAL: 1510,
    Group.COUNCIL: 1050,
    Group.EDUCATION_SERVICES: 330,
    Group.OTHER_LEGAL_AGENCY: 420,
    Group.HOUSING: 260,
    Group.OTHER: 520,
    Group.ANONYMOUS: 360,
    Group.UNKNOWN: 161,
}
_REFERRALS_2022 = {
    Group.POLICE: 1491,
    Group.SCHOOLS: 858,
    Group.HEALTH: 573,
    Group.INDIVIDUAL: 447,
    Group.COUNCIL: 402,
    Group.EDUCATION_SERVICES: 104,
    Group.OTHER_LEGAL_AGENCY: 133,
    Group.HOUSING: 84,
    Group.OTHER: 157,
    Group.ANONYMOUS: 71,
    Group.UNKNOWN: 40,
}
# With schools closed to most children in 2020-21, police and families were heard more, schools less.
_CONTACTS_2020 = _CONTACTS_2022 | {Group.POLICE: 5150, Group.SCHOOLS: 1990, Group.INDIVIDUAL: 1790}
_REFERRALS_2020 = _REFERRALS_2022 | {Group.POLICE: 1660, Group.SCHOOLS: 610, Group.INDIVIDUAL: 520}
# In the first days of April 2023 schools are on holiday.
_CONTACTS_2023 = _CONTACTS_2022 | {Group.POLICE: 6300, Group.SCHOOLS: 500}
_REFERRALS_2023 = _REFERRALS_2022 | {Group.POLICE: 2000, Group.SCHOOLS: 160}

YEARS: tuple[Year, ...] = (
    Year(
        starts_on=date(2020, 4, 1),
        ends_on=date(2021, 3, 31),
        months=(702, 771, 888, 893, 779, 996, 1003, 1032, 884, 912, 926, 1152),
        referrals=3890,
        again_before=0,
        again_within=330,
        joined=15,
        carried=11,
        contact_sources=_CONTACTS_2020,
        referral_sources=_REFERRALS_2020,
    ),
    Year(
        starts_on=date(2021, 4, 1),
        ends_on=date(2022, 3, 31),
        months=(902, 1046, 1121, 1079, 851, 1082, 1063, 1163, 945, 1079, 1041, 1232),
        referrals=4156,
        again_before=430,
        again_within=393,
        joined=18,
        carried=13,
        contact_sources=_CONTACTS_2022,
        referral_sources=_REFERRALS_2022,
    ),
    Year(
        starts_on=date(2022, 4, 1),
        ends_on=date(2023, 3, 31),
        months=(948, 1043, 1081, 1061, 871, 1074, 1212, 1318, 1041, 1263, 1182, 1396),
        referrals=4360,
        again_before=624,
        again_within=532,
        joined=22,
        carried=21,
        contact_sources=_CONTACTS_2022,
        referral_sources=_REFERRALS_2022,
    ),
    Year(
        starts_on=date(2023, 4, 1),
        ends_on=date(2023, 4, 11),
        months=(362,),
        referrals=112,
        again_before=22,
        again_within=0,
        joined=0,
        carried=0,
        contact_sources=_CONTACTS_2023,
        referral_sources=_REFERRALS_2023,
    ),
)


def years(*, small: bool) -> tuple[Year, ...]:
    """The years to plan; with `small` a tenth of each count, in the same shape."""
    return tuple(_in_proportion(_tenth(year) if small else year) for year in YEARS)


def apportioned(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers in the proportion of `weights` that add up to `total` (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(each) for each in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares


def _tenth(year: Year) -> Year:
    halves = [year.months[:6], year.months[6:]]
    return replace(
        year,
        months=tuple(part for half in halves if half for part in apportioned(_tenth_of(sum(half)), half)),
        referrals=_tenth_of(year.referrals),
        again_before=_tenth_of(year.again_before),
        again_within=_tenth_of(year.again_within),
        joined=_tenth_of(year.joined),
        carried=_tenth_of(year.carried),
    )


def _tenth_of(count: int) -> int:
    return (count + 5) // 10


def _in_proportion(year: Year) -> Year:
    return replace(
        year,
        contact_sources=_shared_out(year.contacts, year.contact_sources),
        referral_sources=_shared_out(year.referrals, year.referral_sources),
    )


def _shared_out(total: int, weights: Mapping[Group, int]) -> dict[Group, int]:
    return dict(zip(weights, apportioned(total, list(weights.values())), strict=True))
