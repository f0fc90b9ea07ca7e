"""The page of indicators: what each figure counts, over what, and why anybody should care."""

from sightline.indicators.register import RATE, REGISTER, Indicator, Kind
from sightline.site.publishing import register_indicators
from sightline.site.reference.areas import areas, in_words
from sightline.site.reference.markdown import Page, anchor, code, codes

MADE_FROM = "the register of indicators, which the `indicators.py` of each area fills"
ABOUT = """\
Every figure on a page or in a report comes from one of these, worked out from a dated snapshot
(`./sightline figures`). Each is proved in the tests by a slow twin in plain Python that reads the same rows one by
one: the two must agree on the total and on every value of every breakdown.

*Not supplied* is never counted as nought: where a row lacks what the indicator needs, the row is left out, and the
figure's coverage says how many of how many were known."""
KINDS = {
    Kind.COUNT: "a count",
    Kind.MEAN_PER_MONTH: "a mean per month",
    Kind.RATIO: "a share",
    Kind.MEDIAN: "a median",
    Kind.RATE: "a rate over a population",
}
POLARITIES = {
    "higher": "More is better.",
    "lower": "Less is better.",
    "neutral": "Neither more nor less is better in itself.",
    "context": "Neither more nor less is better in itself: read it beside others.",
    "towards": "Better the nearer it is to its target.",
    "zero": "There should be none.",
}


def page() -> Page:
    """The page as it stands now."""
    register_indicators()
    made = Page("Indicators", made_from=MADE_FROM, about=ABOUT)
    for area in areas():
        known = sorted(REGISTER.of_area(area), key=lambda each: _in_order(each.catalogue))
        if not known:
            continue
        made.heading(in_words(area))
        made.table(("Code", "Indicator", "Is"), [(code(i.catalogue), _link(i), KINDS[i.kind]) for i in known])
        for indicator in known:
            _describe(made, indicator)
    return made


def _in_order(catalogue: str) -> tuple[str, int, str]:
    """FD-9 before FD-10, REF after NEG."""
    letters, rest = catalogue.split("-")
    digits = rest.rstrip("abcdefghijklmnopqrstuvwxyz")
    return letters, int(digits), rest[len(digits) :]


def title_of(indicator: Indicator) -> str:
    """The heading of an indicator's entry."""
    return f"{indicator.catalogue} {indicator.title}"


def _link(indicator: Indicator) -> str:
    return f"[{indicator.title}]({anchor(title_of(indicator))})"


def _describe(made: Page, indicator: Indicator) -> None:
    made.heading(title_of(indicator), level=3)
    made.paragraph(indicator.why)
    said = [("Id", code(indicator.id)), ("Counts", indicator.numerator)]
    if indicator.denominator:
        said.append(("Out of", indicator.denominator))
    if indicator.kind is RATE:
        said.append(("Population", f"aged {indicator.population}, per {indicator.per:,}"))
    said += [
        ("Value", f"{_value(indicator)}; {_decimals(indicator)}"),
        ("Reading it", POLARITIES[indicator.polarity]),
        ("Placed in time by", f"{code(indicator.date)} of the published table {code(indicator.table)}"),
    ]
    if indicator.variants:
        said.append(("Variants", f"{codes(indicator.variants)}; the first is the headline"))
    if indicator.breakdowns:
        said.append(("Broken down by", codes(indicator.breakdowns)))
    said.append(("Source", indicator.source))
    made.table(("", ""), said)


def _value(indicator: Indicator) -> str:
    """ "a share, in per cent"; the unit only where the kind does not say it."""
    unit = {"count": "", "average": "", "percent": "per cent"}.get(indicator.unit, indicator.unit)
    said_elsewhere = not unit or indicator.kind is RATE
    return KINDS[indicator.kind] if said_elsewhere else f"{KINDS[indicator.kind]}, in {unit}"


def _decimals(indicator: Indicator) -> str:
    return {0: "shown without decimals", 1: "shown with one decimal"}.get(
        indicator.places, f"shown with {indicator.places} decimals"
    )
