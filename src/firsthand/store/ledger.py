"""What was asked for, and what became of it: one row an input, which survives whatever happens to the program."""

import datetime
import sqlite3
from collections.abc import Iterator
from typing import Literal

import msgspec

from firsthand.model import Failure

Kind = Literal["file", "stream", "address", "part"]
State = Literal["waiting", "fetched", "read", "failed", "skipped"]


class Input(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One input of a case. ``parent`` is the row of the input that names it: a feed, a sitemap, an archive.

    ``reason`` is a sentence: why it failed or was skipped. ``mark`` is a hash: what has the same is not read again.
    ``tries`` counts how often it failed.
    """

    row: int
    name: str
    kind: Kind
    parent: int | None
    state: State
    reason: str | None
    mark: str | None
    tries: int


class Ledger:
    """The inputs of an open case. Every method is one statement; the caller holds the transaction where it matters."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def find(self, name: str, kind: Kind, *, parent: int | None = None) -> Input | None:
        """Return an input by its name, and for a part, its parent."""
        where = "name = ? AND kind = ?" + (" AND coalesce(parent, 0) = ?" if kind == "part" else "")
        values: list[str | int] = [name, kind]
        return next(self._select(where, [*values, parent or 0] if kind == "part" else values), None)

    def get(self, row: int) -> Input | None:
        """Return an input by its row."""
        return next(self._select("row = ?", [row]), None)

    def want(self, name: str, kind: Kind, *, parent: int | None = None, mark: str | None = None) -> Input:
        """Return the row of an input, made ``waiting`` when it is new."""
        known = self.find(name, kind, parent=parent)
        if known is None:
            self._db.execute(
                "INSERT INTO inputs (name, kind, parent, state, mark, changed) VALUES (?, ?, ?, 'waiting', ?, ?)",
                [name, kind, parent, mark, now()],
            )
            known = self.find(name, kind, parent=parent)
        if known is None:
            raise sqlite3.DatabaseError(f"the input {name} was not kept")
        return known

    def settle(self, row: int, state: State, *, reason: str | None = None, mark: str | None = None) -> None:
        """Put an input into a state; nothing is written when it is in it already. No mark keeps the one it has."""
        self._db.execute(
            "UPDATE inputs SET state = :state, reason = :reason, mark = coalesce(:mark, mark), changed = :now, "
            "tries = CASE :state WHEN 'failed' THEN tries + 1 WHEN 'read' THEN 0 ELSE tries END "
            "WHERE row = :row AND (state IS NOT :state OR reason IS NOT :reason OR coalesce(:mark, mark) IS NOT mark "
            "OR (:state = 'failed' AND kind = 'address'))",
            {"state": state, "reason": reason, "mark": mark, "row": row, "now": now()},
        )

    def fail(self, failure: Failure, *, kind: Kind = "part", parent: int | None = None) -> None:
        """Keep that an input, or a part of one, could not be read."""
        self.settle(self.want(failure.name, kind, parent=parent).row, "failed", reason=failure.error)

    def unfinished(self) -> Iterator[Input]:
        """Give the addresses and files that wait to be fetched or read, in the order they were asked for."""
        where = "kind IN ('address', 'file') AND state IN ('waiting', 'fetched') ORDER BY row"
        yield from list(self._select(where, []))

    def failed(self) -> Iterator[Input]:
        """Give the inputs that could not be read, in the order of their names."""
        yield from self._select("state = 'failed' ORDER BY name, row", [])

    def parts(self, parent: int) -> Iterator[Input]:
        """Give what is kept about the parts of an input."""
        yield from list(self._select("parent = ? AND kind = 'part' ORDER BY row", [parent]))

    def counts(self) -> dict[str, int]:
        """Count the inputs by state."""
        return dict(self._db.execute("SELECT state, count(*) FROM inputs GROUP BY state ORDER BY state"))

    def _select(self, where: str, values: list[str | int]) -> Iterator[Input]:
        fields = Input.__struct_fields__
        for row in self._db.execute(f"SELECT {', '.join(fields)} FROM inputs WHERE {where}", values):  # noqa: S608 - ours
            yield Input(**dict(zip(fields, row, strict=True)))


def now() -> str:
    """Return the time of day in UTC, for people to read: nothing is put in order by it, since clocks are set back."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
