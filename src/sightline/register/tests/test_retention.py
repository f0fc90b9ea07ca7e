"""A record goes when its time is over and a person has released it: whole, provably, and never while it is held."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, connections, models, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as some

from sightline.common.models import Draft, StoredFile
from sightline.register.actions import retaining
from sightline.register.actions.retaining import clearing
from sightline.register.holdings import HOLDINGS
from sightline.register.models import Agency, Child, Involvement, LegalHold, RetentionLine, RetentionRun, Staff
from sightline.register.retention_rules import Facts, over
from sightline.register.tests.reading import words

pytestmark = [pytest.mark.django_db(databases="__all__")]
NOW = datetime(2023, 4, 12, 9, 30, tzinfo=UTC)
LONG_AGO = datetime(2001, 5, 17, 11, 11, tzinfo=UTC)
MARKER = "Quillfeather"
OWNER = "owner"


# The rules


@pytest.mark.parametrize(
    ("facts", "rule", "over_on"),
    [
        (Facts(None, None, date(2016, 2, 29)), "RET-CONTACT", date(2022, 3, 1)),
        (Facts(date(1990, 5, 1), None, date(2006, 1, 1), {"YOUTH_JUSTICE"}), "RET-CHILD-PROTECTION", date(2015, 5, 1)),
        (Facts(date(1940, 5, 1), None, date(1958, 1, 1), {"CARED_FOR"}), "RET-CARED-FOR", date(2015, 5, 1)),
        (Facts(date(1990, 5, 1), None, date(2016, 1, 1), {"CHILD_PROTECTION"}), "RET-CONTACT", date(2022, 1, 1)),
    ],
)  # fmt: skip
def test_the_rule_that_keeps_longest_wins(facts, rule, over_on):
    found = over(facts, NOW.date())
    assert (found.rule.id, found.on) == (rule, over_on)


@pytest.mark.parametrize(
    "facts",
    [
        Facts(date(1990, 5, 1), None, date(2010, 1, 1), {"CARED_FOR"}),
        Facts(date(1940, 5, 1), None, date(1958, 1, 1), is_adopted=False, is_open=True),
        Facts(date(1940, 5, 1), None, date(1958, 1, 1), {"CARED_FOR"}, is_adopted=True),
        Facts(None, None, date(2001, 1, 1), {"CHILD_PROTECTION"}),
        Facts(date(1990, 5, 1), date(1999, 1, 1), date(1999, 1, 1)),
        Facts(date(1990, 5, 1), None, date(2017, 4, 12)),
    ],
    ids=["cared for", "open", "adopted", "no date of birth", "died", "six years today"],
)
def test_a_record_stays(facts):
    assert over(facts, NOW.date()) is None


days = some.dates(min_value=date(1930, 1, 1), max_value=date(2023, 1, 1))
services = some.sets(some.sampled_from(Involvement.Service.values))


@given(born_on=some.none() | days, last_on=days, had=services, later=some.integers(0, 40_000))
def test_more_services_or_later_events_never_shorten_the_time(born_on, last_on, had, later):
    less = over(Facts(born_on, None, last_on), date(2060, 1, 1))
    more = over(Facts(born_on, None, last_on + timedelta(days=later % 3650), had), date(2060, 1, 1))
    assert more is None or (less is not None and more.on >= less.on)


# Clearing


def rows_of_the_database():
    """Every value of every table as text, read by the owner."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace")
        for (table,) in cursor.fetchall():
            cursor.execute(f'select t::text from "{table}" t')
            for (row,) in cursor.fetchall():
                yield table, row


class Seed:
    """One row of every record about a child, with the marker in every field that retention removes."""

    def __init__(self, child_of="Merrow Council"):
        self.agency = Agency.objects.using(OWNER).get(name=child_of)
        people = list(Staff.objects.using(OWNER).filter(agency=self.agency).order_by("pk"))
        self.staff, self.others = people[0], people[1:]
        self.made = {}

    def row(self, model):
        if model is Agency:
            return self.agency
        if model is Staff:
            return self.staff
        if model not in self.made:
            self.made[model] = None  # a key back to itself stays empty
            values = {
                field.name: self.value(model, field)
                for field in model._meta.concrete_fields
                if not field.primary_key and not getattr(field, "auto_now_add", False)
            }
            values |= SPECIAL.get(model._meta.label, lambda _: {})(self)
            row = model(**values)
            row.save(using=OWNER)
            self.made[model] = row
        return self.made[model]

    def gone(self):
        """Another child, whose record has gone already."""
        other = Child(agency=self.agency, family_name="Gone")
        other.save(using=OWNER)
        run = RetentionRun(agency=self.agency, asked_at=LONG_AGO, asked_by=self.staff, state="DROPPED")
        run.save(using=OWNER)
        RetentionLine.objects.using(OWNER).create(
            run=run, agency=self.agency, child=other, rule="RET-CONTACT", over_on=LONG_AGO.date(), outcome="REMOVED"
        )
        return other

    def value(self, model, field):
        removed = field.name in getattr(model.Retention, "remove", ())
        if field.is_relation:
            wanted = field.related_model._meta.label in HOLDINGS or field.related_model in (StoredFile,)
            needed = not field.null or (wanted and field.related_model is not model)
            return self.row(field.related_model) if needed or field.related_model in (Agency,) else None
        if isinstance(field, models.JSONField):
            return {"said": MARKER} if removed else field.get_default() or {}
        if isinstance(field, ArrayField):
            return [MARKER] if removed else []
        if field.choices:
            return field.default if field.has_default() else "" if field.blank else next(iter(dict(field.choices)))
        if isinstance(field, models.DateTimeField):
            return None if field.null else LONG_AGO
        if isinstance(field, models.DateField):
            return (
                LONG_AGO.date()
                if "scrub" in vars(model.Retention) and field.name in model.Retention.scrub
                else (None if field.null else LONG_AGO.date())
            )
        if isinstance(field, models.CharField | models.TextField) and removed:
            return MARKER[: field.max_length or None]
        if isinstance(field, models.UUIDField):
            return field.get_default()
        if field.has_default() or field.null:
            return field.get_default()
        return "" if isinstance(field, models.CharField | models.TextField) else 1 if field.blank is False else None


def disclosure(_):
    return {"verdict": "WITHHELD", "fields": []}


SPECIAL = {
    "register.Child": lambda seed: {"expected_on": None, "died_on": None, "search_name": MARKER.lower()},
    "register.Disclosure": disclosure,
    "register.Link": lambda seed: {"other": seed.gone()},
    "register.Relationship": lambda seed: {"other_child": None, "kind": "MOTHER"},
    "register.HouseholdMember": lambda seed: {"adult": None},
    "register.EmergencyAccess": lambda seed: {"closes_at": LONG_AGO + timedelta(hours=4)},
    "register.Involvement": lambda seed: {"to_on": LONG_AGO.date(), "service": "FRONT_DOOR"},
    "register.LegalHold": lambda seed: {"ended_at": LONG_AGO, "ended_by": seed.staff},
    "register.RetentionRun": lambda seed: {"state": "DROPPED"},
    "register.SubjectAccessItem": lambda seed: {"redacted": [MARKER], "verdict": "WITHHOLD"},
    "front_door.Contact": lambda seed: {"state": "WITHDRAWN", "referral": None, "screening_tool": None},
    "front_door.ContactEvent": lambda seed: {"reference": "FD-2345-6789"},
    "front_door.Submission": lambda seed: {"reference": "FD-2345-6789"},
    "front_door.Attachment": lambda seed: {
        "about_check": None,
        "submission": None,
        "withdrawn_at": LONG_AGO,
        "withdrawn_by": seed.staff,
    },
    "common.StoredFile": lambda seed: {"sha256": "0" * 64, "kind": "TXT", "state": "KEPT", "scan": "CLEAN"},
    "instruments.CompletedTool": lambda seed: {
        "status": "COMPLETED",
        "completed_at": LONG_AGO,
        "completed_on": LONG_AGO.date(),
    },
}


@pytest.fixture
def seeded(partnership):
    """A child of whom every record of the service holds something, all of it long ago."""
    seed = Seed()
    for holding in HOLDINGS.values():
        seed.row(holding.model)
    child = seed.made[Child]
    Child.objects.using(OWNER).filter(pk=child.pk).update(recorded_at=LONG_AGO)
    # Every removable text was once another, so that the past holds it too.
    for holding in HOLDINGS.values():
        row = seed.made[holding.model]
        for name in getattr(holding.model.Retention, "remove", ()):
            field = holding.model._meta.get_field(name)
            if isinstance(field, models.CharField | models.TextField) and not field.choices and not field.unique:
                was = getattr(row, name)
                changed = (f"{MARKER}2")[: field.max_length or None]
                type(row)._default_manager.using(OWNER).filter(pk=row.pk).update(**{name: changed})
                type(row)._default_manager.using(OWNER).filter(pk=row.pk).update(**{name: was})
    Draft.objects.using(OWNER).create(
        staff_id=seed.staff.pk, form=f"details/{child.pk}", answers={"given_name": MARKER}, saved_at=LONG_AGO
    )
    return seed


def a_run(by, *children):
    run = RetentionRun.objects.using(OWNER).create(agency_id=by.agency_id, asked_at=NOW, asked_by=by)
    retaining.prepare(run=run, at=NOW)
    return RetentionRun.objects.using(OWNER).get(pk=run.pk)


def released(run, by):
    RetentionRun.objects.using(OWNER).filter(pk=run.pk).update(state="RELEASED", released_by=by, released_at=NOW)
    return run


def still_there():
    return {table for table, row in rows_of_the_database() if MARKER[:6].lower() in row.lower()}


def test_after_a_run_no_removed_value_is_found_anywhere_in_the_database(partnership, seeded):
    before = still_there()
    assert {"register_child", "register_adult", "common_pastvalues", "common_draft", "common_storedfile"} <= before
    assert {holding.model._meta.db_table for holding in HOLDINGS.values() if _removes(holding.model)} <= before
    run = a_run(partnership.dara)
    assert list(RetentionLine.objects.using(OWNER).filter(run=run).values_list("child", flat=True)) == [
        seeded.made[Child].pk
    ]
    assert still_there() == before, "what is only prepared takes nothing away"
    assert retaining.carry_out(run=run, at=NOW) == 0, "nor does anything go that nobody released"
    retaining.carry_out(run=released(run, partnership.dara), at=NOW)
    assert not still_there()
    done = RetentionRun.objects.using(OWNER).get(pk=run.pk)
    assert done.state == "DONE"
    assert len(done.certificate_hash) == 64


def _removes(model):
    return bool(getattr(model.Retention, "remove", ())) and model._meta.label != "register.RetentionLine"


def test_what_is_scrubbed_keeps_its_year_and_the_audit_stays(partnership, seeded):
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select count(*) from common_auditentry")
        (before,) = cursor.fetchone()
    retaining.carry_out(run=released(a_run(partnership.dara), partnership.dara), at=NOW)
    child = Child.objects.using(OWNER).get(pk=seeded.made[Child].pk)
    assert (child.born_on, child.search_name) == (date(2001, 1, 1), "")
    with connections[OWNER].cursor() as cursor:
        cursor.execute("select count(*) from common_auditentry")
        assert cursor.fetchone()[0] > before


def test_a_held_child_is_never_touched(partnership, seeded):
    LegalHold.objects.using(OWNER).create(
        child=seeded.made[Child], agency=seeded.agency, reason="An inquiry", placed_at=NOW, placed_by=seeded.staff
    )
    run = a_run(partnership.dara)
    assert not RetentionLine.objects.using(OWNER).filter(run=run).exists()


def test_a_hold_placed_after_the_release_still_holds(partnership, seeded):
    before = still_there()
    run = released(a_run(partnership.dara), partnership.dara)
    LegalHold.objects.using(OWNER).create(
        child=seeded.made[Child], agency=seeded.agency, reason="An inquiry", placed_at=NOW, placed_by=seeded.staff
    )
    retaining.carry_out(run=run, at=NOW)
    assert still_there() == before
    assert RetentionLine.objects.using(OWNER).get(run=run).outcome == "HELD"


def old_child(agency, name):
    child = Child(agency=agency, given_name=name, family_name=MARKER, born_on=date(1990, 2, 2))
    child.save(using=OWNER)
    Child.objects.using(OWNER).filter(pk=child.pk).update(recorded_at=LONG_AGO)
    return child


def test_a_run_killed_in_the_middle_goes_on_and_never_leaves_half_a_child(partnership, monkeypatch):
    agency = Agency.objects.using(OWNER).get(name="Merrow Council")
    children = [old_child(agency, f"Wren{number}") for number in range(5)]
    run = released(a_run(partnership.dara), partnership.dara)
    retaining.carry_out(run=run, at=NOW, most=2)
    real = clearing._clear_drafts
    monkeypatch.setattr(clearing, "_clear_drafts", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        retaining.carry_out(run=run, at=NOW)
    whole = Child.objects.using(OWNER).filter(pk__in=[child.pk for child in children])
    assert sum(1 for each in whole if each.family_name == MARKER and each.born_on == date(1990, 2, 2)) == 3
    monkeypatch.setattr(clearing, "_clear_drafts", real)
    retaining.carry_out(run=run, at=NOW)
    assert not still_there()
    assert RetentionLine.objects.using(OWNER).filter(run=run, outcome="REMOVED").count() == 5


def test_what_is_shared_with_a_sibling_stays_until_the_sibling_goes(partnership):
    from sightline.register.models import Address, Household, HouseholdMember

    agency = Agency.objects.using(OWNER).get(name="Merrow Council")
    wren, robin = old_child(agency, "Wren"), old_child(agency, "Robin")
    address = Address.objects.using(OWNER).create(agency=agency, lines="3 Hazel Road", postcode="PR8 1DA")
    household = Household.objects.using(OWNER).create(agency=agency, address=address)
    for child in (wren, robin):
        HouseholdMember.objects.using(OWNER).create(household=household, agency=agency, child=child)
    clearing.clear_child(wren.pk, also_gone=(), over_on=NOW.date(), using=OWNER)
    assert Address.objects.using(OWNER).get(pk=address.pk).lines == "3 Hazel Road"
    clearing.clear_child(robin.pk, also_gone=(wren.pk,), over_on=NOW.date(), using=OWNER)
    assert Address.objects.using(OWNER).get(pk=address.pk).lines == "Removed"


# What people do, as the role that serves


@pytest.fixture
def dara(partnership):
    partnership.acts(partnership.dara)
    return partnership.dara


def test_a_hold_is_placed_and_lifted_with_reasons(partnership, add, dara):
    child = add()
    partnership.acts(dara)
    hold = retaining.place_hold(child=child, reason="A public inquiry", by=dara, at=partnership.now)
    assert LegalHold.objects.visible_to(dara).in_force().get() == hold
    retaining.lift_hold(hold=hold, because="The inquiry has reported", by=dara, at=partnership.now)
    assert not LegalHold.objects.visible_to(dara).in_force().exists()
    partnership.acts(partnership.mina)
    assert not LegalHold.objects.all().exists()


def test_the_database_lets_a_person_release_and_nobody_carry_out(partnership, dara):
    run = retaining.ask_for_run(by=dara, at=partnership.now)
    with pytest.raises(retaining.deciding.AlreadyRecorded):
        retaining.release_run(run=run, by=dara, at=partnership.now)
    for statement in (
        "update register_retentionrun set state = 'PREPARED'",
        "update register_retentionrun set state = 'RELEASED'",
        "update register_retentionrun set state = 'DONE', certificate_hash = 'x'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert retaining.drop_run(run=run, by=dara, at=partnership.now).state == "DROPPED"


def test_the_pages_of_retention(partnership, client, add, the_partnerships_time):
    child = add()
    client.force_login(partnership.dara)
    assert "Nothing goes" in words(client.get(reverse("records:retention")))
    assert client.post(reverse("records:ask_for_run")).status_code == 302
    assert "Being prepared" in words(client.get(reverse("records:retention")))
    held = client.post(reverse("records:place_hold", args=[child.pk]), {"reason": "An inquiry"})
    assert held.status_code == 302
    page = words(client.get(reverse("records:holds")))
    assert "Wren Appletree" in page
    hold = LegalHold.objects.get()
    client.post(reverse("records:lift_hold", args=[hold.pk]), {"because": "It has reported"})
    assert LegalHold.objects.get().ended_at is not None
    client.force_login(partnership.mina)
    assert client.get(reverse("records:holds")).status_code == 403
