"""The words that decide whether a quotation still says what was said: negations, conditions, numbers, persons."""

from functools import cache, cached_property
from typing import Literal

import msgspec

from firsthand.languages.files import FOLDER, read_words
from firsthand.languages.loader import codes

SUFFIX = ".speech.toml"


Bound = Literal["exact", "at_least", "more_than", "about", "at_most", "less_than", "range", "vague"]
"""How a number bounds what it counts: "58", "at least 58", "between 50 and 60", "dozens"."""


class SpeechWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, dict=True):
    """What a language file says about words that carry a statement's meaning. All lower case.

    ``negations`` turn a statement round, ``negating_ends`` are endings that do ("n't"). ``conditions`` open what a
    statement depends on ("if", "only", "unless"), ``contrasts`` what limits it ("but"). ``numbers`` are number words
    and their values; ``scales`` those that multiply what stands before them, ``number_phrases`` numbers in several
    words, ``number_articles`` what may stand before one ("a hundred"), ``vague`` words for some of a number ("dozens":
    some twelves). ``grouping`` are the signs between thousands besides a space, ``decimal`` the sign before a fraction.
    ``bounds_before`` and ``bounds_after`` are phrases that make a number the least, the most or an estimate; ``ranges``
    stand between the two ends of a range, which ``between`` may open, and ``changes`` open what only looks like one
    ("from 10 to 12"). ``persons`` and ``verbs`` are groups of forms that indirect speech exchanges ("I", "he"; "is",
    "was"); ``endings`` are what inflection adds to a stem and ``prefixes`` what it puts before one. ``contractions``
    are short forms and the words they stand for. ``hesitations`` are sounds that a transcript may leave out.
    """

    negations: frozenset[str]
    negating_ends: tuple[str, ...] = ()
    conditions: frozenset[str]
    contrasts: frozenset[str]
    numbers: dict[str, float]
    scales: dict[str, float]
    number_phrases: dict[str, float] = {}
    number_articles: frozenset[str] = frozenset()
    vague: dict[str, float] = {}
    grouping: tuple[str, ...] = (",",)
    decimal: str = "."
    bounds_before: dict[Bound, tuple[str, ...]] = {}
    bounds_after: dict[Bound, tuple[str, ...]] = {}
    ranges: tuple[str, ...] = ()
    between: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    joined_by: tuple[str, ...] = ()
    persons: tuple[tuple[str, ...], ...]
    verbs: tuple[tuple[str, ...], ...]
    endings: tuple[str, ...]
    prefixes: tuple[str, ...] = ()
    percents: frozenset[str]
    contractions: dict[str, str] = {}
    hesitations: frozenset[str] = frozenset()

    @cached_property
    def number_parts(self) -> tuple[str, ...]:
        """The words that a number written as one word is made of."""
        whole = (word for word, value in self.numbers.items() if value >= 1 and value == int(value))
        return (*whole, *self.scales, *self.joined_by)


@cache
def speech_words(code: str) -> SpeechWords:
    """Return the speech words of a language. Raises LanguageDataError when its file is missing or malformed."""
    return read_words(FOLDER / f"{code}{SUFFIX}", SpeechWords)


@cache
def all_speech_words() -> dict[str, SpeechWords]:
    """Return the speech words of every language that has a file, by its code."""
    return {code: speech_words(code) for code in codes()}
