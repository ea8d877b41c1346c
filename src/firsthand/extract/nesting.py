"""Nesting: an attribution inside another's content has it as parent."""

import heapq
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from firsthand.model import Attribution, Span

CITING = "citing"
TRIES = 64
"""Contents around a place that are tried as its parent, smallest first: a bound for texts where thousands overlap."""


class _Row(NamedTuple):
    """An attribution with what is asked of it many times. ``starts`` and ``ends`` are its content's, in order."""

    size: int
    row: Attribution
    starts: list[int]
    ends: list[int]

    def holds(self, span: Span) -> bool:
        """Whether a span lies wholly inside one span of the content."""
        place = bisect_right(self.starts, span.start) - 1
        return place >= 0 and span.end <= self.ends[place]

    def overlaps(self, span: Span) -> bool:
        """Whether a span shares a character with the content."""
        place = bisect_left(self.starts, span.end) - 1
        return place >= 0 and self.ends[place] > span.start


def nest(rows: Sequence[Attribution], *, max_depth: int) -> tuple[Attribution, ...]:
    """Return the rows in text order, each with the id of the innermost attribution whose content holds it.

    Nothing nests deeper than ``max_depth``: a row that would gets its nearest ancestor that leaves it at that depth.
    No row is its own ancestor. One sweep over the text, near-linear in the number of spans.
    """
    ordered = sorted(rows, key=_order)
    swept = {row.id: parent for row, parent in _swept([_prepared(row) for row in ordered])}
    parents = _without_cycles({**swept, **_cited(ordered)})
    depths: dict[str, int] = {}
    for id_ in parents:
        _settle(id_, parents, depths, max_depth)
    return tuple(msgspec.structs.replace(row, parent=parents[row.id]) for row in ordered)


def _cited(rows: Sequence[Attribution]) -> dict[str, str]:
    """Give "citing Y" the statement beside it as parent: it has the same content, though its cue stands outside."""
    stated = {row.content: row.id for row in reversed(rows) if not row.method.endswith(CITING)}
    return {row.id: stated[row.content] for row in rows if row.method.endswith(CITING) and row.content in stated}


def _order(row: Attribution) -> tuple[int, int, str]:
    start = min((s.start for s in (*row.source, *row.cue, *row.content)), default=0)
    return start, row.cue[0].start if row.cue else start, row.id


def _prepared(row: Attribution) -> _Row:
    """Sort and join the content's spans, as speech before the cue may be listed behind it."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(row.content):
        if ends and span.start <= ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return _Row(sum(ends) - sum(starts), row, starts, ends)


def _swept(rows: Sequence[_Row]) -> Iterator[tuple[Attribution, str | None]]:
    """Yield each row with its parent's id. Rows come in text order; ``around`` holds the contents they stand in."""
    opening = sorted(
        (start, end, place) for place, row in enumerate(rows) for start, end in zip(row.starts, row.ends, strict=True)
    )
    closing: list[tuple[int, int, int]] = []
    around: list[tuple[int, int]] = []
    opened = 0
    for row in rows:
        at = _order(row.row)[0]
        while opened < len(opening) and opening[opened][0] <= at:
            _, end, place = opening[opened]
            insort(around, (rows[place].size, place))
            heapq.heappush(closing, (end, rows[place].size, place))
            opened += 1
        while closing and closing[0][0] <= at:
            _, size, place = heapq.heappop(closing)
            around.pop(bisect_left(around, (size, place)))
        holder = next((p for _, p in around[:TRIES] if _holds(rows[p], row)), None)
        yield row.row, None if holder is None else rows[holder].row.id


def _holds(outer: _Row, inner: _Row) -> bool:
    """Whether everything of ``inner`` but at most some of its content lies in the content of ``outer``."""
    row = inner.row
    if row.id == outer.row.id or not all(outer.holds(mark) for mark in (*row.source, *row.cue) or row.content):
        return False
    if not row.source and not row.cue and outer.size <= inner.size:
        return False
    return all(outer.overlaps(span) for span in row.content) and not _same(outer.row, row)


def _same(outer: Attribution, inner: Attribution) -> bool:
    return _cover(outer.cue) == _cover(inner.cue) and outer.source == inner.source


def _cover(spans: tuple[Span, ...]) -> tuple[int, int] | None:
    return (spans[0].start, spans[-1].end) if spans else None


def _without_cycles(parents: dict[str, str | None]) -> dict[str, str | None]:
    """Cut every ring of rows that hold each other at its first row in the text, so that all chains end."""
    kept = dict(parents)
    done: set[str] = set()
    for id_ in parents:
        path: set[str] = set()
        at: str | None = id_
        while at is not None and at not in done:
            if at in path:
                kept[at] = None
                break
            path.add(at)
            at = kept[at]
        done |= path
    return kept


def _settle(id_: str, parents: dict[str, str | None], depths: dict[str, int], max_depth: int) -> None:
    """Note how deep a row and its ancestors lie, and move up a row that lies too deep."""
    path: list[str] = []
    at: str | None = id_
    while at is not None and at not in depths:
        path.append(at)
        at = parents[at]
    for row in reversed(path):
        parent = parents[row]
        if parent is not None and depths[parent] >= max_depth:
            parents[row] = parent = parents[parent]
        depths[row] = 0 if parent is None else depths[parent] + 1
