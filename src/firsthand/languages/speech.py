"""The words that decide whether a quotation still says what was said: negations, conditions, numbers, persons."""

from functools import cache

import msgspec

from firsthand.languages.files import FOLDER, read_words
from firsthand.languages.loader import codes

SUFFIX = ".speech.toml"


class SpeechWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a language file says about words that carry a statement's meaning. All lower case.

    ``negations`` turn a statement round, ``negating_ends`` are endings that do ("n't"). ``conditions`` open what a
    statement depends on ("if", "only", "unless"), ``contrasts`` what limits it ("but"). ``numbers`` are number words
    and their values; ``scales`` those that multiply what stands before them. ``persons`` and ``verbs`` are groups of
    forms that indirect speech exchanges ("I", "he"; "is", "was"); ``endings`` are what inflection adds to a stem and
    ``prefixes`` what it puts before one. ``contractions`` are short forms and the words they stand for. ``hesitations``
    are sounds that a transcript may leave out.
    """

    negations: frozenset[str]
    negating_ends: tuple[str, ...] = ()
    conditions: frozenset[str]
    contrasts: frozenset[str]
    numbers: dict[str, float]
    scales: dict[str, float]
    joined_by: tuple[str, ...] = ()
    persons: tuple[tuple[str, ...], ...]
    verbs: tuple[tuple[str, ...], ...]
    endings: tuple[str, ...]
    prefixes: tuple[str, ...] = ()
    percents: frozenset[str]
    contractions: dict[str, str] = {}
    hesitations: frozenset[str] = frozenset()


@cache
def speech_words(code: str) -> SpeechWords:
    """Return the speech words of a language. Raises LanguageDataError when its file is missing or malformed."""
    return read_words(FOLDER / f"{code}{SUFFIX}", SpeechWords)


@cache
def all_speech_words() -> dict[str, SpeechWords]:
    """Return the speech words of every language that has a file, by its code."""
    return {code: speech_words(code) for code in codes()}
