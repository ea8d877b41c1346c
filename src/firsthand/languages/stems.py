"""Stems of words, by the Snowball stemmers (Porter 2001), which know no lexicon and so never fail on a new word."""

from collections.abc import Callable
from functools import cache, lru_cache

import snowballstemmer

ALGORITHMS = {"en": "english", "sv": "swedish", "de": "german"}
LONGEST = 60
"""Letters of the longest word that is stemmed; a longer one is no word of any of these languages."""


@lru_cache(maxsize=100_000)
def stem(word: str, lang: str) -> str:
    """Return the stem of a lower-cased word in a language; the word itself where the language has no stemmer."""
    cut = _stemmer(lang)
    return word if cut is None or len(word) > LONGEST else cut(word)


@cache
def _stemmer(lang: str) -> Callable[[str], str] | None:
    name = ALGORITHMS.get(lang)
    return snowballstemmer.stemmer(name).stemWord if name else None
