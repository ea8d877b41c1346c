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
"""How alike the two sides must be where two runs meet: twice the words in common over the words of both."""

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
    """The shingles of one text in the order of their values, and the place of each; those that repeat left out."""

    values: Array
    places: Array


def index_of(hashes: Array) -> Index:
    """Index a text's words, so that many others can be laid beside it."""
    values = shingles(hashes)
    places = np.argsort(values, kind="stable")
    values = values[places]
    if len(values) > REPEATS:
        many = np.concatenate((values[REPEATS:] == values[:-REPEATS], np.zeros(REPEATS, np.bool_)))
        if many.any():
            kept = ~np.isin(values, values[many])
            values, places = values[kept], places[kept]
    return Index(values=values, places=places)


def bits(marks: Array) -> int:
    """Return marks, one a word, as the bits of one number, the first word lowest."""
    return int.from_bytes(np.packbits(marks, bitorder="little").tobytes(), "little")


def align(a: Array, b: Array, *, a_index: Index, b_index: Index, a_apart: int = 0, b_apart: int = 0) -> list[Stretch]:
    """Return the passages two texts have in common, in the order of ``a``.

    ``a`` and ``b`` are hashes of words. Every word belongs to one passage at most. Words marked in ``a_apart`` or
    ``b_apart`` (see ``bits``) come in passages of their own. Swapping the texts swaps the sides of each passage
    and changes nothing else.
    """
    # Ties are settled from left to right. Always beginning at the shorter text (of the lower hashes, when they are as
    # long) keeps the answer the same whichever is called ``a``.
    flip = (len(b), b.tobytes()) < (len(a), a.tobytes())
    if flip:
        a, b, a_index, b_index, a_apart, b_apart = b, a, b_index, a_index, b_apart, a_apart
    settled = _settled(_runs(a_index, b_index))
    if a_apart or b_apart:
        settled = [part for run in settled for part in _parted(run, a_apart, b_apart)]
    found = _chained(settled, a, b)
    return sorted((_flipped(stretch) for stretch in found), key=lambda stretch: stretch.a) if flip else found


def within(run: Run, a: int, b: int) -> int:
    """Return the marks of either text on the words of a run, as bits."""
    return (a >> run.a | b >> run.b) & ((1 << run.length) - 1)


def _runs(a: Index, b: Index) -> list[Run]:
    """Return the runs of matching words, longest first."""
    if not len(a.values) or not len(b.values):
        return []
    low = np.searchsorted(b.values, a.values, "left")
    seeds = np.flatnonzero(b.values[np.minimum(low, len(b.values) - 1)] == a.values)
    if not len(seeds):
        return []
    low = low[seeds]
    counts = np.searchsorted(b.values, a.values[seeds], "right") - low
    nth = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    left = a.places[np.repeat(seeds, counts)]
    right = b.places[np.repeat(low, counts) + nth]
    order = np.lexsort((left, left - right))
    left, right = left[order], right[order]
    first = np.flatnonzero(np.concatenate(([True], (left[1:] - left[:-1] != 1) | (right[1:] - right[:-1] != 1))))
    lengths = np.concatenate((first[1:], [len(left)])) - first + SHINGLE - 1
    left, right = left[first], right[first]
    order = np.lexsort((right, left, -lengths))
    columns = (left[order].tolist(), right[order].tolist(), lengths[order].tolist())
    return [Run(*found) for found in zip(*columns, strict=True)]


def _settled(runs: list[Run]) -> list[Run]:
    """Give every word to one run at most: the longest takes what it covers, a later one the longest rest of it."""
    kept, a_taken, b_taken = [], 0, 0
    for run in runs:
        taken = within(run, a_taken, b_taken)
        start, length = _longest(taken, run.length) if taken else (0, run.length)
        if length >= SHINGLE:
            rest = Run(run.a + start, run.b + start, length)
            a_taken |= ((1 << length) - 1) << rest.a
            b_taken |= ((1 << length) - 1) << rest.b
            kept.append(rest)
    return sorted(kept, key=lambda run: run.a)


def _longest(taken: int, length: int) -> tuple[int, int]:
    """Return the start and length of the longest stretch of words that are not taken, the first of several."""
    free = f"{taken:0{length}b}"[::-1].split("1")
    best = max(free, key=len)
    place = free.index(best)
    return sum(len(one) + 1 for one in free[:place]), len(best)


def _parted(run: Run, a_apart: int, b_apart: int) -> list[Run]:
    """Cut a run where marked words begin or end; a remnant too short to be a seed goes with what is beside it."""
    marks = within(run, a_apart, b_apart)
    if not marks:
        return [run]
    if marks.bit_count() == run.length:
        return [Run(run.a, run.b, run.length, True)]
    parts: list[tuple[int, int, bool]] = []
    end = 0
    for sign, group in itertools.groupby(f"{marks:0{run.length}b}"[::-1]):
        start, end, apart = end, end + len(list(group)), sign == "1"
        if parts and (end - start < SHINGLE or parts[-1][1] - parts[-1][0] < SHINGLE or parts[-1][2] == apart):
            longer = end - start > parts[-1][1] - parts[-1][0]
            parts[-1] = (parts[-1][0], end, apart if longer else parts[-1][2])
        else:
            parts.append((start, end, apart))
    return [Run(run.a + start, run.b + start, end - start, apart) for start, end, apart in parts]


def _flipped(stretch: Stretch) -> Stretch:
    runs = tuple(Run(run.b, run.a, run.length, run.apart) for run in stretch.runs)
    return Stretch(a=stretch.b, a_end=stretch.b_end, b=stretch.a, b_end=stretch.a_end, runs=runs)


def _chained(runs: list[Run], a: Array, b: Array) -> list[Stretch]:
    """Put runs together to passages, from left to right in ``a``."""
    found: list[Stretch] = []
    for run in runs:
        if found and _goes_on(found[-1], run, a, b):
            before, a_end, b_end = found.pop(), run.a + run.length, run.b + run.length
            found.append(Stretch(a=before.a, a_end=a_end, b=before.b, b_end=b_end, runs=(*before.runs, run)))
        else:
            found.append(Stretch(a=run.a, a_end=run.a + run.length, b=run.b, b_end=run.b + run.length, runs=(run,)))
    return found


def _goes_on(before: Stretch, run: Run, a: Array, b: Array) -> bool:
    """Say whether the words between a passage and a run are an edit, so that both are one passage."""
    near = 0 <= run.a - before.a_end <= GAP and 0 <= run.b - before.b_end <= GAP
    if not near or before.apart != run.apart:
        return False
    # Only the last run and what follows is looked at, so that the work does not grow with the passage.
    last, a_end, b_end = before.runs[-1], run.a + run.length, run.b + run.length
    if 2 * (last.length + run.length) >= LIKENESS * (a_end - last.a + b_end - last.b):
        return True  # the two runs alone make them alike enough
    return Indel.normalized_similarity(a[last.a : a_end].tolist(), b[last.b : b_end].tolist()) >= LIKENESS
