"""The yearly report, composed and built."""

import json

import pytest

from sightline.documents.lint import findings
from sightline.documents.printed import as_text
from sightline.documents.walk import figures_used, passages
from sightline.indicators.figures import FigureKind
from sightline.report.build import build
from sightline.report.desk import Desk
from sightline.report.yearly import compose
from sightline.timescales.periods import parse

YEAR = parse("2022-23")


@pytest.fixture(scope="module")
def document(snapshot):
    return compose(snapshot, YEAR)


def test_nothing_stands_in_the_way_of_publishing_it(document):
    assert findings(document) == []


def test_every_number_in_it_is_a_bound_figure_with_its_note(document):
    described = {each.figure.ref for each in document.figures}
    used = {figure.ref for figure in figures_used(document)}
    assert used and used <= described


def test_two_builds_have_the_same_bytes(snapshot, tmp_path):
    first = build(compose(snapshot, YEAR), tmp_path / "first")
    second = build(compose(snapshot, YEAR), tmp_path / "second")
    for one, other in zip(first.files, second.files, strict=True):
        assert one.read_bytes() == other.read_bytes(), one.name


def test_its_figures_for_machines_are_those_that_it_prints(snapshot, tmp_path):
    built = build(compose(snapshot, YEAR), tmp_path)
    figures = json.loads((tmp_path / "figures.json").read_text())
    refs = {row["ref"] for row in (figures["figures"] if isinstance(figures, dict) else figures)}
    assert any(ref.startswith("FD-05/2022-23/COHORT") for ref in refs)
    assert {path.name for path in built.files} == {"index.html", "document.css", "report.pdf", "figures.json"}


def test_each_computed_figure_leads_to_its_list_by_a_relative_address(snapshot, tmp_path):
    build(compose(snapshot, YEAR), tmp_path)
    page = (tmp_path / "index.html").read_text()
    assert 'href="/figures/list?indicator=FD-05&amp;period=2022-23' in page
    assert 'href="http' not in page


def test_a_public_desk_shows_no_number_from_one_to_five(snapshot):
    desk = Desk(snapshot, YEAR, public=True)
    shown = [
        figure.numerator
        for figure in desk.figures("FD-01", variant="CONTACTS", by="source_group")
        if not figure.suppressed
    ]
    assert shown
    assert not [count for count in shown if count in range(1, 6)]


def test_printed_and_published_figures_are_told_apart_from_computed_ones(document):
    kinds = {figure.kind for figure in figures_used(document)}
    assert kinds == {FigureKind.COMPUTED, FigureKind.PUBLISHED, FigureKind.PRINTED}


def test_what_was_not_supplied_is_a_finding_and_never_nought(snapshot, tmp_path):
    import pyarrow as pa

    from sightline.front_door.tables import CONTACTS, REFERRALS
    from sightline.indicators.populations import POPULATIONS
    from sightline.indicators.snapshots import write_snapshot

    contacts_only = write_snapshot(
        tmp_path,
        {CONTACTS.name: pa.Table.from_pylist([], schema=CONTACTS.schema())},
        [CONTACTS, REFERRALS, POPULATIONS],
        business_date=snapshot.business_date,
        taken_at=snapshot.taken_at,
        cut_off=snapshot.cut_off,
        code_version="test",
        area="E08000014",
    )
    words = " ".join(as_text(passage.said) for passage in passages(compose(contacts_only, YEAR)) if _is_words(passage))
    assert "REF-01 Referrals to children's social care: the records it needs were not supplied." in words


def _is_words(passage):
    return isinstance(passage.said, str | tuple)
