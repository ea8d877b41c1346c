"""Numbers in a text and what they count: "58 people", "six teachers", "the death toll at 58"."""

from collections.abc import Sequence

import msgspec

from firsthand.languages.concepts import concepts_of, is_closed
from firsthand.languages.numbers import numbers_in
from firsthand.languages.speech import Bound
from firsthand.languages.stems import stem
from firsthand.link.passages_words import words_of
from firsthand.model import Span

BESIDE = 40
"""Characters behind and before a number in which the words that tell what it counts are looked for."""

NEAR = 3
"""How many of these words are kept."""

TOLD = 2
"""How many of those behind tell what is counted."""

_YEARS = (1800, 2200)


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number: its ``values`` (the two ends of a range, else one), where it stands, and the words beside it.

    ``behind`` and ``before`` are the nearest words first, as they are compared. ``counted`` are the concepts, or else
    the stems, of the words right behind, which tell what is counted.
    """

    values: tuple[float, ...]
    bound: Bound
    span: Span
    behind: tuple[str, ...]
    before: tuple[str, ...]
    counted: frozenset[str]

    def meets(self, other: "Figure") -> bool:
        """Whether two figures give the same number, or an end of one range is the other's."""
        return bool(set(self.values) & set(other.values))


def figures(text: str, *, within: Span, lang: str, without: Sequence[Span] = ()) -> list[Figure]:
    """Return the counts in a stretch of text, in digits or words: no dates (``without``), no years, no vague ones."""
    found = []
    for number in numbers_in(within.of(text), lang):
        span = number.span.shift(within.start)
        if number.bound == "vague" or number.value <= 1 or any(one.overlaps(span) for one in without):
            continue
        if _YEARS[0] <= number.value <= _YEARS[1] and span.of(text).isdecimal():
            continue
        behind = tuple(words_of(text, spans=[Span(span.end, min(within.end, span.end + BESIDE))]).forms[:NEAR])
        found.append(
            Figure(
                values=(number.value,) if number.upper is None else (number.value, number.upper),
                bound=number.bound,
                span=span,
                behind=behind,
                counted=frozenset(thing for word in behind[:TOLD] for thing in _things(word, lang)),
                before=tuple(
                    words_of(text, spans=[Span(max(within.start, span.start - BESIDE), span.start)]).forms[::-1][:NEAR]
                ),
            )
        )
    return found


def _things(word: str, lang: str) -> frozenset[str]:
    if is_closed(word, lang):
        return frozenset()
    return concepts_of(word, lang) or frozenset([stem(word, lang)])
