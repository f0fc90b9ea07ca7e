"""Figures to other systems, in the shape in which the command line prints them."""

from pathlib import Path
from typing import Annotated, Any

from django.conf import settings
from ninja import Query, Router
from pydantic import BaseModel, Field

from sightline.common import audit
from sightline.common.access import Permission
from sightline.common.api import PROBLEMS, Asked, Refusal
from sightline.indicators.engines import Tables
from sightline.indicators.figures import Figure, compute
from sightline.indicators.public_figures import suppress_figures
from sightline.indicators.register import REGISTER, Indicator, UnknownIndicator
from sightline.indicators.snapshots import Snapshot, SnapshotNotFound, open_snapshot
from sightline.register.api import ApiRequest, Token
from sightline.register.models import Scope
from sightline.timescales.periods import Period, UnknownPeriod, parse, reporting_year_on

router = Router(tags=["Figures"])


class FigureShown(BaseModel):
    """One figure with what is needed to check it. What was not supplied has no value, and is never nought."""

    ref: str
    id: str
    catalogue: str
    variant: str | None
    kind: str
    period: str
    by: dict[str, str] | None
    numerator: int | None
    denominator: int | None
    value: int | float | None
    unit: str
    interval: list[int | float] | None
    interval_method: str | None
    coverage: dict[str, int] | None
    suppressed: bool
    snapshot: str | None
    source: str | None
    provenance: dict[str, str | int] | None


class FiguresWanted(Asked):
    """Which figures are asked for."""

    period: str = Field("", max_length=12, description="2022-23, 2022-23 Q1 or 2023-02; else the last whole year")
    indicator: str = Field("", max_length=60, description="An indicator's code, such as FD-05; else all of them")
    by: str = Field("", max_length=40, description="A breakdown that the indicator offers")
    snapshot: str = Field("latest", max_length=40, description="A snapshot's number; else the latest")


class Figures(BaseModel):
    """The figures of one period from one snapshot."""

    snapshot: str
    period: str
    figures: list[FigureShown]


@router.get(
    "/figures",
    auth=Token(Scope.READ_FIGURES),
    response={200: Figures, **PROBLEMS},
    url_name="figures",
    summary="Figures of a period",
)
def figures(request: ApiRequest, asked: Annotated[FiguresWanted, Query()]) -> Any:
    """Every figure of a period, or one indicator's, with numerator, denominator, snapshot and coverage."""
    audit.listed(request)
    found = _snapshot(asked.snapshot)
    period = _period(asked.period, found)
    tables = found.tables()
    computed = [each for one in _indicators(asked, found) for each in _computed(one, tables, period, asked.by)]
    shown = suppress_figures(computed, public=not request.user.may(Permission.SEE_UNSUPPRESSED_FIGURES))
    return Figures(
        snapshot=found.id, period=period.label, figures=[FigureShown(**figure.to_json()) for figure in shown]
    )


def _snapshot(wanted: str) -> Snapshot:
    try:
        return open_snapshot(Path(settings.SNAPSHOTS), wanted)
    except SnapshotNotFound as missing:
        raise _missing("snapshot", str(missing)) from missing


def _period(said: str, snapshot: Snapshot) -> Period:
    try:
        return parse(said) if said else reporting_year_on(snapshot.business_date).previous()
    except UnknownPeriod as missing:
        raise _missing("period", "A period is written as 2022-23, 2022-23 Q1 or 2023-02.") from missing


def _indicators(asked: FiguresWanted, snapshot: Snapshot) -> list[Indicator]:
    """Those asked for, as far as the snapshot holds what they count and they offer the breakdown."""
    try:
        wanted = [REGISTER.find(asked.indicator)] if asked.indicator else list(REGISTER)
    except UnknownIndicator as missing:
        raise _missing("indicator", "No indicator has this code.") from missing
    held = {entry.name for entry in snapshot.entries}
    offered = [each for each in wanted if each.table in held and (not asked.by or asked.by in each.breakdowns)]
    if not offered:
        raise _missing("figure", "No indicator asked for is in this snapshot and offers this breakdown.")
    return sorted(offered, key=lambda each: each.catalogue)


def _computed(indicator: Indicator, tables: Tables, period: Period, by: str) -> list[Figure]:
    variants = indicator.variants or (None,)
    return [each for one in variants for each in compute(indicator, tables, period, by=by or None, variant=one)]


def _missing(what: str, why: str) -> Refusal:
    return Refusal(404, f"No such {what}", why, "See the reference of indicators and published tables.")
