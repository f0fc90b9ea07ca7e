"""The start script, the check and the database's launcher."""
