"""The case: one SQLite file."""
