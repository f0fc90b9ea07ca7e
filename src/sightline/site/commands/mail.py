"""Trying the outgoing mail, and seeing how it stands."""

import argparse

from sightline.site.commands.command import DONE, FAULTS_FOUND, Command, Refusal

DESCRIPTION = """\
`test ADDRESS` sends one mail now, past the table of waiting mail, and says what the server answered. `state` says
how many mails wait, were sent and could not be sent; exit code 1 when any could not.
"""


def _configure(parser: argparse.ArgumentParser) -> None:
    what = parser.add_subparsers(dest="what", required=True, metavar="test|state")
    test = what.add_parser("test", help="send one mail now")
    test.add_argument("address")
    what.add_parser("state", help="how the mail stands")


def _run(options: argparse.Namespace) -> int:
    return _test(options.address) if options.what == "test" else _state()


def _test(address: str) -> int:
    import smtplib

    from sightline.common import business_time
    from sightline.common.models import OutgoingMail
    from sightline.common.outbox import configuration, sending

    try:
        server = configuration.server()
        mail = OutgoingMail(to_address=address, template="TEST", path="/", written_at=business_time.now())
        sending.hand_over(sending.message_of(mail, sender=server.sender), server)
    except configuration.WronglySetUp as problem:
        raise Refusal(str(problem)) from problem
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        raise Refusal(f"Not sent. {sending.in_words(problem)}: {problem}", code=FAULTS_FOUND) from problem
    print(f"{server.host} has taken a mail for {address}. Look whether it arrives.")
    return DONE


def _state() -> int:
    from sightline.common import actor, business_time
    from sightline.common.outbox.actions import RUNNING
    from sightline.common.outbox.state import state_of_mail

    with actor.acting(None, at=business_time.now(), purpose=RUNNING):
        state = state_of_mail()
    print("Mail is set up." if state.is_set_up else "Mail is not set up: nothing is sent.")
    for label, count in state.lines:
        print(f"  {label}: {count:,}")
    for each in state.given_up:
        print(f"  {each.to_address}: {each.subject}. {each.problem}, tried {each.tries} times")
    return FAULTS_FOUND if state.given_up else DONE


COMMAND = Command("mail", "try the outgoing mail, and see how it stands", _configure, _run, description=DESCRIPTION)
