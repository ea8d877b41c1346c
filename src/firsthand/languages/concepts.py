"""What words of the news are about, whatever the language: "killed", "omkom" and "Todesopfer" are one concept.

The words are in ``concepts.toml``. A form is looked up as it stands, then by its stem, then, in languages that write
compounds as one word, by its last part ("Patrouillenboot": a boat).
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec

from firsthand.errors import LanguageDataError
from firsthand.languages.files import FOLDER, read_words
from firsthand.languages.loader import codes, language
from firsthand.languages.stems import LONGEST, stem

NAME = "concepts.toml"
Kind = Literal["event", "act", "person", "body", "place", "thing", "matter", "quality"]
Names = frozenset[str]

CLOSED = (
    "determiners", "possessives", "subject_pronouns", "relative_pronouns", "object_pronouns", "auxiliaries",
    "passive_auxiliaries", "modals", "prepositions", "complementisers", "coordinators", "subordinators", "articles",
    "infinitive_markers", "question_words", "negations", "expletives", "reflexives",
)  # fmt: skip
"""The closed classes of a language file: their words stand for no concept, whatever their stem."""

PART = 4
"""Letters that the last part of a compound must have, unless it is listed as a part ("-båt")."""

HEAD = 3
"""Letters that must stand before it."""


class Concept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One concept: its kind, the concept that says the contrary, and its words by language, lower case.

    ``=word`` stands for that form alone, not for others of its stem; ``-word`` may end a compound although it is short.
    Entries of several words are phrases.
    """

    kind: Kind
    opposite: str | None = None
    words: dict[str, tuple[str, ...]]


class Lexicon(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Every concept by its name. ``prefixes`` are what makes another word of one without making a compound of it."""

    prefixes: dict[str, frozenset[str]]
    concepts: dict[str, Concept]


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """Several words, as stems, that together stand for concepts."""

    stems: tuple[str, ...]
    concepts: Names


class _Table(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one language, ready to be looked up."""

    forms: dict[str, Names]
    stems: dict[str, Names]
    parts: dict[str, Names]
    phrases: dict[str, tuple[Phrase, ...]]
    prefixes: frozenset[str]
    closed: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the concepts. Raises LanguageDataError when the file is missing, malformed or contradicts itself."""
    return checked(read_words(FOLDER / NAME, Lexicon))


def checked(found: Lexicon) -> Lexicon:
    """Return a lexicon that holds what it promises. Raises LanguageDataError, naming the concept, where it does not."""
    for name, concept in found.concepts.items():
        wrong = _wrong(name, concept, found.concepts)
        if wrong:
            raise LanguageDataError(f"In the language file {NAME} the concept {name!r} {wrong}.")
    return found


def opposite(concept: str) -> str | None:
    """Return the concept that says the contrary of this one ("confirm", "deny"), or None."""
    return lexicon().concepts[concept].opposite


@lru_cache(maxsize=200_000)
def concepts_of(word: str, lang: str) -> Names:
    """Return the names of the concepts that a lower-cased word form stands for; none for words of other languages."""
    table = _table(lang)
    if table is None or len(word) > LONGEST or word in table.closed:
        return frozenset()
    found = _simple(word, lang, table)
    if found:
        return found
    if "-" in word:
        return _simple(word.replace("-", ""), lang, table) or concepts_of(word.rpartition("-")[2], lang)
    return _last_part(word, lang, table) if table.prefixes else frozenset()


def is_closed(word: str, lang: str) -> bool:
    """Say whether a lower-cased word is of a closed class of the language: an article, pronoun, preposition."""
    table = _table(lang)
    return table is not None and word in table.closed


def phrases(lang: str) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the entries of several words by the stem of their first, longest first."""
    table = _table(lang)
    return table.phrases if table is not None else {}


def concepts_at(forms: Sequence[str], lang: str) -> list[Names]:
    """Return the concepts of each word of a text; every word of a phrase has the phrase's alone."""
    found = [concepts_of(form, lang) for form in forms]
    starting = phrases(lang)
    stems = [stem(form, lang) for form in forms]
    at = 0
    while at < len(forms):
        whole = next((one for one in starting.get(stems[at], ()) if _stands(one, stems, at)), None)
        if whole is None:
            at += 1
            continue
        end = at + len(whole.stems)
        found[at:end] = [whole.concepts] * len(whole.stems)
        at = end
    return found


def _stands(phrase: Phrase, stems: Sequence[str], at: int) -> bool:
    return tuple(stems[at : at + len(phrase.stems)]) == phrase.stems


def _simple(word: str, lang: str, table: _Table) -> Names:
    return table.forms.get(word) or table.stems.get(stem(word, lang)) or frozenset()


def _last_part(word: str, lang: str, table: _Table) -> Names:
    """Look for the longest known word that ends this one and is not merely prefixed."""
    for cut in range(HEAD, len(word) - 2):
        head, tail = word[:cut], word[cut:]
        if head in table.prefixes or tail in table.closed:
            continue
        if len(tail) < PART:
            return table.parts.get(tail, frozenset())
        # "=" forms are no parts; a prefix that belongs to the part is found with it, since longer parts come first.
        found = table.parts.get(tail) or table.parts.get(stem(tail, lang))
        if found:
            return found
    return frozenset()


@cache
def _table(lang: str) -> _Table | None:
    if lang not in codes():
        return None
    known = lexicon()
    words = language(lang).words
    forms: dict[str, set[str]] = {}
    stems: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    several: dict[tuple[str, ...], set[str]] = {}
    for name, concept in known.concepts.items():
        for entry in concept.words.get(lang, ()):
            word = entry.lstrip("=-")
            if " " in word:
                several.setdefault(tuple(stem(one, lang) for one in word.split()), set()).add(name)
                continue
            forms.setdefault(word, set()).add(name)
            if entry.startswith("="):
                continue
            stems.setdefault(stem(word, lang), set()).add(name)
            if concept.kind != "quality" and (entry.startswith("-") or len(word) >= PART):
                parts.setdefault(word, set()).add(name)
            if concept.kind != "quality" and len(stem(word, lang)) >= PART:
                parts.setdefault(stem(word, lang), set()).add(name)
    return _Table(
        forms=_frozen(forms),
        stems=_frozen(stems),
        parts=_frozen(parts),
        phrases=_by_first(several),
        prefixes=known.prefixes.get(lang, frozenset()),
        closed=frozenset(one for closed in CLOSED for one in getattr(words, closed)),
    )


def _frozen(sets: Mapping[str, set[str]]) -> dict[str, Names]:
    return {word: frozenset(names) for word, names in sets.items()}


def _by_first(several: Mapping[tuple[str, ...], set[str]]) -> dict[str, tuple[Phrase, ...]]:
    found: dict[str, list[Phrase]] = {}
    for words in sorted(several, key=lambda words: (-len(words), words)):
        found.setdefault(words[0], []).append(Phrase(stems=words, concepts=frozenset(several[words])))
    return {first: tuple(ones) for first, ones in found.items()}


def _wrong(name: str, concept: Concept, every: Mapping[str, Concept]) -> str | None:
    other = concept.opposite
    if other is not None and (other not in every or every[other].opposite != name):
        return f"has the opposite {other!r}, which must be a concept that names it as its own"
    for lang in codes():
        words = concept.words.get(lang, ())
        if not words and any(one.words.get(lang) for one in every.values()):
            return f"has no words in {lang!r}"  # a language may lack concepts, but then all of them
        for word in words:
            if word != word.lower() or not word.lstrip("=-").strip() or word != " ".join(word.split()):
                return f"has the word {word!r}; words are lower case, with single spaces"
        if len(set(words)) < len(words):
            return f"has a word twice in {lang!r}"
    return None
