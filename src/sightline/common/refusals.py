"""How a verb says no: what, why, and what to do next, in plain English that a page can show as it stands."""


class Refused(Exception):  # noqa: N818 - a refusal is the field's word
    """A rule of the service stands against this. Nothing has been changed."""


class NotYours(Refused):
    """The person's role does not carry this."""


def must_hold(staff: object, permission: object) -> None:
    """Raises NotYours unless `staff` holds `permission`: the verb's own guard, whoever calls it."""
    if not staff.may(permission):  # type: ignore[attr-defined]
        raise NotYours(f"Your role does not let you {permission}. Ask a colleague whose role does, or your manager.")
