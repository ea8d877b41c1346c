"""Nesting: an attribution inside another's content has it as parent."""

from collections.abc import Sequence

import msgspec

from firsthand.model import Attribution, Span


def nest(rows: Sequence[Attribution], *, max_depth: int) -> tuple[Attribution, ...]:
    """Return the rows in text order, each with the id of the innermost attribution whose content holds it.

    Nothing nests deeper than ``max_depth``; a row that would is kept at that depth's parent.
    """
    ordered = sorted(rows, key=_order)
    chosen: list[Attribution] = []
    depth: dict[str, int] = {}
    holders = sorted(ordered, key=_size)
    for row in ordered:
        parent = next((h for h in _near(holders, row) if h.id != row.id and _holds(h, row)), None)
        chosen.append(msgspec.structs.replace(row, parent=parent.id if parent else None))
    parents = {row.id: row.parent for row in chosen}
    for row in chosen:
        depth[row.id] = _depth(row.id, parents, limit=max_depth + 1)
    return tuple(
        msgspec.structs.replace(row, parent=None) if depth[row.id] > max_depth else row for row in chosen
    )


def _near(holders: Sequence[Attribution], row: Attribution) -> list[Attribution]:
    at = _order(row)[0]
    return [h for h in holders if any(s.start <= at < s.end for s in h.content)]


def _order(row: Attribution) -> tuple[int, int, str]:
    spans = (*row.source, *row.cue, *row.content)
    return min(s.start for s in spans), -max(s.end for s in spans), row.id


def _size(row: Attribution) -> tuple[int, str]:
    return sum(s.end - s.start for s in row.content), row.id


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether everything of ``inner`` but at most some of its content lies in the content of ``outer``."""
    marks = (*inner.source, *inner.cue) or inner.content
    if not all(any(c.holds(m) for c in outer.content) for m in marks):
        return False
    if not inner.source and not inner.cue and _size(outer)[0] <= _size(inner)[0]:
        return False
    return all(any(c.overlaps(s) for c in outer.content) for s in inner.content) and not _same(outer, inner)


def _same(outer: Attribution, inner: Attribution) -> bool:
    return _cover(outer.cue) == _cover(inner.cue) and outer.source == inner.source


def _cover(spans: tuple[Span, ...]) -> tuple[int, int] | None:
    return (spans[0].start, spans[-1].end) if spans else None


def _depth(id_: str, parents: dict[str, str | None], *, limit: int) -> int:
    depth = 0
    at = parents[id_]
    while at is not None and depth < limit:
        depth += 1
        at = parents[at]
    return depth
