"""Numbers in a text and what they count: "58 people", "six teachers", "the death toll at 58"."""

import re
from collections.abc import Sequence

import msgspec

from firsthand.link.differences_words import Lexicon
from firsthand.link.passages_words import Words, words_of
from firsthand.model import Span

NEAR = 3
"""Words behind a number among which the thing it counts is looked for."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number, where it stands, and the words right behind it (compared forms), which tell what it counts."""

    value: float
    span: Span
    behind: tuple[str, ...]
    before: tuple[str, ...]


def figures(text: str, *, within: Span, lang: str, without: Sequence[Span] = ()) -> list[Figure]:
    """Return the numbers in a stretch of text, in digits or words, dates (``without``) left out."""
    words = words_of(text, spans=[within])
    lexicon = Lexicon([lang])
    found: list[Figure] = []
    at = 0
    while at < len(words.forms):
        size, value = _number(words.forms, at, lexicon)
        if value is None:
            at += 1
            continue
        span = words.span(at, at + size)
        if not any(one.overlaps(span) for one in without) and not _is_part(text, words, at):
            found.append(_figure(words, at, size, value))
        at += size
    return found


def _number(forms: Sequence[str], at: int, lexicon: Lexicon) -> tuple[int, float | None]:
    """Return how many words from here make one number, and its value."""
    for size in (3, 2, 1):
        values = lexicon.numbers(forms[at : at + size]) if at + size <= len(forms) else []
        if len(values) == 1 and all(lexicon.numbers([form]) for form in (forms[at], forms[at + size - 1])):
            return size, values[0]
    return 1, None


_INSIDE = re.compile(r"[\w-]")


def _is_part(text: str, words: Words, at: int) -> bool:
    """Whether a number is part of a word or name ("2018-07", "F-16"), and counts nothing."""
    start = words.starts[at]
    return start > 1 and text[start - 1] == "-" and bool(_INSIDE.match(text[start - 2]))


def _figure(words: Words, at: int, size: int, value: float) -> Figure:
    end = at + size
    return Figure(
        value=value,
        span=words.span(at, end),
        behind=tuple(words.forms[end : end + NEAR]),
        before=tuple(words.forms[max(0, at - NEAR) : at]),
    )
