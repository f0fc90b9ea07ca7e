"""What the register's pages ask."""

from sightline.register.forms.children import AddChild, Birth, Details, Men, Number, RightNumber, Search, from_typed
from sightline.register.forms.emergencies import Emergency, Finding, OpenInspection
from sightline.register.forms.people import AdultInLife, Involve, Member, Move, Sibling
from sightline.register.forms.shapes import Ended, Sure, Why
from sightline.register.forms.staff import Colleague, Cover, Restrict

__all__ = [
    "AddChild",
    "AdultInLife",
    "Birth",
    "Colleague",
    "Cover",
    "Details",
    "Emergency",
    "Ended",
    "Finding",
    "Involve",
    "Member",
    "Men",
    "Move",
    "Number",
    "OpenInspection",
    "Restrict",
    "RightNumber",
    "Search",
    "Sibling",
    "Sure",
    "Why",
    "from_typed",
]
