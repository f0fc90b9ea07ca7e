"""Windows on a child, the ledger and the agreements: the verbs, and what the database shows whom."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from sightline.common.refusals import NotYours
from sightline.register import actions
from sightline.register.actions import sharing
from sightline.register.models import Disclosure, Grant, SharedChild

AGENCIES = ("Merrow Council", "Saint Bride's Primary School")


@pytest.fixture
def shown(partnership, add):
    """Shows a child (Wren, unless given) to an agency; the reason is the child's own record here."""

    def show(child=None, to="Saint Bride's Primary School", purpose="CHECK"):
        child = child or add()
        partnership.acts(partnership.olive)
        return sharing.grant(
            child=child,
            to_agency=partnership.agency(to),
            purpose=purpose,
            rests_on=child,
            by=partnership.olive,
            at=partnership.now,
        )

    return show


def seen_in_sql(table, columns="*"):
    with connection.cursor() as cursor:
        cursor.execute(f"select {columns} from register_{table}")
        return cursor.fetchall()


def test_an_agency_sees_the_least_of_a_child_it_was_shown_and_nothing_else(partnership, shown, add):
    child = add(school=partnership.agency("Harbour High School"), address=actions.NewAddress(lines="3 Hazel Road"))
    add(given_name="Robin")
    shown(child)
    partnership.acts(partnership.sol)
    [window] = SharedChild.objects.visible_to(partnership.sol)
    assert (window.name, window.address.strip(", ")) == ("Wren Appletree", "3 Hazel Road")
    assert len(seen_in_sql("sharedchild")) == 1
    assert not seen_in_sql("child") and not seen_in_sql("address"), "the record itself stays closed"


@pytest.mark.parametrize("username", ["pat", "hana", "neve", "ana", "bea"])
def test_who_was_not_shown_the_child_sees_nothing_through_another_agencys_window(partnership, shown, username):
    shown()
    somebody = getattr(partnership, username)
    partnership.acts(somebody)
    assert not SharedChild.objects.visible_to(somebody) and not seen_in_sql("sharedchild")
    assert not Grant.objects.visible_to(somebody) and not seen_in_sql("grant")


def test_an_ended_window_shows_nothing(partnership, shown):
    given = shown()
    partnership.acts(partnership.sol)
    sharing.end_grant(grant=given, because="Served", by=partnership.sol, at=partnership.now)
    assert not seen_in_sql("sharedchild")
    with pytest.raises(actions.AlreadyRecorded):
        sharing.end_grant(grant=given, because="Served", by=partnership.sol, at=partnership.now)


def test_a_window_on_a_restricted_child_shows_nothing(partnership, shown, add, restricted):
    child = add()
    shown(child)
    restricted(child)
    partnership.acts(partnership.sol)
    assert not seen_in_sql("sharedchild")


def test_a_protected_address_is_not_in_the_window(partnership, shown, add):
    refuge = actions.NewAddress(lines="7 Hidden Close", is_protected=True, protected_because="Refuge")
    shown(add(address=refuge))
    partnership.acts(partnership.sol)
    assert seen_in_sql("sharedchild", "address") == [("",)]


def test_the_same_reason_shows_one_child_once_and_another_child_instead(partnership, shown, add):
    wren, robin = add(), add(given_name="Robin")
    first = shown(wren)
    assert shown(wren) == first
    again = sharing.grant(
        child=robin,
        to_agency=first.to_agency,
        purpose="CHECK",
        rests_on=wren,
        by=partnership.olive,
        at=partnership.now,
    )
    first.refresh_from_db()
    assert first.ended_because == "It was about another child"
    assert [each.child for each in Grant.objects.live()] == [again.child]


def test_who_may_not_open_a_record_shows_it_to_nobody(partnership, shown, add, restricted):
    child = add()
    restricted(child)
    with pytest.raises(NotYours):
        shown(child)


def test_a_child_is_not_shown_to_the_agency_whose_record_it_is(shown):
    with pytest.raises(actions.Impossible):
        shown(to="Merrow Council")


# The ledger


LAW = sharing.Basis(article_6_basis="PUBLIC_TASK", special_category_condition="SAFEGUARDING")


@pytest.fixture
def tell(partnership, add):
    """Olive tells the school by telephone that Wren's level of need was concluded."""
    wren = add()

    def told(child=wren, **said):
        partnership.acts(partnership.olive)
        facts = {
            "receiver": partnership.agency("Saint Bride's Primary School"),
            "purpose": "WORKING_TOGETHER",
            "basis": LAW,
            "fields": ["level of need"],
            "means": "TELEPHONE",
            **said,
        }
        return sharing.disclose(child=child, about=child, by=partnership.olive, at=partnership.now, **facts)

    return told


def test_what_was_told_is_seen_by_both_sides_and_by_no_third(partnership, tell):
    line = tell()
    for username, sees in (("dara", 1), ("olive", 1), ("sol", 1), ("hana", 0), ("pat", 0), ("ana", 0), ("bea", 0)):
        somebody = getattr(partnership, username)
        partnership.acts(somebody)
        assert Disclosure.objects.visible_to(somebody).count() == len(seen_in_sql("disclosure")) == sees, username
    assert line.agreement_id is None


def test_a_line_about_a_restricted_child_is_hidden_with_the_child(partnership, tell, add, restricted):
    child = add(given_name="Robin")
    tell(child)
    restricted(child, partnership.mina)
    for username, sees in (("dara", 0), ("olive", 0), ("sol", 0), ("mina", 1)):
        somebody = getattr(partnership, username)
        partnership.acts(somebody)
        assert Disclosure.objects.visible_to(somebody).count() == len(seen_in_sql("disclosure")) == sees, username


def test_nobody_writes_a_line_in_another_agencys_name(partnership, add):
    child = add()
    partnership.acts(partnership.sol)
    line = sharing.Told(
        about=child,
        child=child.pk,
        agency=partnership.agency("Merrow Police").pk,
        receiver=partnership.sol.agency_id,
        purpose="OTHER",
        basis=LAW,
        fields=["name"],
        by=partnership.sol,
        at=partnership.now,
    )
    with pytest.raises(Exception, match="row-level security"):
        sharing.keep_lines([line])


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"fields": []}, "what it was about"),
        ({"receiver": None}, "who was to be told"),
        ({"purpose": "OTHER"}, "what the other purpose is"),
        ({"purpose": "GOSSIP"}, "for which purpose"),
        ({"basis": sharing.Basis(special_category_condition="NOT_SPECIAL")}, "lawful basis"),
        ({"basis": sharing.Basis(article_6_basis="PUBLIC_TASK")}, "special category"),
        ({"means": "SHOUTING"}, "how they were told"),
    ],
)
def test_a_line_that_lacks_something_is_refused(tell, said, why):
    with pytest.raises(actions.Incomplete, match=why):
        tell(**said)


def test_what_is_withheld_says_why_and_cannot_be_taken_back(partnership, add):
    child = add()
    said = {
        "child": child,
        "about": child,
        "receiver_name": "The child's father",
        "purpose": "WORKING_TOGETHER",
        "basis": LAW,
        "fields": ["address"],
        "by": partnership.olive,
        "at": partnership.now,
    }
    with pytest.raises(actions.Incomplete, match="more detrimental"):
        sharing.withhold(because=" ", **said)
    line = sharing.withhold(because="He would find the refuge.", **said)
    assert (line.verdict, line.why_withheld) == ("WITHHELD", "He would find the refuge.")
    with pytest.raises(actions.Impossible, match="nobody was told"):
        sharing.recall(disclosure=line, by=partnership.olive, at=partnership.now)


def test_what_was_told_in_error_is_taken_back_once_by_who_told_it(partnership, tell):
    line = tell()
    partnership.acts(partnership.sol)
    with pytest.raises(NotYours):
        sharing.recall(disclosure=line, by=partnership.sol, at=partnership.now)
    partnership.acts(partnership.dara)
    sharing.recall(disclosure=line, by=partnership.dara, at=partnership.now)
    with pytest.raises(actions.AlreadyRecorded):
        sharing.recall(disclosure=line, by=partnership.dara, at=partnership.now)
    partnership.acts(partnership.sol)
    assert Disclosure.objects.visible_to(partnership.sol).get().recalled_at == partnership.now


# Agreements


@pytest.fixture
def agree(partnership):
    """Dara enters an agreement between the council and Saint Bride's on checks and working together."""

    def enter(title="Information sharing in the front door", **said):
        partnership.acts(partnership.dara)
        return sharing.add_agreement(
            title=title, version=a_version(partnership, **said), by=partnership.dara, at=partnership.now
        )

    return enter


def a_version(partnership, **said):
    return sharing.Version(
        **{
            "text": "What is told, to whom, for what, and how it is kept.",
            "agencies": [partnership.agency(name) for name in AGENCIES],
            "purposes": ["CHECK", "CHECK_ANSWER", "WORKING_TOGETHER"],
            "in_force_from": date(2022, 4, 1),
            "review_by": date(2024, 4, 1),
            **said,
        }
    )


def test_a_line_finds_its_agreement_by_itself(partnership, agree, tell):
    agreement = agree()
    assert tell().agreement == agreement.versions.get()
    assert tell(receiver=partnership.agency("Merrow Police")).agreement is None
    assert tell(purpose="TRANSFER").agreement is None
    assert tell(receiver=None, receiver_name="A school elsewhere").agreement is None


def test_a_new_version_binds_from_its_day_and_earlier_lines_keep_theirs(partnership, agree, tell):
    agreement = agree()
    before = tell()
    partnership.acts(partnership.bea)
    second = sharing.new_version(
        agreement=agreement,
        version=a_version(partnership, in_force_from=date(2023, 4, 12), review_by=date(2025, 4, 12)),
        by=partnership.bea,
        at=partnership.now,
    )
    assert second.number == 2
    assert tell().agreement == second
    before.refresh_from_db()
    assert before.agreement.number == 1


def test_nothing_rests_on_an_ended_agreement(partnership, agree, tell):
    agreement = agree()
    sharing.end_agreement(agreement=agreement, ended_on=date(2023, 4, 12), by=partnership.dara, at=partnership.now)
    assert tell().agreement is None
    partnership.acts(partnership.dara)
    with pytest.raises(actions.AlreadyRecorded):
        sharing.end_agreement(agreement=agreement, ended_on=date(2023, 4, 12), by=partnership.dara, at=partnership.now)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": " "}, actions.Incomplete),
        ({"agencies": []}, actions.Incomplete),
        ({"purposes": []}, actions.Incomplete),
        ({"purposes": ["GOSSIP"]}, actions.Incomplete),
        ({"review_by": date(2022, 4, 1)}, actions.Impossible),
    ],
)
def test_an_agreement_that_cannot_stand_is_refused(agree, said, refusal):
    with pytest.raises(refusal):
        agree(**said)


def test_an_agreement_is_kept_by_who_may_and_read_by_all(partnership, agree):
    agree()
    with pytest.raises(actions.AlreadyRecorded):
        agree(title="information SHARING in the front door")
    partnership.acts(partnership.olive)
    with pytest.raises(NotYours):
        sharing.add_agreement(title="Another", version=a_version(partnership), by=partnership.olive, at=partnership.now)
    for username in ("olive", "sol", "pat"):
        partnership.acts(getattr(partnership, username))
        assert len(seen_in_sql("sharingagreement")) == len(seen_in_sql("agreementversion")) == 1


def test_a_review_is_overdue_the_day_after_its_day(partnership, agree):
    agreement = agree(review_by=date(2023, 4, 11))
    overdue = type(agreement).objects.review_overdue
    assert list(overdue(date(2023, 4, 12))) == [agreement]
    assert not overdue(date(2023, 4, 11))
    assert not overdue(date(2023, 4, 12) - timedelta(days=1))


# By hand, around the verbs


def refused_in_sql(statement, *values):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_a_window_is_not_turned_to_another_child_nor_opened_again(partnership, shown, add):
    given, other = shown(), add(given_name="Robin")
    partnership.acts(partnership.sol)
    refused_in_sql("update register_grant set child_id = %s", other.pk)
    sharing.end_grant(grant=given, because="Served", by=partnership.sol, at=partnership.now)
    refused_in_sql("update register_grant set ended_at = null")
    refused_in_sql(
        "insert into register_grant (child_id, agency_id, to_agency_id, purpose, rests_on_type, rests_on_id, from_at,"
        " granted_by_id, ended_because) values (%s, %s, %s, 'CHECK', 'x', 1, now(), %s, '')",
        other.pk,
        other.agency_id,
        partnership.sol.agency_id,
        partnership.sol.pk,
    )


def test_a_line_is_never_rewritten_and_only_its_teller_takes_it_back(partnership, tell):
    tell()
    for username in ("olive", "sol", "dara"):
        partnership.acts(getattr(partnership, username))
        refused_in_sql("update register_disclosure set fields = '{}'")
        refused_in_sql("update register_disclosure set verdict = 'WITHHELD', why_withheld = 'x'")
    partnership.acts(partnership.sol)
    refused_in_sql("update register_disclosure set recalled_at = now()")


def test_nobody_writes_a_version_of_an_agreement_that_another_agency_keeps(partnership, agree):
    agreement = agree()
    partnership.acts(partnership.sol)
    refused_in_sql(
        "insert into register_agreementversion (agreement_id, number, text, purposes, in_force_from, review_by,"
        " recorded_by_id, recorded_at) values (%s, 9, 'x', '{CHECK}', '2023-01-01', '2024-01-01', %s, now())",
        agreement.pk,
        partnership.sol.pk,
    )
    refused_in_sql(
        "insert into register_agreementversion_agencies (agreementversion_id, agency_id) values (%s, %s)",
        agreement.versions.get().pk,
        partnership.agency("Merrow Police").pk,
    )
