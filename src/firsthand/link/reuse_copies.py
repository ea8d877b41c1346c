"""Documents that are nearly the same text, found from their signatures alone and set aside under one of them.

Signatures are cut into bands; documents with a band in common are compared with the first and with the last before
them that has it, never all with all, so the work grows with the number of documents and not with its square.
"""

import msgspec
import numpy as np

from firsthand.link.reuse_words import Array

BAND = 4
"""Numbers of a signature that must agree for two documents to be compared. Finds 87 % of those half alike."""

COPY = 0.8
"""Share of signature numbers in common from which a document is filed under another as its near copy."""

STORY = 0.5
"""The same for one story told in several editions, which count once where repeated text is counted."""


class Families(msgspec.Struct, frozen=True, kw_only=True):
    """For each document, by number: the document it is a near copy of (or itself), and the number of its story.

    ``compared`` counts the comparisons made.
    """

    original: Array
    story: Array
    compared: int


def families(signatures: Array) -> Families:
    """File documents under one another. ``signatures`` has a row a document, in the order of publication.

    A document is filed under the earliest original it is like. A row of zeros is like no other.
    """
    a, b = _met(signatures)
    likeness = _likeness(signatures, a, b)
    return Families(
        original=_originals(signatures, a[likeness >= COPY], b[likeness >= COPY]),
        story=_stories(len(signatures), a[likeness >= STORY], b[likeness >= STORY]),
        compared=len(a),
    )


def _met(signatures: Array) -> tuple[Array, Array]:
    """Return the pairs, lower number first, that stand beside each other in a band or begin and end one."""
    blank = ~signatures.any(axis=1)
    numbers = np.flatnonzero(~blank)
    found = [np.empty(0, np.uint64)]
    for band in range(0, signatures.shape[1], BAND):
        keys = np.ascontiguousarray(signatures[numbers, band : band + BAND])
        _, group = np.unique(keys.view([("", keys.dtype)] * BAND).ravel(), return_inverse=True)
        order = np.argsort(group, kind="stable")
        group, members = group[order], numbers[order]
        same = np.flatnonzero(group[1:] == group[:-1]) + 1
        starts = np.flatnonzero(np.concatenate(([True], group[1:] != group[:-1])))[: len(members)]
        first = members[starts[np.cumsum(np.concatenate(([True], group[1:] != group[:-1]))[: len(members)]) - 1]]
        found += [_coded(members[same - 1], members[same]), _coded(first[same], members[same])]
    codes = np.unique(np.concatenate(found))
    return (codes >> np.uint64(32)).astype(np.int64), (codes & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _coded(a: Array, b: Array) -> Array:
    return a.astype(np.uint64) << np.uint64(32) | b.astype(np.uint64)


def _likeness(signatures: Array, a: Array, b: Array, *, block: int = 100_000) -> Array:
    parts = [np.empty(0, np.float64)]
    for start in range(0, len(a), block):
        same = signatures[a[start : start + block]] == signatures[b[start : start + block]]
        parts.append(same.mean(axis=1))
    return np.concatenate(parts)


def _originals(signatures: Array, a: Array, b: Array) -> Array:
    """File each document under the first original among those it is like, earlier documents settled first."""
    original = np.arange(len(signatures))
    order = np.lexsort((a, b))
    tried: dict[int, set[int]] = {}
    for early, late in zip(a[order].tolist(), b[order].tolist(), strict=True):
        root = int(original[early])
        if original[late] != late or root in tried.setdefault(late, set()):
            continue
        tried[late].add(root)
        if (signatures[root] == signatures[late]).mean() >= COPY:
            original[late] = root
    return original


def _stories(count: int, a: Array, b: Array) -> Array:
    """Number the groups that chains of likeness hold together, each by its first document."""
    story = np.arange(count)

    def root(number: int) -> int:
        while story[number] != number:
            story[number] = story[story[number]]
            number = int(story[number])
        return number

    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        first, second = sorted((root(one), root(other)))
        story[second] = first
    return np.array([root(number) for number in range(count)], np.int64)
