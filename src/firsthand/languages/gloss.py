"""Sentences of other languages in English words, one for one, so that what they are about can be compared.

No translation: the words keep their order, and what is not known stays as it stands. "Några minuter innan såg hon en
båt lämna hamnen" becomes "some minutes before see she a boat leave harbour", which an English model of meaning still
places beside "a boat left the port minutes before".
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

from firsthand.languages.concepts import concepts_at, lexicon
from firsthand.languages.files import FOLDER, read_words
from firsthand.languages.stems import stem

NAME = "gloss.toml"
ENGLISH = "en"

Table = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By language, and by English word: the words that it stands for."""


def glossed() -> frozenset[str]:
    """Return the languages that have glosses, English among them."""
    return frozenset({ENGLISH, *_table()})


@lru_cache(maxsize=100_000)
def gloss_of(word: str, lang: str) -> str | None:
    """Return the English word for a lower-cased word form that stands for no concept, or None."""
    forms, stems = _words(lang)
    return forms.get(word) or stems.get(stem(word, lang))


def gloss(forms: Sequence[str], lang: str, *, written: Sequence[str]) -> list[str]:
    """Return words, given lower-cased and as written, in English; one that is not known stays as it is written.

    What a phrase stands for is said once. Raises LanguageDataError when the file of glosses is missing or malformed.
    """
    found: list[str] = []
    for form, own, concepts in zip(forms, written, concepts_at(forms, lang), strict=True):
        exact = _words(lang)[0].get(form)
        english = exact or (_first(min(concepts)) if concepts else gloss_of(form, lang)) or own
        if found[-1:] != [english]:
            found.append(english)
    return found


def _first(concept: str) -> str:
    """Return the English word that names a concept; its own name where it has none."""
    return next((word.lstrip("=-") for word in lexicon().concepts[concept].words.get(ENGLISH, ())), concept)


@cache
def _table() -> Table:
    return read_words(FOLDER / NAME, dict[str, dict[str, tuple[str, ...]]])


@cache
def _words(lang: str) -> tuple[dict[str, str], dict[str, str]]:
    forms: dict[str, str] = {}
    stems: dict[str, str] = {}
    for english, words in _table().get(lang, {}).items():
        for word in words:
            forms.setdefault(word, english)
            stems.setdefault(stem(word, lang), english)
    return forms, stems
