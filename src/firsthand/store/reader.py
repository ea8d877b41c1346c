"""A case, read by many at once: every question bounded in time and in rows, nothing ever written.

The case is joined with its views (see ``views``); documents that came after those were made are found all the same.
"""

import contextlib
import sqlite3
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

import msgspec

from firsthand.errors import CaseError, TooLongError
from firsthand.model import Reading
from firsthand.store.opening import opened
from firsthand.store.query import match
from firsthand.store.schema import statements
from firsthand.store.views import VERSION, script, views_path

SECONDS = 5.0
"""How long one reader may work."""

HITS = 2_000
"""Documents a search looks at, the best first; counts of facets are over these."""

FACETS = ("outlet", "party", "lang", "date")
_STEPS = 20_000


class Filters(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What documents are asked for. ``date`` is the beginning of an ISO 8601 date; the others are ids, ``lang`` a code.

    ``docs`` are ids of documents: only these, where given.
    """

    q: str = ""
    outlet: str = ""
    party: str = ""
    lang: str = ""
    date: str = ""
    docs: tuple[str, ...] | None = None


class Found(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document that was found. ``shown`` is the passage, the words between ``⟦`` and ``⟧``."""

    id: str
    name: str
    title: str
    lang: str
    outlet: str | None
    outlet_id: str | None
    published: str | None
    url: str | None
    statements: int
    shown: str = ""


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of a facet, how it is shown, and how many of the found documents have it."""

    value: str
    label: str
    count: int


class Result(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Documents found, and how many there are: ``total`` is a least number where there are ``HITS``."""

    total: int
    documents: tuple[Found, ...]
    facets: dict[str, tuple[Value, ...]]


class Reader:
    """A case open for reading: a context manager, for one request.

    Raises:
        CaseError: there is no such case, or it cannot be read.
        TooLongError: the questions took longer than ``seconds``.

    """

    def __init__(self, path: str | Path, *, seconds: float = SECONDS) -> None:
        self.path = Path(path)
        if not self.path.exists():
            raise CaseError(f"There is no case at {path}; make one with: firsthand add {path} INPUT.")
        with self._blaming():
            self._db = opened(self.path, readonly=True, wait=seconds)
        self._until = time.monotonic() + seconds
        self._db.set_progress_handler(self._late, _STEPS)
        try:
            with self._blaming():
                self._attach()
        except BaseException:
            self._db.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows of a statement of ours."""
        with self._blaming():
            return self._db.execute(statement, values).fetchall()

    def reading(self, id_: str) -> Reading | None:
        """Return the reading of one document."""
        return next(iter(self.readings([id_])), None)

    def readings(self, ids: Sequence[str]) -> list[Reading]:
        """Return the readings of documents, as far as the case has them."""
        found: list[Reading] = []
        for at in range(0, len(ids), 500):
            part = ids[at : at + 500]
            marks = ", ".join("?" * len(part))
            for (record,) in self.rows(f"SELECT record FROM documents WHERE id IN ({marks})", part):  # noqa: S608
                try:
                    found.append(msgspec.json.decode(record, type=Reading))
                except msgspec.MsgspecError as error:
                    raise CaseError(f"A record in {self.path} is damaged ({error}); make the case anew.") from error
        return found

    def stamp(self) -> str:
        """Return what changes whenever a document is added."""
        ((count, last),) = self.rows("SELECT count(*), coalesce(max(row), 0) FROM documents")
        return f"{count}:{last}"

    def made_of(self) -> str | None:
        """Return the stamp of the state that the views were made of."""
        found = self.rows("SELECT value FROM v.meta WHERE key = 'stamp'")
        return found[0][0] if found else None

    def search(self, wanted: Filters, *, limit: int = 20, offset: int = 0) -> Result:
        """Find documents: the best first where words are asked for, else in the order of publication.

        Raises:
            InputError: ``q`` holds no word, or too many.

        """
        ids = self._matching(wanted)
        page = ids[offset : offset + limit]
        shown = self._shown(page, wanted.q)
        documents = {row.id: row for row in self._found(page)}
        return Result(
            total=len(ids),
            documents=tuple(
                msgspec.structs.replace(documents[id_], shown=shown.get(id_, "")) for id_ in page if id_ in documents
            ),
            facets={name: self._facet(name, ids) for name in FACETS},
        )

    def _matching(self, wanted: Filters) -> list[str]:
        clauses: list[str] = ["1"]
        values: list[Any] = []
        source, order = "documents d LEFT JOIN v.docs w ON w.id = d.id", "coalesce(w.number, 1e9), d.row"
        if wanted.q.strip():
            source = "documents_fts f JOIN documents d ON d.row = f.rowid LEFT JOIN v.docs w ON w.id = d.id"
            clauses.append("documents_fts MATCH ?")
            values.append(match(wanted.q))
            order = "f.rank, d.id"
        for value, clause in (
            (wanted.outlet, "w.outlet_id = ?"),
            (wanted.lang, "d.lang = ?"),
            (wanted.party, "d.id IN (SELECT doc FROM v.spoken WHERE party = ?)"),
        ):
            if value:
                clauses.append(clause)
                values.append(value)
        if wanted.date:
            clauses.append("substr(d.published, 1, ?) = ?")
            values += [len(wanted.date), wanted.date]
        if wanted.docs is not None:
            clauses.append("d.id IN (SELECT value FROM json_each(?))")
            values.append(msgspec.json.encode(wanted.docs).decode())
        where = " AND ".join(clauses)
        statement = f"SELECT d.id FROM {source} WHERE {where} ORDER BY {order} LIMIT {HITS}"  # noqa: S608 - our names
        return [row[0] for row in self.rows(statement, values)]

    def _shown(self, ids: Sequence[str], query: str) -> dict[str, str]:
        if not ids or not query.strip():
            return {}
        statement = """
            SELECT d.id, snippet(documents_fts, -1, '⟦', '⟧', '…', 32)
            FROM documents_fts JOIN documents d ON d.row = documents_fts.rowid
            WHERE documents_fts MATCH ? AND d.id IN (SELECT value FROM json_each(?))"""
        return dict(self.rows(statement, [match(query), msgspec.json.encode(ids).decode()]))

    def _found(self, ids: Sequence[str]) -> Iterator[Found]:
        statement = """
            SELECT d.id, d.name, coalesce(d.title, ''), d.lang, coalesce(w.outlet, d.outlet), w.outlet_id,
                d.published, d.url, coalesce(w.statements, 0)
            FROM documents d LEFT JOIN v.docs w ON w.id = d.id
            WHERE d.id IN (SELECT value FROM json_each(?))"""
        for row in self.rows(statement, [msgspec.json.encode(ids).decode()]):
            yield Found(**dict(zip(Found.__struct_fields__, row, strict=False)))

    def _facet(self, name: str, ids: Sequence[str]) -> tuple[Value, ...]:
        rows = self.rows(_FACETS[name], [msgspec.json.encode(ids).decode()])
        return tuple(Value(value=value, label=label, count=count) for value, label, count in rows)

    def _attach(self) -> None:
        views = views_path(self.path)
        if views.exists():
            self._db.execute("ATTACH ? AS v", [f"file:{quote(str(views.absolute()))}?mode=ro&immutable=1"])
            made = self._db.execute("SELECT value FROM v.meta WHERE key = 'version'").fetchone()
            if made == (VERSION,):
                return
            self._db.execute("DETACH v")
        self._db.execute("PRAGMA query_only = OFF")  # the empty tables are made in memory
        self._db.execute("ATTACH ':memory:' AS v")
        for statement in statements(script()):
            self._db.execute(_in_views(statement))
        self._db.execute("PRAGMA query_only = ON")

    def _late(self) -> int:
        return int(time.monotonic() > self._until)

    @contextlib.contextmanager
    def _blaming(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            name = getattr(error, "sqlite_errorname", None) or ""
            if name.startswith("SQLITE_INTERRUPT"):
                raise TooLongError("The question took too long; ask for less at a time.") from error
            raise CaseError(f"{self.path} cannot be read ({error}).") from error


def _in_views(statement: str) -> str:
    return statement.replace("CREATE TABLE ", "CREATE TABLE v.").replace("CREATE INDEX ", "CREATE INDEX v.")


_FACETS = {
    "outlet": """
        SELECT w.outlet_id, w.outlet, count(*) FROM v.docs w JOIN json_each(?) j ON j.value = w.id
        WHERE w.outlet IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT 20""",
    "party": """
        SELECT p.id, p.name, count(DISTINCT s.doc) FROM json_each(?) j JOIN v.voices s ON s.doc = j.value
        JOIN v.parties p ON p.id = s.party WHERE p.kind LIKE 'named%' GROUP BY 1 ORDER BY 3 DESC, 2 LIMIT 20""",
    "lang": """
        SELECT d.lang, d.lang, count(*) FROM documents d JOIN json_each(?) j ON j.value = d.id
        GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 20""",
    "date": """
        SELECT substr(d.published, 1, 10), substr(d.published, 1, 10), count(*)
        FROM documents d JOIN json_each(?) j ON j.value = d.id
        WHERE d.published IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 20""",
}
