"""What cells mean: every way in which lists write it, and every way in which it cannot be meant."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.intake import values
from sightline.intake.tests.hostile import A_DAY
from sightline.intake.values import Unclear
from sightline.intake.workbook import NO_RESULT, CellError

TODAY = date(2023, 4, 12)
DAYS = st.dates(min_value=date(1921, 1, 1), max_value=date(2199, 12, 31))
ANYTHING = st.one_of(
    st.text(max_size=40),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.timedeltas(),
    st.none(),
    st.sampled_from([NO_RESULT, CellError("#N/A")]),
)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (A_DAY, date(2020, 9, 16)),
        (date(2020, 9, 16), date(2020, 9, 16)),
        (44090, date(2020, 9, 16)),
        (44090.75, date(2020, 9, 16)),
        ("44090", date(2020, 9, 16)),
        (20200916, date(2020, 9, 16)),
        ("20200916", date(2020, 9, 16)),
        ("16/09/2020", date(2020, 9, 16)),
        (" 16/09/2020\u00a0", date(2020, 9, 16)),
        ("\u200e16/09/2020", date(2020, 9, 16)),
        ("16.9.2020", date(2020, 9, 16)),
        ("16-09-20", date(2020, 9, 16)),
        ("16/09/97", date(1997, 9, 16)),
        ("01/06/24", date(2024, 6, 1)),
        ("16/09/2020 14:35", date(2020, 9, 16)),
        ("16/09/2020 00:00:00", date(2020, 9, 16)),
        ("2020-09-16", date(2020, 9, 16)),
        ("2020-09-16T23:30:00Z", date(2020, 9, 16)),
        ("16 Sep 2020", date(2020, 9, 16)),
        ("16-SEP-20", date(2020, 9, 16)),
        ("1st Sept. 2020", date(2020, 9, 1)),
        ("Wednesday 16 September 2020", date(2020, 9, 16)),
        ("16th of September 2020", date(2020, 9, 16)),
        ("September 16, 2020", date(2020, 9, 16)),
        ("29/02/2020", date(2020, 2, 29)),
        ("03/04/2020", date(2020, 4, 3)),
        (None, None),
        ("  ", None),
    ],
)
def test_a_date_is_read_as_it_is_written_here(cell, meant):
    assert values.day(cell, today=TODAY) == meant


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31/02/2020", "There is no 31.2.2020 in the calendar"),
        ("29/02/2023", "There is no 29.2.2023"),
        ("00/01/2020", "There is no 0.1.2020"),
        ("09/16/2020", "There is no month 16. Dates are read day first"),
        ("2020-13-01", "There is no month 13"),
        ("16 Septembre 2020", "no month of this name"),
        ("01/02/2015; 03/04/2016", "two dates in one cell"),
        ("01/02/2015 & 03/04/2016", "two dates in one cell"),
        ("soon", "This is no date"),
        ("September 2020", "This is no date"),
        ("16/09/1020", "in the year 1020"),
        ("01/01/9999", "in the year 9999"),
        (A_DAY.replace(year=1900, month=1, day=1), "Excel shows for an empty cell"),
        (0, "Excel shows for an empty cell"),
        (-3, "Excel shows for an empty cell"),
        (1e300, "stands for no date"),
        (float("nan"), "stands for no date"),
        (float("inf"), "stands for no date"),
        (True, "This is no date"),
        (time(9), "This is no date"),
        (timedelta(days=3), "This is no date"),
        (CellError("#N/A"), "shows an error of the spreadsheet (#N/A)"),
        (NO_RESULT, "formula whose result was not saved"),
    ],
)
def test_a_date_that_cannot_be_is_refused_with_the_reason(cell, why):
    with pytest.raises(Unclear, match=why.replace("(", r"\(").replace(")", r"\)")):
        values.day(cell, today=TODAY)


@given(
    DAYS,
    st.sampled_from(["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d-%b-%Y", "%A %d %B %Y", "%Y%m%d"]),
)
def test_every_day_comes_back_from_every_form(day, form):
    if form == "%Y%m%d" and day.year >= 2100:
        return
    assert values.day(day.strftime(form), today=TODAY) == day


@given(DAYS)
def test_every_day_comes_back_from_excels_own_number(day):
    assert values.day((day - date(1899, 12, 30)).days, today=TODAY) == day


@given(st.dates(min_value=date(1925, 1, 1), max_value=date(2024, 12, 31)))
def test_a_year_of_two_digits_is_the_one_that_does_not_lie_ahead(day):
    read = values.day(day.strftime("%d/%m/%y"), today=TODAY)
    assert read is not None
    assert (read.day, read.month, read.year % 100) == (day.day, day.month, day.year % 100)
    assert TODAY.year - 99 <= read.year + 1 <= TODAY.year + 2


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (6.138, 6),
        (-1, -1),
        ("-1", -1),
        (-0.3, -1),
        ("8", 8),
        ("8 years", 8),
        ("8.9", 8),
        (0, 0),
        (None, None),
        ("", None),
    ],
)
def test_an_age_is_the_completed_years(cell, meant):
    assert values.whole_number(cell, least=-1, most=30) == meant


@pytest.mark.parametrize("cell", [31, -2, "eight", "1e5", "8-9", float("nan"), float("inf"), True, date(2020, 1, 1)])
def test_a_number_that_cannot_be_is_refused(cell):
    with pytest.raises(Unclear):
        values.whole_number(cell, least=-1, most=30)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("a) Yes", True),
        ("Y", True),
        (True, True),
        ("1", True),
        ("b) No", False),
        ("n", False),
        (False, False),
        (None, None),
    ],
)
def test_yes_and_no_are_understood(cell, meant):
    assert values.yes_or_no(cell) is meant


def test_neither_yes_nor_no_is_refused():
    with pytest.raises(Unclear, match="neither yes nor no"):
        values.yes_or_no("perhaps")


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (123456.0, "123456"),
        (" p-123 ", "P-123"),
        ("12/A", "12/A"),
        ("O'Neill7", "O'NEILL7"),
        ("\u200f123", "123"),
        ("٤٧١١", "٤٧١١"),
        ("ילד7", "ילד7"),
        (None, None),
    ],
)
def test_a_reference_is_kept_as_it_is_known(cell, meant):
    assert values.one_reference(cell) == meant


@pytest.mark.parametrize(
    "cell", ["123; 456", "123,456", "123 & 456", "123\n456", "123 and 456", "12345/67890", "123 | 456"]
)
def test_two_children_in_one_cell_are_refused(cell):
    with pytest.raises(Unclear, match="names two children"):
        values.one_reference(cell)


@pytest.mark.parametrize("cell", ["---", "x" * 41, True, date(2020, 1, 1)])
def test_what_is_no_reference_is_refused(cell):
    with pytest.raises(Unclear, match="no reference"):
        values.one_reference(cell)


def test_an_nhs_number_has_the_right_check_digit():
    assert values.nhs_number("943 476 5919") == "9434765919"
    with pytest.raises(Unclear, match="wrong digit"):
        values.nhs_number("943 476 5918")
    with pytest.raises(Unclear, match="10 digits"):
        values.nhs_number(12345)


@given(ANYTHING)
def test_whatever_stands_in_a_cell_is_understood_or_refused_and_nothing_else(cell):
    for read in (
        lambda: values.day(cell, today=TODAY),
        lambda: values.whole_number(cell, least=-1, most=30),
        lambda: values.yes_or_no(cell),
        lambda: values.nhs_number(cell),
        lambda: values.one_reference(cell),
        lambda: values.text(cell),
    ):
        try:
            read()
        except Unclear as unclear:
            assert str(unclear).endswith(".")
