"""Words of a text with what stands around them, cut short: the pieces in order, each marked or not.

Offsets are half-open, in characters of the text.
"""

from collections.abc import Iterable, Sequence

import msgspec

from firsthand.model import Span
from firsthand.show.clean import one_line, visible

AROUND = 140
"""Characters shown on either side."""

MOST = 900
"""Characters of one excerpt, about."""


class Bit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A piece of an excerpt; ``marked`` where it is what the excerpt is about."""

    text: str
    marked: bool = False


def excerpt(text: str, spans: Sequence[Span], *, around: int = AROUND, most: int = MOST) -> tuple[Bit, ...]:
    """Return the words of ``spans`` marked, with their surroundings up to the ends of the paragraph.

    What is left out is shown by an ellipsis. A span outside the text is left out.
    """
    inside = sorted({_clipped(span, text) for span in spans if span.start < len(text)})
    marks = _merged(span for span in inside if span.start < span.end)
    windows = _merged(_window(span, text, around) for span in marks)
    bits: list[Bit] = []
    for window in windows:
        if bits or _goes_on(text, window.start):
            bits.append(Bit(text=" … " if bits else "… "))
        bits += _bits(text, window, [mark for mark in marks if window.holds(mark)])
        if sum(len(bit.text) for bit in bits) > most:
            break
    if windows and bits and _goes_on(text, windows[-1].end):
        bits.append(Bit(text=" …"))
    return _shortened(bits, most)


def _bits(text: str, window: Span, marks: Sequence[Span]) -> list[Bit]:
    found: list[Bit] = []
    at = window.start
    for mark in marks:
        found.append(Bit(text=_flat(text[at : mark.start])))
        found.append(Bit(text=_flat(mark.of(text)), marked=True))
        at = mark.end
    found.append(Bit(text=_flat(text[at : window.end])))
    return [bit for bit in found if bit.text]


def _shortened(bits: Sequence[Bit], most: int) -> tuple[Bit, ...]:
    """Cut a marked stretch longer than the excerpt may be."""
    kept: list[Bit] = []
    left = most * 2
    for bit in bits:
        if left <= 0:
            break
        shown = bit.text if len(bit.text) <= left else one_line(bit.text, left)
        kept.append(Bit(text=shown, marked=bit.marked))
        left -= len(bit.text)
    return tuple(kept)


def _window(span: Span, text: str, around: int) -> Span:
    low, high = max(0, span.start - around), min(len(text), span.end + around)
    line = text.rfind("\n", low, span.start)
    if line >= 0:
        low = line + 1
    elif low:
        space = text.find(" ", low, span.start)
        low = space + 1 if space >= 0 else low
    line = text.find("\n", span.end, high)
    if line >= 0:
        high = line
    elif high < len(text):
        space = text.rfind(" ", span.end, high)
        high = space if space > span.end else high
    return Span(low, max(high, span.end))


def _goes_on(text: str, place: int) -> bool:
    """Say whether the text goes on, in the same paragraph, beyond a place."""
    return 0 < place < len(text) and "\n" not in text[place - 1 : place + 1]


def _clipped(span: Span, text: str) -> Span:
    return Span(max(0, span.start), min(span.end, len(text)))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _flat(text: str) -> str:
    """Fold white space, keep a space at either end where there was one."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    lead = " " if text[:1].isspace() else ""
    return visible(lead + inner + (" " if text[-1:].isspace() else ""))
