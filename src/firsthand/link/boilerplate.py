"""Boilerplate, learned from the documents themselves: what a house prints under one story after another.

Footers, "read more", cookie notices, and the background paragraphs a house keeps ready. Several editions of one
story, and near copies, count once, so that a text printed often is not taken for a footer.
"""

from importlib.resources import files

import duckdb
import numpy as np

from firsthand.link.reuse_words import SHINGLE, Array

IN_HOUSE = 3
"""Stories of one house that must have a shingle for it to be boilerplate of that house."""

ANYWHERE = 20
"""Stories of any house, and the share of all documents, from which a shingle is boilerplate everywhere."""

SHARE = 0.01

SLIVER = SHINGLE
"""Fewer words than this between two pieces of boilerplate belong to it."""

_SQL = files("firsthand.link").joinpath("boilerplate.sql").read_text(encoding="utf-8")


def boilerplate(database: duckdb.DuckDBPyConnection, *, documents: int) -> tuple[Array, Array]:
    """Return the shingles that are boilerplate, and the house each is boilerplate of (-1: of every house).

    Reads the table ``traces`` of the database. ``documents`` is the number of documents.
    """
    found = database.execute(
        _SQL, {"in_house": IN_HOUSE, "anywhere": ANYWHERE, "share": SHARE, "documents": documents}
    ).fetchnumpy()
    houses = np.ma.filled(np.ma.asarray(found["house"]), -1).astype(np.int64)
    return np.asarray(found["shingle"]).astype(np.uint64), houses


def covered(places: Array, length: int) -> Array:
    """Return, for each of ``length`` words, whether it is boilerplate, given where boilerplate shingles begin."""
    edges = np.zeros(length + 1, np.int32)
    np.add.at(edges, places, 1)
    np.add.at(edges, np.minimum(places + SHINGLE, length), -1)
    return without_slivers(np.cumsum(edges[:-1]) > 0)


def without_slivers(marked: Array) -> Array:
    """Mark also what lies between two marked stretches and is shorter than ``SLIVER`` words."""
    if not marked.any() or marked.all():
        return marked
    filled = marked.copy()
    ends = np.flatnonzero(marked[:-1] & ~marked[1:]) + 1
    for end in ends.tolist():
        ahead = np.flatnonzero(marked[end : end + SLIVER])
        if len(ahead):
            filled[end : end + int(ahead[0])] = True
    return filled
