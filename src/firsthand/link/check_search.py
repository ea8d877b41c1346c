"""Where a quotation stands, or most of it: candidates from the index, aligned word by word."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from firsthand.link.passages import Index
from firsthand.link.passages_words import Words
from firsthand.link.quotations_align import Step, align

PLACES = 12
ALIGNED = 6
PAD = 120
"""Words around a place that are searched for the rest of a shortened or spliced quotation."""

APART = 4
APART_FOUND = 0.75
"""Words of a quotation, and their score, from which a part of it is looked for elsewhere in the same transcript."""


class Found(NamedTuple):
    """A place: steps of words of the quotation and, for the text, of the index; 1 is a perfect ``score``."""

    score: float
    steps: tuple[Step, ...]


class Search:
    """Looks for quotations in an index."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def best(self, words: Words, *, within: tuple[int, int] | None = None) -> Found | None:
        """Return the best alignment of the words, looked for wherever their rare words stand together."""
        forms = words.forms
        places = self._index.places(forms, most=PLACES, within=within)
        near = sorted(places, key=lambda place: -self._shared(forms, place.at))[:ALIGNED]
        weights = [self._index.weight(form) for form in forms]
        best: Found | None = None
        for place in near:
            low, high = self._index.bounds(place.text)
            low, high = max(low, place.at - PAD), min(high, place.at + len(forms) + PAD)
            found = align(forms, self._index.forms(low, high), weights=weights)
            # Rounded, since equal alignments differ in their last digits by where their window began.
            rank = (-round(found.score, 6), low + found.start)
            if best is None or rank < (-round(best.score, 6), best.steps[0].b0):
                steps = tuple(step._replace(b0=step.b0 + low, b1=step.b1 + low) for step in found.steps)
                best = Found(found.score, steps)
        return best if best is None or within is not None else self._with_rest(words, best, weights)

    def _shared(self, forms: Sequence[str], at: int) -> int:
        reach = len(forms) // 4 + 24
        return int(LCSseq.similarity(forms, self._index.forms(max(0, at - reach), at + len(forms) + reach)))

    def _with_rest(self, words: Words, found: Found, weights: Sequence[float]) -> Found:
        """Look in the same transcript for the parts of a quotation that its best place does not have."""
        text = self._index.bounds(self._index.text_of(found.steps[0].b0))
        steps: list[Step] = []
        gained = 0.0
        for run in _runs(found.steps):
            a0, a1 = run[0].a0, run[-1].a1
            part = Words(words.starts[a0:a1], words.ends[a0:a1], words.forms[a0:a1])
            rest = self.best(part, within=text) if a1 - a0 >= APART and run[0].kind != "equal" else None
            if rest is None or rest.score < APART_FOUND:
                steps += run
                continue
            steps += (step._replace(a0=step.a0 + a0, a1=step.a1 + a0) for step in rest.steps)
            gained += rest.score * sum(weights[a0:a1]) / sum(weights)
        return Found(min(1.0, found.score + gained), tuple(steps))


def _runs(steps: Sequence[Step]) -> list[list[Step]]:
    """Part steps into runs that hold words of the quotation found here, and runs that do not."""
    runs: list[list[Step]] = []
    for step in steps:
        lost = step.kind in ("added", "changed")
        joins = runs and (lost or step.kind == "left_out") == (runs[-1][0].kind != "equal")
        if joins:
            runs[-1].append(step)
        else:
            runs.append([step])
    return runs
