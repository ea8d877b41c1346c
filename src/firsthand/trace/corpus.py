"""A corpus made ready for tracing: its sentences as terms, and an index from each term to the sentences it is in."""

import math
from array import array
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from firsthand.languages.concepts import concepts_of
from firsthand.languages.gloss import ENGLISH, gloss, gloss_of
from firsthand.languages.numbers import numbers_in
from firsthand.languages.stems import stem
from firsthand.link.passages_words import Words, words_of
from firsthand.model import Reading, Span
from firsthand.trace.figures import Figure, figures
from firsthand.trace.units import Unit, units

CONCEPT = "="
"""What stands before and behind the concepts of a term; what is behind them is its stem."""


@lru_cache(maxsize=200_000)
def term_of(form: str, lang: str) -> str:
    """Return what a word is compared by: its stem, and before it the concepts it stands for in any language.

    The stem is that of the English word where one is known for a word of another language.
    """
    plain = form.removesuffix("'s")
    found = concepts_of(plain, lang)
    english = None if found or lang == ENGLISH else gloss_of(plain, lang)
    cut = stem(english or plain.replace("'", ""), ENGLISH if english else lang)
    return f"{CONCEPT}{'|'.join(sorted(found))}{CONCEPT}{cut}" if found else cut


def in_english(text: str, lang: str) -> str:
    """Return a text word for word in English, numbers in digits, as far as its words are known; itself if English."""
    if lang == ENGLISH:
        return text
    counts = numbers_in(text, lang)
    words = words_of(text)
    spans = [words.span(place, place + 1) for place in range(len(words.forms))]
    counted = [next((one for one in counts if one.span.overlaps(span)), None) for span in spans]
    written = [_digits(one.value) if one else span.of(text) for one, span in zip(counted, spans, strict=True)]
    forms = [word if one else form for one, word, form in zip(counted, written, words.forms, strict=True)]
    return " ".join(gloss(forms, lang, written=written))


def _digits(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


SMALL = 2_000
"""Sentences of a corpus below which its own counts do not tell how rare a word is."""


def _concepts(term: str) -> list[str]:
    return term.split(CONCEPT)[1].split("|") if term.startswith(CONCEPT) else []


class Corpus:
    """The readings of a corpus, in the order of their documents' ids and names, and what is made once for all claims.

    ``units`` are the sentences of all documents; ``terms[u]`` are the terms of sentence ``u``, as numbers.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        unique = {(reading.document.id, reading.document.name): reading for reading in readings}
        self.readings: tuple[Reading, ...] = tuple(unique[key] for key in sorted(unique))
        self.units: list[Unit] = units(self.readings)
        self.first = self._firsts()
        self._numbers: dict[str, int] = {}
        self._capitals: Counter[int] = Counter()
        self._seen: Counter[int] = Counter()
        self.terms: list[array[int]] = []
        self.postings: dict[int, array[int]] = {}
        for number, unit in enumerate(self.units):
            own = array("I", self._terms(unit))
            self.terms.append(own)
            for term in set(own):
                self.postings.setdefault(term, array("I")).append(number)

        self._by_concept: dict[str, list[int]] = {}
        for written, known in self._numbers.items():
            if written.startswith(CONCEPT):
                for name in _concepts(written):
                    self._by_concept.setdefault(name, []).append(known)

        self.spoken = self._spoken()

    def _spoken(self) -> "dict[str, array[int]]":
        """Return the sentences that hold words of a party, by the last word of its name, folded."""
        found: dict[str, array[int]] = {}
        for doc, reading in enumerate(self.readings):
            names: dict[str, set[str]] = {}
            for speaker in reading.speakers:
                names.setdefault(speaker.attribution, set()).update(speaker.name.casefold().split()[-1:])
            for row in reading.attributions:
                for name in sorted(names.get(row.id, ())):
                    for span in row.content:
                        found.setdefault(name, array("I")).extend(self.at(doc, span))
        return found

    def at(self, doc: int, span: Span) -> range:
        """Return the sentences of a document that a stretch of it overlaps."""
        low, high = self.first[doc], self.first[doc + 1]
        first = bisect_right(self.units, span.start, low, high, key=lambda unit: unit.span.end)
        return range(
            first, max(first, bisect_left(self.units, span.end, first, high, key=lambda unit: unit.span.start))
        )

    def _firsts(self) -> list[int]:
        """Where each document's sentences begin in ``units``, and the number of all at the end."""
        counts = [0] * len(self.readings)
        for unit in self.units:
            counts[unit.doc] += 1
        firsts = [0]
        for count in counts:
            firsts.append(firsts[-1] + count)
        return firsts

    def _terms(self, unit: Unit) -> list[int]:
        document = self.readings[unit.doc].document
        words = words_of(document.text, spans=[unit.span])
        numbers = self._numbers
        own = [numbers.setdefault(term_of(form, document.lang), len(numbers)) for form in words.forms]
        self._seen.update(own[1:])
        self._capitals.update(
            term for term, start in zip(own[1:], words.starts[1:], strict=True) if document.text[start].isupper()
        )
        return own

    def words(self, unit: Unit) -> Words:
        """Return the words of a sentence with their offsets, as many as it has terms."""
        return words_of(self.readings[unit.doc].document.text, spans=[unit.span])

    def text(self, unit: Unit) -> str:
        """Return a sentence."""
        return unit.span.of(self.readings[unit.doc].document.text)

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - a corpus lives as long as the program
    def figures(self, number: int) -> tuple[Figure, ...]:
        """Return the counts that a sentence gives, dates left out."""
        unit = self.units[number]
        reading = self.readings[unit.doc]
        dates = [mention.span for mention in reading.dates if mention.span.overlaps(unit.span)]
        return tuple(figures(reading.document.text, within=unit.span, lang=reading.document.lang, without=dates))

    def number(self, term: str) -> int | None:
        """Return the number of a term, or None where no sentence has it."""
        return self._numbers.get(term)

    def like(self, term: str) -> list[int]:
        """Return the numbers of the terms that share a concept with this one."""
        return sorted({number for name in _concepts(term) for number in self._by_concept.get(name, ())})

    def vocabulary(self) -> Sequence[str]:
        """Return every term."""
        return list(self._numbers)

    def weight(self, unit: int) -> float:
        """Return what all the terms of a sentence tell together."""
        return sum(self.rarity(term) for term in set(self.terms[unit]))

    @lru_cache(maxsize=1 << 16)  # noqa: B019 - a corpus lives as long as the program
    def rarity(self, term: int) -> float:
        """Return how much it tells that a term is there."""
        return self.rarity_of((term,))

    def is_name(self, term: int) -> bool:
        """Whether a term is mostly written with a capital inside a sentence, and so may be a name."""
        return 2 * self._capitals[term] > self._seen[term]

    def rarity_of(self, terms: Collection[int]) -> float:
        """Return how much it tells that one of these terms is there: log of sentences per sentence with one (idf)."""
        having = sum(len(self.postings.get(term, ())) for term in terms)
        # In a few documents on one event every word of it is common; what is rare is told by language at large.
        every = max(len(self.units), SMALL)
        return math.log((every + 1) / (min(having, every) + 0.5))
