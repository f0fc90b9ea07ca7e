"""A half-year of a large authority goes in at once, in memory that does not grow with it."""

import random
import resource
import tracemalloc
from datetime import date, timedelta

import pytest

from sightline.exchange.annex_a.tests.sheets import a_contact
from sightline.front_door.models import Contact
from sightline.intake.workbook import open_workbook

CODES = (["a) Male", "b) Female"], ["a) WBRI", "k) APKN", "s) NOBT"], ["q) 6: Police", "e) 2A: Schools", "g) 3A: GP"])
MEGABYTE = 1_048_576


def contacts(rows: int):
    """Contacts of about four children to five rows."""
    draw = random.Random(rows)
    sexes, ethnicities, sources = CODES
    children = [
        (
            str(100_000 + place),
            draw.choice(sexes),
            draw.choice(ethnicities),
            date(2006, 1, 1) + timedelta(days=place % 5800),
        )
        for place in range(rows * 4 // 5)
    ]
    for _ in range(rows):
        child, sex, ethnicity, birth = draw.choice(children)
        on = date(2022, 10, 1) + timedelta(days=draw.randrange(180))
        yield a_contact(
            child=child, sex=sex, ethnicity=ethnicity, birth=birth, age=None, on=on, source=draw.choice(sources)
        )


@pytest.mark.django_db
@pytest.mark.parametrize("rows", [1_000, pytest.param(20_000, marks=pytest.mark.full)])
def test_a_large_list_goes_in_whole_and_again_changes_nothing(workbook, load, rows):
    path = workbook(list(contacts(rows)))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sheet = load(path).sheets[0]
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert (sheet.rows, sheet.loaded) == (rows, rows)
    assert Contact.objects.count() == rows
    assert grown < 50 * MEGABYTE + rows * 10_000
    assert load(path).sheets[0].unchanged == rows


def test_a_sheet_is_read_row_by_row(workbook):
    path = workbook(list(contacts(5_000)))
    tracemalloc.start()
    with open_workbook(path) as book:
        counted = sum(1 for _ in book.sheets[0].rows())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert counted == 5_001
    assert most < 8 * MEGABYTE
