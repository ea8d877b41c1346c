"""Whose copy a document says it is: the agencies and outlets it credits, each with the words that say so."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from firsthand.model import Credit, Document, Item, Publisher, Span
from firsthand.outlets import Outlet, Registry
from firsthand.resolve.credits_bylines import after_title, bylines, dated, staff
from firsthand.resolve.credits_datelines import datelines
from firsthand.resolve.credits_lines import Hit, Line
from firsthand.resolve.credits_names import names_at
from firsthand.resolve.credits_phrases import brackets, copyrights, endings, openings, phrases, styles
from firsthand.resolve.outlet import meant, publishing_outlet, told_outlet

_BREAK = re.compile(r"\n|#{3,}")
_HIGH = 15
_HIGH_CHARS = 4_000
_LOW = 6
_SHORT = 90
_FORMS = (datelines, brackets, openings, phrases, copyrights, styles, endings, bylines, staff)
_KINDS = ("dateline", "signature", "copyright", "reprint", "contribution", "byline", "style")


class Credited(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who published a document, and whose copy it says it prints."""

    publisher: Publisher | None
    credits: tuple[Credit, ...]


def credited(document: Document, *, items: Sequence[Item] = (), outlets: Registry) -> Credited:
    """Return a document's publishing outlet and its credits, in the order of the text.

    An outlet that signs its own copy gives no credit; in a press review that is the item's outlet. A mention in
    running text is none either. Spans are characters of ``Document.text``.
    """
    publisher = publishing_outlet(document, outlets=outlets)
    if publisher is not None and publisher.how == "masthead" and items:
        publisher = None  # the first line of a press review heads an item
    found = tuple(_rows(document, items, outlets))
    if publisher is None and not items:
        publisher = told_outlet(document, found, outlets=outlets)
    own = _own(document, publisher, outlets)
    kept = [credit for credit in found if not _is_own(credit, own, document, items, outlets)]
    return Credited(publisher=publisher, credits=tuple(kept))


def _own(document: Document, publisher: Publisher | None, outlets: Registry) -> Outlet | None:
    named = publisher.name if publisher else document.outlet
    return meant(named, outlets) if named else None


def _is_own(credit: Credit, own: Outlet | None, document: Document, items: Sequence[Item], outlets: Registry) -> bool:
    here = own
    for item in items:
        if credit.span is not None and item.body is not None and item.body.holds(credit.span):
            named = item.outlet or item.domain
            here = meant(named, outlets) if named else None
    return here is not None and (here.name == credit.name or _short_for(credit, here, document.text))


def _short_for(credit: Credit, own: Outlet, text: str) -> bool:
    """Say whether the words are the end of the publishing outlet's own name: "Herald" in the Boston Herald."""
    printed = credit.span.of(text).casefold() if credit.span else ""
    return bool(printed) and own.name.casefold().endswith(f" {printed}")


def _rows(document: Document, items: Sequence[Item], outlets: Registry) -> Iterator[Credit]:
    """Yield one row for each name printed: where two forms read the same words, the one listed first counts."""
    author = document.author or ""
    for named in names_at(author, 0, len(author), outlets=outlets).found if author else ():
        if named.outlet is not None:
            yield Credit(document=document.id, name=named.name, span=None, kind="byline", level="certain")
    regions = [item.body for item in items if item.body] if items else [Span(0, len(document.text))]
    hits = [hit for region in regions for hit in _hits(document, region, outlets)]
    hits.sort(key=lambda hit: (hit.at.start, _KINDS.index(hit.kind), -hit.at.end))
    end = -1
    for hit in hits:
        if hit.at.start >= end:
            end = hit.at.end
            yield Credit(document=document.id, name=hit.name, span=hit.at, kind=hit.kind, level=hit.level)


def _hits(document: Document, region: Span, outlets: Registry) -> Iterator[Hit]:
    text = document.text
    for line in _lines(text, region):
        for form in _FORMS:
            yield from form(text, line, outlets=outlets)
    yield from dated(text, region.start, region.end, outlets=outlets)
    yield from after_title(text, region.start, region.end, document.title, outlets=outlets)


def _lines(text: str, region: Span) -> list[Line]:
    """Cut a text into lines at line ends and at "###", the mark of wire copy, and tell the first and the last."""
    cuts = [(match.start(), match.end()) for match in _BREAK.finditer(text, region.start, region.end)]
    spans: list[Span] = []
    at = region.start
    for start, end in (*cuts, (region.end, region.end)):
        left, right = at, start
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        if left < right:
            spans.append(Span(left, right))
        at = end
    low = _lowest(spans)
    return [
        Line(
            start=span.start,
            end=span.end,
            high=index < _HIGH and span.start - region.start < _HIGH_CHARS,
            low=index >= low,
            before_place=_before_place(text, spans, index),
        )
        for index, span in enumerate(spans)
    ]


def _lowest(spans: Sequence[Span]) -> int:
    """Return the index of the last line long enough to be prose, a few short ones behind it allowed."""
    for back in range(1, min(_LOW, len(spans)) + 1):
        span = spans[-back]
        if span.end - span.start > _SHORT:
            return len(spans) - back
    return max(0, len(spans) - _LOW)


def _before_place(text: str, spans: Sequence[Span], index: int) -> bool:
    """Say whether the next line opens with a dateline: a place in capitals."""
    if index + 1 >= len(spans):
        return False
    following = spans[index + 1]
    word = re.match(r"[^\W\d_]{3,}", text[following.start : following.start + 20])
    return word is not None and word[0].isupper()
