"""The page of roles: who may do what, in the words of the people who hold them."""

from sightline.common.access import ROLES, Permission
from sightline.site.reference import rights
from sightline.site.reference.markdown import Page, anchor, code

MADE_FROM = "`src/sightline/common/access/`"
ABOUT = """\
A person holds one role or several; what they may do is everything that their roles allow, and nothing else. A role
decides *what* a person may do. *Which* children's records they may do it to is decided by their agency and by
restrictions on single records, once in the query and once more in the database
(see [two locks](../explanation/two-locks.md))."""

MATRIX_IS = """\
What does not stand here is refused. Whoever may edit may read. Restricted records stay closed whatever the matrix says,
but to those named on them. The same cells are written into the database, whose row security asks them."""


def page() -> Page:
    """The page as it stands now."""
    made = Page("Roles", made_from=MADE_FROM, about=ABOUT)
    made.table(
        ("Role", "Stored as"), [(f"[{role.name}]({anchor(role.name)})", code(role.code)) for role in ROLES.values()]
    )
    for role in ROLES.values():
        made.heading(role.name)
        made.paragraph(role.description)
        made.paragraph("May:")
        made.bullets(permission.value for permission in Permission if permission in role.may)
        made.paragraph(f"Works as: {role.party or 'what the kind of their agency says'}. Reaches:")
        made.table(("Record", "May"), rights.reach_of(role))
    made.heading("Who may do each thing")
    made.table(("To …", "one must be"), [(each.value, _holders(each)) for each in Permission])
    made.heading("The access matrix")
    made.paragraph(MATRIX_IS)
    for record, row in rights.by_record():
        made.heading(record, level=3)
        made.table(("May", "Who"), [(words, "; ".join(parties)) for words, parties in row])
    return made


def _holders(permission: Permission) -> str:
    return "; ".join(role.name for role in ROLES.values() if permission in role.may) or "nobody"
