"""Which documents may share text: found by joining rare shingles, never by looking at all pairs."""

from importlib.resources import files
from pathlib import Path

import duckdb
import msgspec
import numpy as np

from firsthand.link.boilerplate import boilerplate
from firsthand.link.reuse_words import Array

MOST_DOCUMENTS = 32
"""A shingle in more documents than this pairs them with the first of them only."""

LEAST_SHARED = 2
"""Shingles two documents must share to be laid side by side."""

MOST_PARTNERS = 32
"""Earlier documents each document is laid beside: those it shares most with."""

_SQL = files("firsthand.link").joinpath("candidates.sql").read_text(encoding="utf-8")


class Traces(msgspec.Struct, frozen=True, kw_only=True):
    """The shingles kept of all documents, a row each: document number, its house (-1: none), its story, shingle."""

    doc: Array
    house: Array
    story: Array
    shingle: Array


class Candidates(msgspec.Struct, frozen=True, kw_only=True):
    """Pairs to be compared, ``a`` before ``b``; and the boilerplate found on the way: shingles, and whose."""

    a: Array
    b: Array
    repeated: Array
    repeated_by: Array


def candidates(
    traces: Traces, *, documents: int, threads: int = 2, memory: str = "4GB", scratch: Path | None = None
) -> Candidates:
    """Return the pairs of documents worth comparing. Documents are numbered in the order of publication.

    ``documents`` is how many there are; ``threads`` and ``memory`` bound what the database may use. What does not
    fit goes to files in the folder ``scratch``; without one, it is an error of the database.
    """
    config: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory,
        "temp_directory": str(scratch or ""),
    }
    with duckdb.connect(config=config) as database:
        names = ("doc", "house", "story", "shingle")
        rows = {name: np.ascontiguousarray(getattr(traces, name)) for name in names}  # the database takes no other
        database.register("given", rows)
        database.execute(
            "CREATE TABLE traces AS SELECT DISTINCT doc, nullif(house, -1) AS house, story, shingle FROM given"
        )
        shingles, houses = boilerplate(database, documents=documents)
        database.register("known", {"shingle": shingles, "house": houses})
        database.execute(_MARKED)
        found = database.execute(
            _SQL,
            {"most_documents": MOST_DOCUMENTS, "least_shared": LEAST_SHARED, "most_partners": MOST_PARTNERS},
        ).fetchnumpy()
    a, b = (np.asarray(found[side]).astype(np.int64) for side in "ab")
    return Candidates(a=a, b=b, repeated=shingles, repeated_by=houses)


_MARKED = """
CREATE OR REPLACE TABLE traces AS
SELECT traces.doc, traces.house, traces.shingle, known.shingle IS NOT NULL AS repeated
FROM traces LEFT JOIN known ON traces.shingle = known.shingle AND traces.house = known.house
WHERE traces.shingle NOT IN (SELECT shingle FROM known WHERE house = -1)
"""
