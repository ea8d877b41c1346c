"""The claims of a corpus that nobody asked for: sentences that several outlets have, in the same words or nearly.

Only sentences with something to check are looked at: a statement of somebody, or a number. Two that share their rarest
words are compared; the one most others are like stands for all. No pair is looked at that shares no rare word, so that
the work grows with the corpus, not with its square.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

import msgspec

from firsthand.link.differences_words import Lexicon
from firsthand.model import Claim, content_id
from firsthand.trace.corpus import Corpus
from firsthand.trace.ground import Ground

RARE = 6
"""Rarest words of a sentence by which others like it are looked for."""
SHARED = 3
"""How many of them another has to share to be compared."""
CROWDED = 60
"""Sentences from which a word is too common to look by."""
LIKE = 0.4
"""Weight of the words two sentences share, of all they have, from which they say the same."""
SHORTEST, LONGEST = 6, 60
"""Words of a sentence that may stand for a claim."""
MOST = 12


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A claim found, with the sentences (by number) that made it, and how many outlets have it, in how many wordings.

    A dispatch printed by twenty outlets is one wording; what several tell in words of their own weighs more.
    """

    claim: Claim
    units: tuple[int, ...]
    outlets: int
    wordings: int


def found(ground: Ground, *, most: int = MOST) -> tuple[Found, ...]:
    """Return the claims of a corpus that two outlets or more have, in order of weight: wordings, then outlets."""
    corpus = ground.corpus
    checkable = [number for number in range(len(corpus.units)) if _is_checkable(number, ground)]
    terms = {number: frozenset(corpus.terms[number]) for number in checkable}
    near = _neighbours(terms, ground)
    made: list[Found] = []
    taken: set[int] = set()
    for number in sorted(near, key=lambda n: (-len(_houses((n, *near[n]), ground)), -len(near[n]), n)):
        members = sorted({number, *near[number]} - taken)
        if number in taken or len(_houses(members, ground)) < 2:
            continue
        taken |= set(members)
        text = _wording(number, corpus)
        claim = Claim(id=content_id("claim", text), text=text)
        wordings = len({terms[member] for member in members})
        made.append(Found(claim=claim, units=tuple(members), outlets=len(_houses(members, ground)), wordings=wordings))
    ranked = sorted(made, key=lambda f: (-f.wordings, -f.outlets, f.claim.text))
    return tuple(ranked[:most])


def _is_checkable(number: int, ground: Ground) -> bool:
    corpus = ground.corpus
    if not SHORTEST <= len(corpus.terms[number]) <= LONGEST:
        return False
    unit = corpus.units[number]
    reading = corpus.readings[unit.doc]
    if any(part.overlaps(unit.span) for row in reading.attributions for part in row.content):
        return True
    return bool(corpus.figures(number))


def _neighbours(terms: dict[int, frozenset[int]], ground: Ground) -> dict[int, list[int]]:
    """Return, for each sentence, those of other documents that say the same."""
    corpus = ground.corpus
    rare: dict[int, list[int]] = {}
    index: dict[int, list[int]] = defaultdict(list)
    for number, own in terms.items():
        rare[number] = sorted(own, key=lambda t: (-corpus.rarity(t), t))[: 2 * RARE]
        for term in rare[number]:
            index[term].append(number)
    weights = {number: sum(corpus.rarity(t) for t in own) for number, own in terms.items()}
    signs: dict[int, tuple[object, ...]] = {}
    near: dict[int, list[int]] = {}
    for number, telling in rare.items():
        counts = Counter(
            other
            for term in [t for t in telling if 1 < len(index[t]) <= CROWDED][:RARE]
            for other in index[term]
            if corpus.units[other].doc != corpus.units[number].doc
        )
        for other, shared in counts.items():
            if shared < SHARED:
                continue
            same = sum(corpus.rarity(t) for t in terms[number] & terms[other])
            if same >= LIKE * min(weights[number], weights[other]) and _signs(number, corpus, signs) == _signs(
                other, corpus, signs
            ):
                near.setdefault(number, []).append(other)
    return near


def _signs(number: int, corpus: Corpus, known: dict[int, tuple[object, ...]]) -> tuple[object, ...]:
    """Return what two sentences must share to say the same: their numbers, and whether they deny."""
    if number not in known:
        unit = corpus.units[number]
        values = frozenset(figure.values for figure in corpus.figures(number))
        forms = corpus.words(unit).forms
        known[number] = (values, Lexicon([corpus.readings[unit.doc].document.lang]).negations(forms) % 2)
    return known[number]


def _houses(numbers: Iterable[int], ground: Ground) -> set[str]:
    found = set()
    for number in numbers:
        doc = ground.corpus.units[number].doc
        publisher = ground.publishers[doc]
        found.add(publisher.key if publisher else ground.corpus.readings[doc].document.name)
    return found


def _wording(number: int, corpus: Corpus) -> str:
    """Return the words of a sentence that make the claim: the content of its statement, where that is one stretch."""
    unit = corpus.units[number]
    reading = corpus.readings[unit.doc]
    inside = [
        row.content[0]
        for row in reading.attributions
        if len(row.content) == 1 and row.parent is None and unit.span.holds(row.content[0])
    ]
    span = max(inside, key=lambda s: (s.end - s.start, -s.start), default=unit.span)
    if 2 * (span.end - span.start) < unit.span.end - unit.span.start:
        span = unit.span
    words = " ".join(span.of(reading.document.text).split()).strip(" \"“”„«»'’‘,;:")
    return words[:1].upper() + words[1:]
