"""Texts as words: where each word stands, and the form in which it is compared."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from firsthand.model import Span

_SPACED = r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)"
_WORD = re.compile(rf"{_SPACED}|\d+(?:[.,]\d+)+|\w+(?:['’ʼ]\w+)*|%")
_FOLDED = str.maketrans("’ʼ", "''", " \u00a0\u202f")


class Words(NamedTuple):
    """The words of a text: half-open offsets and compared forms, three lists of one length.

    A word is a run of letters or digits, apostrophes inside it included; a number keeps its points and commas and may
    have spaces between its thousands; a percent sign is a word. Hyphens and all other punctuation part words and are
    not compared, nor is case.
    """

    starts: list[int]
    ends: list[int]
    forms: list[str]

    def span(self, first: int, last: int) -> Span:
        """Return the span of words ``first`` up to, not including, ``last``; empty spans stand before ``first``."""
        if first < last:
            return Span(self.starts[first], self.ends[last - 1])
        at = self.ends[first - 1] if first else (self.starts[0] if self.starts else 0)
        return Span(at, at)


def fold(word: str) -> str:
    """Return the form in which a word is compared."""
    return word.lower().translate(_FOLDED)


def words_of(text: str, *, spans: Iterable[Span] | None = None) -> Words:
    """Cut a text, or some spans of it, into words."""
    found = Words([], [], [])
    add_start, add_end, add_form = found.starts.append, found.ends.append, found.forms.append
    # Folding keeps no offsets ("ß" becomes two letters), so it is done word by word.
    for span in (Span(0, len(text)),) if spans is None else spans:
        for match in _WORD.finditer(text, span.start, span.end):
            start, end = match.span()
            add_start(start)
            add_end(end)
            add_form(fold(match[0]))
    return found


def skeleton(form: str) -> str:
    """Return a form without its apostrophes, as careless copying leaves it ("dont" of "don't")."""
    return form.replace("'", "")


def run_of(forms: Sequence[str]) -> str:
    """Return forms as one string without joints, to tell words that are only joined otherwise ("man-made")."""
    return "".join(map(skeleton, forms))
