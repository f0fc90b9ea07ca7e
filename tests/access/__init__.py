"""Who may open what: every page and every table, for every role, on every kind of record."""
