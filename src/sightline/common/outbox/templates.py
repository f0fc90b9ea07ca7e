"""What the mails say, as data. Two things can be put in: a reference, and the link to the page that waits.

No name, date of birth, address or word of a record can get in: there is no place for it, here or in the table.
"""

from dataclasses import dataclass
from string import Formatter

ALLOWED = frozenset({"reference", "link"})
"""What a mail may be filled with. `tell` takes nothing else, and the table has no column for anything else."""

_END = """

This message was sent by Sightline, the information system of your safeguarding children partnership. It holds no
information about a child. Do not answer it: nobody reads the answers."""


@dataclass(frozen=True)
class Template:
    """One kind of mail: its subject and its text."""

    code: str
    subject: str
    text: str

    @property
    def places(self) -> frozenset[str]:
        """What is filled in, in subject and text."""
        parsed = [*Formatter().parse(self.subject), *Formatter().parse(self.text)]
        return frozenset(place for _, place, _, _ in parsed if place is not None)

    def filled(self, *, reference: str, link: str) -> tuple[str, str]:
        """Subject and text as they are sent."""
        subject, text = (part.format(reference=reference, link=link) for part in (self.subject, self.text))
        return " ".join(subject.split()), f"{text}{_END}\n"


TEMPLATES: dict[str, Template] = {
    each.code: each
    for each in (
        Template(
            "CHECK_ASKED",
            "A check waits for your agency's answer ({reference})",
            "The front door has asked your agency a question under reference {reference}.\n\n"
            "Sign in to read it and to answer by its deadline:\n{link}",
        ),
        Template(
            "REFERRAL_RECEIVED",
            "Your referral was received ({reference})",
            "Your referral {reference} has reached the front door.\n\n"
            "Sign in to see how far it is and by when you hear:\n{link}",
        ),
        Template(
            "OUTCOME_TOLD",
            "The outcome of your referral ({reference})",
            "The front door has answered your referral {reference}.\n\n"
            "Sign in to read the outcome and to say whether you agree:\n{link}",
        ),
        Template(
            "SIGN_OFF_WAITS",
            "A decision waits for a sign-off ({reference})",
            "A decision under reference {reference} waits for a manager's sign-off. Its clock runs.\n\n"
            "Sign in to read it:\n{link}",
        ),
        Template(
            "SOMETHING_WAITS",
            "Something waits for you in Sightline",
            "Something waits for you in Sightline. Sign in to see it:\n{link}",
        ),
        Template(
            "RECORD_OPENED",
            "A restricted record was opened in an emergency",
            "Somebody has opened a restricted record in an emergency. You answer for it, so look at the reason given."
            "\n\nSign in to read it:\n{link}",
        ),
        Template(
            "ACCOUNT_MADE",
            "An account waits for you in Sightline",
            "Your agency's administrator has made an account for you. They give you a code, by another way than this "
            "message; it works once and for 72 hours.\n\nSet your password here:\n{link}",
        ),
        Template(
            "TEST",
            "Sightline can send mail",
            "This is a test. If you read it, Sightline's mail is set up.\n\n{link}",
        ),
    )
}
