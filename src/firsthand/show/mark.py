"""Cut a text at every edge of every role, so that spans may nest and cross and the page stays a flat row.

All functions are pure. Offsets are half-open, in characters of ``Document.text``.
"""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

import msgspec

from firsthand.model import Attribution, Span

Role = Literal["source", "cue", "content", "relay"]
_OUTER_FIRST: dict[str, int] = {"content": 0, "source": 1, "relay": 2, "cue": 3}


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One span of one role of the attribution that carries ``number`` on the page.

    ``first`` is true for the attribution's first mark in the text; ``numbered`` where its number is printed.
    """

    number: int
    role: Role
    span: Span
    first: bool = False
    numbered: bool = True


class Segment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of text in which no role begins or ends.

    ``marks`` are the roles that cover it, outer first; ``opens`` those that begin at its start, outer first;
    ``closes`` those that end at its end, inner first.
    """

    span: Span
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that cover this stretch."""
        return frozenset(mark.role for mark in self.marks)

    @property
    def depth(self) -> int:
        """How many contents hold this stretch."""
        return sum(mark.role == "content" for mark in self.marks)


def marks_of(attributions: Iterable[Attribution], *, numbers: Mapping[str, int], text: str) -> tuple[Mark, ...]:
    """Return the marks of all attributions, clipped to ``text`` and trimmed; empty spans are left out.

    The cue prints a number only where there is no source to carry it.
    """
    marks: list[Mark] = []
    for row in attributions:
        relays = tuple(relay.span for relay in row.relays)
        roles: tuple[tuple[Role, Sequence[Span]], ...] = (
            ("source", row.source),
            ("cue", row.cue),
            ("content", row.content),
            ("relay", relays),
        )
        found = [(trim(span, text), role) for role, spans in roles for span in dict.fromkeys(spans)]
        found = sorted((span, role) for span, role in found if span.start < span.end)
        has_source = any(role == "source" for _, role in found)
        marks += (
            Mark(
                number=numbers[row.id],
                role=role,
                span=span,
                first=index == 0,
                numbered=role in ("source", "content") or (role == "cue" and not has_source),
            )
            for index, (span, role) in enumerate(found)
        )
    return tuple(marks)


def segments(length: int, marks: Iterable[Mark], *, cuts: Iterable[int] = ()) -> tuple[Segment, ...]:
    """Cut characters 0 to ``length`` at every edge of ``marks`` and at ``cuts``.

    The segments are in order, none is empty, and together they are the whole text. Every mark must lie within
    the text and hold at least one character (see ``marks_of``).
    """
    waiting = sorted(marks, key=_order)
    edges = {0, length, *(cut for cut in cuts if 0 < cut < length)}
    for mark in waiting:
        edges.update((mark.span.start, mark.span.end))
    places = sorted(edges)
    active: list[Mark] = []
    found: list[Segment] = []
    at = 0
    for start, end in itertools.pairwise(places):
        begin = at
        while at < len(waiting) and waiting[at].span.start == start:
            at += 1
        active += waiting[begin:at]
        closes = tuple(mark for mark in reversed(active) if mark.span.end == end)
        found.append(Segment(span=Span(start, end), marks=tuple(active), opens=tuple(waiting[begin:at]), closes=closes))
        if closes:
            active = [mark for mark in active if mark.span.end != end]
    return tuple(found)


def within(found: Sequence[Segment], span: Span) -> tuple[Segment, ...]:
    """Return the segments inside ``span``, whose edges must be among the places where the text was cut."""
    low = bisect_left(found, span.start, key=_start)
    high = bisect_left(found, span.end, key=_start)
    return tuple(found[low:high])


def _start(segment: Segment) -> int:
    return segment.span.start


def trim(span: Span, text: str) -> Span:
    """Return the span clipped to the text and without white space at its edges; it may be empty.

    A mark that began in the white space between two paragraphs would not be shown, nor would its number.
    """
    start, end = (max(0, min(place, len(text))) for place in (span.start, span.end))
    words = text[start:end]
    begin = start + len(words) - len(words.lstrip())
    return Span(begin, max(begin, start + len(words.rstrip())))


def _order(mark: Mark) -> tuple[int, int, int, int]:
    return mark.span.start, -mark.span.end, _OUTER_FIRST[mark.role], mark.number
