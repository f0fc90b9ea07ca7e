"""The page of roles: who may do what, in the words of the people who hold them."""

from sightline.common.access import ROLES, Permission
from sightline.site.reference.markdown import Page, anchor, code

MADE_FROM = "`src/sightline/common/access/`"
ABOUT = """\
A person holds one role or several; what they may do is everything that their roles allow, and nothing else. A role
decides *what* a person may do. *Which* children's records they may do it to is decided by their agency and by
restrictions on single records, once in the query and once more in the database
(see [two locks](../explanation/two-locks.md))."""


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
    made.heading("Who may do each thing")
    made.table(("To …", "one must be"), [(each.value, _holders(each)) for each in Permission])
    return made


def _holders(permission: Permission) -> str:
    return "; ".join(role.name for role in ROLES.values() if permission in role.may) or "nobody"
