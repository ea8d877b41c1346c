"""Quotations: where each opens and closes, in every habit of the three languages.

One pass over each paragraph with a stack of open marks; linear in the length of the text. A mark that never closes
ends with its paragraph, or before the reporting clause or the next quotation that shows where it must have ended; a
quotation whose next paragraph opens again goes on there. Nothing is ever dropped.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from firsthand.extract.marks import (
    CLOSERS,
    CLOSING,
    MARK,
    SINGLE,
    Mark,
    is_inches,
    is_possessive,
    mark_at,
    may_close,
    may_open,
)
from firsthand.extract.reporting import reporting_clause
from firsthand.model import Span

MAX_DEPTH = 8
"""Marks open at one time. Deeper ones are stray, and without a bound a page of them would cost its square."""

_BULLET = re.compile(r"[\s–—•*>-]*")
_SENTENCE_END = re.compile(r"[.!?…][)\]]?\s+")


class Quotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch between quotation marks. ``span`` includes the marks, ``inner`` does not.

    ``closed`` is False where one of the two marks is missing. ``depth`` is 0 for a quotation that stands in
    running text, 1 for one inside it, and so on.
    """

    span: Span
    inner: Span
    closed: bool
    depth: int


class _Open(NamedTuple):
    """A mark that has opened, and how many quotations had been found by then."""

    mark: str
    start: int
    found: int


def quotations(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text, ordered by start, outer before inner."""
    found: list[Quotation] = []
    lines = list(paragraphs(text))
    for place, (start, end) in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        found.extend(_Paragraph(text, start, end).read(_opening_of(text, following)))
    found.sort(key=lambda q: (q.span.start, -q.span.end))
    return tuple(_with_depth(found))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and end of every line that holds more than white space."""
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if text[start:end].strip():
            yield start, end
        start = end + 1


def _opening_of(text: str, line: tuple[int, int] | None) -> str:
    """The mark a line begins with, or nothing."""
    if line is None:
        return ""
    first = line[0] + len(text[slice(*line)]) - len(text[slice(*line)].lstrip())
    match = MARK.match(text, first, line[1])
    return match.group() if match else ""


def _with_depth(found: list[Quotation]) -> Iterator[Quotation]:
    """Count what really encloses each quotation: an opening mark that proved to be none must not count."""
    ends: list[int] = []
    for quotation in found:
        while ends and ends[-1] <= quotation.span.start:
            ends.pop()
        yield msgspec.structs.replace(quotation, depth=len(ends))
        ends.append(quotation.span.end)


class _Paragraph:
    """Reads one paragraph, mark by mark."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end
        self.stack: list[_Open] = []
        self.found: list[Quotation] = []
        self.floor = start
        """Where a quotation without an opening mark may begin: behind what is already accounted for."""

    def read(self, next_opening: str) -> list[Quotation]:
        """Return the quotations, in the order they close; ``next_opening`` is how the next paragraph begins."""
        at = self.start
        while (match := MARK.search(self.text, at, self.end)) is not None:
            at = match.end()
            if match.group() == "''" and not any(o.mark in ("''", "``") for o in self.stack) and self._singles():
                at = match.start() + 1  # two single marks: the end of 'one 'inside' another'
            self._mark(mark_at(self.text, match.start(), at, floor=self.start, ceiling=self.end))
        self._unclosed(next_opening)
        return self.found

    def _singles(self) -> bool:
        return bool(self.stack) and self.stack[-1].mark == "'"

    def _mark(self, mark: Mark) -> None:
        if mark.in_word:
            return
        level = self._closes(mark)
        open_mark = level is not None
        if is_inches(mark, self.text, floor=self.start, ceiling=self.end, open_mark=open_mark):
            return
        if level is not None:
            self._close(level, mark)
        elif self._opens(mark):
            self._open(mark)
        elif not self.stack and mark.text in CLOSING and mark.text not in SINGLE and may_close(mark):
            self._lost_opening(mark)

    def _closes(self, mark: Mark) -> int | None:
        """Return the place in the stack of the mark this one closes, if it closes one."""
        if mark.text not in CLOSING or not may_close(mark):
            return None
        if mark.text in SINGLE and is_possessive(mark, self.text, ceiling=self.end):
            return None
        for level in range(len(self.stack) - 1, -1, -1):
            if mark.text in _closers(self.stack[level].mark):
                return level
            if mark.text in SINGLE:
                return None  # an apostrophe must not close over a quotation opened since
        return None

    def _opens(self, mark: Mark) -> bool:
        if mark.floats:
            closers = CLOSERS.get(mark.text, "") if mark.text not in SINGLE else ""
            return any(self.text.find(c, mark.end, min(self.end, mark.end + 2000)) >= 0 for c in _closers_of(closers))
        return may_open(mark, self.text)

    def _open(self, mark: Mark) -> None:
        if mark.text in SINGLE and self.stack and self.stack[-1].mark == mark.text:
            self.stack.pop()  # the earlier one was an apostrophe
        if len(self.stack) < MAX_DEPTH:
            self.stack.append(_Open(mark.text, mark.start, len(self.found)))

    def _close(self, level: int, mark: Mark) -> None:
        opened = self.stack[level]
        del self.stack[level:]
        self._add(opened.start, opened.start + len(opened.mark), mark.start, mark.end, closed=True)

    def _add(self, start: int, inner: int, inner_end: int, end: int, *, closed: bool) -> None:
        if self.text[inner:inner_end].strip():
            span = Span(start, end)
            self.found.append(Quotation(span=span, inner=Span(inner, inner_end), closed=closed, depth=0))
            self.floor = max(self.floor, end)

    def _lost_opening(self, mark: Mark) -> None:
        """A closing mark alone: its quotation began with the paragraph, or with its last sentence."""
        first = self.start
        if self.found or self.floor > self.start:
            ends = [m.end() for m in _SENTENCE_END.finditer(self.text, self.floor, mark.start)]
            first = ends[-1] if ends else mark.start
        bullet = _BULLET.match(self.text, first, mark.start)
        first = bullet.end() if bullet else first
        self._add(first, first, mark.start, mark.end, closed=False)
        self.floor = mark.end

    def _unclosed(self, next_opening: str) -> None:
        """Give the marks still open an end each."""
        closed = self.found
        self.found = []
        floor = self.start
        for level, opened in enumerate(self.stack):
            if opened.mark in SINGLE or opened.start < floor:
                continue
            inside = closed[opened.found :]
            later = [o.start for o in self.stack[level + 1 :] if o.mark == opened.mark]
            goes_on = next_opening == opened.mark
            floor = self.end if goes_on else self._stop(opened, inside, later)
            stop = opened.start + len(self.text[opened.start : floor].rstrip())
            inner = opened.start + len(opened.mark)
            self._add(opened.start, min(inner, stop), stop, stop, closed=False)
        self.found = closed + self.found

    def _stop(self, opened: _Open, inside: Sequence[Quotation], later: Sequence[int]) -> int:
        """Return where an unclosed quotation ends.

        That is before a reporting clause; else before the next quotation in the same marks, at the end of the
        sentence before it, as a quotation within a quotation has other marks; else the paragraph's end.
        """
        outer = _outermost(q.span for q in inside)
        same = [s.start for s in outer if self.text.startswith(opened.mark, s.start)]
        limit = min([*same, *later], default=self.end)
        inner = opened.start + len(opened.mark)
        held = [s for s in outer if s.start < limit]
        clause = reporting_clause(self.text, inner, limit, held)
        if clause is not None:
            return clause
        if limit == self.end:
            return limit
        for match in reversed(list(_SENTENCE_END.finditer(self.text, inner, limit))):
            while held and held[-1].start >= match.end():
                held.pop()
            if not held or held[-1].end <= match.start():
                return match.end()
        return limit


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Leave out the spans inside others; what is closed last stands last, so an outer one follows its inner ones."""
    kept: list[Span] = []
    for span in spans:
        while kept and kept[-1].start >= span.start:
            kept.pop()
        kept.append(span)
    return kept


def _closers(mark: str) -> str | tuple[str, ...]:
    return ("''",) if mark in ("''", "``") else CLOSERS[mark]


def _closers_of(closers: str) -> tuple[str, ...]:
    return ("''",) if closers == "''" else tuple(closers)
