"""An index of texts for passages: where in all of them stand these words, or words like them.

An inverted index of words and of pairs of words. Every rare word or pair of a quotation votes for the places where it
would stand in the right position; the places with most weight of rare words are aligned. No text is compared with a
quotation that shares nothing rare with it, so time grows with the hits and not with the texts.
"""

from collections.abc import Sequence
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from firsthand.errors import LimitError
from firsthand.link.passages_words import words_of
from firsthand.model import Span

Ints = npt.NDArray[np.int64]

COMMON = 20_000
"""Hits above which a word or pair of words says too little about a place to be looked up."""

MOST_HITS = 1_000_000
"""Hits that are weighed for one quotation, so that memory does not grow with its length."""

BIN = 16
"""Words in a bin of places. Votes of three neighbouring bins count together."""

MUCH = 0.4
"""Share of the heaviest text's weight in a bin from which another text in it is a place too."""

MAX_WORDS = 50_000_000
"""Words an index holds at most: about five gigabytes of memory."""


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text to be indexed, and the spans of it that count. All of it when ``spans`` is None."""

    text: str
    spans: tuple[Span, ...] | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a quotation may stand: its first word would be word number ``at`` of the index. ``votes`` is its weight."""

    text: int
    at: int
    votes: float


class _Votes(NamedTuple):
    """Words found: where each stands in the index, which bin of places it speaks for, and how strongly."""

    hits: Ints
    bins: Ints
    weights: npt.NDArray[np.float64]


class Index:
    """Words of many texts, numbered through. Word ``i`` of the index is ``forms(i, i + 1)``."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._numbers: dict[str, int] = {}
        ids: list[Ints] = []
        starts: list[Ints] = []
        ends: list[Ints] = []
        bounds = [0]
        for one in texts:
            words = words_of(one.text, spans=one.spans)
            known = self._numbers
            ids.append(np.fromiter((known.setdefault(form, len(known)) for form in words.forms), dtype=np.int64))
            starts.append(np.asarray(words.starts, dtype=np.int64))
            ends.append(np.asarray(words.ends, dtype=np.int64))
            bounds.append(bounds[-1] + len(words.forms))
            if bounds[-1] > MAX_WORDS:
                raise LimitError(f"The texts hold more than {MAX_WORDS:,} words; check against fewer at once.")
        self._forms = list(self._numbers)
        self._bounds = np.asarray(bounds, dtype=np.int64)
        self._ids = np.concatenate(ids) if ids else np.zeros(0, dtype=np.int64)
        self._starts = np.concatenate(starts) if starts else np.zeros(0, dtype=np.int64)
        self._ends = np.concatenate(ends) if ends else np.zeros(0, dtype=np.int64)
        self._order = np.argsort(self._ids, kind="stable")
        self._first = np.searchsorted(self._ids[self._order], np.arange(len(self._numbers) + 1))
        pairs = self._ids[:-1] * (len(self._numbers) + 1) + self._ids[1:]
        self._pair_order = np.argsort(pairs, kind="stable")
        self._pairs = pairs[self._pair_order]

    def __len__(self) -> int:
        return len(self._ids)

    def text_of(self, at: int) -> int:
        """Return the number of the text in which a word of the index stands."""
        return int(np.searchsorted(self._bounds, at, side="right")) - 1

    def bounds(self, text: int) -> tuple[int, int]:
        """Return the first word of a text, and the first after it."""
        return int(self._bounds[text]), int(self._bounds[text + 1])

    def forms(self, first: int, last: int) -> list[str]:
        """Return words of the index as they are compared."""
        return [self._forms[number] for number in self._ids[first:last]]

    def span(self, first: int, last: int) -> Span:
        """Return where words ``first`` up to, not including, ``last`` stand in their text."""
        if first < last:
            return Span(int(self._starts[first]), int(self._ends[last - 1]))
        at = int(self._starts[first]) if first < len(self._ids) else int(self._ends[-1])
        return Span(at, at)

    def word_at(self, text: int, offset: int) -> int:
        """Return the first word of a text that does not end before a character of it."""
        low, high = self.bounds(text)
        return low + int(np.searchsorted(self._ends[low:high], offset, side="right"))

    def weight(self, form: str) -> float:
        """Return how much a word says about a place: the logarithm of its rarity, at least 0.2."""
        number = self._numbers.get(form)
        count = 0 if number is None else int(self._first[number + 1] - self._first[number])
        return max(0.2, float(np.log((len(self._ids) + 2) / (count + 1))))

    def exact(self, forms: Sequence[str], *, within: tuple[int, int] | None = None) -> Ints:
        """Return every word of the index where just these words stand, in one text, in order."""
        numbers = [self._numbers.get(form) for form in forms]
        if not numbers or None in numbers:
            return np.zeros(0, dtype=np.int64)
        known = np.asarray(numbers, dtype=np.int64)
        rarest = int(np.argmin(self._first[known + 1] - self._first[known]))
        at = self._hits(int(known[rarest])) - rarest
        at = at[(at >= 0) & (at + len(known) <= len(self._ids))]
        if within is not None:
            at = at[(at >= within[0]) & (at + len(known) <= within[1])]
        for position, number in enumerate(known):
            at = at[self._ids[at + position] == number]
        found: Ints = at[self._texts(at) == self._texts(at + len(known) - 1)]
        return found

    def places(self, forms: Sequence[str], *, most: int, within: tuple[int, int] | None = None) -> list[Place]:
        """Return the places where most of the weight of these words stands about where it should, heaviest first.

        ``within`` keeps to a stretch of the index. Places nearer to each other than a quotation's length are one.
        """
        votes = self._votes(forms, within)
        if votes is None:
            return []
        held = np.bincount(votes.bins, weights=votes.weights).astype(np.float64)
        single = held.copy()
        held[1:] += single[:-1]
        held[:-1] += single[1:]
        found: list[Place] = []
        reach = 2 + len(forms) // BIN
        while len(found) < most:
            best = int(np.argmax(held))
            if held[best] <= 0:
                break
            found += self._in_bin(best, votes, len(forms))
            held[max(0, best - reach) : best + reach + 1] = 0
        return found[:most]

    def _in_bin(self, best: int, votes: "_Votes", length: int) -> list[Place]:
        """Return the place that a bin and its neighbours stand for, in each text that has much of their weight.

        Short texts share a bin, so the bin alone does not tell the text.
        """
        chosen = (votes.bins >= best - 1) & (votes.bins <= best + 1)
        texts, kinds = np.unique(self._texts(votes.hits[chosen]) - 1, return_inverse=True)
        weights = np.bincount(kinds, weights=votes.weights[chosen])
        places = []
        for number in np.argsort(-weights, kind="stable"):
            if weights[number] < MUCH * weights.max():
                break
            low, high = self.bounds(int(texts[number]))
            at = min(max(low, best * BIN - length + BIN // 2), max(low, high - length))
            places.append(Place(text=int(texts[number]), at=at, votes=float(weights[number])))
        return places

    def _votes(self, forms: Sequence[str], within: tuple[int, int] | None) -> "_Votes | None":
        """Look up every word and pair of words: where it stands, the bin of places it votes for, and its weight.

        Places are shifted by the length of the quotation, so that none is negative.
        """
        total = len(self._ids) + 2
        numbers = [self._numbers.get(form) for form in forms]
        found: list[tuple[float, int, Ints]] = []
        for position, number in enumerate(numbers):
            if number is None:
                continue
            after = numbers[position + 1] if position + 1 < len(numbers) else None
            for at in (self._hits(number), None if after is None else self._pair_hits(number, after)):
                if at is None or (len(at) > COMMON and within is None):
                    continue
                kept = at if within is None else at[(at >= within[0]) & (at < within[1])]
                if len(kept) > 0:
                    found.append((float(np.log(total / (len(at) + 1))), position, kept))
        # The rarest first, and no more than can be weighed at once: a long quotation has enough rare words.
        found.sort(key=lambda one: (-one[0], one[1]))
        sizes = np.cumsum([len(kept) for _, _, kept in found])
        found = found[: max(1, int(np.searchsorted(sizes, MOST_HITS)))]
        if not found:
            return None
        return _Votes(
            np.concatenate([kept for _, _, kept in found]),
            np.concatenate([kept - position + len(forms) for _, position, kept in found]) // BIN,
            np.concatenate([np.full(len(kept), weight) for weight, _, kept in found]),
        )

    def _hits(self, number: int) -> Ints:
        return self._order[self._first[number] : self._first[number + 1]]

    def _pair_hits(self, one: int, two: int) -> Ints:
        key = one * (len(self._numbers) + 1) + two
        low, high = np.searchsorted(self._pairs, [key, key + 1])
        return self._pair_order[low:high]

    def _texts(self, at: Ints) -> Ints:
        return np.searchsorted(self._bounds, at, side="right")
