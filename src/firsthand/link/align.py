"""Two word sequences laid side by side: which stretches of one are the same text, or lightly edited, in the other.

Seeds are shingles both have; seeds on one diagonal make runs; runs are taken longest first, each word once, so a
passage that moved is found as well as one that stayed; runs a few words apart become one passage when the words
between are an edit and not another text.
"""

import itertools

import msgspec
import numpy as np
from rapidfuzz.distance import Indel

from firsthand.link.reuse_words import SHINGLE, Array, shingles

GAP = 12
"""Words that may differ between two runs of one passage, in either document."""

LIKENESS = 0.7
"""How alike the two sides of a passage must be: twice the words in common over the words of both."""

REPEATS = 4
"""A shingle that occurs more often than this in one text is no seed: it would pair everything with everything."""


class Run(msgspec.Struct, frozen=True):
    """The same ``length`` words from word ``a`` of one text and from word ``b`` of the other."""

    a: int
    b: int
    length: int
    apart: bool = False


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A passage both texts have: words ``a`` to ``a_end`` are words ``b`` to ``b_end``, but for small edits."""

    a: int
    a_end: int
    b: int
    b_end: int
    runs: tuple[Run, ...]

    @property
    def apart(self) -> bool:
        """Whether the passage lies in words that were marked to be kept apart."""
        return self.runs[0].apart

    @property
    def same(self) -> int:
        """Words that are exactly the same in both."""
        return sum(run.length for run in self.runs)


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """The shingles of one text in the order of their values, and the place of each."""

    values: Array
    places: Array


def index_of(hashes: Array) -> Index:
    """Index a text's words, so that many others can be laid beside it."""
    values = shingles(hashes)
    places = np.argsort(values, kind="stable")
    return Index(values=values[places], places=places)


def align(
    a: Array,
    b: Array,
    *,
    a_index: Index | None = None,
    b_index: Index | None = None,
    a_apart: Array | None = None,
    b_apart: Array | None = None,
) -> tuple[Stretch, ...]:
    """Return the passages two texts have in common, in the order of ``a``.

    ``a`` and ``b`` are hashes of words. Every word belongs to one passage at most. Words marked in ``a_apart`` or
    ``b_apart`` come in passages of their own. Swapping the texts swaps the sides and changes nothing else.
    """
    a_index, b_index = a_index or index_of(a), b_index or index_of(b)
    # Ties are settled from left to right. Always beginning at the shorter text (of the lower hashes, when they are as
    # long) keeps the answer the same whichever is called ``a``.
    if (len(b), b.tobytes()) < (len(a), a.tobytes()):
        found = _aligned(b, a, b_index, a_index, b_apart, a_apart)
        return tuple(sorted((_flipped(stretch) for stretch in found), key=lambda stretch: stretch.a))
    return _aligned(a, b, a_index, b_index, a_apart, b_apart)


def _aligned(
    a: Array, b: Array, a_index: Index, b_index: Index, a_apart: Array | None, b_apart: Array | None
) -> tuple[Stretch, ...]:
    settled = _settled(_runs(a_index, b_index), len(a), len(b))
    if a_apart is not None and b_apart is not None:
        settled = [part for run in settled for part in _parted(run, a_apart, b_apart)]
    return _chained(settled, a, b)


def _runs(a: Index, b: Index) -> list[Run]:
    """Return the runs of matching words, longest first."""
    low = np.searchsorted(b.values, a.values, "left")
    counts = np.searchsorted(b.values, a.values, "right") - low
    again = np.searchsorted(a.values, a.values, "right") - np.searchsorted(a.values, a.values, "left")
    seeds = np.flatnonzero((counts > 0) & (counts <= REPEATS) & (again <= REPEATS))
    counts = counts[seeds]
    if not len(seeds):
        return []
    nth = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    left = a.places[np.repeat(seeds, counts)]
    right = b.places[np.repeat(low[seeds], counts) + nth]
    order = np.lexsort((left, left - right))
    left, right = left[order], right[order]
    breaks = np.flatnonzero((np.diff(left) != 1) | (np.diff(right) != 1)) + 1
    first = np.concatenate(([0], breaks))
    lengths = np.diff(np.concatenate((first, [len(left)]))) + SHINGLE - 1
    left, right = left[first], right[first]
    order = np.lexsort((right, left, -lengths))
    return [Run(*found) for found in zip(left[order].tolist(), right[order].tolist(), lengths[order].tolist(), strict=True)]


def _settled(runs: list[Run], a_length: int, b_length: int) -> list[Run]:
    """Give every word to one run at most: the longest takes what it covers, a later one the longest rest of it."""
    a_free, b_free = np.ones(a_length, dtype=bool), np.ones(b_length, dtype=bool)
    kept = []
    for run in runs:
        free = a_free[run.a : run.a + run.length] & b_free[run.b : run.b + run.length]
        start, length = (0, run.length) if free.all() else _longest(free)
        if length >= SHINGLE:
            rest = Run(run.a + start, run.b + start, length)
            a_free[rest.a : rest.a + length] = False
            b_free[rest.b : rest.b + length] = False
            kept.append(rest)
    return sorted(kept, key=lambda run: run.a)


def _parted(run: Run, a_apart: Array, b_apart: Array) -> list[Run]:
    """Cut a run where marked words begin or end; a remnant too short to be a seed goes with what is beside it."""
    marked = a_apart[run.a : run.a + run.length] | b_apart[run.b : run.b + run.length]
    cuts = [0, *(np.flatnonzero(np.diff(marked)) + 1).tolist(), run.length]
    parts: list[list[int]] = []
    for start, end in itertools.pairwise(cuts):
        if parts and (end - start < SHINGLE or parts[-1][1] - parts[-1][0] < SHINGLE):
            longer = end - start > parts[-1][1] - parts[-1][0]
            parts[-1] = [parts[-1][0], end, int(marked[start]) if longer else parts[-1][2]]
        elif parts and parts[-1][2] == marked[start]:
            parts[-1][1] = end
        else:
            parts.append([start, end, int(marked[start])])
    return [Run(run.a + start, run.b + start, end - start, bool(apart)) for start, end, apart in parts]


def _flipped(stretch: Stretch) -> Stretch:
    runs = tuple(Run(run.b, run.a, run.length, run.apart) for run in stretch.runs)
    return Stretch(a=stretch.b, a_end=stretch.b_end, b=stretch.a, b_end=stretch.a_end, runs=runs)


def _longest(free: Array) -> tuple[int, int]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], free, [False]))))
    if not len(edges):
        return 0, 0
    lengths = edges[1::2] - edges[::2]
    best = int(lengths.argmax())
    return int(edges[2 * best]), int(lengths[best])


def _chained(runs: list[Run], a: Array, b: Array) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for run in runs:
        joined = _joined(found[-1], run, a, b) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            end_a, end_b = run.a + run.length, run.b + run.length
            found.append(Stretch(a=run.a, a_end=end_a, b=run.b, b_end=end_b, runs=(run,)))
    return tuple(found)


def _joined(before: Stretch, run: Run, a: Array, b: Array) -> Stretch | None:
    """Return the passage with the run added, if the words between are an edit."""
    near = 0 <= run.a - before.a_end <= GAP and 0 <= run.b - before.b_end <= GAP
    if not near or before.apart != run.apart:
        return None
    a_end, b_end = run.a + run.length, run.b + run.length
    likeness = Indel.normalized_similarity(a[before.a : a_end].tolist(), b[before.b : b_end].tolist())
    if likeness < LIKENESS:
        return None
    return Stretch(a=before.a, a_end=a_end, b=before.b, b_end=b_end, runs=(*before.runs, run))
