"""Mail that tells people that something waits for them in Sightline, and nothing of what it is (ruling S13).

Other areas call `tell` in the transaction of what they tell; a job sends it.
"""

from sightline.common.outbox.actions import tell
from sightline.common.outbox.templates import TEMPLATES

__all__ = ["TEMPLATES", "tell"]
