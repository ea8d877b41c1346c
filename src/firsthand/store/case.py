"""A case: one SQLite file that keeps readings, and finds words in them."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import msgspec

from firsthand.errors import CaseError
from firsthand.ingest.fetch_model import Fetched
from firsthand.ingest.payload import Payload
from firsthand.model import Document, Failure, Judgement, Reading
from firsthand.store import rows, schema
from firsthand.store.capture import Captures, Fetch
from firsthand.store.claims import Claims
from firsthand.store.ledger import Ledger
from firsthand.store.opening import opened
from firsthand.store.places import Appearance, Place, Places, Version
from firsthand.store.query import match
from firsthand.trace.records import Traced

WAIT = 30.0
"""Seconds to wait for another program that is writing."""

CLAIMS = 3
"""The version of the tables that brought claims and decisions."""

_LEAST_ROOM = 65_536

HitKind = Literal["text", "statement", "name"]


class Hit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place a search found. ``shown`` is the passage, the found words between ``⟦`` and ``⟧``.

    ``doc`` is the document's id, ``name`` what it was added as; ``attribution`` is the id of the statement, for
    a hit of that kind.
    """

    kind: HitKind
    doc: str
    name: str
    shown: str
    attribution: str | None = None


class Counts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much a case holds."""

    documents: int
    items: int
    attributions: int
    failures: int


class Case:
    """A case file, open: a context manager. Made on first use unless ``create`` is off.

    With ``readonly`` nothing is written, the tables of an older case stay as they are, and a case in a folder that
    cannot be written to can be read. One process may write while others read; writers wait for each other. Every
    document is one transaction, safe against a power cut once ``add`` returns.

    Raises:
        CaseError: the file is no case, was written by a newer version, is locked, or cannot be used.

    """

    def __init__(self, path: str | Path, *, create: bool = True, readonly: bool = False) -> None:
        self.path = Path(path)
        if not (create and not readonly) and not self.path.exists():
            raise CaseError(f"There is no case at {path}; make one with: firsthand add {path} INPUT.")
        with self._blaming():
            self._db = opened(self.path, readonly=readonly, wait=WAIT)
        self._ledger, self._places = Ledger(self._db), Places(self._db)
        self._captures, self._claims = Captures(self._db, self.path), Claims(self._db)
        try:
            with self._blaming():
                self._prepare(new_allowed=create and not readonly, readonly=readonly)
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file. Closing twice does no harm."""
        self._db.close()

    def add(self, reading: Reading, *, place: Place | None = None) -> bool:
        """Keep a reading, and where its document was seen; False when the case has the document already.

        It has it when it has the same document, or one with the same words at the same address. A document that has
        other words than the last one at its address is kept as a new version of it.
        """
        document = reading.document
        place = place or Place(name=document.name)
        with self._writing():
            known = self._places.known(document, place)
            if known is None:
                self._insert("documents", rows.document(reading))
                for table, content in rows.tables(reading):
                    for row in content:
                        self._insert(table, row)
            self._places.saw(known or document.id, document, place)
            failed = None if place.input is not None else self._ledger.find(document.name, "part")
            if failed is not None:
                self._ledger.settle(failed.row, "read")
        return known is None

    def seen(self, document: Document, *, place: Place | None = None) -> bool:
        """Keep where a document was seen if the case has it, which need not be read again then; False if it has not."""
        place = place or Place(name=document.name)
        with self._writing():
            known = self._places.known(document, place)
            if known is not None:
                self._places.saw(known, document, place)
        return known is not None

    def add_failure(self, failure: Failure) -> None:
        """Keep that an input could not be read; a later failure of the same input takes its place."""
        with self.ledger() as ledger:
            ledger.fail(failure)

    @contextlib.contextmanager
    def ledger(self) -> Iterator[Ledger]:
        """Open the ledger of the inputs for one transaction: the block is kept whole or not at all."""
        with self._writing():
            yield self._ledger

    def keep_fetch(self, fetched: Fetched, *, input_row: int, afresh: bool = False) -> Fetch:
        """Keep what a server answered, as WARC beside the case; the input it was fetched for is then ``fetched``.

        Content that is kept already is not kept twice, unless ``afresh``: then what was kept is gone.
        """
        with self._writing():
            fetch = self._captures.keep(fetched, input_row=input_row, afresh=afresh)
            self._ledger.settle(input_row, "fetched")
        return fetch

    def last_fetch(self, url: str) -> Fetch | None:
        """Return the last answer to an address."""
        with self._blaming():
            return self._captures.last(url)

    def payload(self, fetch: Fetch, *, limit: int) -> Payload:
        """Return the content of an answer as it was fetched, at most ``limit`` bytes.

        Raises:
            CaptureError: it is gone, or is not what was written.

        """
        with self._blaming():
            return self._captures.payload(fetch, limit=limit)

    def seen_again(self, fetch: Fetch, *, input_row: int) -> int:
        """Keep that the documents of an answer were seen in an input, and return how many they are."""
        with self._writing():
            held = self._places.documents_at(fetch=fetch.content_row)
            for doc, name, form in held:
                place = Place(name=name, input=input_row, url=fetch.url, form=form, fetch=fetch.content_row)
                self._places.saw_again(doc, place)
        return len(held)

    def number_in(self, input_row: int) -> int:
        """Count the documents that were seen in an input."""
        with self._blaming():
            return self._places.number_in(input_row)

    def readings(self) -> Iterator[Reading]:
        """Give every reading, in the order of the documents' ids, one at a time.

        Raises:
            CaseError: a record is damaged.

        """
        with self._blaming():
            for name, record in self._db.execute("SELECT name, record FROM documents ORDER BY id"):
                try:
                    yield msgspec.json.decode(record, type=Reading)
                except msgspec.MsgspecError as error:
                    raise CaseError(
                        f"The record of {name} in {self.path} is damaged ({error}); make the case anew from its inputs."
                    ) from error

    def failures(self) -> Iterator[Failure]:
        """Give the inputs that could not be read, in the order of their names."""
        with self._blaming():
            for one in self._ledger.failed():
                yield Failure(name=one.name, error=one.reason or "")

    def appearances(self, doc: str) -> tuple[Appearance, ...]:
        """Return every place the document with this id was seen, the first one first."""
        with self._blaming():
            return tuple(self._places.appearances(doc))

    def versions(self) -> tuple[Version, ...]:
        """Return what changed: each document that has other words than an earlier one at its address."""
        with self._blaming():
            return tuple(self._places.versions())

    def number_of_versions(self) -> int:
        """Count the documents that are new versions of others."""
        with self._blaming():
            return int(self._db.execute("SELECT count(*) FROM versions").fetchone()[0])

    def counts(self) -> Counts:
        """Say how much the case holds."""
        with self._blaming():
            tables = ("documents", "items", "attributions")
            number = {
                table: self._db.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our names
                for table in tables
            }
            return Counts(**number, failures=self._ledger.counts().get("failed", 0))

    def document(self, doc: str) -> Document:
        """Return a document by its id.

        Raises:
            CaseError: there is none, or its record is damaged.

        """
        with self._blaming():
            found = self._db.execute("SELECT record FROM documents WHERE id = ?", [doc]).fetchone()
        if found is None:
            raise CaseError(f"There is no document {doc} in {self.path}; find one with: firsthand search {self.path}")
        try:
            return msgspec.json.decode(found[0], type=Reading).document
        except msgspec.MsgspecError as error:
            raise CaseError(f"The record of {doc} in {self.path} is damaged ({error}).") from error

    def captures(self) -> list[Fetch]:
        """Return every answer whose records are kept beside the case."""
        with self._blaming():
            return self._captures.all()

    def capture_files(self) -> dict[Path, int]:
        """Return the files beside the case that keep what was fetched, and where in each the last record ends."""
        with self._blaming():
            return self._captures.files()

    def counts_by_state(self) -> dict[str, int]:
        """Count the inputs by state."""
        with self._blaming():
            return self._ledger.counts()

    def judge(self, judgement: Judgement) -> bool:
        """Keep a person's decision; False when the case has it already.

        Raises:
            CaseError: it lacks what such a decision needs.

        """
        with self._writing():
            return self._claims.judge(judgement)

    def judgements(self) -> tuple[Judgement, ...]:
        """Return every decision in the order they were made; ``trace.decisions.active`` tells which hold."""
        with self._blaming():
            return tuple(self._claims.judgements()) if self._has_claims() else ()

    def kinds(self, id_: str) -> tuple[str, ...]:
        """Say what an id is of: a report, merge, claim, judgement, statement or document; of nothing, when empty."""
        with self._blaming():
            return self._claims.kinds(id_)

    def keep_traced(self, *traced: Traced, forget_found: bool = False) -> None:
        """Keep traced claims, each in place of what was kept of it before.

        With ``forget_found`` the other claims that were found in the documents, and not asked for, are dropped.
        """
        with self._writing():
            for one in traced:
                self._claims.keep(one)
            if forget_found:
                self._claims.forget_found(but=[one.id for one in traced])

    def traces(self) -> tuple[Traced, ...]:
        """Return the traced claims, those that most articles support first."""
        with self._blaming():
            return tuple(self._claims.traces()) if self._has_claims() else ()

    def _has_claims(self) -> bool:
        """Whether the tables are there: an older case that is open for reading only is without, and has none."""
        return schema.version(self._db) >= CLAIMS

    @property
    def database(self) -> sqlite3.Connection:
        """The open database, for whoever looks at the tables themselves."""
        return self._db

    def search(self, query: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """Find words in the documents' texts, in what was said, and in the names of the parties.

        Every word of ``query`` must occur, words in quotation marks side by side; case and accents do not
        count. At most ``limit`` hits of each kind, best first: statements, then names, then texts.

        Raises:
            InputError: the query holds no word.
            CaseError: the file cannot be read.

        """
        wanted = match(query)
        with self._blaming():
            return tuple(
                Hit(kind=kind, doc=doc, name=name, shown=shown, attribution=attribution)
                for kind, statement in _SEARCHES.items()
                for doc, name, attribution, shown in self._db.execute(statement, [wanted, max(limit, 0)])
            )

    def _insert(self, table: str, row: rows.Row) -> None:
        columns, places = ", ".join(row), ", ".join(f":{column}" for column in row)
        self._db.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", row)  # noqa: S608 - names are ours

    def _prepare(self, *, new_allowed: bool, readonly: bool) -> None:
        if schema.is_empty(self._db):
            if not new_allowed:
                raise CaseError(f"{self.path} is empty; make a case with: firsthand add {self.path} INPUT.")
            self._db.execute("PRAGMA journal_mode = WAL")
            with self._writing():
                if schema.is_empty(self._db):  # else another process made it first
                    schema.upgrade(self._db)
        self._check()
        if not readonly and schema.version(self._db) < schema.newest():
            with self._writing():
                self._check()  # another process may have been newer and first
                schema.upgrade(self._db)

    def _check(self) -> None:
        version, known = schema.version(self._db), schema.newest()
        if schema.pragma(self._db, "application_id") != schema.APPLICATION:
            raise CaseError(f"{self.path} is a database of another program; give the case another name.")
        if version > known:
            raise CaseError(
                f"{self.path} was written by a newer version of Firsthand (tables {version}, this one knows {known}); "
                "update Firsthand to open it."
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        with self._blaming():
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                if self._db.in_transaction:  # a full disk has SQLite roll back by itself
                    self._db.execute("ROLLBACK")
                raise

    @contextlib.contextmanager
    def _blaming(self) -> Iterator[None]:
        """Turn SQLite's errors into one sentence that names the file."""
        try:
            yield
        except sqlite3.ProgrammingError:
            raise  # a closed case: the caller's fault, not the file's
        except sqlite3.Error as error:
            if "no such table" in str(error) and schema.version(self._db) < schema.newest():
                raise CaseError(
                    f"{self.path} has the tables of an older version of Firsthand and is open for reading only; "
                    f"bring it up to date with: firsthand add {self.path}"
                ) from error
            raise CaseError(_sentence(self.path, error)) from error


def _sentence(path: Path, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", None) or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path} is in use by another program; try again when it has finished."
    if name.startswith("SQLITE_NOTADB"):
        return f"{path} is not a case but a file of another kind; give the case another name."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return f"{path} cannot be opened for writing; check that its folder exists and that both may be written to."
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _is_full(path)):
        return f"The disk is full, so {path} cannot grow; make room and run the command again."
    return f"{path} cannot be used ({error}); restore it from a copy, or make the case anew from its inputs."


def _is_full(path: Path) -> bool:
    """Say whether a disk has no room for even the files SQLite puts beside a case while it is open."""
    try:
        return shutil.disk_usage(path.parent).free < _LEAST_ROOM
    except OSError:
        return False


_SEARCHES: dict[HitKind, str] = {
    "statement": """
        SELECT a.doc, d.name, a.id, snippet(attributions_fts, 0, '⟦', '⟧', '…', 48)
        FROM attributions_fts JOIN attributions a ON a.row = attributions_fts.rowid JOIN documents d ON d.id = a.doc
        WHERE attributions_fts MATCH ? ORDER BY rank, a.doc, a.number LIMIT ?""",
    "name": """
        SELECT n.doc, d.name, NULL, highlight(names_fts, 0, '⟦', '⟧') || ' (' || n.role || ')'
        FROM names_fts JOIN names n ON n.row = names_fts.rowid JOIN documents d ON d.id = n.doc
        WHERE names_fts MATCH ? ORDER BY rank, n.name, n.role, n.doc LIMIT ?""",
    "text": """
        SELECT d.id, d.name, NULL, snippet(documents_fts, -1, '⟦', '⟧', '…', 32)
        FROM documents_fts JOIN documents d ON d.row = documents_fts.rowid
        WHERE documents_fts MATCH ? ORDER BY rank, d.id LIMIT ?""",
}
