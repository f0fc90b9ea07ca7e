from dataclasses import replace

import pytest

from sightline.indicators.register import COUNT, RATE, RATIO, IndicatorRefused, Register, UnknownIndicator
from sightline.indicators.tests import sample


def registered(function=lambda tables, period: None, **given):
    words = {
        "id": "front_door.contacts",
        "catalogue": "FD-01",
        "title": "Contacts received",
        "why": "Shows the work that comes.",
        "table": "contacts",
        "kind": COUNT,
        "unit": "count",
        "polarity": "neutral",
        "date": "received_on",
        "source": "local",
        "numerator": "contacts received",
    }
    register = given.pop("register", Register())
    return register.indicator(**words | given)(function)


def test_an_indicator_is_found_by_id_and_by_catalogue_code():
    assert sample.SAMPLE.find("front_door.conversion") is sample.conversion
    assert sample.SAMPLE.find("FD-05") is sample.conversion
    assert "FD-05" in sample.SAMPLE
    with pytest.raises(UnknownIndicator, match="No indicator is called 'FD-99'"):
        sample.SAMPLE.find("FD-99")


def test_the_register_lists_an_area_in_order():
    ids = [known.id for known in sample.SAMPLE.of_area("front_door")]
    assert ids == sorted(ids)
    assert len(ids) == len(sample.SAMPLE) == 7
    assert sample.SAMPLE.of_area("front") == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"title": " "}, "give it a title"),
        ({"why": ""}, "say why it is measured"),
        ({"id": "contacts"}, r"write the id as area\.noun"),
        ({"catalogue": "first"}, "give the catalogue code"),
        ({"polarity": "up"}, "the polarity is one of"),
        ({"numerator": ""}, "say in words what is counted"),
        ({"kind": RATIO}, "say in words what the denominator is"),
        ({"kind": RATE, "denominator": "children"}, "names its population"),
        ({"population": "0-17"}, "names its population"),
        ({"per": 0}, "per is a positive number"),
        ({"breakdowns": ("team", "team")}, "a breakdown is named twice"),
        ({"variants": ("COHORT",)}, "the function takes"),
    ],
)
def test_an_incomplete_indicator_is_refused_with_the_reason(given, reason):
    with pytest.raises(IndicatorRefused, match=reason):
        registered(**given)


def test_an_id_or_catalogue_code_is_given_once():
    register = Register()
    registered(register=register)
    with pytest.raises(IndicatorRefused, match="another indicator has this id"):
        registered(register=register, catalogue="FD-02")
    with pytest.raises(IndicatorRefused, match=r"front_door\.contacts has the catalogue code FD-01"):
        registered(register=register, id="front_door.other")
    assert len(register) == 1


def test_per_and_places_follow_the_kind_unless_given():
    assert (sample.contacts.per, sample.contacts.places) == (1, 0)
    assert (sample.conversion.per, sample.conversion.places) == (100, 1)
    assert sample.contact_rate.per == 10_000
    assert registered(kind=RATIO, denominator="contacts", per=1, places=3).places == 3


def test_the_first_variant_is_taken_when_none_is_named():
    assert sample.conversion.variant(None) == "COHORT"
    assert sample.contacts.variant(None) is None
    with pytest.raises(ValueError, match="has no variant 'COHORT'; it has: none"):
        sample.contacts.variant("COHORT")


def test_an_indicator_is_still_called_like_its_function():
    echo = replace(registered(), variants=("A", "B"), function=lambda *given: given)
    assert echo("tables", "period") == ("tables", "period", "A")
    assert echo("tables", "period", "B") == ("tables", "period", "B")
