"""The database Sightline runs on: a PostgreSQL of its own, or the server SIGHTLINE_DATABASE_URL names."""

from sightline.site.database.connections import connection_parameters, database_settings
from sightline.site.database.embedded import EmbeddedPostgres
from sightline.site.database.guard import kept_alive
from sightline.site.database.preparation import in_use, prepare, start_database, stop_database
from sightline.site.database.problems import DatabaseUnavailable
from sightline.site.database.roles import CREATE_ROLES, ensure_roles, set_role_passwords

__all__ = [
    "CREATE_ROLES",
    "DatabaseUnavailable",
    "EmbeddedPostgres",
    "connection_parameters",
    "database_settings",
    "ensure_roles",
    "in_use",
    "kept_alive",
    "prepare",
    "set_role_passwords",
    "start_database",
    "stop_database",
]
