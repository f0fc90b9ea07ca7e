"""Where the database is said to be: read from the environment, without starting or making anything."""

from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sightline.site.database import connection_parameters, database_settings
from sightline.site.database.address import read_address
from sightline.site.database.problems import AddressUnreadable

SECRET = "s3cret-of-the-owner"


def test_reading_the_settings_starts_and_makes_nothing(place: Path) -> None:
    settings = database_settings(place / "home")
    assert list(place.iterdir()) == []
    assert {alias: entry["USER"] for alias, entry in settings.items()} == {
        "default": "sightline_app",
        "owner": "sightline_owner",
        "publisher": "sightline_publisher",
        "evidence": "sightline_app",
    }
    assert all(entry["PASSWORD"] == "" for entry in settings.values())
    assert settings["owner"]["OPTIONS"]["passfile"] == str(place / "home/secrets/sightline_owner.pgpass")


def test_only_the_app_is_pooled_and_only_when_serving(place: Path) -> None:
    assert "pool" not in database_settings(place)["default"]["OPTIONS"]
    serving = database_settings(place, pooled=True)
    assert [alias for alias, entry in serving.items() if "pool" in entry["OPTIONS"]] == ["default"]


def test_evidence_outlives_a_requests_rollback(place: Path) -> None:
    evidence = database_settings(place, pooled=True)["evidence"]
    assert (evidence["AUTOCOMMIT"], evidence["ATOMIC_REQUESTS"]) == (True, False)


def test_a_server_elsewhere_is_reached_by_all_roles(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "SIGHTLINE_DATABASE_URL", f"postgresql://boss:{SECRET}@db.example:6432/merrow?sslmode=verify-full"
    )
    settings = database_settings(place)
    assert {(entry["HOST"], entry["PORT"], entry["NAME"]) for entry in settings.values()} == {
        ("db.example", "6432", "merrow")
    }
    assert {entry["OPTIONS"]["sslmode"] for entry in settings.values()} == {"verify-full"}
    assert {alias: (entry["USER"], entry["PASSWORD"]) for alias, entry in settings.items()} == {
        "default": ("sightline_app", ""),
        "owner": ("boss", SECRET),
        "publisher": ("sightline_publisher", ""),
        "evidence": ("sightline_app", ""),
    }
    assert "passfile" not in connection_parameters(place)


@pytest.mark.parametrize(
    ("url", "host", "port", "name"),
    [
        ("postgresql://o:p@db/s", "db", 5432, "s"),
        ("postgres://o:p@10.0.0.1:6000/s", "10.0.0.1", 6000, "s"),
        ("postgresql://o:p@[::1]:6000/s", "::1", 6000, "s"),
        ("postgresql://o:p@[fe80::1]/s", "fe80::1", 5432, "s"),
        ("postgresql://o:p@%2Fvar%2Frun%2FPostgres/s", "/var/run/Postgres", 5432, "s"),
        ("postgresql://o:p@db/children%20s", "db", 5432, "children s"),
    ],
)
def test_an_address_is_read_as_its_writer_meant_it(url: str, host: str, port: int, name: str) -> None:
    address = read_address(url)
    assert (address.host, address.port, address.name) == (host, port, name)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_password_survives_percent_encoding(password: str) -> None:
    address = read_address(f"postgresql://o:{quote(password, safe='')}@db/s")
    assert address.password == password
    assert repr(address).count("password") == 0


@pytest.mark.parametrize(
    ("url", "why"),
    [
        (f"mysql://o:{SECRET}@db/s", "must begin with postgresql://"),
        (f"o:{SECRET}@db/s", "must begin with postgresql://"),
        ("postgresql://db/s", "owner role and its password are missing"),
        ("postgresql://o@db/s", "the password is missing"),
        (f"postgresql://:{SECRET}@db/s", "the owner role is missing"),
        (f"postgresql://o:{SECRET}@/s", "the host is missing"),
        (f"postgresql://o:{SECRET}@:5432/s", "the host is missing"),
        (f"postgresql://o:{SECRET}@db", "the database is missing"),
        (f"postgresql://o:{SECRET}@db/", "the database is missing"),
        (f"postgresql://o:{SECRET}@db:0/s", "the port is not a number"),
        (f"postgresql://o:{SECRET}@db:65536/s", "the port is not a number"),
        (f"postgresql://o:{SECRET}@db:five/s", "the port is not a number"),
        (f"postgresql://o:{SECRET}@::1/s", "square brackets"),
        (f"postgresql://o:{SECRET}@[::1/s", "square brackets"),
        (f"postgresql://o:{SECRET}@a,b/s", "several hosts"),
        (f"postgresql://o:{SECRET}#@db/s", "write that as %23"),
        (f"postgresql://o:{SECRET}%@db/s", "write '%' itself as %25"),
        (f"postgresql://o:{SECRET}%FF@db/s", "not valid UTF-8"),
        (f"postgresql://o:{SECRET}%00@db/s", "nought"),
        (f"postgresql://o:{SECRET}/x@db/s", "missing before the host"),
        (f"postgresql://o:{SECRET}@db/s?sslmode=sometimes", "sslmode must be one of"),
        (f"postgresql://o:{SECRET}@db/s?password=x", "option 'password' is not known"),
        (f"postgresql://o:{SECRET}@db/s?sslmode=require&sslmode=disable", "stands twice"),
        (f"postgresql://o:{SECRET}@db/s?sslmode", "not of the form"),
    ],
)
def test_an_address_with_something_missing_is_refused_in_plain_english(url: str, why: str) -> None:
    with pytest.raises(AddressUnreadable) as refusal:
        read_address(url)
    assert why in str(refusal.value)
    assert SECRET not in str(refusal.value)
    assert refusal.value.exit_code == 2
