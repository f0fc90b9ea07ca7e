"""What has been loaded, read for figures: of every file the newest edition, less what its file no longer holds.

Areas are named by the Department's three-digit code throughout. A marked cell is None, never nought.
"""

from collections.abc import Iterable, Mapping

from sightline.exchange.models import ComparatorMember, Publication, PublishedValue
from sightline.exchange.models import Population as KeptPopulation
from sightline.indicators.comparators import ComparatorGroup, comparator_rate
from sightline.indicators.figures import Figure
from sightline.indicators.populations import Population
from sightline.indicators.register import Indicator


class NotLoaded(LookupError):  # noqa: N818  a refusal, named as it reads
    """What was asked for has not been loaded; `import dfe-statistics` brings it."""


def edition_of(file: str) -> Publication:
    """The newest edition of a file that is held. Raises NotLoaded."""
    newest = Publication.objects.filter(file=file).order_by("-edition").first()
    if newest is None:
        raise NotLoaded(f"{file} has not been loaded. Load it with `sightline import dfe-statistics FOLDER`.")
    return newest


def counts(file: str, measure: str, period: str, *, category: str = "") -> dict[str, int | None]:
    """A published count by area, England and its regions among them; nothing for what is no count."""
    held = PublishedValue.objects.standing().of(edition_of(file)).filter(unit=PublishedValue.COUNT)
    cells = held.filter(measure=measure, period=period, category=category).values_list("dfe_code", "value")
    return {code: None if value is None else int(value) for code, value in cells}


def populations(
    age_range: str, *, vintage: str, mid_year: int | None = None, dfe_code: str | None = None
) -> list[Population]:
    """Populations of one age range and vintage, as published or, from single years of age, added up.

    An area whose file lacks or hides one of the years that are needed is left out.
    """
    publications = {found.pk: found for found in _newest_of_vintage(vintage)}
    held = KeptPopulation.objects.standing().filter(publication__in=publications)
    held = held.filter(age_range__in=[age_range, *_single_years(age_range)])
    held = held.filter(mid_year=mid_year) if mid_year is not None else held
    held = held.filter(dfe_code=dfe_code) if dfe_code is not None else held
    by_area: dict[tuple[int, str, int], dict[str, KeptPopulation]] = {}
    for row in held:
        by_area.setdefault((row.publication_id, row.dfe_code, row.mid_year), {})[row.age_range] = row
    return [
        Population(
            area=code,
            age_range=age_range,
            mid_year=year,
            vintage=vintage,
            value=people,
            released_on=publications[publication].released_on,
        )
        for (publication, code, year), rows in sorted(by_area.items(), key=lambda item: item[0][1:])
        if (people := _people(age_range, rows)) is not None
    ]


def dfe_code_of(area: str) -> str | None:
    """The three-digit code of an area by any code that the Office for National Statistics has given it."""
    return KeptPopulation.objects.filter(area=area).values_list("dfe_code", flat=True).first()


def statistical_neighbours(dfe_code: str, *, file: str, version: str) -> ComparatorGroup:
    """The ten neighbours of an authority by a version of the model. Raises NotLoaded."""
    held = ComparatorMember.objects.standing().of(edition_of(file)).filter(version=version, dfe_code=dfe_code)
    members = tuple(held.order_by("rank").values_list("neighbour_dfe_code", flat=True))
    if not members:
        raise NotLoaded(f"No neighbours of authority {dfe_code} by the model {version} have been loaded.")
    return ComparatorGroup(
        code=f"SN{version}",
        model=f"children's services statistical neighbours, model of {version}",
        members=members,
    )


def neighbours_rate(
    indicator: Indicator,
    group: ComparatorGroup,
    *,
    file: str,
    measure: str,
    period: str,
    mid_year: int,
    vintage: str,
    category: str = "",
) -> Figure:
    """The neighbours' mean rate from published counts over one mid-year and vintage of populations, all named."""
    if not indicator.population:
        raise ValueError(f"{indicator.id} divides by no population.")
    people = populations(indicator.population, vintage=vintage, mid_year=mid_year)
    return comparator_rate(
        indicator,
        group,
        counts(file, measure, period, category=category),
        {one.area: one for one in people},
        count_year=period,
        source=f"{edition_of(file).source}; Office for National Statistics mid-year estimates",
    )


def _newest_of_vintage(vintage: str) -> Iterable[Publication]:
    newest: dict[str, Publication] = {}
    for publication in Publication.objects.filter(vintage=vintage).order_by("edition"):
        newest[publication.file] = publication
    return newest.values()


def _single_years(age_range: str) -> list[str]:
    first, _, last = age_range.partition("-")
    return [str(age) for age in range(int(first), int(last) + 1)] if last else []


def _people(age_range: str, rows: Mapping[str, KeptPopulation]) -> int | None:
    """As published for the whole range, else its single years together if none is lacking."""
    needed = [age_range] if age_range in rows else _single_years(age_range)
    if not needed or any(age not in rows or rows[age].value is None for age in needed):
        return None
    return sum(int(rows[age].value or 0) for age in needed)
