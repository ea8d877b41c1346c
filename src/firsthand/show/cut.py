"""Leave of a document only what stands around the words of a claim, and the statements that carry it."""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from firsthand.model import Span
from firsthand.show.cards import Card
from firsthand.show.mark import Mark, Segment
from firsthand.show.view import BlockView, DocumentView, Paragraph, Piece

AROUND = 160
"""Characters kept on either side of a claim's words."""

CARDS = 3
"""Statements of a document that keep their cards."""

T = TypeVar("T")


def cut(view: DocumentView, spans: Sequence[Span]) -> DocumentView:
    """Return a document of which only the words around ``spans`` are left, and the cards of statements in them."""
    kept = frozenset(_carrying(view, spans)[:CARDS])
    blocks = (_block(block, spans, kept) for block in view.blocks)
    return msgspec.structs.replace(view, blocks=tuple(b for b in blocks if b is not None), loose=())


def _carrying(view: DocumentView, spans: Sequence[Span]) -> list[int]:
    """Return the numbers of the statements whose content holds the claim's words, those that hold most of it first."""
    shared: dict[int, int] = {}
    for block in view.blocks:
        for part in _parts(block):
            for piece in part.pieces:
                same = sum(_common(piece.segment.span, span) for span in spans)
                for mark in piece.segment.marks:
                    if same and mark.role == "content":
                        shared[mark.number] = shared.get(mark.number, 0) + same
    return sorted(shared, key=lambda number: (-shared[number], number))


def _common(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _parts(block: BlockView) -> tuple[Paragraph, ...]:
    return (*((block.heading,) if block.heading else ()), *block.paragraphs)


def _block(block: BlockView, spans: Sequence[Span], kept: frozenset[int]) -> BlockView | None:
    paragraphs = tuple(part for part in (_paragraph(part, spans, kept) for part in block.paragraphs) if part)
    heading = _paragraph(block.heading, spans, kept) if block.heading else None
    if not paragraphs and heading is None:
        return None
    return msgspec.structs.replace(block, heading=heading, paragraphs=paragraphs, notices=())


def _paragraph(part: Paragraph, spans: Sequence[Span], kept: frozenset[int]) -> Paragraph | None:
    if not part.pieces:
        return None
    whole = Span(part.pieces[0].segment.span.start, part.pieces[-1].segment.span.end)
    windows = [Span(max(0, span.start - AROUND), span.end + AROUND) for span in spans if span.overlaps(whole)]
    pieces: list[Piece] = []
    last = whole.start
    for piece in part.pieces:
        for window in _merged(windows, piece.segment.span):
            if (pieces and window.start > last) or (not pieces and window.start > part.pieces[0].segment.span.start):
                pieces.append(_gap(window.start))
            pieces.append(_piece(piece, window, kept))
            last = window.end
    if not pieces:
        return None
    if last < whole.end:
        pieces.append(_gap(last))
    marked = {mark.number for piece in pieces for mark in piece.segment.opens if mark.first}
    cards = tuple(_card(card, kept, marked) for card in part.cards if card.number in kept)
    return msgspec.structs.replace(part, pieces=tuple(pieces), cards=cards)


def _merged(windows: Sequence[Span], within: Span) -> list[Span]:
    """Return what of a stretch the windows cover, in order, those that touch made one."""
    found: list[Span] = []
    for window in sorted(windows):
        start, end = max(window.start, within.start), min(window.end, within.end)
        if start >= end:
            continue
        if found and start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, end))
        else:
            found.append(Span(start, end))
    return found


def _gap(place: int) -> Piece:
    return Piece(text=" … ", segment=Segment(span=Span(place, place)))


def _piece(piece: Piece, window: Span, kept: frozenset[int]) -> Piece:
    span = piece.segment.span
    text = piece.text
    if len(text) == span.end - span.start:  # else a character is shown by its code, and the piece stays whole
        text = text[window.start - span.start : window.end - span.start]
    segment = Segment(
        span=window,
        marks=_of(piece.segment.marks, kept),
        opens=_of(piece.segment.opens, kept) if window.start == span.start else (),
        closes=_of(piece.segment.closes, kept) if window.end == span.end else (),
    )
    return msgspec.structs.replace(piece, text=text, segment=segment)


def _of(marks: tuple[Mark, ...], kept: frozenset[int]) -> tuple[Mark, ...]:
    return tuple(mark for mark in marks if mark.number in kept)


def _card(card: Card, kept: frozenset[int], marked: set[int]) -> Card:
    return msgspec.structs.replace(
        card,
        marked=card.number in marked,
        path=None,
        inside=card.inside if card.inside in kept else None,
        holds=tuple(number for number in card.holds if number in kept),
    )
