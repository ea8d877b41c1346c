"""What is worked out over all documents of a case, as a file beside it that is made whole and put in place at once.

A reader therefore always sees one complete state, and making it anew never keeps the case from being written.
"""

import contextlib
import importlib.resources
import os
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from firsthand.errors import OutputError
from firsthand.link.direction import moment
from firsthand.link.quotations import families, quoted
from firsthand.link.reuse import reused
from firsthand.model import Judgement, Parties, Reading, content_id
from firsthand.outlets import Registry
from firsthand.resolve.parties import parties
from firsthand.store.schema import statements

VERSION = "1"
"""Of the tables in views.sql."""

Rows = Iterator[tuple[str, Sequence[Any]]]
"""Table name and values, in the order of its columns."""


def views_path(case: str | Path) -> Path:
    """Return where the views of a case are kept."""
    path = Path(case)
    return path.with_name(path.name + ".views")


def script() -> str:
    """Return the SQL that makes the tables."""
    return importlib.resources.files("firsthand.store").joinpath("views.sql").read_text(encoding="utf-8")


def outlet_id(name: str) -> str:
    """Return the id of an outlet: its name, hashed."""
    return content_id("outlet", name)


def build(
    case: str | Path,
    readings: Iterable[Reading],
    *,
    stamp: str,
    judgements: Iterable[Judgement] = (),
    outlets: Registry | None = None,
) -> Path:
    """Make the views of a case from its readings. ``stamp`` says of which state of the case they are.

    Raises:
        OutputError: they cannot be written.

    """
    target = views_path(case)
    read = sorted(readings, key=lambda reading: (moment(reading.published.value), reading.document.id))
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
        os.close(handle)
        try:
            _write(Path(name), read, stamp, tuple(judgements), outlets)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise OutputError(f"{target} cannot be written: {reason}; make its folder writable.") from error
    return target


def _write(
    path: Path, read: Sequence[Reading], stamp: str, judgements: Sequence[Judgement], outlets: Registry | None
) -> None:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("PRAGMA journal_mode = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        for statement in statements(script()):
            db.execute(statement)
        for table, values in _rows(read, stamp, judgements, outlets):
            places = ", ".join("?" * len(values))
            db.execute(f"INSERT OR IGNORE INTO {table} VALUES ({places})", values)  # noqa: S608 - our names
        db.execute("COMMIT")


def _rows(read: Sequence[Reading], stamp: str, judgements: Sequence[Judgement], outlets: Registry | None) -> Rows:
    yield "meta", ("version", VERSION)
    yield "meta", ("stamp", stamp)
    yield from _documents(read)
    yield from _parties(parties(read, judgements=judgements, outlets=outlets))
    yield from _quotations(read)
    # Documents are known by their ids here: two may have one name.
    named = (msgspec.structs.replace(reading.document, name=reading.document.id) for reading in read)
    for row in reused(named, outlets=outlets):
        yield "reuse", (row.a, row.b, row.share, msgspec.json.encode(row).decode())


def _documents(read: Sequence[Reading]) -> Rows:
    count: Counter[str] = Counter()
    owners: dict[str, str | None] = {}
    for number, reading in enumerate(read):
        document = reading.document
        outlet = reading.publisher.name if reading.publisher else document.outlet
        if outlet:
            count[outlet] += 1
            owners.setdefault(outlet, reading.publisher.owner if reading.publisher else None)
        yield (
            "docs",
            (
                document.id,
                number,
                document.name,
                document.title or "",
                document.lang,
                outlet,
                outlet_id(outlet) if outlet else None,
                document.author,
                document.url,
                reading.published.value,
                int(reading.published.inferred),
                len(document.text),
                len(reading.attributions),
            ),
        )
    for name, docs in count.items():
        yield "outlets", (outlet_id(name), name, owners[name], docs)


def _parties(found: Parties) -> Rows:
    voices = {voice.id: voice for voice in found.voices}
    for party in found.parties:
        own = [voices[id_] for id_ in party.voices]
        rows = [(attribution, voice.doc) for voice in own for attribution in voice.attributions]
        docs = len({voice.doc for voice in own})
        names = msgspec.json.encode(party.names).decode()
        yield "parties", (party.id, party.name, party.kind, names, docs, len(rows))
        for voice in own:
            yield "voices", (voice.id, party.id, voice.doc, voice.name)
        for attribution, doc in rows:
            yield "spoken", (attribution, party.id, doc)
    for link in found.links:
        yield "party_links", (link.a, link.b, link.level, link.why)


def _quotations(read: Sequence[Reading]) -> Rows:
    found = {one.id: one for one in quoted(read)}
    for family in families(found.values()):
        drifts = {drift.b: drift for drift in family.drifts}
        docs = len({found[id_].doc for id_ in family.members})
        yield "families", (family.origin, family.origin, len(family.members), docs)
        for id_ in family.members:
            one = found[id_]
            span = (one.span.start, one.span.end) if one.span else (None, None)
            drift = msgspec.json.encode(drifts[id_]).decode() if id_ in drifts else None
            values = (id_, family.origin, one.doc, one.text, *span, one.attribution, one.speaker, one.lang, drift)
            yield "quotations", values
