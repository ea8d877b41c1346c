"""Is a case whole, and what is left to do? Everything is looked at, nothing is changed."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec

from firsthand.errors import CaseError, FirsthandError
from firsthand.model import Reading, document_id
from firsthand.store import schema
from firsthand.store.case import Case

_SHOWN = 20
"""Findings of one kind that are listed."""

_LIMIT = 1_000_000_000


class Diagnosis(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an examination found: ``faults`` are damage, ``notes`` what else to know; both one sentence each.

    ``inputs`` counts the inputs by state, ``documents`` and ``captures`` what was checked.
    """

    faults: tuple[str, ...]
    notes: tuple[str, ...]
    documents: int
    captures: int
    inputs: dict[str, int]


def examine(path: Path) -> Diagnosis:
    """Check a case's file.

    Raises:
        CaseError: there is no such case, or the file is none.

    """
    with Case(path, readonly=True) as case:
        db = case.database
        faults: list[str] = []
        try:
            faults += _file(db, path)
            if schema.version(db) < schema.newest():
                note = f"{path} has the tables of an older version; bring it up to date with: firsthand add {path}"
                (documents,) = db.execute("SELECT count(*) FROM documents").fetchone()
                return Diagnosis(faults=tuple(faults), notes=(note,), documents=documents, captures=0, inputs={})
            faults += [*_tables(db, path), *_records(db, path), *_indexes(db, path)]
            counted = case.counts_by_state()
            faults += _captures(case)
            notes = [*_inputs(case, counted), *_files(case)]
            documents, captures = case.counts().documents, len(case.captures())
        except sqlite3.DatabaseError as error:
            raise CaseError(f"{path} is damaged ({error}); restore it from a copy.") from error
    return Diagnosis(faults=tuple(faults), notes=tuple(notes), documents=documents, captures=captures, inputs=counted)


def _file(db: sqlite3.Connection, path: Path) -> Iterator[str]:
    for (found,) in db.execute(f"PRAGMA integrity_check({_SHOWN})"):
        if found != "ok":
            yield f"The file {path} is damaged ({' '.join(str(found).split())}); restore it from a copy."
    for table, row, other, _ in db.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield f"Row {row} of {table} belongs to a row of {other} that is not there; restore the case from a copy."


def _tables(db: sqlite3.Connection, path: Path) -> Iterator[str]:
    """Compare the tables with those of a new case: other programs may have been at work."""
    new = sqlite3.connect(":memory:", isolation_level=None)
    try:
        schema.upgrade(new)
        query = "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%' ORDER BY 1"
        wanted, found = dict(new.execute(query)), dict(db.execute(query))
    finally:
        new.close()
    for name, sql in wanted.items():
        if name not in found:
            yield f"The {name} of {path} is not there; restore the case from a copy."
        elif found[name] != sql:
            yield f"The {name} of {path} is not as Firsthand made it; restore the case from a copy."


def _records(db: sqlite3.Connection, path: Path) -> Iterator[str]:
    rows = db.execute("SELECT id, name, text, url, outlet, title, record FROM documents ORDER BY row")
    for ident, name, text, url, outlet, title, record in rows:
        try:
            document = msgspec.json.decode(record, type=Reading).document
        except msgspec.MsgspecError as error:
            yield f"The record of {name} in {path} is damaged ({error}); restore the case from a copy."
            continue
        columns = (ident, name, text, url, outlet, title)
        fields = (document.id, document.name, document.text, document.url, document.outlet, document.title)
        own = document_id(
            text=document.text,
            url=document.url,
            outlet=document.outlet,
            title=document.title,
            published=document.published,
        )
        if columns != fields or own != document.id:
            yield f"The row of {name} in {path} was changed after it was written; restore the case from a copy."


def _indexes(db: sqlite3.Connection, path: Path) -> Iterator[str]:
    for table in ("documents", "attributions", "names"):
        query = f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM {table}_fts_docsize)"  # noqa: S608 - ours
        rows, indexed = db.execute(query).fetchone()
        if rows != indexed:
            yield f"The search index of {path} holds {indexed:,} of {rows:,} {table}; restore the case from a copy."


def _captures(case: Case) -> Iterator[str]:
    """Read every capture back and compare it with its hash."""
    missing: set[str] = set()
    shown = 0
    for fetch in case.captures():
        if fetch.capture in missing:
            continue
        if not case.path.with_name(fetch.capture or "").exists():
            missing.add(fetch.capture or "")
            yield f"{fetch.capture}, which keeps what was fetched, is not beside {case.path}; put it back there."
            continue
        try:
            case.payload(fetch, limit=_LIMIT)
        except FirsthandError as error:
            shown += 1
            if shown <= _SHOWN:
                yield f"{error} Restore the file from a copy, or add the address again."


def _files(case: Case) -> Iterator[str]:
    """Files beside the case that are named as its captures, and hold more than the case knows."""
    ends = case.capture_files()
    for path in sorted(case.path.parent.glob(f"{_plain(case.path.name)}*.warc.gz")):
        size = path.stat().st_size
        more = size - ends.get(path, 0)
        if more > 0:
            yield f"{path.name} holds {more:,} bytes of a run that was cut off, which the case does without."


def _inputs(case: Case, counted: dict[str, int]) -> Iterator[str]:
    waiting = counted.get("waiting", 0) + counted.get("fetched", 0)
    if waiting:
        one = waiting == 1
        yield f"{waiting:,} {'input waits' if one else 'inputs wait'} to be read; go on with: firsthand add {case.path}"
    failed = list(case.failures())
    for failure in failed[:_SHOWN]:
        yield failure.error
    if len(failed) > _SHOWN:
        yield f"{len(failed) - _SHOWN:,} more inputs failed."


def _plain(name: str) -> str:
    """Return a name in which no sign is a wildcard."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
