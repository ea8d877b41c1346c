"""The claims of a case that were traced, and what people decided: tables of an open case, written by ``Case``."""

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from firsthand.errors import CaseError
from firsthand.model import Judgement
from firsthand.store.ledger import now
from firsthand.trace.records import Traced

_COLUMNS = ("id", "at", "by", "decision", "subject", "value", "note")
_REPORTED = (
    *("outlet", "published", "stance", "variant", "origin", "origin_kind", "words", "attribution", "score"),
    "counted",
)
_MERGED = ("id", "a", "b", "level", "kind", "score", "why")
_NEEDED = {"merge": "the other id", "split": "the other id", "origin": "the name of an origin"}

_KINDS = {
    "report": "SELECT 1 FROM reports WHERE id = ?",
    "merge": "SELECT 1 FROM merges WHERE id = ?",
    "claim": "SELECT 1 FROM traced WHERE id = ?",
    "judgement": "SELECT 1 FROM judgements WHERE id = ?",
    "statement": "SELECT 1 FROM attributions WHERE id = ?",
    "document": "SELECT 1 FROM documents WHERE id = ?",
}
"""What an id may be of, and how that is asked."""


class Claims:
    """The claims and decisions of an open case. The caller holds the transaction."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def judge(self, judgement: Judgement) -> bool:
        """Keep a decision; False when it is there already."""
        wrong = wrong_with(judgement)
        if wrong:
            raise CaseError(f"The decision was not kept: {wrong}.")
        values = [getattr(judgement, column) for column in _COLUMNS]
        columns, places = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
        kept = self._db.execute(
            f"INSERT INTO judgements ({columns}) VALUES ({places}) ON CONFLICT (id) DO NOTHING",  # noqa: S608 - ours
            values,
        )
        return kept.rowcount > 0

    def judgements(self) -> Iterator[Judgement]:
        """Give the decisions in the order they were made."""
        for row in self._db.execute(f"SELECT {', '.join(_COLUMNS)} FROM judgements ORDER BY row"):  # noqa: S608 - ours
            yield Judgement(**dict(zip(_COLUMNS, row, strict=True)))

    def kinds(self, id_: str) -> tuple[str, ...]:
        """Say what an id is of: a report, merge, claim, judgement, statement or document; of nothing, when empty."""
        return tuple(kind for kind, query in _KINDS.items() if self._db.execute(query, [id_]).fetchone())

    def keep(self, traced: Traced) -> None:
        """Keep a traced claim in place of what was kept of it before."""
        self._db.execute("DELETE FROM traced WHERE id = ?", [traced.id])
        self._insert("traced", _traced(traced))
        for number, report in enumerate(traced.reports):
            spans = msgspec.json.encode(report.spans).decode()
            row = {
                "claim": traced.id,
                "id": report.id,
                "number": number,
                "doc": report.document,
                "name": report.doc,
                "chain": " → ".join(report.chain),
                "spans": spans,
            }
            self._insert("reports", row | {name: getattr(report, name) for name in _REPORTED})
        for merge in traced.merges:
            self._insert("merges", {"claim": traced.id} | {name: getattr(merge, name) for name in _MERGED})

    def forget_found(self, *, but: Iterable[str] = ()) -> None:
        """Drop the claims that were found in the documents and not asked for, but for some."""
        kept = msgspec.json.encode(sorted(but)).decode()
        query = "DELETE FROM traced WHERE asked = 0 AND id NOT IN (SELECT value FROM json_each(?))"
        self._db.execute(query, [kept])

    def traces(self) -> Iterator[Traced]:
        """Give the traced claims, those that most articles support first."""
        for claim, record in self._db.execute("SELECT claim, record FROM traced ORDER BY articles DESC, claim, id"):
            try:
                yield msgspec.json.decode(record, type=Traced)
            except msgspec.MsgspecError as error:
                raise CaseError(f"The record of the claim {claim!r} is damaged ({error}); trace it again.") from error

    def _insert(self, table: str, row: dict[str, Any]) -> None:
        columns, places = ", ".join(row), ", ".join(f":{column}" for column in row)
        self._db.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", row)  # noqa: S608 - names are ours


def wrong_with(judgement: Judgement) -> str | None:
    """Return what a decision lacks, or None."""
    decision = judgement.decision
    if decision in _NEEDED and not judgement.value:
        return f"{decision} needs {_NEEDED[decision]}"
    if decision in ("merge", "split") and judgement.value == judgement.subject:
        return f"{decision} needs two different ids"
    if decision == "note" and not judgement.note:
        return "a note needs words"
    return None


def _traced(traced: Traced) -> dict[str, Any]:
    support = {r.document for r in traced.reports if r.stance == "supports" and r.variant is None and r.counted}
    return {
        "id": traced.id,
        "claim": traced.claim,
        "asked": int(traced.asked),
        "articles": len(support),
        "outlets": traced.outlets,
        "origins": traced.independent_origins.best,
        "origins_min": traced.independent_origins.min,
        "origins_max": traced.independent_origins.max,
        "denials": traced.denials,
        "made_at": now(),
        "record": msgspec.json.encode(traced).decode(),
    }
