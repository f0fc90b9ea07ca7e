"""Handing mail to the SMTP server, one by one."""

import smtplib
from contextlib import suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from django.conf import settings

from sightline.common.models import OutgoingMail
from sightline.common.outbox import configuration
from sightline.common.outbox.actions import mark_failed, mark_sent, take_next
from sightline.common.outbox.configuration import MailServer
from sightline.common.outbox.templates import TEMPLATES

_PATIENCE = 20.0  # seconds for one answer of the server
MOST_AT_ONCE = 200


def send_waiting(*, at: datetime, most: int = MOST_AT_ONCE) -> dict[str, int]:
    """Sends what waits and is due; says how many were sent and how many not. Raises WronglySetUp.

    Each is marked before it is handed over and after. Where we die in between, it goes out once more under the
    same Message-ID, by which mail servers and readers know it for the same.
    """
    done = {"sent": 0, "failed": 0}
    if not configuration.is_set_up():
        return done
    server = configuration.server()
    while done["sent"] + done["failed"] < most:
        mail = take_next(at=at)
        if mail is None:
            break
        try:
            hand_over(message_of(mail, sender=server.sender), server)
        except (smtplib.SMTPException, OSError, ValueError) as problem:
            mark_failed(mail=mail, problem=in_words(problem), for_good=is_for_good(problem), at=at)
            done["failed"] += 1
            if is_of_the_server(problem):
                break  # the next one would fare no better
        else:
            mark_sent(mail=mail, at=at)
            done["sent"] += 1
    return done


def message_of(mail: OutgoingMail, *, sender: str) -> EmailMessage:
    """The message, the same at every try."""
    subject, text = TEMPLATES[mail.template].filled(
        reference=mail.reference, link=f"{settings.SERVICE_ADDRESS}{mail.path}"
    )
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, mail.to_address, subject
    message["Date"] = format_datetime(mail.written_at)
    message["Message-ID"] = f"<{mail.message_id}@{sender.rpartition('@')[2].strip('>')}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's holiday notice answers it
    message.set_content(text)
    return message


def hand_over(message: EmailMessage, server: MailServer) -> None:
    """Gives one message to the server. Raises SMTPException, OSError or ValueError (no such address can be)."""
    smtp = _connected(server)
    try:
        smtp.send_message(message)
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()  # the message is taken already: what goes wrong in parting must not send it twice
    finally:
        smtp.close()


def _connected(server: MailServer) -> smtplib.SMTP:
    if server.tls == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=_PATIENCE, context=server.context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
    try:
        if server.tls == "starttls":
            smtp.starttls(context=server.context)
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def is_of_the_server(problem: Exception) -> bool:
    """Whether the trouble is the server's or the line's, not this one mail's."""
    ours = smtplib.SMTPRecipientsRefused | smtplib.SMTPSenderRefused | smtplib.SMTPDataError | ValueError
    return not isinstance(problem, ours)


def is_for_good(problem: Exception) -> bool:
    """Whether trying again cannot help: the server refuses this recipient or message for good (RFC 5321, 4.2.1)."""
    if isinstance(problem, ValueError):
        return True
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in problem.recipients.values())
    return isinstance(problem, smtplib.SMTPDataError | smtplib.SMTPSenderRefused) and problem.smtp_code >= 500


def in_words(problem: Exception) -> str:
    """What went wrong, without what the server said: that may hold an address."""
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        codes = sorted({code for code, _ in problem.recipients.values()})
        return f"The server refuses this address ({', '.join(map(str, codes))})"
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return f"The server refuses our user name or password ({problem.smtp_code})"
    if isinstance(problem, smtplib.SMTPResponseException):
        return f"The server refuses the message ({problem.smtp_code})"
    if isinstance(problem, ValueError):
        return "The address cannot be one"
    if isinstance(problem, ConnectionRefusedError | TimeoutError):
        return "The server does not answer"
    return f"The server cannot be reached ({type(problem).__name__})"
