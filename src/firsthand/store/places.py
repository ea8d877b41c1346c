"""Where a document was seen, and which documents are versions of one article."""

import sqlite3
from collections.abc import Iterator
from typing import Literal

import msgspec

from firsthand.ingest.url import canonical
from firsthand.model import Document, Span
from firsthand.store.identity import LEAST_SHARE, METHOD, changes, words_hash
from firsthand.store.ledger import now

Form = Literal["page", "feed", "given"]


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a document was seen: ``name`` in the input with the row ``input``, at the address ``url`` as given there.

    ``form`` is how its text came: taken from a page, from a feed's own words, or given as text. Only documents of one
    form are compared as versions, since a feed's excerpt differs from the page without anybody having edited it.
    ``fetch`` is the row of the answer it was in.
    """

    name: str
    input: int | None = None
    url: str | None = None
    form: Form = "given"
    fetch: int | None = None


class Appearance(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One place a document was seen. ``given`` is the input as the user gave it, ``seen`` when, both where known."""

    doc: str
    name: str
    given: str | None
    url: str | None
    canonical: str | None
    form: Form
    seen: str | None


class Version(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A document has other words than an earlier one at the same address: an edit, declared or not.

    ``canonical`` is the address's canonical form, ``share`` how many of the words of both are in common (0 to 1).
    ``differences`` are pairs of spans: in the earlier document's text, and in this one's.
    """

    doc: str
    earlier: str
    canonical: str
    share: float
    differences: tuple[tuple[Span, Span], ...]
    method: str


class Places:
    """The appearances and versions of an open case; the caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def known(self, document: Document, place: Place) -> str | None:
        """Return the id of the document that this one is: itself, or the same words at the same address."""
        if self._db.execute("SELECT 1 FROM documents WHERE id = ?", [document.id]).fetchone():
            return document.id
        found = self._db.execute(
            "SELECT doc FROM appearances WHERE canonical = ? AND words = ? ORDER BY row LIMIT 1",
            [canonical(place.url or document.url), words_hash(document.text)],
        ).fetchone()
        return found[0] if found else None

    def saw(self, doc: str, document: Document, place: Place) -> None:
        """Keep that ``document`` was seen, known as ``doc``; and what changed, if other words stood there before."""
        self._saw(doc, place.url or document.url, document.text, place)

    def saw_again(self, doc: str, place: Place) -> None:
        """Keep that a document the case has was seen, word for word as it has it."""
        url, text = self._db.execute("SELECT url, text FROM documents WHERE id = ?", [doc]).fetchone()
        self._saw(doc, place.url or url, text, place)

    def _saw(self, doc: str, url: str | None, text: str, place: Place) -> None:
        form = canonical(url)
        before = self._latest(form, place.form)
        if self._noted(doc, place):
            return
        self._db.execute(
            "INSERT INTO appearances (doc, input, name, url, canonical, words, form, fetch, seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [doc, place.input, place.name, url, form, words_hash(text), place.form, place.fetch, now()],
        )
        if form is not None and before is not None and before != doc:
            self._compare(doc, before, form)

    def _noted(self, doc: str, place: Place) -> bool:
        """Say whether the place adds nothing: it is kept already and, at an address, still the last one seen there."""
        last = self._db.execute(
            "SELECT doc FROM appearances WHERE input IS ? AND name = ? AND form = ? ORDER BY row DESC LIMIT 1",
            [place.input, place.name, place.form],
        ).fetchone()
        if place.fetch is not None:
            return last is not None and last[0] == doc
        held = "SELECT 1 FROM appearances WHERE input IS ? AND name = ? AND form = ? AND doc = ?"
        return self._db.execute(held, [place.input, place.name, place.form, doc]).fetchone() is not None

    def _latest(self, form: str | None, kind: Form) -> str | None:
        found = self._db.execute(
            "SELECT doc FROM appearances WHERE canonical = ? AND form = ? ORDER BY row DESC LIMIT 1", [form, kind]
        ).fetchone()
        return found[0] if found else None

    def _compare(self, doc: str, earlier: str, form: str) -> None:
        texts = dict(self._db.execute("SELECT id, text FROM documents WHERE id IN (?, ?)", [doc, earlier]))
        differences, share = changes(texts[earlier], texts[doc])
        if share < LEAST_SHARE or not differences:
            return
        self._db.execute(
            "INSERT OR IGNORE INTO versions (doc, earlier, canonical, share, differences, method) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [doc, earlier, form, round(share, 4), msgspec.json.encode(differences).decode(), METHOD],
        )

    def documents_at(self, *, fetch: int) -> tuple[tuple[str, str, Form], ...]:
        """Return the documents an answer held: id, name there, and form."""
        rows = self._db.execute("SELECT doc, name, form FROM appearances WHERE fetch = ? ORDER BY row", [fetch])
        return tuple({(doc, name): (doc, name, form) for doc, name, form in rows}.values())

    def number_in(self, row: int) -> int:
        """Count the documents seen in an input."""
        found = self._db.execute("SELECT count(DISTINCT doc) FROM appearances WHERE input = ?", [row]).fetchone()
        return int(found[0])

    def appearances(self, doc: str) -> Iterator[Appearance]:
        """Give where a document was seen, first the first."""
        rows = self._db.execute(
            "SELECT a.doc, a.name, i.name AS given, a.url, a.canonical, a.form, a.seen "
            "FROM appearances a LEFT JOIN inputs i ON i.row = a.input WHERE a.doc = ? ORDER BY a.row",
            [doc],
        )
        for row in rows:
            yield Appearance(**dict(zip(Appearance.__struct_fields__, row, strict=True)))

    def versions(self) -> Iterator[Version]:
        """Give the versions, in the order of their addresses and then as they were seen."""
        rows = self._db.execute(
            "SELECT doc, earlier, canonical, share, differences, method FROM versions ORDER BY canonical, row"
        )
        for doc, earlier, form, share, differences, method in rows:
            yield Version(
                doc=doc,
                earlier=earlier,
                canonical=form,
                share=share,
                differences=msgspec.json.decode(differences, type=tuple[tuple[Span, Span], ...]),
                method=method,
            )
