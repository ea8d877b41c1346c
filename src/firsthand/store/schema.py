"""A case's tables: files of SQL, applied in the order of their numbers. ``user_version`` is that of the last one.

A file that has been released is never changed; a change to the tables is a new file.
"""

import functools
import importlib.resources
import re
import sqlite3
from collections.abc import Iterator

import msgspec

from firsthand.ingest.url import canonical
from firsthand.store.identity import words_hash

APPLICATION = 0x46485344
"""The SQLite application_id of a case: ``FHSD``."""

_NAME = re.compile(r"(\d{4})_\w+\.sql\Z")


class Migration(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One file of ``migrations/``: its number, and its SQL."""

    number: int
    sql: str


@functools.cache
def migrations() -> tuple[Migration, ...]:
    """Return every migration, in the order of their numbers."""
    folder = importlib.resources.files("firsthand.store").joinpath("migrations")
    found = [
        Migration(number=int(match[1]), sql=path.read_text(encoding="utf-8"))
        for path in folder.iterdir()
        if (match := _NAME.match(path.name))
    ]
    return tuple(sorted(found, key=lambda one: one.number))


def newest() -> int:
    """Return the number of the last migration: the version of the tables that this program writes."""
    return migrations()[-1].number


def version(db: sqlite3.Connection) -> int:
    """Return the version of an open database's tables."""
    return pragma(db, "user_version")


def pragma(db: sqlite3.Connection, name: str) -> int:
    """Return the value of a PRAGMA that is a number."""
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def is_empty(db: sqlite3.Connection) -> bool:
    """Say whether nothing was ever written to a database."""
    return pragma(db, "schema_version") == 0 and pragma(db, "application_id") == 0


def upgrade(db: sqlite3.Connection) -> None:
    """Apply the migrations a case lacks, all of them or none. The caller holds the write transaction."""
    # What SQL cannot work out about rows that are there already.
    db.create_function("firsthand_canonical", 1, canonical, deterministic=True)
    db.create_function("firsthand_words", 1, words_hash, deterministic=True)
    reached = version(db)
    for one in migrations():
        if one.number > reached:
            for statement in statements(one.sql):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {one.number}")
    db.execute(f"PRAGMA application_id = {APPLICATION}")


def statements(script: str) -> Iterator[str]:
    """Split a script at the ends of its statements, triggers kept whole (``executescript`` would commit first)."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
