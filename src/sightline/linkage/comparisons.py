"""What is compared of two records, and the steps of agreement, each in words that a practitioner reads.

Steps are tried from the top; the first that holds counts. Conditions are SQL over the columns that
`normalising.compared` gives, with `_l` and `_r` for the two records, and say the same with the two exchanged.
"""

from dataclasses import dataclass

UNBORN_DAYS = 21
"""How far a date of birth may lie from the expected date for the two to be the same birth: three weeks."""


@dataclass(frozen=True)
class Level:
    """One step of agreement. `rare_in` names the column whose rare values count for more when they agree."""

    key: str
    words: str
    condition: str
    rare_in: str | None = None


@dataclass(frozen=True)
class Comparison:
    """One fact of two records. When it cannot be compared (`missing`), it speaks neither for nor against."""

    key: str
    title: str
    shown: tuple[str, ...]
    missing: str
    missing_words: str
    levels: tuple[Level, ...]
    otherwise: Level

    @property
    def all_levels(self) -> tuple[Level, ...]:
        return (*self.levels, self.otherwise)

    def level_of(self, gamma: int) -> Level | None:
        """The step that Splink numbered `gamma`: 0 is the last, and -1 says that the fact was missing."""
        return None if gamma < 0 else self.all_levels[len(self.levels) - gamma]


def _absent(column: str) -> str:
    return f"{column}_l is null or {column}_r is null"


def _same(column: str) -> str:
    return f"{column}_l = {column}_r"


def _slip(column: str) -> str:
    return f"damerau_levenshtein({column}_l, {column}_r) <= 1"


def _either_way(condition: str) -> str:
    """A condition with the sides A and B, once with A on the left and once with A on the right."""
    left, right = condition.replace("_A", "_l").replace("_B", "_r"), condition.replace("_A", "_r").replace("_B", "_l")
    return f"({left}) or ({right})"


_SWAPPED = "given_l = family_r and family_l = given_r"
_BOTH_USUAL = "given_usual_l and given_usual_r"
_FIRST_OF_JANUARY = "right(born_digits_l, 4) = '0101'"

GIVEN_NAME = Comparison(
    "given_name",
    "Given name",
    ("given_name", "other_names"),
    _absent("given"),
    "Not known on one side, or only “baby” and the like",
    (
        Level("SAME", "The same", _same("given"), rare_in="given"),
        Level("SWAPPED", "Given and family name have changed places", _SWAPPED),
        Level("SHORT_FORM", "A short or other form of the same name", _same("full_given")),
        Level("AMONG", "One is among the other's names", _either_way("list_contains(given_words_A, given_first_B)")),
        Level("ALIKE", "One letter apart, but both are names of their own", f"{_BOTH_USUAL} and {_slip('given')}"),
        Level("SLIP", "One letter apart", _slip("given")),
        Level("CLOSE", "Looks alike", "jaro_winkler_similarity(given_l, given_r) >= 0.9"),
    ),
    Level("DIFFERENT", "Different", "else"),
)
FAMILY_NAME = Comparison(
    "family_name",
    "Family name",
    ("family_name",),
    f"({_absent('family')}) or ({_SWAPPED})",
    "Not known on one side, or compared with the given name",
    (
        Level("SAME", "The same", _same("family"), rare_in="family"),
        Level("PART", "Half of a double name is the same", "list_has_any(family_words_l, family_words_r)"),
        Level("SLIP", "One letter apart", _slip("family")),
        Level("CLOSE", "Looks alike", "jaro_winkler_similarity(family_l, family_r) >= 0.92"),
    ),
    Level("DIFFERENT", "Different", "else"),
)
BIRTH = Comparison(
    "birth",
    "Date of birth",
    ("born_on", "expected_on"),
    "(born_l is null and expected_l is null) or (born_r is null and expected_r is null)",
    "Not known on one side, or a date that stands for “not known”",
    (
        Level("SAME", "The same", f"{_same('born')} and not {_FIRST_OF_JANUARY}"),
        Level("SAME_FIRST_OF_JANUARY", "Both 1 January, which often stands for “not known”", _same("born")),
        Level(
            "EXPECTED",
            "One was expected within three weeks of the other's birth",
            _either_way(f"abs(date_diff('day', born_A, expected_B)) <= {UNBORN_DAYS}"),
        ),
        Level(
            "BOTH_EXPECTED", "Both expected within three weeks", "abs(date_diff('day', expected_l, expected_r)) <= 21"
        ),
        Level(
            "SWAPPED",
            "Day and month have changed places",
            "born_digits_l = left(born_digits_r, 4) || right(born_digits_r, 2) || substr(born_digits_r, 5, 2)",
        ),
        Level("SLIP", "One digit apart", _slip("born_digits")),
        Level(
            "ONE_FIRST_OF_JANUARY",
            "The same year; one is 1 January, which often stands for “not known”",
            f"{_same('born_year')} and ({_FIRST_OF_JANUARY} or right(born_digits_r, 4) = '0101')",
        ),
    ),
    Level("DIFFERENT", "Different", "else"),
)
SEX = Comparison(
    "sex",
    "Sex",
    ("sex",),
    _absent("sex"),
    "Not known on one side",
    (Level("SAME", "The same", _same("sex")),),
    Level("DIFFERENT", "Different", "else"),
)
HOME = Comparison(
    "home",
    "Address",
    ("address", "postcode"),
    f"({_absent('address')}) and ({_absent('postcode')})",
    "Not known on one side",
    (
        Level("SAME", "The same home", _same("home"), rare_in="home"),
        Level("SAME_ADDRESS", "The same street and number; the postcode is missing or differs", _same("address")),
        Level(
            "SLIP",
            "The same postcode and nearly the same address",
            f"{_same('postcode')} and damerau_levenshtein(address_l, address_r) <= 2",
        ),
        Level("SAME_POSTCODE", "The same postcode", _same("postcode")),
        Level("CLOSE", "Nearly the same address", f"{_slip('address')} and left(postcode_l, 3) = left(postcode_r, 3)"),
    ),
    Level("DIFFERENT", "Different", "else"),
)
_NHS_SLIP = f"(nhs_l is null or nhs_r is null) and {_slip('nhs_typed')}"
NHS_NUMBER = Comparison(
    "nhs_number",
    "NHS number",
    ("nhs_number",),
    f"({_absent('nhs_typed')}) or (({_absent('nhs')}) and not {_slip('nhs_typed')})",
    "Missing on one side, or not a valid number",
    (
        Level("SAME", "The same, and valid", _same("nhs")),
        Level("SLIP", "One digit apart, and one of them is not valid", _NHS_SLIP),
    ),
    Level("DIFFERENT", "Different, and both valid", "else"),
)
UPN = Comparison(
    "upn",
    "Pupil number",
    ("upn",),
    _absent("upn"),
    "Missing on one side, or not a valid number",
    (Level("SAME", "The same, and valid", _same("upn")),),
    Level("DIFFERENT", "Different, and both valid", "else"),
)
COMPARISONS = (GIVEN_NAME, FAMILY_NAME, BIRTH, SEX, HOME, NHS_NUMBER, UPN)
RARE_IN = tuple(level.rare_in for each in COMPARISONS for level in each.levels if level.rare_in)

_NEAR = f"abs(date_diff('day', coalesce(l.born, l.expected), coalesce(r.born, r.expected))) <= {UNBORN_DAYS}"
CANDIDATES = (
    "l.nhs = r.nhs",
    "l.upn = r.upn",
    "l.full_given = r.full_given and l.born = r.born",
    "l.family = r.family and l.born = r.born",
    "l.full_given = r.full_given and l.family = r.family",
    "l.born = r.born and l.postcode = r.postcode",
    "l.full_given = r.full_given and l.postcode = r.postcode",
    "l.given = r.family and l.family = r.given",
    "l.home = r.home and l.born_year = r.born_year",
    f"l.family = r.family and l.expected is not null and {_NEAR}",
    f"l.family = r.family and r.expected is not null and {_NEAR}",
    f"l.postcode = r.postcode and l.expected is not null and {_NEAR}",
    f"l.postcode = r.postcode and r.expected is not null and {_NEAR}",
)
"""Which pairs are looked at, out of tens of thousands of millions: those that agree in one of these at least."""
