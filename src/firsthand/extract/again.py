"""Reads a content again, as a text of its own: a cue inside it is then a cue like any other.

The model was trained on flat annotation, which leaves out what stands inside another's content; so in one pass over a
text it hardly finds what is nested.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import msgspec
import numpy as np

from firsthand.extract.encoder_read import Found, Read
from firsthand.languages import Language, cues, noun_cues
from firsthand.model import Span, Spans

LEAST = 12
"""Characters of content from which it is read again: less holds no source, cue and content."""
_WORD = re.compile(r"[^\W\d_]+")
_EDGE = re.compile(r"[\s\"“”„«»'‘’:,;.–—-]+")
_FIRST = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


class Alone(NamedTuple):
    """Content as a text of its own: ``text``, and where each of its ``pieces`` begins in it and stands in the whole."""

    text: str
    pieces: tuple[tuple[int, Span], ...]

    def spans(self, span: Span) -> tuple[Span, ...]:
        """Return where a stretch of this text stands in the whole, a span for each piece it touches."""
        found = []
        for begins, piece in self.pieces:
            start, end = max(span.start, begins), min(span.end, begins + piece.end - piece.start)
            if start < end:
                found.append(Span(start - begins + piece.start, end - begins + piece.start))
        return tuple(found)


def alone(text: str, content: Spans, lang: Language) -> Alone | None:
    """Return content as a text: without marks and complementiser, with a capital and a full stop; None if too short."""
    pieces: list[tuple[int, Span]] = []
    parts: list[str] = []
    size = 0
    for span in sorted(content):
        bare = _bare(text, span, lang, first=not pieces)
        if bare.start < bare.end:
            pieces.append((size, bare))
            parts.append(bare.of(text))
            size += bare.end - bare.start + 1
    joined = " ".join(parts)
    if len(joined) < LEAST:
        return None
    capital = joined[0].upper()
    return Alone((capital if len(capital) == 1 else joined[0]) + joined[1:] + ".", tuple(pieces))


@cache
def _telling(lang: Language) -> frozenset[str]:
    """Every word that a cue of the language begins with."""
    p = lang.phrases
    phrases = (*p.before, *p.after, *p.adverbs, *p.trailing, *p.asides, *p.proforms, *(first for first, _ in p.around))
    return frozenset(cues(lang)) | frozenset(noun_cues(lang)) | {phrase.split()[0] for phrase in phrases}


def _bare(text: str, span: Span, lang: Language, *, first: bool) -> Span:
    """Cut marks of quotation and punctuation off both edges, and the complementiser off the ``first`` piece."""
    start, end = span.start, span.end
    if match := _EDGE.match(text, start, end):
        start = match.end()
    if first and (word := _FIRST.match(text, start, end)) and word.group().lower() in lang.words.complementisers:
        start = word.end()
        if match := _EDGE.match(text, start, end):
            start = match.end()
    while end > start and _EDGE.match(text, end - 1, end):
        end -= 1
    return Span(start, end)


def read_again(text: str, content: Spans, lang: Language, read: Callable[[str], Read]) -> Read:
    """Return what the model finds in a content when it reads it by itself, where it stands in the whole text.

    A content without any word of a cue is not read: on relay-dev that found the same in half of the time.
    """
    made = alone(text, content, lang)
    if made is None or not any(word.group().lower() in _telling(lang) for word in _WORD.finditer(made.text)):
        return joined(())
    inner = read(made.text)
    found = tuple(moved for one in inner.found if (moved := _moved(made, one)) is not None)
    placed = list(_placed(made, inner))
    starts, cue = np.array([p for p, _ in placed], np.int64), np.array([c for _, c in placed], np.float64)
    return Read(found=found, starts=starts, cue=cue)


def joined(some: Sequence[Read]) -> Read:
    """Return several readings as one; of what several found the surest."""
    best: dict[Span, Found] = {}
    for found in sorted((f for read in some for f in read.found), key=lambda f: f.score):
        best[found.cue] = found
    starts = np.concatenate([np.zeros(0, np.int64), *(read.starts for read in some)])
    cue = np.concatenate([np.zeros(0), *(read.cue for read in some)])
    order = np.argsort(starts, kind="stable")
    return Read(found=tuple(best[span] for span in sorted(best)), starts=starts[order], cue=cue[order])


def _placed(made: Alone, read: Read) -> Iterator[tuple[int, float]]:
    """Yield where the pieces of a content stand in the whole text, with how sure the model is of a cue there."""
    for start, cue in zip(read.starts.tolist(), read.cue.tolist(), strict=True):
        if spans := made.spans(Span(start, start + 1)):
            yield spans[0].start, cue


def _moved(made: Alone, found: Found) -> Found | None:
    cue = made.spans(found.cue)
    content = tuple(s for span in found.content for s in made.spans(span))
    source = made.spans(found.source) if found.source is not None else ()
    if len(cue) != 1 or not content or len(source) > 1:
        return None
    return msgspec.structs.replace(found, source=source[0] if source else None, cue=cue[0], content=content)
