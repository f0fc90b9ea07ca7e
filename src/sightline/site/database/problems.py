"""What can be wrong with the database, said so that the reader knows what to do next."""


class DatabaseUnavailable(RuntimeError):  # noqa: N818 - a state of the world
    """The database cannot be had: the message says what is missing and how to get it, and no password."""

    exit_code = 3


class AddressUnreadable(DatabaseUnavailable):
    """SIGHTLINE_DATABASE_URL cannot be understood: the message names the part, never the password."""

    exit_code = 2


class RoleUnsafe(DatabaseUnavailable):
    """A role that must obey row security could step round it."""
