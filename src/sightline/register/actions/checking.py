"""What every verb of the register asks of names, days and records before it writes."""

from datetime import date, timedelta

from django.db import connection

from sightline.common.refusals import NotYours
from sightline.register.actions.refusals import ChangedMeanwhile, Impossible, Incomplete
from sightline.register.models import Child, Staff
from sightline.register.names import tidy
from sightline.timescales.ages import age_on

OLDEST = 25
"""The register reaches to care leavers of 25 (Children Act 1989, section 23CZB)."""
LONGEST_PREGNANCY = timedelta(weeks=42)
EARLIEST_BIRTH, LATEST_BIRTH = timedelta(weeks=22), timedelta(weeks=6)
"""How long before and after the expected date a birth is believed; beyond it the expected date is wrong."""


def locked(child: Child, *, by: Staff, seen_version: int | None = None) -> Child:
    """The child's record as it stands now, held for this transaction and counted up one version.

    `seen_version` is the version that the person had on their screen. Raises ChangedMeanwhile when it has
    moved on, and NotYours for a record that `by` may not open.
    """
    current = Child.objects.visible_to(by).select_for_update(of=("self",)).filter(pk=child.pk).first()
    if current is None:
        raise NotYours("There is no such record, or not one that you may open.")
    if seen_version is not None and current.version != seen_version:
        raise ChangedMeanwhile
    current.version += 1
    return current


def one_at_a_time(what: str, agency_id: int) -> None:
    """Holds back whoever else would do `what` for this agency until this transaction has ended."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s), %s::int)", [f"sightline: {what}", agency_id])


def text(said: str, *, called: str, longest: int) -> str:
    """A line of text, tidied. Raises Impossible when it is longer than the record holds."""
    tidied = tidy(said)
    if len(tidied) > longest:
        raise Impossible(f"The {called} is longer than {longest} characters. Shorten it; put the rest in a note.")
    return tidied


def names(given_name: str, family_name: str, other_names: str, *, unborn: bool) -> tuple[str, str, str]:
    """The names tidied. Raises Incomplete when nothing is left to call the child by."""
    given = text(given_name, called="given name", longest=80)
    family = text(family_name, called="family name", longest=80)
    others = text(other_names, called="list of other names", longest=200)
    if not any(letter.isalnum() for letter in given + family):
        asked = "Give the family name that the child is expected to have" if unborn else "Give at least one name"
        raise Incomplete(f"{asked}. Where no name is known, write what the child is called by those who saw them.")
    return given, family, others


def not_later(day: date | None, *, today: date, what: str) -> None:
    """Raises Impossible for a day after today."""
    if day and day > today:
        raise Impossible(f"{what} is in the future. Check the day, the month and the year.")


def life(*, born_on: date | None, expected_on: date | None, died_on: date | None, today: date) -> None:
    """Raises Impossible for a birth, an expected birth or a death that cannot be."""
    if born_on and born_on > today:
        raise Impossible(
            "The date of birth is in the future. For a child not yet born, give the expected date of birth instead."
        )
    age = age_on(born_on, today) if born_on else None
    if age is not None and age > OLDEST:
        raise Impossible(
            f"With this date of birth the person is {age}. The register holds children, and care leavers up to"
            f" {OLDEST}: check the year, or record the person as an adult."
        )
    if expected_on and not born_on:
        _expected(expected_on, today)
    not_later(died_on, today=today, what="The date of death")
    if died_on and born_on and died_on < born_on:
        raise Impossible("The date of death is before the date of birth. Check both.")
    if died_on and not born_on:
        raise Impossible("A child who was not born alive has no date of death here. Record the birth first.")


def _expected(expected_on: date, today: date) -> None:
    if expected_on - today > LONGEST_PREGNANCY:
        raise Impossible("The expected date of birth is more than 42 weeks away. Check the month and the year.")
    if today - expected_on > LATEST_BIRTH:
        raise Impossible(
            "The expected date of birth was more than six weeks ago. If the child was born, give the date of birth."
        )


def birth(*, born_on: date, expected_on: date) -> None:
    """Raises Impossible for a birth too far from the day it was expected."""
    if expected_on - born_on > EARLIEST_BIRTH or born_on - expected_on > LATEST_BIRTH:
        raise Impossible(
            "This date of birth is too far from the expected date for both to be right. Check it; if the expected date"
            " was wrong, correct that first."
        )


def period(from_on: date | None, to_on: date | None, *, today: date, what: str) -> None:
    """Raises Impossible when a time starts or ends in the future, or ends before it starts."""
    not_later(from_on, today=today, what=f"The day on which {what} started")
    not_later(to_on, today=today, what=f"The day on which {what} ended")
    if from_on and to_on and to_on < from_on:
        raise Impossible(f"The day on which {what} ended is before the day on which it started. Check both.")
