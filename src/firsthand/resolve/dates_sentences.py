"""Where sentences begin and end, well enough to tell which dates stand beside which words."""

import re
from bisect import bisect_right
from functools import cache

from firsthand.languages.dates import date_languages, date_words
from firsthand.model import Span

_STOP = re.compile(r"\n|[.!?…]")
_CLOSERS = "\"”“»«’')]"
_MOST_CLOSERS = 3
_LONGEST_WORD = 12


class Sentences:
    """The sentences of one text. A line end ends one; a full stop after a number or an abbreviation does not."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._starts = [0]
        for match in _STOP.finditer(text):
            end = _end(text, match.start())
            if end is not None and end > self._starts[-1]:
                self._starts.append(end)

    def all(self) -> list[Span]:
        """Return every sentence, in order; together they cover the text."""
        ends = [*self._starts[1:], self._length]
        return [Span(start, end) for start, end in zip(self._starts, ends, strict=True)]

    def around(self, at: int) -> Span:
        """Return the sentence that holds the character at this offset."""
        number = bisect_right(self._starts, at) - 1
        last = number + 1 == len(self._starts)
        return Span(self._starts[number], self._length if last else self._starts[number + 1])


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(word for code in date_languages() for word in date_words(code).saying.abbreviations)


def _end(text: str, at: int) -> int | None:
    """Return where a sentence that may end with this mark ends; None when it goes on."""
    if text[at] == "\n":
        return at + 1
    end = at + 1
    while end < len(text) and end - at <= _MOST_CLOSERS and text[end] in _CLOSERS:
        end += 1
    if end < len(text) and not text[end].isspace():
        return None
    following = text[end + 1 : end + 2]
    if following.islower():
        return None
    word = text[max(0, at - _LONGEST_WORD) : at].split()[-1:] if text[at] == "." else []
    if word and end == at + 1 and (word[0].casefold() in _abbreviations() or len(word[0]) == 1 or word[0].isdecimal()):
        return None
    return end
