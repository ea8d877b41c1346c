"""Divide a document into what is shown together: commentary, items, paragraphs. Nothing is left out.

Offsets are half-open, in characters of ``Document.text``.
"""

import itertools
import re
from collections.abc import Sequence
from typing import Literal

import msgspec

from firsthand.model import Item, Reading, Span, Spans

BlockKind = Literal["text", "commentary", "item", "more"]
_BLANK = re.compile(r"\n[ \t\n]*\n")
_WRAPPED = range(40, 121)


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a document that is shown under one heading. ``heading`` and ``item`` are set for an item."""

    kind: BlockKind
    item: Item | None = None
    heading: Span | None = None
    parts: Spans = ()


def blocks(reading: Reading) -> tuple[Block, ...]:
    """Return the blocks of a reading in the order of the text; every printed character is in one of them.

    A reading without items is one block. Text of a press review that is neither commentary nor item is
    ``more``, except between an item's heading and its excerpt, where it goes with the item.
    """
    text = reading.document.text
    whole = Span(0, len(text))
    if not reading.items:
        return (Block(kind="text", parts=(whole,)),) if text.strip() else ()
    found: list[Block] = []
    at = 0
    for span, kind, item in [*_regions(reading), (Span(len(text), len(text)), "more", None)]:
        start, end = max(at, min(span.start, len(text))), min(span.end, len(text))
        if text[at:start].strip():
            _add(found, Span(at, start), "more", None)
        if start < end:
            _add(found, Span(start, end), kind, item)
        at = max(at, end)
    return tuple(found)


def _regions(reading: Reading) -> list[tuple[Span, str, Item | None]]:
    regions: list[tuple[Span, str, Item | None]] = [(span, "commentary", None) for span in reading.commentary]
    for item in reading.items:
        regions.append((item.heading, "heading", item))
        if item.body is not None:
            regions.append((item.body, "body", item))
    return sorted(regions, key=lambda region: region[0])


def _add(found: list[Block], span: Span, kind: str, item: Item | None) -> None:
    """Add a region to the block it belongs to, or begin a new one."""
    last = found[-1] if found else None
    if kind in ("heading", "body"):
        index = next((i for i in range(len(found) - 1, -1, -1) if found[i].item is item), None)
        block = Block(kind="item", item=item) if index is None else found.pop(index)
        if kind == "heading":
            block = msgspec.structs.replace(block, heading=span)
        else:
            block = msgspec.structs.replace(block, parts=(*block.parts, span))
        found.insert(len(found) if index is None else index, block)
    elif kind == "commentary":
        if last is not None and last.kind == "commentary":
            found[-1] = msgspec.structs.replace(last, parts=(*last.parts, span))
        else:
            found.append(Block(kind="commentary", parts=(span,)))
    elif last is not None and last.kind == "item" and last.item and last.item.body and not last.parts:
        found[-1] = msgspec.structs.replace(last, parts=(span,))
    else:
        found.append(Block(kind="more", parts=(span,)))


def paragraphs(text: str, span: Span) -> Spans:
    """Return the paragraphs of ``text`` within ``span``: one a line, or one a block of hard-wrapped lines.

    Blank lines belong to no paragraph.
    """
    found: list[Span] = []
    at = span.start
    for gap in [*_BLANK.finditer(text, span.start, span.end), None]:
        end = gap.start() if gap else span.end
        found += _lines(text, Span(at, end))
        at = gap.end() if gap else end
    return tuple(found)


def _lines(text: str, span: Span) -> list[Span]:
    lines: list[Span] = []
    at = span.start
    for line in span.of(text).split("\n"):
        if line.strip():
            lines.append(Span(at, at + len(line)))
        at += len(line) + 1
    if _wrapped([line.of(text) for line in lines]):
        return [Span(lines[0].start, lines[-1].end)]
    return lines


def _wrapped(lines: Sequence[str]) -> bool:
    """Say whether the lines look broken at a margin: no line had room for the first word of the next."""
    if len(lines) < 3:
        return False
    width = max(map(len, lines))
    if width not in _WRAPPED:
        return False
    pairs = itertools.pairwise(lines)
    return all(len(line) + 1 + len(after.split(maxsplit=1)[0]) > width for line, after in pairs)
