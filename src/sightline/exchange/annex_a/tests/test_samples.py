"""The workbooks that others made, read whole."""

from pathlib import Path

import pytest

from sightline.front_door.models import Contact, Referral
from sightline.register.models import Child

SHARED = Path(__file__).resolve().parents[6] / "shared"
SAMPLES = SHARED / "samples" / "annex_a"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.django_db,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples do not lie beside this checkout (../shared/samples)"),
]


def counts(sheet):
    return (sheet.name, sheet.rows, sheet.loaded, sheet.updated, sheet.unchanged, sheet.refused, sheet.absent)


def test_the_workbook_of_2024_goes_in_whole(load):
    account = load(SAMPLES / "Annex_A_2024_Jan.xlsx")
    print(account.to_text())
    assert [counts(sheet) for sheet in account.sheets] == [
        ("List 1", 5, 5, 0, 0, 0, 0),
        ("List 3", 6, 6, 0, 0, 0, 0),
    ]
    assert [each.name for each in account.skipped] == [f"List {number}" for number in (2, 4, 5, 6, 7, 8, 9, 10, 11)]
    assert (Child.objects.count(), Contact.objects.count(), Referral.objects.count()) == (11, 5, 6)


def test_the_workbook_of_2015_goes_in_whole(load):
    account = load(SAMPLES / "2015-01-sample.xlsx")
    print(account.to_text())
    assert [counts(sheet) for sheet in account.sheets] == [
        ("List_1", 0, 0, 0, 0, 0, 0),
        ("List_3", 5, 5, 0, 0, 0, 0),
    ]
    assert {"Front_Sheet", "Guidance", "Codes_used", "List_2", "List_11"} <= {each.name for each in account.skipped}
    assert Referral.objects.filter(ended_without_assessment=True).count() == 2


@pytest.mark.parametrize("name", ["Annex_A_2024_Jan.xlsx", "2015-01-sample.xlsx"])
def test_a_sample_read_twice_changes_nothing(load, name):
    load(SAMPLES / name)
    before = (Child.objects.count(), Contact.objects.count(), Referral.objects.count())
    again = load(SAMPLES / name)
    assert all((sheet.loaded, sheet.refused, sheet.changes) == (0, 0, []) for sheet in again.sheets)
    assert (Child.objects.count(), Contact.objects.count(), Referral.objects.count()) == before
