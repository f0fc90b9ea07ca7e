import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from sightline.indicators.suppression import (
    LOCAL,
    MARKS,
    NATIONAL,
    SmallNumberRule,
    hide_small,
    suppress_list,
    suppress_table,
    with_totals,
)
from sightline.indicators.tests.shared import oracle

COUNTS = st.one_of(st.integers(0, 8), st.integers(0, 8), st.integers(0, 60))


@st.composite
def grids(draw, least=1, most=4):
    rows, columns = draw(st.integers(least, most)), draw(st.integers(least, most))
    return draw(st.lists(st.lists(COUNTS, min_size=columns, max_size=columns), min_size=rows, max_size=rows))


def ranges_a_reader_can_work_out(grid):
    """The least and greatest count of every marked cell that agrees with all that is open, by linear programming."""
    rows, columns = len(grid.counts), len(grid.counts[0])
    hidden = sorted(grid.marked | grid.unprinted)
    number = {cell: place for place, cell in enumerate(hidden)}
    lines = [[(row, column) for column in range(columns)] for row in range(rows)]
    lines += [[(row, column) for row in range(rows)] for column in range(columns)]
    sums, known = np.zeros((len(lines), len(hidden))), np.zeros(len(lines))
    for place, (*parts, total) in enumerate(lines):
        for cell, sign in [*((part, 1) for part in parts), (total, -1)]:
            if cell in number:
                sums[place, number[cell]] = sign
            else:
                known[place] -= sign * grid.counts[cell[0]][cell[1]]
    bounds = [(0 if cell in grid.unprinted else 1, 10_000) for cell in hidden]
    for cell in sorted(grid.marked):
        aim = np.zeros(len(hidden))
        aim[number[cell]] = 1
        least = linprog(aim, A_eq=sums, b_eq=known, bounds=bounds)
        most = linprog(-aim, A_eq=sums, b_eq=known, bounds=bounds)
        assert least.success
        assert most.success
        yield cell, least.fun, -most.fun


def recovered(grid):
    return [cell for cell, least, most in ranges_a_reader_can_work_out(grid) if most - least < 0.5]


def hidden_by(counts, *, row_totals=True, column_totals=True):
    grid = with_totals(counts)
    rows, columns = len(counts), len(counts[0])
    if not row_totals:
        grid.unprinted |= {(row, columns) for row in range(rows + 1)}
    if not column_totals:
        grid.unprinted |= {(rows, column) for column in range(columns + 1)}
    hide_small(grid, LOCAL)
    return grid


@settings(deadline=None, max_examples=120)
@given(grids(), st.booleans(), st.booleans())
def test_no_hidden_count_can_be_worked_out_by_linear_programming(counts, row_totals, column_totals):
    grid = hidden_by(counts, row_totals=row_totals, column_totals=column_totals)
    assert recovered(grid) == []


@settings(deadline=None, max_examples=60)
@given(grids(least=2))
def test_every_small_count_is_hidden_every_nought_shown_and_no_cell_hidden_without_need(counts):
    grid = hidden_by(counts)
    for row, line in enumerate(grid.counts):
        for column, count in enumerate(line):
            assert ((row, column) in grid.marked) >= (1 <= count <= 5)
            assert count > 0 or (row, column) not in grid.marked
    for cell in sorted(grid.marked):
        if not LOCAL.hides(grid.counts[cell[0]][cell[1]]):
            grid.marked.remove(cell)
            assert recovered(grid), f"{cell} was hidden without need"
            grid.marked.add(cell)


@settings(deadline=None, max_examples=60)
@given(grids(), st.randoms(use_true_random=False))
def test_the_check_by_round_trips_agrees_with_linear_programming_on_any_hidden_set(counts, random):
    grid = with_totals(counts)
    cells = [(r, c) for r, line in enumerate(grid.counts) for c, count in enumerate(line) if count > 0]
    assume(cells)
    grid.marked = set(random.sample(cells, random.randint(1, len(cells))))
    assert grid.recoverable() == recovered(grid)


def test_one_small_count_takes_the_smallest_other_count_of_its_row_and_column_with_it():
    shown = suppress_table([[3, 20, 30], [40, 50, 60], [70, 80, 90]], public=True)
    assert shown.cells == (("c", "c", 30), ("c", "c", 60), (70, 80, 90))
    assert (shown.row_totals, shown.column_totals, shown.total) == ((53, 150, 240), (113, 150, 180), 443)


def test_a_list_hides_the_smallest_other_count():
    assert suppress_list([3, 12, 9, 0], public=True) == (("c", 12, "c", 0), 24)


def test_two_ones_that_make_two_together_would_be_told_by_their_sum():
    assert suppress_list([1, 1, 10], public=True) == (("c", "c", "c"), 12)


def test_a_total_of_ones_has_to_be_hidden_itself():
    assert suppress_list([1] * 6, public=True) == (("c",) * 6, "c")


def test_a_small_total_is_hidden_too():
    assert suppress_list([3, 0], public=True) == (("c", 0), "c")


def test_two_small_counts_protect_each_other():
    assert suppress_list([3, 4, 20], public=True) == (("c", "c", 20), 27)


def test_without_a_printed_total_nothing_more_is_hidden():
    shown = suppress_table([[3, 12, 9]], public=True, has_row_totals=False, has_column_totals=False)
    assert shown.cells == (("c", 12, 9),)
    assert (shown.row_totals, shown.total) == ((None,), None)


def test_a_private_view_shows_all():
    shown = suppress_table([[3, None], [0, 20]], public=False)
    assert shown.cells == ((3, None), (0, 20))
    assert (shown.row_totals, shown.column_totals, shown.total) == ((3, 20), (3, 20), 23)


def test_what_was_not_supplied_stays_apart_from_nought():
    assert suppress_list([None, 0, 8, 9], public=True) == ((None, 0, 8, 9), 17)


def test_national_counts_are_rounded_after_hiding():
    assert suppress_list([3, 14, 16, 25], public=True, rule=NATIONAL) == (("c", "c", 20, 30), 60)


@pytest.mark.shared
def test_the_local_rule_is_the_departments():
    rules = oracle("disclosure_control_rules.json")
    published = rules["cin_rules"]
    assert [LOCAL.hide_from, LOCAL.hide_to] == published["suppress_count_range"]
    assert (LOCAL.round_to, NATIONAL.round_to) == (None, published["round_national_regional_to"])
    assert LOCAL.shown(0) == 0
    assert LOCAL.mark == "c"
    assert set(MARKS) <= set(rules["symbols"])


@pytest.mark.shared
def test_another_published_rule_can_be_stated():
    published = oracle("disclosure_control_rules.json")["opensafely_rule"]
    rule = SmallNumberRule(
        hide_to=published["suppress_le"], mark=published["suppressed_value"], round_to=published["round_to"]
    )
    assert [[count, rule.shown(count)] for count, _ in published["examples"]] == published["examples"]


def test_a_percentage_needs_a_base_of_six():
    assert LOCAL.withholds_percentage(5)
    assert not LOCAL.withholds_percentage(6)
