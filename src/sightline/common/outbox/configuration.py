"""How this service sends mail, as its environment says; nothing is sent until it is set up."""

import ssl
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

_HERE = ("localhost", "127.0.0.1", "::1")


class WronglySetUp(Exception):  # noqa: N818 - said of the settings
    """The settings for mail cannot be used as they stand."""


@dataclass(frozen=True)
class MailServer:
    """The SMTP server that takes our mail. `tls`: "starttls", "tls" from the first byte, or "none"."""

    host: str
    port: int
    tls: str
    user: str
    password: str
    sender: str

    @property
    def context(self) -> ssl.SSLContext:
        return ssl.create_default_context()


def is_set_up() -> bool:
    """Whether this service sends mail: it has a server and an address to send from."""
    return bool(settings.MAIL["host"] and settings.MAIL["sender"])


def server() -> MailServer:
    """The server to send through. Raises WronglySetUp, naming the setting."""
    said = settings.MAIL
    if not is_set_up():
        raise WronglySetUp("Mail is not set up: set SIGHTLINE_SMTP_HOST and SIGHTLINE_MAIL_FROM.")
    if said["tls"] not in ("starttls", "tls", "none"):
        raise WronglySetUp("SIGHTLINE_SMTP_TLS is starttls, tls or none.")
    if said["tls"] == "none" and said["user"] and said["host"] not in _HERE:
        raise WronglySetUp("SIGHTLINE_SMTP_TLS=none would send the password in clear. Use starttls or tls.")
    if not str(said["port"]).isdigit():
        raise WronglySetUp("SIGHTLINE_SMTP_PORT is a number.")
    return MailServer(
        host=said["host"],
        port=int(said["port"]),
        tls=said["tls"],
        user=said["user"],
        password=_password(said["password_file"]) if said["user"] else "",
        sender=said["sender"],
    )


def _password(file: str) -> str:
    if not file:
        raise WronglySetUp("SIGHTLINE_SMTP_USER needs SIGHTLINE_SMTP_PASSWORD_FILE, a file that holds the password.")
    try:
        return Path(file).read_text("utf-8").rstrip("\r\n")
    except OSError as problem:
        raise WronglySetUp("The file that SIGHTLINE_SMTP_PASSWORD_FILE names cannot be read.") from problem
