"""The desk at which a chapter is written: it asks for figures by name and gets them bound to their snapshot.

At a public desk small numbers are hidden before a chapter can see them. A crossed breakdown is a table and is
hidden as one, by the chapter that prints it.
"""

from dataclasses import dataclass, field
from fractions import Fraction

from sightline.documents.model import DescribedFigure, FigureRef, Form
from sightline.indicators.engines import Tables
from sightline.indicators.figures import Figure, FigureKind, compute
from sightline.indicators.public_figures import suppress_figures
from sightline.indicators.register import REGISTER, Indicator
from sightline.indicators.snapshots import Snapshot
from sightline.timescales.periods import Period

PRINTED_SOURCE = "Safeguarding Children Partnership annual report 2022-23, as printed"


@dataclass
class Desk:
    """Computes each figure once and remembers every figure that the chapter used, for its notes."""

    snapshot: Snapshot
    period: Period
    public: bool = True
    _tables: Tables = field(init=False)
    _computed: dict[tuple[object, ...], list[Figure]] = field(init=False, default_factory=dict)
    used: dict[str, DescribedFigure] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._tables = self.snapshot.tables()

    def figures(
        self, code: str, *, variant: str | None = None, by: str | tuple[str, ...] = (), period: Period | None = None
    ) -> list[Figure]:
        """The total first, then one figure for each value of the breakdown."""
        indicator, when = REGISTER.find(code), period or self.period
        columns = (by,) if isinstance(by, str) else by
        key = (code, variant, columns, when.label)
        if key not in self._computed:
            found = compute(indicator, self._tables, when, by=columns, variant=variant)
            self._computed[key] = found if len(columns) > 1 else suppress_figures(found, public=self.public)
        return self._computed[key]

    def figure(self, code: str, *, variant: str | None = None, period: Period | None = None) -> Figure:
        return self.figures(code, variant=variant, period=period)[0]

    def ref(
        self,
        code: str,
        form: Form = "value",
        *,
        variant: str | None = None,
        period: Period | None = None,
        decimals: int | None = None,
    ) -> FigureRef:
        """A place that prints the figure; the figure's note is kept for the end of the chapter."""
        return self.bind(self.figure(code, variant=variant, period=period), form, decimals=decimals)

    def bind(self, figure: Figure, form: Form = "value", *, decimals: int | None = None) -> FigureRef:
        """The same for a figure in hand: of a breakdown, published elsewhere, or printed last year."""
        self.used.setdefault(figure.ref, _described(figure))
        return FigureRef(figure, form, decimals)

    def by_value(self, code: str, by: str, *, variant: str | None = None) -> dict[str, Figure]:
        """The breakdown's figures by value, without the total."""
        return {figure.by[by]: figure for figure in self.figures(code, variant=variant, by=by) if figure.by}

    def printed(self, code: str, value: int, *, variant: str | None = None, unit: str = "count") -> Figure:
        """What last year's report printed: kept apart, so that nobody takes it for a computed figure."""
        indicator = REGISTER.find(code)
        return Figure(
            id=indicator.id,
            catalogue=indicator.catalogue,
            period=self.period.label,
            unit=unit,
            value=Fraction(value),
            numerator=value,
            places=0,
            kind=FigureKind.PRINTED,
            variant=variant,
            source=PRINTED_SOURCE,
        )

    def notes(self) -> tuple[DescribedFigure, ...]:
        return tuple(self.used[ref] for ref in sorted(self.used))


def _described(figure: Figure) -> DescribedFigure:
    indicator: Indicator = REGISTER.find(figure.id)
    return DescribedFigure(
        figure=figure,
        title=f"{indicator.catalogue} {indicator.title}",
        definition=indicator.why,
        counted=indicator.numerator,
        out_of=indicator.denominator,
        source=indicator.source,
    )
