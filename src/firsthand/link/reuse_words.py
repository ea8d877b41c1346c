"""A text as an array of words: what is compared when reused text is looked for, in any language.

A word is a run of letters and digits; in scripts written without spaces every sign is one. Case, accents and
apostrophes do not count. All is done on whole arrays, so a text of a million characters costs no loop.
"""

import unicodedata
from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

SHINGLE = 5
"""Words in a row that count as one shared piece. Fewer meet by chance; more miss a sentence edited in two places."""

WINDOW = 4
"""Of so many shingles in a row at least one is kept for the search: each run of 8 shared words leaves a trace."""

_TABLE = 0x32400  # past the last script in use; what lies beyond separates words
_SEPARATOR, _LETTER, _SIGN, _SILENT = range(4)
_UNSPACED = (
    (0x0E00, 0x0EFF),
    (0x1000, 0x109F),
    (0x1780, 0x17FF),
    (0x3040, 0x30FF),
    (0x3400, 0x9FFF),
    (0x20000, 0x323FF),
)
_SILENT_SIGNS = "'’‘ʼ\u00ad\u200b\u200c\u200d"
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """The words of a text in order: a 32-bit hash of each, and the characters it covers (half-open)."""

    hashes: Array
    starts: Array
    ends: Array

    def __len__(self) -> int:
        return len(self.hashes)


def words_of(text: str) -> Words:
    """Return the words of a text. Two words have the same hash when they are the same but for case and accents."""
    kinds, folds = _tables()
    points = np.frombuffer(text.encode("utf-32-le", "replace"), dtype=np.uint32)
    kept = np.minimum(points, _TABLE - 1)
    kind = kinds[kept]
    voiced = np.flatnonzero(kind & 1 ^ kind >> 1)  # letters and signs, not separators or silent marks
    if not len(voiced):
        return Words(hashes=np.empty(0, np.uint32), starts=np.empty(0, np.int32), ends=np.empty(0, np.int32))
    parted = np.cumsum(kind == _SEPARATOR, dtype=np.int32)[voiced]
    sign = kind[voiced] == _SIGN
    begins = np.ones(len(voiced), dtype=bool)
    begins[1:] = (parted[1:] != parted[:-1]) | sign[1:] | sign[:-1]
    first = np.flatnonzero(begins)
    place = np.arange(len(voiced)) - np.repeat(first, np.diff(np.append(first, len(voiced))))
    values = _scramble(folds[kept[voiced]].astype(np.uint64) + place.astype(np.uint64) * _PRIME)
    hashes = _scramble(np.add.reduceat(values, first)) >> np.uint64(32)
    last = np.append(first[1:], len(voiced)) - 1
    return Words(
        hashes=hashes.astype(np.uint32),
        starts=voiced[first].astype(np.int32),
        ends=(voiced[last] + 1).astype(np.int32),
    )


def shingles(hashes: Array, *, size: int = SHINGLE) -> Array:
    """Return a 64-bit hash for each ``size`` words in a row; empty when there are fewer."""
    count = len(hashes) - size + 1
    if count <= 0:
        return np.empty(0, np.uint64)
    total = np.zeros(count, np.uint64)
    for place in range(size):
        total = (total + hashes[place : place + count]) * _PRIME
    return _scramble(total)


def winnowed(values: Array, *, window: int = WINDOW) -> Array:
    """Return the places of the smallest of each ``window`` values in a row (Schleimer and others, 2003)."""
    if len(values) <= window:
        return np.arange(len(values))[values == values.min()] if len(values) else np.empty(0, np.int64)
    count = len(values) - window + 1
    least = np.min([values[place : place + count] for place in range(window)], axis=0)
    chosen = np.zeros(len(values), dtype=bool)
    for place in range(window):
        chosen[place : place + count] |= values[place : place + count] == least
    return np.flatnonzero(chosen)


def _scramble(values: Array) -> Array:
    mixed: Array = (values ^ values >> np.uint64(31)) * _MIX
    mixed = (mixed ^ mixed >> np.uint64(29)) * _PRIME
    mixed ^= mixed >> np.uint64(32)
    return mixed


@lru_cache(maxsize=1)
def _tables() -> tuple[Array, Array]:
    """Return, for each code point, its kind, and the code point it is compared as."""
    kinds = np.zeros(_TABLE, np.uint8)
    folds = np.arange(_TABLE, dtype=np.uint32)
    for point in range(_TABLE - 1):
        sign = chr(point)
        if sign.isalnum():
            kinds[point] = _LETTER
            if point > 0x7F or sign.isupper():
                folds[point] = ord(unicodedata.normalize("NFKD", sign.casefold())[0])
        elif 0x300 <= point < 0x370:
            kinds[point] = _SILENT
        elif point > 0x7F and unicodedata.category(sign)[0] == "M":
            kinds[point] = _LETTER
    for low, high in _UNSPACED:
        kinds[low : high + 1][kinds[low : high + 1] == _LETTER] = _SIGN
    kinds[[ord(sign) for sign in _SILENT_SIGNS]] = _SILENT
    return kinds, folds
