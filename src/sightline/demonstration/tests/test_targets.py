"""The plan adds up to what the annual report prints, where it agrees with itself, and to DfE's counts."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from sightline.demonstration.targets import YEARS, apportioned, years


def half_up(numerator: int, denominator: int, *, places: int = 0, per: int = 100) -> str:
    """As the report rounds: half up."""
    exact = Decimal(numerator) * per / Decimal(denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def test_contacts_of_the_year_and_its_first_half_print_as_the_report_prints_them(by_year):
    year = by_year["2022-23"]
    assert year.contacts == 13_490
    assert half_up(year.contacts, 12, per=1) == "1124"
    assert half_up(year.halves[0], 6, per=1) == "1013"


def test_the_printed_second_half_cannot_be_true_of_the_printed_year(by_year):
    most_of_the_first, most_of_the_second = Decimal("1013.5") * 6, Decimal("1234.5") * 6
    assert most_of_the_first + most_of_the_second < by_year["2022-23"].contacts
    assert by_year["2022-23"].halves == (6078, 7412)


@pytest.mark.parametrize(("group", "printed"), [("POLICE", "34"), ("SCHOOLS", "21"), ("HEALTH", "11")])
def test_shares_of_contacts_by_source_print_as_the_report_prints_them(by_year, group, printed):
    year = by_year["2022-23"]
    assert half_up(year.contact_sources[group], year.contacts) == printed


@pytest.mark.parametrize(("group", "printed"), [("POLICE", "34"), ("SCHOOLS", "20"), ("HEALTH", "13")])
def test_shares_of_referrals_by_source_print_as_the_report_prints_them(by_year, group, printed):
    year = by_year["2022-23"]
    assert half_up(year.referral_sources[group], year.referrals) == printed


def test_one_contact_in_three_is_converted(by_year):
    year = by_year["2022-23"]
    assert (year.converted_by_receipt, half_up(year.converted_by_receipt, year.contacts)) == (4_390, "33")


@pytest.mark.parametrize(
    ("label", "referrals", "again", "printed"), [("2021-22", 4_156, 823, "19.8"), ("2022-23", 4_360, 1_156, "26.5")]
)
def test_referrals_and_rereferrals_are_those_the_department_published(by_year, label, referrals, again, printed):
    year = by_year[label]
    assert (year.referrals, year.again) == (referrals, again)
    assert half_up(year.again, year.referrals, places=1) == printed


def test_so_many_different_children_were_referred(by_year):
    assert by_year["2022-23"].children_referred == 3_828


def test_what_lies_between_contacts_converted_and_referrals_has_three_names(by_year):
    before, year = YEARS[1], YEARS[2]
    told = by_year["2022-23"]
    assert told.converted_by_decision == told.converted_by_receipt - year.carried + before.carried == 4_382
    assert told.referrals == told.converted_by_decision - year.joined


def test_all_contacts_of_the_year_are_decided(by_year):
    assert by_year["2022-23"].undecided == 0


def test_the_small_demonstration_is_a_tenth_of_the_whole():
    whole, small = years(small=False)[2], years(small=True)[2]
    assert (small.contacts, small.referrals) == (1_349, 436)
    assert sum(small.months[:6]) == 608
    assert half_up(small.contact_sources["POLICE"], small.contacts) == half_up(
        whole.contact_sources["POLICE"], whole.contacts
    )


@pytest.mark.parametrize(("total", "weights"), [(10, [1, 1, 1]), (0, [3, 4]), (1349, [4612, 2801, 6077]), (7, [0, 1])])
def test_what_is_apportioned_adds_up(total, weights):
    shares = apportioned(total, weights)
    assert sum(shares) == total
    assert all(share >= 0 for share in shares)
    assert all(abs(share - total * weight / sum(weights)) < 1 for share, weight in zip(shares, weights, strict=True))
