"""The register of indicators: what each one counts, why, and the function that finds its rows.

An area writes a function over published tables and puts `@indicator(...)` on it. The function returns the
rows that matter, and `sightline.indicators.figures` does the counting, the breakdowns and the rounding:

- COUNT: each row is one; a column `counts`, if there is one, says true, false or null (not supplied)
- MEAN_PER_MONTH: as COUNT, divided by the months of the period
- RATIO: the column `counts` says whether a row belongs to the numerator; null leaves it out and lowers
  coverage. Whole numbers are allowed (raised 1, lowered -1, unchanged 0) for a net share
- MEDIAN: the column `measure` holds the number; null lowers coverage
- RATE: as COUNT, over a population from the table `populations`
"""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MONTH = "month"
CATALOGUE_CODE = re.compile(r"[A-Z][A-Z0-9]*-\d{1,2}[a-z]?")
INDICATOR_ID = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*")


class Kind(StrEnum):
    """How an indicator's rows become a value."""

    COUNT = "COUNT"
    MEAN_PER_MONTH = "MEAN_PER_MONTH"
    RATIO = "RATIO"
    MEDIAN = "MEDIAN"
    RATE = "RATE"


COUNT, MEAN_PER_MONTH, RATIO, MEDIAN, RATE = Kind
POLARITIES = frozenset({"higher", "lower", "neutral", "context", "towards", "zero"})
DEFAULT_PER = {RATIO: 100, RATE: 10_000}


class IndicatorRefused(ValueError):  # noqa: N818  a refusal, named as it reads
    """An indicator may not be registered; the message says why and what to write instead."""


class UnknownIndicator(LookupError):  # noqa: N818  a refusal, named as it reads
    """No indicator is registered under that id or catalogue code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One indicator of the catalogue: its meaning in words, and the function that finds its rows.

    `date` is the column that places a row in a period and gives the breakdown by month. `population` is the
    age range of a RATE's denominator ("0-17"). A `stock` rate counts what is open on a day and is never
    annualised.
    """

    id: str
    catalogue: str
    title: str
    why: str
    table: str
    kind: Kind
    per: int
    unit: str
    polarity: str
    date: str
    source: str
    numerator: str
    denominator: str
    variants: tuple[str, ...]
    breakdowns: tuple[str, ...]
    population: str | None
    stock: bool
    places: int
    function: Callable[..., Any]

    # A page prints an indicator's words; a template engine that meets something callable would call it first.
    do_not_call_in_templates = True

    def __call__(self, tables: Any, period: Any, variant: str | None = None) -> Any:
        """The rows of the period as an Ibis table, in the named variant (the first one if none is named)."""
        chosen = self.variant(variant)
        return self.function(tables, period) if chosen is None else self.function(tables, period, chosen)

    def variant(self, name: str | None) -> str | None:
        """The variant of that name, the first one for None; ValueError if there is no such variant."""
        if name is None:
            return self.variants[0] if self.variants else None
        if name not in self.variants:
            known = ", ".join(self.variants) or "none"
            raise ValueError(f"{self.id} has no variant {name!r}; it has: {known}.")
        return name

    def check_breakdown(self, column: str) -> None:
        """ValueError if the indicator does not offer this breakdown."""
        if column not in self.breakdowns:
            offered = ", ".join(self.breakdowns) or "none"
            raise ValueError(f"{self.id} is not broken down by {column!r}; it offers: {offered}.")

    def faults(self) -> list[str]:
        """Why this indicator may not be registered, one sentence for each reason."""
        wanted: list[tuple[bool, str]] = [
            (bool(INDICATOR_ID.fullmatch(self.id)), "write the id as area.noun"),
            (bool(CATALOGUE_CODE.fullmatch(self.catalogue)), "give the catalogue code, as in FD-05"),
            (bool(self.title.strip()), "give it a title"),
            (bool(self.why.strip()), "say why it is measured"),
            (self.polarity in POLARITIES, f"the polarity is one of {', '.join(sorted(POLARITIES))}"),
            (bool(self.numerator.strip()), "say in words what is counted"),
            (
                self.kind is not RATIO or bool(self.denominator.strip()),
                "say in words what the denominator is",
            ),
            (
                (self.kind is RATE) == (self.population is not None),
                "a RATE, and only a RATE, names its population",
            ),
            (self.per > 0, "per is a positive number"),
            (len(set(self.variants)) == len(self.variants), "a variant is named twice"),
            (len(set(self.breakdowns)) == len(self.breakdowns), "a breakdown is named twice"),
            (
                self._takes_its_variants(),
                "the function takes (tables, period), and variant where there are variants",
            ),
        ]
        return [fault for is_met, fault in wanted if not is_met]

    def _takes_its_variants(self) -> bool:
        return len(inspect.signature(self.function).parameters) == (3 if self.variants else 2)


class Register:
    """Indicators by id and by catalogue code; duplicates are refused."""

    def __init__(self) -> None:
        self._by_id: dict[str, Indicator] = {}
        self._by_catalogue: dict[str, Indicator] = {}

    def __iter__(self) -> Iterator[Indicator]:
        return iter(sorted(self._by_id.values(), key=lambda known: known.id))

    def __len__(self) -> int:
        return len(self._by_id)

    def __contains__(self, name: object) -> bool:
        return name in self._by_id or name in self._by_catalogue

    def find(self, name: str) -> Indicator:
        """The indicator of that id or catalogue code; UnknownIndicator if there is none."""
        found = self._by_id.get(name) or self._by_catalogue.get(name)
        if found is None:
            raise UnknownIndicator(f"No indicator is called {name!r}. Use an id or a catalogue code.")
        return found

    def of_area(self, area: str) -> list[Indicator]:
        """The indicators whose id begins with the area's name, in order of id."""
        return [known for known in self if known.id.startswith(f"{area}.")]

    def add(self, new: Indicator) -> None:
        """Register an indicator; IndicatorRefused if it is incomplete, or its id or code is taken."""
        faults = new.faults()
        if new.id in self._by_id:
            faults.append("another indicator has this id")
        if new.catalogue in self._by_catalogue:
            faults.append(f"{self._by_catalogue[new.catalogue].id} has the catalogue code {new.catalogue}")
        if faults:
            raise IndicatorRefused(f"Indicator {new.id!r} is refused: " + "; ".join(faults) + ".")
        self._by_id[new.id] = new
        self._by_catalogue[new.catalogue] = new

    def indicator(
        self,
        *,
        id: str,  # noqa: A002  the catalogue's own word
        catalogue: str,
        title: str,
        why: str,
        table: str,
        kind: Kind,
        unit: str,
        polarity: str,
        date: str,
        source: str,
        numerator: str,
        denominator: str = "",
        per: int | None = None,
        variants: tuple[str, ...] = (),
        breakdowns: tuple[str, ...] = (),
        population: str | None = None,
        stock: bool = False,
        places: int | None = None,
    ) -> Callable[[Callable[..., Any]], Indicator]:
        """Register the function below; its name then stands for the Indicator, which can still be called.

        `per` is 100 for a RATIO, 10,000 for a RATE and 1 otherwise unless given; `places` is the decimals
        shown, none for a COUNT and one otherwise (display rule of the catalogue).
        """

        def register(function: Callable[..., Any]) -> Indicator:
            new = Indicator(
                id=id,
                catalogue=catalogue,
                title=title,
                why=why,
                table=table,
                kind=kind,
                per=DEFAULT_PER.get(kind, 1) if per is None else per,
                unit=unit,
                polarity=polarity,
                date=date,
                source=source,
                numerator=numerator,
                denominator=denominator,
                variants=tuple(variants),
                breakdowns=tuple(breakdowns),
                population=population,
                stock=stock,
                places=(0 if kind is COUNT else 1) if places is None else places,
                function=function,
            )
            self.add(new)
            return new

        return register


REGISTER = Register()
indicator = REGISTER.indicator
