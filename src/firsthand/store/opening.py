"""Opening a case's file: for writing, for reading, and for reading where nothing can be written at all."""

import os
import sqlite3
from pathlib import Path
from urllib.parse import quote

from firsthand.errors import CaseError
from firsthand.store.schema import pragma


def opened(path: Path, *, readonly: bool, wait: float) -> sqlite3.Connection:
    """Connect to a case's file; ``wait`` is how many seconds to wait for another program that is writing.

    Raises:
        CaseError: the file can be read only after its last changes are written to it, which is not allowed.
        sqlite3.Error: the file cannot be used.

    """
    if not readonly:
        db = _connect(path, "rwc", wait=wait)
        db.execute("PRAGMA synchronous = FULL")
        return db
    db = _connect(path, "rw", wait=wait)  # SQLite opens a write-protected file for reading by itself
    try:
        db.execute("PRAGMA query_only = ON")
        pragma(db, "schema_version")
    except sqlite3.OperationalError as error:
        db.close()
        if not _place_is_readonly(error):
            raise
        return _as_it_stands(path, wait=wait)
    except BaseException:
        db.close()
        raise
    return db


def _as_it_stands(path: Path, *, wait: float) -> sqlite3.Connection:
    """Open a file beside which SQLite cannot put its own: no locks are taken, and only the file itself is read."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise CaseError(
            f"{path} has changes that are still in {log.name}, and its folder cannot be written to; "
            "copy both files to another folder and open the case there."
        )
    return _connect(path, "ro&immutable=1", wait=wait)


def _connect(path: Path, mode: str, *, wait: float) -> sqlite3.Connection:
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode={mode}"
    db = sqlite3.connect(address, uri=True, timeout=wait, isolation_level=None)
    try:
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


def _place_is_readonly(error: sqlite3.OperationalError) -> bool:
    name = getattr(error, "sqlite_errorname", None) or ""
    return name.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY"))
