"""Stretches of a document that are read by themselves, each in one language.

A quotation in another language than the sentence around it is part of that sentence, or its speaker would be lost;
only what stands inside its marks is read in its own language.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from firsthand.extract.marks import MARK
from firsthand.languages import codes
from firsthand.model import Document, Item, Passage, Span


class Tongues:
    """Says in which language a document is at a place."""

    def __init__(self, document: Document) -> None:
        self._passages = passages_of(document)
        self._starts = [p.span.start for p in self._passages]

    def at(self, place: int) -> str:
        """Return the code of the language at a character."""
        return self._passages[max(0, bisect_right(self._starts, place) - 1)].lang


def passages_of(document: Document) -> tuple[Passage, ...]:
    """Return a document's passages; one over the whole text where it has none."""
    return document.passages or (Passage(span=Span(0, len(document.text)), lang=document.lang),)


def regions(document: Document, items: Sequence[Item]) -> Iterable[tuple[Span, str]]:
    """Yield stretches that are read by themselves, each with its language: passages cut at the items' edges."""
    stretches = [s for item in items for s in (item.heading, _title(document.text, item), item.body) if s]
    edges = sorted({edge for s in stretches for edge in (s.start, s.end)})
    for passage in _merged(_lines(document.text, passages_of(document))):
        start = passage.span.start
        inner = edges[bisect_right(edges, start) : bisect_left(edges, passage.span.end)]
        for edge in (*inner, passage.span.end):
            if document.text[start:edge].strip():
                yield Span(start, edge), passage.lang
            start = edge


def _lines(text: str, passages: Sequence[Passage]) -> list[Passage]:
    """Give a line that holds a quotation in another language one language: that of the words around it."""
    result: list[Passage] = []
    settled = -1
    for passage in passages:
        start = passage.span.start
        if not result or not _same_line(text, result[-1], passage):
            result.append(passage)
            continue
        last = result.pop()
        head = max(last.span.start, text.rfind("\n", last.span.start, start) + 1)
        if last.span.start < head:
            result.append(Passage(span=Span(last.span.start, head), lang=last.lang))
        stop = text.find("\n", start, passage.span.end) + 1 or passage.span.end
        own = settled == head or not _quoted(text, head)
        result.append(Passage(span=Span(head, stop), lang=last.lang if own else passage.lang))
        settled = head
        if stop < passage.span.end:
            result.append(Passage(span=Span(stop, passage.span.end), lang=passage.lang))
    return result


def _same_line(text: str, left: Passage, right: Passage) -> bool:
    start = right.span.start
    known = left.lang in codes() and right.lang in codes()
    return known and left.span.end == start and start > 0 and text[start - 1] != "\n"


def _quoted(text: str, start: int) -> bool:
    while start < len(text) and text[start] == " ":
        start += 1
    return MARK.match(text, start) is not None


def _title(text: str, item: Item) -> Span | None:
    """Where an item's title stands in its heading: it is read without the domain or author beside it."""
    if item.title is None:
        return None
    start = text.find(item.title, item.heading.start, item.heading.end)
    return Span(start, start + len(item.title)) if start >= 0 else None


def _merged(passages: Sequence[Passage]) -> list[Passage]:
    """Join neighbouring passages of one language, so that a quotation over two paragraphs stays whole."""
    merged: list[Passage] = []
    for passage in passages:
        if merged and merged[-1].lang == passage.lang and merged[-1].span.end == passage.span.start:
            merged[-1] = Passage(span=Span(merged[-1].span.start, passage.span.end), lang=passage.lang)
        else:
            merged.append(passage)
    return merged
