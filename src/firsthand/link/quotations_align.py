"""A quotation laid beside the words it may come from: which words are equal, changed, added or left out.

A quotation is matched whole against any part of a stretch of text. Leaving out a few words costs by the word; a leap
over many costs once, so that a shortened or spliced quotation still finds all its parts.
"""

from collections.abc import Sequence
from functools import cache
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from firsthand.languages.speech import all_speech_words

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

ADDED = 0.6
CHANGED = 0.55
OPEN = 0.25
EACH = 0.2
LEAP = 2.6
LEAP_EACH = 0.002
ALIKE = 0.75
"""Similarity of letters from which two unequal words count as forms of one."""

AKIN = 0.6
STEM = 4
"""The same for words that begin with the same letters ("spends", "spending")."""

ALIKE_WORTH = 0.6
FORM_WORTH = 0.4


class Step(NamedTuple):
    """One step of an alignment: words ``a0:a1`` of the quotation against words ``b0:b1`` of the text."""

    kind: Literal["equal", "changed", "added", "left_out"]
    a0: int
    a1: int
    b0: int
    b1: int


class Alignment(NamedTuple):
    """Steps in the order of the quotation.

    ``score`` is 1 for word for word, and falls with every word changed, added or left out; ``covered`` is the share
    of the quotation's weight that is found, whatever stands between.
    """

    score: float
    steps: tuple[Step, ...]
    covered: float = 0.0

    @property
    def start(self) -> int:
        """The first word of the text that takes part."""
        return self.steps[0].b0 if self.steps else 0

    @property
    def end(self) -> int:
        """The word after the last that takes part."""
        return self.steps[-1].b1 if self.steps else 0


def align(quote: Sequence[str], text: Sequence[str], *, weights: Sequence[float]) -> Alignment:
    """Lay a quotation over the best part of a text. ``weights`` tell what finding each word of it is worth.

    Words are compared as given; fold them first. Time and memory go with the product of the lengths.
    """
    if not quote or not text:
        return Alignment(0.0, (Step("added", 0, len(quote), 0, 0),) if quote else ())
    worth = _worth(weights)
    gains, equal = _gains(quote, text, worth)
    table, ways = _fill(gains, worth)
    end = int(np.argmax(table))
    steps = _merged(_trace(ways, equal, end))
    score = float(table[end]) / float(worth.sum())
    covered = sum(float(worth[step.a0 : step.a1].sum()) for step in steps if step.kind == "equal")
    return Alignment(max(0.0, score), _trimmed(steps), covered / float(worth.sum()))


def _worth(weights: Sequence[float]) -> Floats:
    """Scale weights about 1, between 0.6 and 1.6, so that a rare word counts more than a common one, not for all."""
    given = np.asarray(weights, dtype=np.float64)
    return np.clip(given / max(1e-9, float(np.median(given))), 0.6, 1.6)


def _gains(quote: Sequence[str], text: Sequence[str], worth: Floats) -> tuple[Floats, Bools]:
    """Return what putting each word of the quotation on each word of the text gains, and which are equal."""
    numbers = {form: number for number, form in enumerate(dict.fromkeys((*text, *quote)))}
    across = np.fromiter((numbers[form] for form in text), dtype=np.int64, count=len(text))
    down = np.fromiter((numbers[form] for form in quote), dtype=np.int64, count=len(quote))
    equal = down[:, None] == across[None, :]
    gains = np.where(equal, worth[:, None], -CHANGED)
    missing = [row for row in range(len(quote)) if not equal[row].any()]
    if missing:
        kinds = list(dict.fromkeys(text))
        columns = {form: column for column, form in enumerate(kinds)}
        spread = np.fromiter((columns[form] for form in text), dtype=np.int64, count=len(text))
        alike = process.cdist(
            [quote[row] for row in missing], kinds, scorer=Indel.normalized_similarity, score_cutoff=AKIN
        )
        for place, row in enumerate(missing):
            near = alike[place][spread]
            gains[row] = np.where(near >= ALIKE, ALIKE_WORTH * worth[row] * near, gains[row])
            stem = np.fromiter((kind[:STEM] == quote[row][:STEM] for kind in kinds), dtype=np.bool_, count=len(kinds))
            inflected = stem[spread] & (near >= AKIN) & (near < ALIKE)
            gains[row] = np.where(inflected, FORM_WORTH * worth[row], gains[row])
    for row in missing:
        # "She was" for "I am": indirect speech puts other forms of the same word.
        other = {form for group in _groups().get(quote[row], ()) for form in group}
        if other:
            forms = np.fromiter((form in other for form in text), dtype=np.bool_, count=len(text))
            gains[row] = np.where(forms, np.maximum(gains[row], FORM_WORTH * worth[row]), gains[row])
    for row, column in (*_joined(quote, text), *((row, column) for column, row in _joined(text, quote))):
        gains[row, column] = max(gains[row, column], ALIKE_WORTH * worth[row])
    return gains, equal


@cache
def _groups() -> dict[str, list[frozenset[str]]]:
    """Return the groups of forms that each word belongs to, in any language."""
    found: dict[str, list[frozenset[str]]] = {}
    for words in all_speech_words().values():
        for group in (*words.persons, *words.verbs):
            for form in group:
                found.setdefault(form, []).append(frozenset(group))
    return found


def _joined(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Return the places where two neighbours of one side are one word of the other ("child care", "childcare")."""
    singles: dict[str, list[int]] = {}
    for place, form in enumerate(other):
        singles.setdefault(form, []).append(place)
    pairs = ((first, one[first] + one[first + 1]) for first in range(len(one) - 1))
    return [
        (place, column) for first, pair in pairs for column in singles.get(pair, ()) for place in (first, first + 1)
    ]


def _fill(gains: Floats, worth: Floats) -> tuple[Floats, npt.NDArray[np.int32]]:
    """Fill the table row by row. ``ways[i, j]`` is how cell (i, j) was reached.

    0: the two words on each other; -1: the quotation's word added; k > 0: k words of the text left out before.
    """
    rows, columns = gains.shape
    ways = np.zeros((rows + 1, columns + 1), dtype=np.int32)
    along = np.arange(columns + 1, dtype=np.float64)
    places = np.arange(columns + 1, dtype=np.int32)
    row = np.zeros(columns + 1)
    for i in range(rows):
        here = row - ADDED * min(1.0, worth[i])
        here_way = np.full(columns + 1, -1, dtype=np.int32)
        on = row[:-1] + gains[i]
        better = on >= here[1:]
        here[1:][better] = on[better]
        here_way[1:][better] = 0
        if i + 1 < rows:
            plain = here
            for cost, start in ((EACH, OPEN), (LEAP_EACH, LEAP)):
                lifted = plain + cost * along
                best = np.maximum.accumulate(lifted)
                origin = np.maximum.accumulate(np.where(lifted >= best, places, 0))
                leapt = best - cost * along - start
                wins = (leapt > here) & (origin < places)
                here = np.where(wins, leapt, here)
                here_way = np.where(wins, places - origin, here_way)
        ways[i + 1] = here_way
        row = here
    return row, ways


def _trace(ways: npt.NDArray[np.int32], equal: Bools, end: int) -> list[Step]:
    steps: list[Step] = []
    i, j = ways.shape[0] - 1, end
    while i > 0:
        way = int(ways[i, j])
        if way > 0:
            steps.append(Step("left_out", i, i, j - way, j))
            j -= way
            way = int(_plain_way(ways, i, j))
        if way == 0:
            steps.append(Step("equal" if equal[i - 1, j - 1] else "changed", i - 1, i, j - 1, j))
            i, j = i - 1, j - 1
        else:
            steps.append(Step("added", i - 1, i, j, j))
            i -= 1
    return steps[::-1]


def _plain_way(ways: npt.NDArray[np.int32], i: int, j: int) -> int:
    """Return how the cell a leap came from was itself reached: never by a leap, or the leap would be longer."""
    return min(0, int(ways[i, j]))


def _merged(steps: list[Step]) -> list[Step]:
    merged: list[Step] = []
    for step in steps:
        last = merged[-1] if merged else None
        if last and last.kind == step.kind and last.a1 == step.a0 and last.b1 == step.b0:
            merged[-1] = Step(step.kind, last.a0, step.a1, last.b0, step.b1)
        else:
            merged.append(step)
    return merged


def _trimmed(steps: list[Step]) -> tuple[Step, ...]:
    """Drop what was left out at either end: the text goes on there anyway."""
    first, last = 0, len(steps)
    while first < last and steps[first].kind == "left_out":
        first += 1
    while last > first and steps[last - 1].kind == "left_out":
        last -= 1
    return tuple(steps[first:last])
