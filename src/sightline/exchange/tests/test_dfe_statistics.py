"""A folder of published statistics goes in: kept as published, corrected, marked where it is gone."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from sightline.common import audit
from sightline.common.refusals import NotYours
from sightline.exchange import loaded, published
from sightline.exchange.dfe_statistics import load
from sightline.exchange.dfe_statistics.files import (
    AREA_CODES,
    CHILDREN_BY_AREA,
    INTERACTIVE_TOOL,
    NEIGHBOURS,
    REFERRALS,
    SINGLE_YEARS_OF_AGE,
)
from sightline.exchange.models import Area, Population, Publication, PublishedValue
from sightline.exchange.tests.folder import (
    SEFTON,
    WIRRAL,
    aged,
    authority,
    count_of,
    people,
    referrals,
)
from sightline.exchange.vintages import FIRST_ESTIMATE, REVISED

pytestmark = pytest.mark.django_db


def changes(sheet):
    return [(each.row, each.column, each.was, each.now) for each in sheet.changes]


def test_every_line_goes_in_once_with_its_publication_and_vintage(loads, partnership):
    account = loads()
    sheet = account[REFERRALS]
    assert (sheet.rows, sheet.loaded, sheet.updated, sheet.unchanged, sheet.refused) == (4, 4, 0, 0, 0)
    kept = count_of("343", "2022-23")
    assert (kept.value, kept.text, kept.unit, kept.area, kept.area_name) == (
        4360,
        "4360",
        "count",
        "E08000014",
        "Sefton",
    )
    assert (kept.publication.edition, kept.publication.loaded_by) == ("2022-23", partnership.ana)
    assert "Department for Education, Characteristics of children in need, table C1" in kept.publication.source
    assert {(each.file, each.vintage) for each in Publication.objects.exclude(vintage="")} == {
        (CHILDREN_BY_AREA, REVISED),
        (SINGLE_YEARS_OF_AGE, FIRST_ESTIMATE),
        (INTERACTIVE_TOOL, REVISED),
    }


def test_england_and_its_regions_stand_under_the_departments_codes_too(loads):
    loads()
    england = count_of("970", "2022-23")
    assert (england.level, england.area) == (PublishedValue.Level.NATIONAL, "E92000001")


def test_loading_twice_changes_nothing(loads):
    loads()
    before = [list(model.objects.order_by("pk").values()) for model in (PublishedValue, Population, Publication, Area)]
    account = loads()
    for file in (AREA_CODES, CHILDREN_BY_AREA, SINGLE_YEARS_OF_AGE, NEIGHBOURS, REFERRALS, INTERACTIVE_TOOL):
        sheet = account[file]
        assert (sheet.loaded, sheet.absent, sheet.unchanged) == (0, 0, sheet.rows)
    after = [list(model.objects.order_by("pk").values()) for model in (PublishedValue, Population, Publication, Area)]
    assert after == before


def test_a_corrected_file_updates_and_says_what_it_says_otherwise(loads, folder):
    loads()
    folder.lines[REFERRALS][1] = referrals(2023, SEFTON, 4_365, rereferral_count="c")
    sheet = loads()[REFERRALS]
    assert (sheet.rows, sheet.loaded, sheet.updated, sheet.unchanged) == (4, 1, 1, 3)
    assert changes(sheet) == [(3, "referral_count", "4360", "4365"), (3, "rereferral_count", "100", "c")]
    assert count_of("343", "2022-23").value == 4365
    hidden = count_of("343", "2022-23", "rereferral_count")
    assert (hidden.value, hidden.mark, hidden.text) == (None, "c", "c")
    assert PublishedValue.objects.filter(dfe_code="343", period="2022-23", measure="referral_count").count() == 1


@pytest.mark.parametrize("mark", ["c", "x", "z", "u", "low", "k", "-", "..", ""])
def test_a_mark_is_kept_as_published_and_is_no_number(loads, folder, mark):
    folder.lines[REFERRALS][1] = referrals(2023, SEFTON, mark)
    assert loads()[REFERRALS].refused == 0
    kept = count_of("343", "2022-23")
    assert (kept.text, kept.mark, kept.value) == (mark, mark, None)
    assert loaded.counts(REFERRALS, "referral_count", "2022-23")["343"] is None


def test_a_published_nought_is_a_number(loads, folder):
    folder.lines[REFERRALS][1] = referrals(2023, SEFTON, 0)
    loads()
    assert (count_of("343", "2022-23").value, count_of("343", "2022-23").mark) == (Decimal(0), "")


def test_an_authority_whose_code_changed_stays_the_same_by_its_three_digits(loads, folder):
    folder.lines[CHILDREN_BY_AREA] += [
        people(2012, authority("390", "E08000020", "Gateshead"), 40_000),
        people(2022, authority("390", "E08000037", "Gateshead"), 41_000),
    ]
    loads()
    held = {one.mid_year: one.value for one in loaded.populations("0-17", vintage=REVISED, dfe_code="390")}
    assert held == {2012: 40_000, 2022: 41_000}
    assert loaded.dfe_code_of("E08000020") == loaded.dfe_code_of("E08000037") == "390"


def test_a_line_that_the_file_no_longer_holds_is_marked_and_left_out_of_figures_until_it_returns(loads, folder):
    loads()
    sefton = folder.lines[REFERRALS].pop(1)
    sheet = loads()[REFERRALS]
    assert (sheet.rows, sheet.unchanged, sheet.absent) == (3, 3, 1)
    assert count_of("343", "2022-23").absent_since is not None
    assert "343" not in loaded.counts(REFERRALS, "referral_count", "2022-23")
    assert loads()[REFERRALS].absent == 1
    folder.lines[REFERRALS].append(sefton)
    sheet = loads()[REFERRALS]
    assert (sheet.loaded, sheet.updated, sheet.absent) == (1, 1, 0)
    assert {change.note for change in sheet.changes} == {"stands in the file again"}
    assert loaded.counts(REFERRALS, "referral_count", "2022-23")["343"] == 4360


def test_years_that_a_file_does_not_cover_are_not_missing_from_it(loads, folder):
    loads()
    folder.lines[REFERRALS] = [line for line in folder.lines[REFERRALS] if line["time_period"] != "2022"]
    assert loads()[REFERRALS].absent == 0


def test_a_line_that_is_refused_is_not_missing(loads, folder):
    loads()
    folder.lines[REFERRALS][1]["referral_count"] = "many"
    assert loads()[REFERRALS].absent == 0
    assert count_of("343", "2022-23").value == 4360
    folder.lines[REFERRALS][1]["old_la_code"] = "unknown"
    assert loads()[REFERRALS].absent == 0


def test_another_edition_stands_beside_the_one_before(loads, folder):
    loads()
    folder.lines[REFERRALS] += [referrals(2024, SEFTON, 4_500)]
    folder.lines[REFERRALS][1] = referrals(2023, SEFTON, 4_365)
    sheet = loads()[REFERRALS]
    assert (sheet.loaded, sheet.updated) == (5, 0)
    both = PublishedValue.objects.filter(dfe_code="343", period="2022-23", measure="referral_count")
    assert {each.publication.edition: each.value for each in both} == {"2022-23": 4360, "2023-24": 4365}
    assert loaded.counts(REFERRALS, "referral_count", "2022-23")["343"] == 4365


def test_a_dry_run_says_the_same_and_keeps_nothing(loads):
    would = loads(dry_run=True)
    assert not Publication.objects.exists()
    did = loads()
    assert [sheet.to_json() for name, sheet in would.items() if name != "skipped"] == [
        sheet.to_json() for name, sheet in did.items() if name != "skipped"
    ]
    assert would["skipped"] == did["skipped"]


def test_single_years_of_age_are_added_up_where_none_is_lacking(loads, folder):
    folder.lines[SINGLE_YEARS_OF_AGE] += [aged("E08000015", age, "1000", name="Wirral") for age in range(17)]
    loads()
    held = {one.area: one.value for one in loaded.populations("0-17", vintage=FIRST_ESTIMATE)}
    assert held == {"343": 54_000}


def test_a_snapshot_is_given_the_shipped_populations_until_others_are_loaded(loads):
    assert {row["value"] for row in published.populations().to_pylist()} >= {53_472, 54_154}
    loads()
    rows = published.populations().to_pylist()
    assert {(row["mid_year"], row["vintage"], row["value"]) for row in rows} == {
        (2020, FIRST_ESTIMATE, 54_000),
        (2021, REVISED, 52_996),
        (2022, REVISED, 53_472),
    }
    assert {row["area"] for row in rows} == {settings.AREA}


def test_neighbours_are_kept_by_version_and_rank(loads):
    loads()
    assert loaded.statistical_neighbours("343", file=NEIGHBOURS, version="2021-04").members == ("344", "888")
    with pytest.raises(loaded.NotLoaded, match="2025-05"):
        loaded.statistical_neighbours("343", file=NEIGHBOURS, version="2025-05")


def test_what_has_not_been_loaded_says_how_to_load_it(db):
    with pytest.raises(loaded.NotLoaded, match="import dfe-statistics"):
        loaded.counts(REFERRALS, "referral_count", "2022-23")


def test_a_load_is_audited_for_each_file_that_changed_something(loads, folder, monkeypatch):
    kept = []
    monkeypatch.setattr(audit, "record", lambda verb, about, **more: kept.append((about.file, more["fields"])))
    loads()
    assert len(kept) == 6
    folder.lines[REFERRALS][3] = referrals(2023, WIRRAL, 3_356)
    kept.clear()
    loads()
    assert kept == [(REFERRALS, ["referral_count", "rereferral_count"])]


@pytest.mark.parametrize("username", ["mina", "olive", "dara", "sol"])
def test_nobody_loads_but_the_analyst_and_the_business_manager(partnership, folder, username):
    someone = getattr(partnership, username)
    with pytest.raises(NotYours, match="analyst or business manager"):
        load(folder.write(), dry_run=True, by=someone, at=partnership.now)
    partnership.acts(someone)
    with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Publication.objects.create(file="x", edition="y", sha256="", loaded_at=partnership.now, loaded_by=someone)


def test_everybody_reads_and_nobody_deletes_or_alters_what_was_published(loads, partnership):
    loads()
    partnership.acts(partnership.mina)
    assert PublishedValue.objects.exists()
    assert PublishedValue.objects.update(text="1") == 0
    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from exchange_publishedvalue")
