"""The page and the commands for whoever runs the service: its mail and its files."""

import argparse

import pytest
from django.urls import reverse

from sightline.common.files.tests.conftest import store_folder  # noqa: F401 - a fixture
from sightline.common.outbox import actions, sending, tell
from sightline.common.outbox.tests.conftest import mail_settings, post_box  # noqa: F401 - fixtures
from sightline.site import jobs
from sightline.site.commands import files, mail
from sightline.site.commands.command import Refusal

pytestmark = [pytest.mark.django_db(databases="__all__"), pytest.mark.usefixtures("store_folder")]


@pytest.fixture(autouse=True)
def at_the_partnerships_time(partnership, monkeypatch):
    monkeypatch.setattr("sightline.common.business_time.now", lambda: partnership.now)


@pytest.fixture
def given_up(partnership, post_box):  # noqa: F811 - the fixture
    """A mail that the server refused for good."""
    partnership.acts(partnership.olive)
    neve = partnership.neve
    neve.email = "neve@hospital.example"
    written = tell(to=[neve], template="SOMETHING_WAITS", path="/", by=partnership.olive, at=partnership.now)
    post_box.at_recipient = "550 no"
    sending.send_waiting(at=partnership.now)
    post_box.at_recipient = "250 OK"
    return written[0]


def test_what_could_not_be_sent_is_shown_to_whoever_runs_the_service_and_sent_again(
    client,
    partnership,
    given_up,
    post_box,  # noqa: F811
):
    client.force_login(partnership.bea)
    page = client.get(reverse("service")).content.decode()
    assert "neve@hospital.example" in page
    assert "The server refuses this address (550)" in page
    assert "Select the mails to send again" in client.post(reverse("service")).content.decode()
    assert client.post(reverse("service"), {"mail": [given_up.pk]}).status_code == 302
    assert jobs.send_mail(timestamp=0) == 1
    assert len(post_box.received) == 1


@pytest.mark.parametrize("who", ["olive", "mina", "sol", "dara"])
def test_the_page_is_shut_to_everybody_else(client, partnership, who):
    client.force_login(getattr(partnership, who))
    assert client.get(reverse("service")).status_code == 403


def test_a_mail_that_was_not_given_up_cannot_be_sent_again(client, partnership, mail_settings):  # noqa: F811
    partnership.acts(partnership.olive)
    neve = partnership.neve
    neve.email = "neve@hospital.example"
    waiting = tell(to=[neve], template="SOMETHING_WAITS", path="/", by=partnership.olive, at=partnership.now)[0]
    client.force_login(partnership.bea)
    assert "Select the mails" in client.post(reverse("service"), {"mail": [waiting.pk]}).content.decode()


def test_without_a_mail_server_the_page_says_that_nothing_is_sent(client, partnership, settings):
    settings.MAIL = {**settings.MAIL, "host": ""}
    client.force_login(partnership.bea)
    assert "Mail is not set up" in client.get(reverse("service")).content.decode()


def said(command, *words):
    parser = argparse.ArgumentParser()
    command.configure(parser)
    return command.run(parser.parse_args(words))


def test_the_command_sends_one_mail_and_says_so(post_box, capsys):  # noqa: F811
    assert said(mail.COMMAND, "test", "me@merrow.example") == 0
    assert "has taken a mail for me@merrow.example" in capsys.readouterr().out
    assert post_box.received[0]["Subject"] == "Sightline can send mail"


def test_the_command_says_what_the_server_answered(post_box):  # noqa: F811
    post_box.at_recipient = "550 5.7.1 not here"
    with pytest.raises(Refusal, match="refuses this address"):
        said(mail.COMMAND, "test", "me@merrow.example")


def test_the_command_names_the_setting_that_is_missing(settings):
    settings.MAIL = {**settings.MAIL, "host": ""}
    with pytest.raises(Refusal, match="SIGHTLINE_SMTP_HOST"):
        said(mail.COMMAND, "test", "me@merrow.example")


def test_the_command_tells_how_the_mail_stands(given_up, capsys):
    assert said(mail.COMMAND, "state") == 1
    assert "Could not be sent: 1" in capsys.readouterr().out


def test_files_that_are_whole_are_well(capsys):
    assert said(files.COMMAND) == 0
    assert "0 files, 0 missing, 0 changed." in capsys.readouterr().out
    assert said(files.COMMAND, "clear") == 0


def test_the_jobs_for_mail_and_files_are_due_every_minute_and_find_nothing_to_do():
    from procrastinate.contrib.django import app

    due = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert due["sightline.site.jobs.send_mail"] == due["sightline.site.jobs.scan_files"] == "* * * * *"
    assert (jobs.send_mail(timestamp=0), jobs.scan_files(timestamp=0), jobs.clear_files(timestamp=0)) == (0, 0, 0)
    assert actions.RUNNING == "run mail"
