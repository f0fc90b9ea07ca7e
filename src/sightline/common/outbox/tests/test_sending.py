"""Mail goes out once, is tried again while it cannot, and is shown when it is given up."""

import socket
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sightline.common import actor
from sightline.common.models import OutgoingMail
from sightline.common.outbox import actions, configuration, sending, tell
from sightline.common.outbox.configuration import WronglySetUp

pytestmark = pytest.mark.django_db(databases="__all__")
PATH = "/front-door/checks/12/answer"


@pytest.fixture
def told(partnership):
    """Tells Neve, who has an e-mail address here, that a check waits; gives her mail."""

    def write(email="neve@hospital.example", **said):
        partnership.acts(partnership.olive)
        neve = partnership.neve
        neve.email = email
        facts = {"template": "CHECK_ASKED", "path": PATH, "reference": "FD-2345-6789", **said}
        return tell(to=[neve], by=partnership.olive, at=partnership.now, **facts)

    return write


def rows(partnership):
    with actor.acting(None, at=partnership.now, purpose=actions.RUNNING):
        return list(OutgoingMail.objects.order_by("pk"))


def test_a_mail_reaches_the_server_with_a_reference_and_a_link(told, post_box, partnership):
    (mail,) = told()
    assert sending.send_waiting(at=partnership.now) == {"sent": 1, "failed": 0}
    (message,) = post_box.received
    assert post_box.to == ["neve@hospital.example"]
    assert message["Subject"] == "A check waits for your agency's answer (FD-2345-6789)"
    assert "https://sightline.merrow.example/front-door/checks/12/answer" in message.get_content()
    assert message["Message-ID"] == f"<{mail.message_id}@merrow.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    (row,) = rows(partnership)
    assert (row.state, row.tries, row.sent_at) == ("SENT", 1, partnership.now)


def test_a_mail_is_sent_once_however_often_the_job_runs(told, post_box, partnership):
    told()
    for minutes in (0, 1, 60, 6000):
        sending.send_waiting(at=partnership.now + timedelta(minutes=minutes))
    assert len(post_box.received) == 1


def test_a_mail_stands_and_falls_with_what_it_tells(told, mail_settings, partnership):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        told()
        _ = 1 / 0
    assert rows(partnership) == []


def test_while_the_server_is_down_a_mail_is_tried_again_later_and_later(told, mail_settings, partnership):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        mail_settings["port"] = str(free.getsockname()[1])
    told()
    at, waits = partnership.now, []
    for _ in actions.WAITS:
        assert sending.send_waiting(at=at) == {"sent": 0, "failed": 1}
        (row,) = rows(partnership)
        assert (row.state, row.problem) == ("WAITING", "The server does not answer")
        assert sending.send_waiting(at=at) == {"sent": 0, "failed": 0}, "not before its time"
        waits.append(row.next_try_at - at)
        at = row.next_try_at
    assert waits == list(actions.WAITS)
    assert waits == sorted(waits)
    sending.send_waiting(at=at)
    assert rows(partnership)[0].state == "DEAD"
    assert sending.send_waiting(at=at + timedelta(days=30)) == {"sent": 0, "failed": 0}


def test_once_the_server_is_back_what_waited_goes_out(told, mail_settings, post_box, partnership):
    there = mail_settings["port"]
    mail_settings["port"] = "9"
    told()
    sending.send_waiting(at=partnership.now)
    mail_settings["port"] = there
    assert sending.send_waiting(at=partnership.now + timedelta(minutes=1)) == {"sent": 1, "failed": 0}


def test_with_the_server_down_one_try_is_enough_for_all(told, mail_settings, partnership):
    told(), told()
    assert sending.send_waiting(at=partnership.now) == {"sent": 0, "failed": 1}


def test_an_address_that_the_server_refuses_for_good_is_given_up_at_once_and_the_others_go(told, post_box, partnership):
    told()
    post_box.at_recipient = "550 5.1.1 neve@hospital.example unknown"
    assert sending.send_waiting(at=partnership.now) == {"sent": 0, "failed": 1}
    (row,) = rows(partnership)
    assert (row.state, row.problem) == ("DEAD", "The server refuses this address (550)"), "no address in the words"
    post_box.at_recipient = "250 OK"
    told(email="other@hospital.example")
    assert sending.send_waiting(at=partnership.now) == {"sent": 1, "failed": 0}


@pytest.mark.parametrize(("at_recipient", "at_data"), [("451 4.7.1 later", "250 OK"), ("250 OK", "452 4.3.1 full")])
def test_what_the_server_refuses_for_now_is_tried_again(told, post_box, partnership, at_recipient, at_data):
    told()
    post_box.at_recipient, post_box.at_data = at_recipient, at_data
    sending.send_waiting(at=partnership.now)
    assert rows(partnership)[0].state == "WAITING"
    post_box.at_recipient = post_box.at_data = "250 OK"
    assert sending.send_waiting(at=partnership.now + timedelta(hours=1))["sent"] == 1


def test_a_crash_between_sending_and_marking_repeats_the_same_message_and_no_other(
    told, post_box, partnership, monkeypatch
):
    """It cannot be known whether the server had it. Rather the same message twice, known by its id, than never."""
    told()

    class Killed(BaseException):
        pass

    def dies(**_):
        raise Killed

    with monkeypatch.context() as broken:
        broken.setattr(sending, "mark_sent", dies)
        with pytest.raises(Killed):
            sending.send_waiting(at=partnership.now)
    assert rows(partnership)[0].state == "SENDING"
    assert sending.send_waiting(at=partnership.now + timedelta(minutes=1))["sent"] == 0, "another job may have it"
    later = partnership.now + actions.GIVEN_UP_AFTER
    assert sending.send_waiting(at=later)["sent"] == 1
    assert sending.send_waiting(at=later + timedelta(days=1))["sent"] == 0
    first, second = post_box.received
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_content() == second.get_content()


def test_trouble_in_parting_does_not_send_a_mail_twice(told, post_box, partnership, monkeypatch):
    import smtplib

    def slams(self):
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(smtplib.SMTP, "quit", slams)
    told()
    assert sending.send_waiting(at=partnership.now) == {"sent": 1, "failed": 0}
    assert len(post_box.received) == 1


def test_a_mail_that_one_job_has_taken_is_not_taken_by_another(told, mail_settings, partnership):
    told()
    first = actions.take_next(at=partnership.now)
    assert first is not None
    assert actions.take_next(at=partnership.now) is None


def test_without_a_mail_server_a_mail_is_kept_and_says_why_it_is_not_sent(told, settings, partnership):
    settings.MAIL = {**settings.MAIL, "host": "", "sender": ""}
    told()
    assert rows(partnership)[0].state == "NOT_SET_UP"
    assert sending.send_waiting(at=partnership.now) == {"sent": 0, "failed": 0}


def test_what_was_not_sent_for_want_of_a_server_does_not_go_out_long_after(told, settings, post_box, partnership):
    there = dict(settings.MAIL)
    settings.MAIL = {**there, "host": ""}
    told()
    settings.MAIL = there
    sending.send_waiting(at=partnership.now + timedelta(days=90))
    assert post_box.received == []


def test_who_has_no_address_gets_no_mail(told, post_box):
    assert told(email="") == []


def test_a_line_break_in_an_address_is_given_up_and_adds_no_recipient(told, post_box, partnership):
    told(email="neve@hospital.example\nBcc: all@x.example")
    assert sending.send_waiting(at=partnership.now) == {"sent": 0, "failed": 1}
    assert rows(partnership)[0].state == "DEAD"
    assert post_box.received == []


def test_what_was_given_up_is_sent_again_when_asked(told, post_box, partnership):
    (mail,) = told()
    post_box.at_recipient = "550 no"
    sending.send_waiting(at=partnership.now)
    post_box.at_recipient = "250 OK"
    with actor.acting(partnership.mina, at=partnership.now, purpose=actions.RUNNING):
        assert actions.try_again(mail_ids=[mail.pk], by=partnership.mina, at=partnership.now) == 1
    assert sending.send_waiting(at=partnership.now)["sent"] == 1


def test_a_person_sees_no_mail_but_what_they_caused(told, mail_settings, partnership):
    told()
    assert OutgoingMail.objects.count() == 1
    partnership.acts(partnership.sol)
    assert OutgoingMail.objects.count() == 0


def test_the_database_itself_refuses_a_name_where_a_reference_belongs(told, mail_settings, partnership):
    (mail,) = told()
    running = actor.acting(None, at=partnership.now, purpose=actions.RUNNING)
    with pytest.raises(IntegrityError), running, connection.cursor() as cursor:
        cursor.execute("update common_outgoingmail set reference = 'Wren' where id = %s", [mail.pk])


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"host": ""}, "SIGHTLINE_SMTP_HOST"),
        ({"tls": "perhaps"}, "SIGHTLINE_SMTP_TLS"),
        ({"tls": "none", "host": "mail.example", "user": "x"}, "in clear"),
        ({"port": "smtp"}, "SIGHTLINE_SMTP_PORT"),
        ({"user": "x", "password_file": ""}, "SIGHTLINE_SMTP_PASSWORD_FILE"),
        ({"user": "x", "password_file": "/nowhere"}, "cannot be read"),
    ],
)
def test_a_setting_that_cannot_be_is_named(mail_settings, said, says):
    mail_settings.update(said)
    with pytest.raises(WronglySetUp, match=says):
        configuration.server()
