"""Text that only this service can read again: encrypted and signed with keys derived from the service's own secret.

Each purpose has a key of its own, so that what was sealed for one can never be opened as another.
"""

import hmac
from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class NotOpened(Exception):  # noqa: N818 - said as the other refusals are
    """What should be opened was sealed for something else, changed on the way, or is too old."""


def seal(text: str, *, purpose: str, at: datetime | None = None) -> str:
    """`text` encrypted for `purpose`; with `at` it can be given an age when it is opened."""
    box, content = _box(purpose), text.encode()
    return (box.encrypt(content) if at is None else box.encrypt_at_time(content, int(at.timestamp()))).decode()


def unseal(sealed: str, *, purpose: str, at: datetime | None = None, not_older_than: timedelta | None = None) -> str:
    """The text again. Raises NotOpened for another purpose, a changed text, or one older than `not_older_than`."""
    box = _box(purpose)
    try:
        if at is None or not_older_than is None:
            return box.decrypt(sealed.encode()).decode()
        now, most = int(at.timestamp()), int(not_older_than.total_seconds())
        return box.decrypt_at_time(sealed.encode(), most, now).decode()
    except InvalidToken as wrong:
        raise NotOpened from wrong


def keyed_hash(*parts: str, purpose: str) -> str:
    """A fingerprint (64 hexadecimal digits) that nobody without the service's secret can make or look up."""
    text = "\0".join(parts)
    return hmac.new(_derived(settings.SECRET_KEY, purpose), text.encode(), sha256).hexdigest()


def _box(purpose: str) -> MultiFernet:
    """Seals with the present secret; opens with those before it too, while the settings still name them."""
    secrets = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return MultiFernet([Fernet(urlsafe_b64encode(_derived(secret, purpose))) for secret in secrets])


@lru_cache(maxsize=256)
def _derived(secret: str, purpose: str) -> bytes:
    """32 bytes for this purpose alone (HKDF, RFC 5869)."""
    info = f"sightline/{purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())
