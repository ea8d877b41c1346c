"""The places of a document that can carry a claim: its sentences, each with what it is compared by."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from firsthand.model import Reading, Span
from firsthand.resolve.dates_sentences import Sentences

LONGEST = 1_200
"""Characters after which a sentence without an end (a table, a list) is cut."""

_BREAK = re.compile(r"#{3,}")
_WORD = re.compile(r"\w")


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence: ``doc`` is the number of its document in the corpus, ``number`` its place there."""

    doc: int
    number: int
    span: Span


def spans_of(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order, edges without white space, none longer than ``LONGEST``.

    A line of number signs, which some collections write between paragraphs, ends a sentence too.
    """
    for sentence in Sentences(text).all():
        start = sentence.start
        for edge in (*(m.span() for m in _BREAK.finditer(text, start, sentence.end)), (sentence.end, sentence.end)):
            yield from _cut(text, Span(start, edge[0]))
            start = edge[1]


def units(readings: Sequence[Reading]) -> list[Unit]:
    """Return the sentences of all documents, in the order of the readings."""
    return [
        Unit(doc=doc, number=number, span=span)
        for doc, reading in enumerate(readings)
        for number, span in enumerate(spans_of(reading.document.text))
    ]


def _cut(text: str, span: Span) -> Iterator[Span]:
    start, end = span.start, span.end
    while end - start > LONGEST:
        edge = text.rfind(" ", start + 1, start + LONGEST)
        edge = edge if edge > start else start + LONGEST
        yield from _stripped(text, start, edge)
        start = edge
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and _WORD.search(text, start, end):
        yield Span(start, end)
