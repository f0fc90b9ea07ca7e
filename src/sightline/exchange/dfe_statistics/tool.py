"""The Local Authority Interactive Tool: one line for a measure, an area and a period.

Of its measures those are taken that a figure here can stand beside. Its rates stand on the populations
revised after the Census of 2021.
"""

from sightline.exchange.dfe_statistics.cells import (
    COUNT,
    NATION_AND_REGIONS,
    PERCENT,
    RATE,
    RATE_OF_100_000,
    dfe_code,
    reporting_year,
    stated,
    year,
)
from sightline.exchange.dfe_statistics.faults import LeftOut
from sightline.exchange.dfe_statistics.lines import Line
from sightline.exchange.dfe_statistics.places import NAME_LENGTH, Level
from sightline.exchange.dfe_statistics.rows import Identity, Saying, Shape, newest
from sightline.exchange.models import PublishedValue

REFERRAL_RATE = "CPP_Total_Rateper10,000"
FIRST_TIME_ENTRANTS = "FirstYJS"
MEASURES = {
    REFERRAL_RATE: RATE,
    "CPP_Total_NumRef": COUNT,
    "ReReferral": PERCENT,
    "RefBySource_Schl_%": PERCENT,
    "RefBySource_HealthServ_%": PERCENT,
    "RefBySource_Police_%": PERCENT,
    "CIN_Refferals_NFA": PERCENT,
    "Referrals_AssessedNotNeed": PERCENT,
    "Continue_Assess_Comp": PERCENT,
    "CIN": RATE,
    "Section_47": RATE,
    "ISCP_Conf": RATE,
    "CP_conf_15days": PERCENT,
    "CPP_Abuse_Rate": RATE,
    "CPP_rate": RATE,
    "PrevRegCPR": PERCENT,
    "RevCP": PERCENT,
    "CPPlans2yrs": PERCENT,
    "LAC": RATE,
    "LAC_Start_Rate": RATE,
    "LAC_Cease_Rate": RATE,
    "Children_missing": PERCENT,
    "EALPri": PERCENT,
    "EALSec": PERCENT,
    "PriFSM": PERCENT,
    "SecFSM": PERCENT,
    FIRST_TIME_ENTRANTS: RATE_OF_100_000,
}
IN_JANUARY = frozenset({"EALPri", "EALSec", "PriFSM", "SecFSM"})
BY_CALENDAR_YEAR = frozenset({FIRST_TIME_ENTRANTS})
ENGLAND = "970"
PERIOD = 1
REGIONS = frozenset(NATION_AND_REGIONS.values())


def identify(line: Line) -> Identity | None:
    """Area, period, nothing, measure; None for a measure that no figure here stands beside."""
    measure = line["measure_short"]
    if measure not in MEASURES:
        return None
    code = dfe_code(line, "la_code")
    if measure == FIRST_TIME_ENTRANTS and code == ENGLAND:
        raise LeftOut("its rate of first-time entrants for England is in another unit than the areas' own")
    return (code, _period(line, measure), "", measure)


def read(line: Line, identity: Identity) -> tuple[Saying, ...]:
    code, _, _, measure = identity
    level = Level.NATIONAL if code == ENGLAND else Level.REGIONAL if code in REGIONS else Level.LOCAL_AUTHORITY
    unit = MEASURES[measure]
    told = ("", line.at_most("area", NAME_LENGTH), level.value, unit, stated(line, "value", unit))
    return (Saying(identity, told, "value"),)


def _period(line: Line, measure: str) -> str:
    """The year to 31 March, the calendar year, or the January of the school census."""
    if measure in BY_CALENDAR_YEAR:
        return str(year(line, "period"))
    if measure in IN_JANUARY:
        return f"{year(line, 'period')}-01"
    return reporting_year(line, "period")


SHAPE = Shape(
    model=PublishedValue,
    headings=("measure_short", "area", "la_code", "period", "value"),
    identify=identify,
    read=read,
    edition=newest(PERIOD),
    names_line=4,
    time=PERIOD,
)
