"""Which sentences of a corpus say what a claim says: how much of its words, names, numbers and days each has."""

from collections.abc import Callable, Sequence
from datetime import date

import msgspec
import numpy as np
from numpy.typing import NDArray

from firsthand.languages.gloss import glossed
from firsthand.model import Reading
from firsthand.trace.corpus import Corpus, in_english
from firsthand.trace.question import Question

Floats = NDArray[np.float32]
Vectors = Callable[[Sequence[str]], Floats]
"""From texts to vectors of length 1 whose inner product is how alike in meaning they are."""

CANDIDATES = 2_000
"""Sentences that are looked at closely, for one claim."""

VOICED = 0.3
"""What it adds to a sentence's rank that the claim's speaker is named beside it, and that it holds his words."""

MOST = 0.9
"""Likeness of meaning that a sentence is given the benefit of before it is known."""

GUESS, WORDS = 0.3, 0.7
"""What stands in for likeness of meaning where there are no vectors: from where, and how much shared words add."""

GLOSSED = 1.2
"""How much more alike two sentences are than they seem where one was put into English word by word.

Of 20 pairs of invented sentences a paraphrase in English had 0.79, a gloss of a translation 0.66 on average.
"""

ALIKE = 0.3
"""Share of a claim's words that a sentence must have for another number in it to stand in the place of the claim's."""

RELATED = 0.6
"""What another word of the same concept counts beside the word itself."""

HEAD = 150
"""Characters at the head of a text within which a day is likely that of its publication."""

AROUND = 1
"""Sentences before and after one that may say what it leaves out."""


class Features(msgspec.Struct, frozen=True, kw_only=True):
    """What tells whether a sentence carries a claim, each from 0 to 1 (``figures`` from -1).

    ``words`` and ``near`` are the weight of the claim's words that are in the sentence, or in it and its neighbours;
    ``focus`` is the share of what the sentence tells that the claim has too; ``names`` the weight of the claim's names
    that are in the document. ``meaning`` is the likeness of vectors. ``figures`` is 1 where all numbers asked for are
    there, -1 where others stand in their place, 0 where none are asked for or given. ``days`` is how well the date of
    the document suits the days of the claim. ``speaker`` is 1 where a statement in the sentence is of the one whose
    word the claim says it is, 0.5 where he is named there or beside it, 0 where not, or where the claim names none.
    ``counted``, ``dated`` and ``voiced`` say whether the claim has numbers, days, and a speaker at all.
    """

    words: float
    near: float
    focus: float
    names: float
    meaning: float
    figures: float
    days: float
    speaker: float
    counted: bool
    dated: bool
    voiced: bool


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence, by its number in the corpus, with its features and the numbers it gives in place of the claim's."""

    unit: int
    features: Features
    instead: tuple[float, ...] = ()


def matches(
    question: Question,
    corpus: Corpus,
    *,
    vectors: Vectors | None = None,
    hopeful: Callable[[Features], bool] = lambda _: True,
) -> list[Match]:
    """Return the sentences that may carry a claim, in the order of the corpus.

    Sentences that would not be ``hopeful`` though they meant what the claim means are left out before vectors are made
    of them, since that is what costs most.
    """
    have = _presence(question, corpus)
    words = _share(have, question, corpus)
    near = _share(_widened(have, corpus), question, corpus)
    names = _in_documents(have, question, corpus)
    named = _named(question, corpus)
    spoken = _spoken(question, corpus)
    rank = near + words + 0.5 * names[_docs(corpus)] + _figure_bonus(question, corpus) + VOICED * (named + spoken)
    chosen = np.sort(np.argsort(-rank, kind="stable")[:CANDIDATES])
    found = []
    for number in chosen.tolist():
        doc = corpus.units[number].doc
        state, instead = _figures(question, corpus, number, shared=float(words[number]))
        features = Features(
            words=float(words[number]),
            near=float(near[number]),
            focus=min(1.0, float(words[number]) * question.weight / max(corpus.weight(number), 1e-6)),
            names=float(names[doc]),
            meaning=MOST,
            figures=state,
            days=_days(question, corpus.readings[doc]),
            speaker=float(max(named[number] / 2, spoken[number])),
            counted=bool(question.figures),
            dated=bool(question.days),
            voiced=question.speaker is not None,
        )
        if hopeful(features):
            found.append(Match(unit=number, features=features, instead=instead))
    return _meant(question, corpus, found, vectors)


def _meant(question: Question, corpus: Corpus, found: Sequence[Match], vectors: Vectors | None) -> list[Match]:
    """Return the matches with the likeness in meaning of each."""
    if not found:
        return []
    numbers = np.array([match.unit for match in found])
    words = np.array([match.features.words for match in found], np.float32)
    meaning = _meaning(question, corpus, numbers, words, vectors)
    return [
        msgspec.structs.replace(match, features=msgspec.structs.replace(match.features, meaning=like))
        for match, like in zip(found, meaning.tolist(), strict=True)
    ]


def _presence(question: Question, corpus: Corpus) -> Floats:
    """Return how well each sentence has each word of the claim: 1 the word itself, less another of its concept."""
    have = np.zeros((len(question.keys), len(corpus.units)), np.float32)
    for row, key in enumerate(question.keys):
        for term in key.related:
            have[row, np.frombuffer(corpus.postings[term], np.uint32)] = RELATED
        for term in key.terms:
            have[row, np.frombuffer(corpus.postings[term], np.uint32)] = 1.0
    return have


def _named(question: Question, corpus: Corpus) -> Floats:
    """Return 1 for the sentences that name the one whose word the claim is, or stand beside one that does."""
    named = np.zeros((1, len(corpus.units)), np.float32)
    for term in question.speaker_terms:
        named[0, np.frombuffer(corpus.postings[term], np.uint32)] = 1.0
    around: Floats = _widened(named, corpus)[0]
    return around


def _spoken(question: Question, corpus: Corpus) -> Floats:
    """Return 1 for the sentences that hold words of the one whose word the claim is."""
    spoken = np.zeros(len(corpus.units), np.float32)
    if question.speaker:
        spoken[np.frombuffer(corpus.spoken.get(question.speaker.split()[-1].casefold(), b""), np.uint32)] = 1.0
    return spoken


def _share(have: Floats, question: Question, corpus: Corpus) -> Floats:
    """Return the share of a claim's words, by weight, that each sentence has.

    In another language than the claim's only names and words of a known concept can be there at all, so that only they
    are asked for, and another word of the concept is as good as the word itself.
    """
    weights = np.array([key.weight for key in question.keys], np.float32)
    share: Floats = weights @ have / max(float(weights.sum()), 1e-6)
    foreign = np.array([reading.document.lang != question.lang for reading in corpus.readings])[_docs(corpus)]
    if foreign.any():
        shared = weights * np.array([key.name or bool(key.related) for key in question.keys], np.float32)
        share[foreign] = shared @ (have[:, foreign] > 0) / max(float(shared.sum()), 1e-6)
    return share


def _docs(corpus: Corpus) -> NDArray[np.int64]:
    return np.repeat(np.arange(len(corpus.readings)), np.diff(corpus.first))


def _widened(have: Floats, corpus: Corpus) -> Floats:
    """Return how well each word is in a sentence or one beside it in the same document."""
    docs = _docs(corpus)
    wide = have.copy()
    for step in range(1, AROUND + 1):
        same = docs[step:] == docs[:-step]
        np.maximum(wide[:, step:], have[:, :-step] * same, out=wide[:, step:])
        np.maximum(wide[:, :-step], have[:, step:] * same, out=wide[:, :-step])
    return wide


def _in_documents(have: Floats, question: Question, corpus: Corpus) -> Floats:
    """Return, for each document, the share of the claim's names it has anywhere; of its words where it has no names."""
    rows = [number for number, key in enumerate(question.keys) if key.name] or list(range(len(question.keys)))
    weights = np.array([question.keys[row].weight for row in rows], np.float32)
    counts = np.diff(corpus.first)
    inside = np.zeros((len(rows), len(counts)), np.float32)
    filled = np.flatnonzero(counts)
    if len(filled) and rows:
        starts = np.array(corpus.first[:-1])[filled]
        inside[:, filled] = np.maximum.reduceat(have[rows], starts, axis=1)
    share: Floats = (weights @ inside / max(float(weights.sum()), 1e-6)).astype(np.float32)
    return share


def _figure_bonus(question: Question, corpus: Corpus) -> Floats:
    bonus = np.zeros(len(corpus.units), np.float32)
    for asked in question.figures:
        for value in asked.values:
            for written in _written(value):
                term = corpus.number(written)
                if term is not None:
                    bonus[np.frombuffer(corpus.postings[term], np.uint32)] += 0.5 / len(question.figures)
    return bonus


def _written(value: float) -> tuple[str, ...]:
    if value != int(value):
        return (str(value),)
    whole = int(value)
    return tuple(dict.fromkeys((str(whole), f"{whole:,}", f"{whole:,}".replace(",", "."))))


def _meaning(
    question: Question, corpus: Corpus, chosen: NDArray[np.int64], words: Floats, vectors: Vectors | None
) -> Floats:
    """Return how alike in meaning the claim and each sentence are; by shared words where vectors cannot tell."""
    likeness: Floats = (GUESS + (1 - GUESS) * words * WORDS).astype(np.float32)
    if vectors is None or question.lang not in glossed():
        return likeness
    langs = [corpus.readings[corpus.units[number].doc].document.lang for number in chosen.tolist()]
    read = [place for place, lang in enumerate(langs) if lang in glossed()]
    if read:
        texts = [in_english(corpus.text(corpus.units[int(chosen[place])]), langs[place]) for place in read]
        every = vectors([in_english(question.claim.text, question.lang), *texts])
        alike = every[1:] @ every[0]
        foreign = np.array([langs[place] != question.lang for place in read])
        likeness[read] = np.minimum(1.0, np.where(foreign, GLOSSED * alike, alike))
    return likeness


def _figures(question: Question, corpus: Corpus, number: int, *, shared: float) -> tuple[float, tuple[float, ...]]:
    """Return how a sentence meets the numbers asked for, and the numbers it gives of the same things instead."""
    if not question.figures:
        return 0.0, ()
    given = corpus.figures(number)
    missing = [asked for asked in question.figures if not any(asked.meets(one) for one in given)]
    if not missing:
        return 1.0, ()
    instead: tuple[float, ...] = ()
    if shared >= ALIKE:
        others = [one for one in given if not any(extra.meets(one) for extra in question.extra)]
        instead = tuple(sorted({one.values[-1] for asked in missing for one in others if asked.counted & one.counted}))
    if instead:
        return -1.0, instead
    return (0.5 if len(missing) < len(question.figures) else 0.0), ()


def _days(question: Question, reading: Reading) -> float:
    """Return how well a document suits a claim's days: best where it names one or follows within two days.

    A day that the text itself names, or that stands at its head, outweighs the date that came with it, which may be
    that of a later upload.
    """
    if not question.days:
        return 0.5
    if any(mention.value in question.days for mention in reading.dates):
        return 1.0
    head = [mention.value for mention in reading.dates if mention.span.start < HEAD and mention.precision == "day"]
    return max(_follows(min(question.days), value) for value in (reading.published.value, *head))


def _follows(day: str, value: str | None) -> float:
    """Return how well a date suits a day: 1 within two days after it, nothing before it, 0.5 where there is none."""
    if value is None or len(value) < 10:
        return 0.5
    gap = (date.fromisoformat(value[:10]) - date.fromisoformat(day)).days
    if gap < 0:
        return 0.2 if gap >= -1 else 0.0
    return 1.0 if gap <= 2 else 0.8 if gap <= 7 else 0.5 if gap <= 31 else 0.2
