"""Cuts a text into the windows the encoder reads: whole lines where they fit, with some words of what went before.

A window is what one pass of the encoder sees: at most ``SIZE`` word pieces. What it says about the first pieces, which
belong to the window before, is not used; they are there so that "he" and "the report" have somebody to stand for.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SIZE = 254
"""Word pieces in a window, the two marks around it not counted."""
BEFORE = 24
"""Word pieces of the text before that a window may begin with."""

Ints = NDArray[np.int64]

_OPENING = {"“": "”", "«": "»", "„": "“"}
_EITHER = '"”'
"""Marks that close, and in some habits open, a quotation."""
_ENDS = frozenset(".!?")
_NOT = ("n'", "n’")
_AFTER_END = frozenset("\"'”’)]»")


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """The word pieces of a text, one entry a piece in every array.

    ``starts`` and ``ends`` are character offsets. ``shape`` says how a piece is written (0 small, 1 first letter
    large, 2 all large; 3 more inside quotation marks; 6 more at the head of a line). ``sentence`` and ``line`` count
    from 0. ``word`` is true where a word begins.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    shape: Ints
    sentence: Ints
    line: Ints
    word: NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Window:
    """Pieces ``start`` up to ``end`` of a text; those before ``own`` belong to the window before."""

    start: int
    own: int
    end: int


def pieces(text: str, ids: Sequence[int], offsets: Sequence[tuple[int, int]]) -> Pieces:
    """Return the word pieces with what their writing tells. Linear in the text."""
    n = len(ids)
    shape, sentence, line = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    word = np.ones(n, np.bool_)
    closing, past, sentences, lines, ended = "", 0, 0, 0, False
    for i, (start, end) in enumerate(offsets):
        between, own = text[past:start], text[start:end]
        new_line = i == 0 or "\n" in between
        if i and new_line:
            lines, closing = lines + 1, ""
        word[i] = start > past or i == 0 or not (own[:1].isalnum() and text[start - 1 : start].isalnum())
        if own.lower() == "t" and start == past and text[max(0, start - 2) : start].lower() in _NOT:
            word[i - 1] = word[i] = False  # "haven't" is one word of three pieces
        if i and (new_line or (ended and start > past and not own[:1].islower())):
            sentences += 1
        if own in _ENDS:
            ended = True
        elif not (ended and own in _AFTER_END and start == past):
            ended = False
        inside = bool(closing)
        if closing and own == closing:
            closing = ""
        elif not closing and (own in _OPENING or (own in _EITHER and text[end : end + 1].isalnum())):
            inside, closing = True, _OPENING.get(own, own)
        case = 0 if not own[:1].isupper() else 2 if end - start > 1 and own.isupper() else 1
        shape[i] = case + 3 * inside + 6 * new_line
        sentence[i], line[i] = sentences, lines
        past = end
    spans = np.array(offsets, np.int64).reshape(n, 2)
    return Pieces(
        ids=np.array(ids, np.int64),
        starts=spans[:, 0],
        ends=spans[:, 1],
        shape=shape,
        sentence=sentence,
        line=line,
        word=word,
    )


def windows(
    p: Pieces, *, size: int = SIZE, before: int = BEFORE, first: int | None = None, lines: frozenset[int] | None = None
) -> list[Window]:
    """Cut the pieces into windows that own every piece once, in order.

    ``first`` makes the first one shorter. Where ``lines`` are given, only those are owned by a window.
    """
    found: list[Window] = []
    room = first or size
    start = end = context = 0
    for a, b in _units(p, size, lines):
        if a > end or (end > start and (b - start) + context > room):
            if end > start:
                found.append(Window(start=start - context, own=start, end=end))
                room = size
            start = a
            context = _context(p, start, before)
        end = b
        context = min(context, max(0, size - (end - start)))
    if end > start:
        found.append(Window(start=start - context, own=start, end=end))
    return found


def _units(p: Pieces, size: int, lines: frozenset[int] | None) -> Iterator[tuple[int, int]]:
    """Yield lines; a line too long for a window by sentences; a sentence too long in parts."""
    for line, (a, b) in enumerate(_runs(p.line, 0)):
        if lines is not None and line not in lines:
            continue
        if b - a <= size:
            yield a, b
            continue
        for c, d in _runs(p.sentence[a:b], a):
            for x in range(c, d, size):
                yield x, min(x + size, d)


def _runs(values: Ints, at: int) -> list[tuple[int, int]]:
    if not len(values):
        return []
    edges = np.flatnonzero(np.diff(values)) + 1
    bounds = [0, *edges.tolist(), len(values)]
    return [(at + a, at + b) for a, b in pairwise(bounds)]


def _context(p: Pieces, start: int, before: int) -> int:
    """How many pieces before ``start`` to take along: whole sentences where they fit."""
    low = max(0, start - before)
    if low == 0:
        return start
    heads = np.flatnonzero(np.diff(p.sentence[low - 1 : start]))
    return start - (low + int(heads[0])) if len(heads) else start - low
