"""A real SMTP server in a thread, and a service that sends through it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller


class PostBox:
    """What an SMTP server does here: keeps each message, and answers as it is told to."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.to: list[str] = []
        self.at_recipient = self.at_data = "250 OK"
        self.when_received: Any = None

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        if self.at_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.at_recipient

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        from email import message_from_bytes, policy

        if self.at_data.startswith("250"):
            self.received.append(message_from_bytes(envelope.content, policy=policy.default))
            self.to.extend(envelope.rcpt_tos)
        return self.at_data


@pytest.fixture
def mail_settings(settings: Any) -> Any:
    settings.MAIL = {
        "host": "127.0.0.1",
        "port": "9",
        "tls": "none",
        "user": "",
        "password_file": "",
        "sender": "Sightline <no-reply@merrow.example>",
    }
    settings.SERVICE_ADDRESS = "https://sightline.merrow.example"
    return settings.MAIL


@pytest.fixture
def post_box(mail_settings: Any) -> Iterator[PostBox]:
    box = PostBox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    mail_settings["port"] = str(port)
    try:
        yield box
    finally:
        controller.stop()
