"""Joiners, movers and leavers: an administrator's own agency, never themselves, some roles by two people only."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from sightline.common.models import AuditEntry
from sightline.common.refusals import NotYours, Refused
from sightline.register import actions
from sightline.register.models import Cover, Invitation, RestrictionAccess, RoleRequest, Staff, StaffChange
from sightline.register.tests.reading import words

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("the_partnerships_time")]
PASSWORD = "a heron on the weir"


@pytest.fixture
def ada(partnership):
    partnership.acts(partnership.ada)
    return partnership.ada


@pytest.fixture
def joined(partnership, ada):
    return actions.join(
        username="wren.new",
        name="Wren Newcomer",
        roles=["FRONT_DOOR_OFFICER"],
        email="wren@example.org",
        by=ada,
        at=partnership.now,
    )


def changed(person, by, at, **said):
    facts = {name: getattr(person, name) for name in ("name", "roles", "team", "email", "telephone", "job_title")}
    return actions.change_staff(person=person, by=by, at=at, **facts | said)


def raw(statement, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


# Joining


def test_a_joiner_sets_their_own_password_with_the_code_and_no_code_works_twice(partnership, joined, client):
    person = joined.staff
    assert not person.has_usable_password()
    assert joined.code.replace("-", "") not in str(Invitation.objects.values_list().first())
    client.logout()
    said = {"code": joined.code.lower(), "password": PASSWORD, "password_again": PASSWORD}
    assert client.post(reverse("staff:set_up_account"), said).url == reverse("sign_in")
    partnership.acts(partnership.ada)
    assert Staff.objects.get(pk=person.pk).check_password(PASSWORD)
    again = words(client.post(reverse("staff:set_up_account"), said))
    assert "not one that can be used now" in again
    partnership.acts(partnership.ada)
    assert StaffChange.objects.filter(staff=person, what="SET_UP").exists()


def test_a_code_is_too_old_after_72_hours(partnership, joined):
    late = partnership.now + timedelta(hours=72)
    partnership.acts(None, late)
    with pytest.raises(actions.CodeNotGood):
        actions.accept_invitation(code=joined.code, password=PASSWORD, at=late)
    just = late - timedelta(seconds=1)
    partnership.acts(None, just)
    assert actions.accept_invitation(code=joined.code, password=PASSWORD, at=just) == joined.staff


def test_a_new_code_withdraws_the_one_before(partnership, joined, ada):
    actions.invite_again(person=joined.staff, by=ada, at=partnership.now)
    with pytest.raises(actions.CodeNotGood):
        actions.invited_person(joined.code)


def test_tries_of_a_code_are_limited(partnership, client):
    said = {"code": "AAAA-AAAA-AAAA-AAAA-AAAA", "password": PASSWORD, "password_again": PASSWORD}
    answers = [client.post(reverse("staff:set_up_account"), said).status_code for _ in range(12)]
    assert answers[0] == 200
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("by", "roles"),
    [("sid", ["FRONT_DOOR_OFFICER"]), ("ada", ["INSPECTOR"]), ("ada", ["CHIEF"]), ("ada", []), ("sid", ["KEY_LEAD"])],
)
def test_a_role_that_the_agency_cannot_have_is_not_given(partnership, by, roles):
    acting = getattr(partnership, by)
    partnership.acts(acting)
    with pytest.raises(Refused):
        actions.join(username="wren.new", name="Wren", roles=roles, by=acting, at=partnership.now)


def test_nobody_but_an_administrator_lets_people_in(partnership):
    partnership.acts(partnership.mina)
    with pytest.raises(NotYours):
        actions.join(username="x", name="X", roles=["FRONT_DOOR_OFFICER"], by=partnership.mina, at=partnership.now)


# Moving


def test_what_changed_is_kept_with_the_roles_before_and_after(partnership, ada):
    fields = changed(partnership.olive, ada, partnership.now, roles=["FRONT_DOOR_MANAGER"], telephone="01632 960222")
    assert fields == ["telephone", "roles"]
    kept = StaffChange.objects.get(staff=partnership.olive)
    assert (kept.roles_before, kept.roles_after) == (["FRONT_DOOR_OFFICER"], ["FRONT_DOOR_MANAGER"])


@pytest.mark.parametrize("username", ["ada", "sol"])
def test_nobody_changes_themselves_nor_another_agencys_people(partnership, ada, username):
    with pytest.raises(NotYours):
        changed(getattr(partnership, username), ada, partnership.now, name="Somebody Else")


@pytest.mark.parametrize("role", ["DATA_PROTECTION_LEAD", "AGENCY_ADMINISTRATOR"])
def test_some_roles_take_a_second_person(partnership, ada, role):
    mina = partnership.mina
    changed(mina, ada, partnership.now, roles=[*mina.roles, role])
    asked = RoleRequest.objects.get(staff=mina)
    assert role not in partnership.mina.roles
    with pytest.raises(NotYours):
        actions.decide_role(asked=asked, given=True, by=ada, at=partnership.now)
    partnership.acts(partnership.ade)
    actions.decide_role(asked=asked, given=True, by=partnership.ade, at=partnership.now)
    assert role in partnership.mina.roles


def test_the_data_protection_lead_is_the_second_person_of_a_school(partnership):
    partnership.acts(partnership.sid)
    changed(partnership.sol, partnership.sid, partnership.now, roles=[*partnership.sol.roles, "AGENCY_ADMINISTRATOR"])
    partnership.acts(partnership.dara)
    asked = RoleRequest.objects.get(staff=partnership.sol)
    actions.decide_role(asked=asked, given=True, by=partnership.dara, at=partnership.now)
    assert "AGENCY_ADMINISTRATOR" in partnership.sol.roles


def test_a_refused_role_is_not_given(partnership, ada):
    changed(partnership.mina, ada, partnership.now, roles=[*partnership.mina.roles, "DATA_PROTECTION_LEAD"])
    partnership.acts(partnership.dara)
    asked = RoleRequest.objects.get(staff=partnership.mina)
    actions.decide_role(asked=asked, given=False, by=partnership.dara, at=partnership.now)
    assert partnership.mina.roles == ["FRONT_DOOR_MANAGER"]


# In raw SQL, as the role that serves


@pytest.mark.parametrize(
    ("acting", "statement"),
    [
        ("olive", "update register_staff set roles = '{FRONT_DOOR_MANAGER}' where username = 'olive'"),
        ("olive", "update register_staff set roles = '{AGENCY_ADMINISTRATOR}' where username = 'olive'"),
        ("olive", "update register_staff set is_active = true, access_ends_at = null, name = 'x' where id = {olive}"),
        ("olive", "update register_staff set agency_id = {school} where username = 'olive'"),
        ("ada", "update register_staff set roles = roles || '{FRONT_DOOR_MANAGER}' where username = 'ada'"),
        ("ada", "update register_staff set agency_id = {school} where username = 'olive'"),
        ("ada", "update register_staff set username = 'mina2' where username = 'mina'"),
        ("ada", "update register_staff set password = 'pbkdf2_sha256$1$a$b' where username = 'mina'"),
        ("ada", "update register_staff set password = '!' where username = 'dara'"),
        ("ada", "update register_staff set roles = '{AGENCY_ADMINISTRATOR}' where username = 'mina'"),
        ("ada", "update register_staff set roles = '{DATA_PROTECTION_LEAD}' where username = 'mina'"),
        ("ada", "update register_staff set roles = '{INSPECTOR}' where username = 'mina'"),
        ("ada", "update register_staff set roles = '{CHIEF}' where username = 'mina'"),
        ("sid", "update register_staff set roles = '{FRONT_DOOR_MANAGER}' where username = 'sol'"),
        ("ada", "insert into register_staff (username, name, password, email, telephone, job_title, agency_id, roles,"
                " is_active) values ('z', 'Z', '!', '', '', '', {school}, '{}', true)"),
        ("ada", "insert into register_staff (username, name, password, email, telephone, job_title, agency_id, roles,"
                " is_active) values ('z', 'Z', 'known', '', '', '', {council}, '{}', true)"),
        ("mina", "insert into register_staff (username, name, password, email, telephone, job_title, agency_id, roles,"
                 " is_active) values ('z', 'Z', '!', '', '', '', {council}, '{}', true)"),
    ],
)  # fmt: skip
def test_the_database_refuses_whatever_the_code_would_say(partnership, acting, statement):
    who = getattr(partnership, acting)
    partnership.acts(who)
    ids = {
        "{olive}": partnership.olive.pk,
        "{school}": partnership.agency("Saint Bride's Primary School").pk,
        "{council}": partnership.agency("Merrow Council").pk,
    }
    for name, number in ids.items():
        statement = statement.replace(name, str(number))
    with pytest.raises(DatabaseError):
        raw(statement)


@pytest.mark.parametrize("acting", ["olive", "mina", "dara", "sid"])
def test_the_database_shows_only_an_administrator_of_the_agency_its_people_to_change(partnership, acting):
    partnership.acts(getattr(partnership, acting))
    assert raw("update register_staff set telephone = '1' where username = 'hugo'") == 0
    partnership.acts(partnership.ada)
    assert raw("update register_staff set telephone = '1' where username = 'hugo'") == 1


def test_a_person_keeps_their_own_password_and_telephone(partnership):
    partnership.acts(partnership.olive)
    assert raw("update register_staff set password = 'x', telephone = '2' where username = 'olive'") == 1


def test_two_administrators_cannot_end_each_other_and_leave_nobody(partnership, ada):
    actions.leave(person=partnership.ade, by=ada, at=partnership.now, left_on_purpose=True)
    with connection.cursor() as cursor:  # as if Ade's own request had begun before
        cursor.execute("select set_config('app.staff_id', %s, true)", [str(partnership.ade.pk)])
    assert raw("update register_staff set is_active = false where username = 'ada'") == 0
    assert partnership.ada.is_active


def test_a_second_person_cannot_rewrite_what_they_confirm(partnership, ada):
    changed(partnership.mina, ada, partnership.now, roles=[*partnership.mina.roles, "DATA_PROTECTION_LEAD"])
    partnership.acts(partnership.ade)
    for rewritten in ("role = 'AGENCY_ADMINISTRATOR'", f"staff_id = {partnership.olive.pk}"):
        with pytest.raises(DatabaseError):
            raw(
                f"update register_rolerequest set {rewritten}, given = true, decided_at = now(), decided_by_id = %s",
                partnership.ade.pk,
            )


# Leaving and coming back


def test_a_leaver_is_out_at_once(partnership, ada, client):
    client.force_login(partnership.olive)
    assert client.get("/").status_code == 200
    partnership.acts(ada)
    actions.leave(person=partnership.olive, by=ada, at=partnership.now)
    assert not partnership.olive.is_active
    assert partnership.olive.roles == []
    assert client.get("/").status_code == 302


def test_nobody_leaves_while_others_are_told_to_ask_them(partnership, add, restricted):
    child = add()
    restricted(child, partnership.maud, partnership.nye)
    partnership.acts(partnership.ada)
    with pytest.raises(actions.NotAllowed, match="must name"):
        actions.leave(person=partnership.maud, by=partnership.ada, at=partnership.now, left_on_purpose=True)
    actions.leave(person=partnership.nye, by=partnership.ada, at=partnership.now, left_on_purpose=True)
    assert not RestrictionAccess.objects.using("default").filter(staff=partnership.nye).exists()


def test_cover_by_a_leaver_ends(partnership):
    partnership.acts(partnership.mina)
    said = {"absent": partnership.maud, "covering": partnership.mina, "from_at": partnership.now - timedelta(days=1)}
    actions.arrange_cover(**said, reason="leave", by=partnership.mina, at=partnership.now - timedelta(days=1))
    partnership.acts(partnership.ada)
    actions.leave(person=partnership.mina, by=partnership.ada, at=partnership.now, left_on_purpose=True)
    assert Cover.objects.get().to_at == partnership.now


def test_who_comes_back_has_the_roles_given_anew_and_no_password(partnership, ada):
    actions.leave(person=partnership.nye, by=ada, at=partnership.now, left_on_purpose=True)
    back = actions.bring_back(person=partnership.nye, roles=["FRONT_DOOR_OFFICER"], by=ada, at=partnership.now)
    assert back.staff.roles == ["FRONT_DOOR_OFFICER"]
    assert not partnership.nye.has_usable_password()


def test_one_administrator_cannot_take_the_place_of_a_data_protection_lead(partnership, ada):
    with pytest.raises(actions.NotAllowed):
        actions.invite_again(person=partnership.dara, by=ada, at=partnership.now)


# Pages


def test_posting_more_than_the_form_asks_changes_nothing_else(partnership, client):
    """Mass assignment: fields that the form does not have are not taken from what was sent."""
    client.force_login(partnership.ada)
    olive = partnership.olive
    school = partnership.agency("Saint Bride's Primary School")
    sent = {
        "name": "Olive Renamed",
        "roles": olive.roles,
        "is_active": "",
        "agency": school.pk,
        "agency_id": school.pk,
        "username": "root",
        "password": "x",
        "access_ends_at": "2020-01-01",
        "is_superuser": "1",
    }
    assert client.post(reverse("staff:change", args=[olive.pk]), sent).status_code == 302
    after = partnership.olive
    assert after.name == "Olive Renamed"
    assert (after.is_active, after.agency_id, after.password) == (True, olive.agency_id, olive.password)
    sent["roles"] = ["INSPECTOR"]
    assert "Select" in words(client.post(reverse("staff:change", args=[olive.pk]), sent))
    assert partnership.olive.roles == olive.roles


@pytest.mark.parametrize("page", ["person", "change", "leave", "bring_back", "clear_step"])
def test_another_agencys_people_are_not_found(partnership, client, page):
    client.force_login(partnership.sid)
    assert client.get(reverse(f"staff:{page}", args=[partnership.olive.pk])).status_code == 404


def test_the_pages_of_a_joiner_a_mover_and_a_leaver(partnership, client):
    client.force_login(partnership.ada)
    assert "Olive Officer" in words(client.get(reverse("staff:people")))
    sent = {"username": "wren.new", "name": "Wren Newcomer", "roles": ["FRONT_DOOR_OFFICER", "AGENCY_ADMINISTRATOR"]}
    page = words(client.post(reverse("staff:join"), sent))
    assert "Works once" in page
    wren = Staff.objects.get(username="wren.new")
    assert "was asked for by Ada" in words(client.get(reverse("staff:person", args=[wren.pk])))
    for name in ("change", "leave", "clear_step"):
        assert client.get(reverse(f"staff:{name}", args=[wren.pk])).status_code == 200, name
    assert client.post(reverse("staff:leave", args=[wren.pk]), {}).status_code == 302
    assert client.get(reverse("staff:bring_back", args=[wren.pk])).status_code == 200
    client.force_login(partnership.dara)
    assert client.get(reverse("staff:roles")).status_code == 200
    assert client.get(reverse("staff:not_reviewed")).status_code == 200


def test_every_change_is_audited(partnership, ada, monkeypatch):
    kept = []
    monkeypatch.setattr(AuditEntry, "save", lambda self, **_: kept.append((self.verb, self.record_id)))
    joined = actions.join(
        username="wren.new", name="Wren", roles=["FRONT_DOOR_OFFICER"], by=ada, at=partnership.now
    ).staff
    changed(joined, ada, partnership.now, name="Wren Renamed")
    actions.leave(person=joined, by=ada, at=partnership.now)
    actions.bring_back(person=joined, roles=["FRONT_DOOR_OFFICER"], by=ada, at=partnership.now)
    assert [verb for verb, about in kept if about == joined.pk] == [
        "let a colleague in",
        "changed a colleague's access",
        "ended a colleague's access",
        "brought a colleague back",
    ]
