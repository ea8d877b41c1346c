"""Reused text in a corpus: from documents to rows, each a pair of documents with the passages they share.

The work is done in three sweeps: a sheet for each document; one join over the rare shingles of all; then each
candidate pair laid side by side. The sweeps over documents and pairs run wherever the caller's ``spread`` runs them.
"""

import functools
import hashlib
import itertools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np

from firsthand.link.candidates import Traces, candidates
from firsthand.link.direction import moment
from firsthand.link.reuse_copies import Families, families
from firsthand.link.reuse_pairs import Reuse, compare
from firsthand.link.reuse_sheet import SLOTS, sheet_of
from firsthand.link.reuse_shelf import ShelfWriter, decoded, encoded, put_boilerplate, side
from firsthand.link.reuse_words import Array
from firsthand.model import Document
from firsthand.outlets import Registry, registry

FAMILY = 32
"""Near copies of one text up to this many are compared each with each; more are compared with the original only."""

CHUNK = 64
"""Pairs handed to a worker at once."""


class Spread(Protocol):
    """How one function is applied to many inputs: in a loop, in a pool, on a cluster; results in any order kept."""

    def __call__(self, function: Callable[[Any], Any], inputs: Iterable[Any], /) -> Iterator[Any]:
        """Yield ``function(given)`` for each input, in the order of the inputs."""


class Gathered(msgspec.Struct, frozen=True, kw_only=True):
    """What is held in memory of all documents, numbered in the order of publication: families and shingles."""

    documents: int
    families: Families
    traces: Traces


def reused(documents: Iterable[Document], *, outlets: Registry | None = None, spread: Spread = map) -> Iterator[Reuse]:
    """Find reused text between documents.

    Each row names the earlier document ``a`` and the later one ``b``; rows come in that order. The order of the
    input does not count. A document is never linked to itself: one that is given twice counts once.
    """
    known = outlets or registry()
    sheets = (encoded(sheet_of(document, outlets=known)) for document in documents)
    yield from reuse_links(sheets, spread=spread)


def reuse_links(sheets: Iterable[bytes], *, spread: Spread = map, threads: int = 2) -> Iterator[Reuse]:
    """Find reused text between documents given as encoded sheets. See ``reused``."""
    with tempfile.TemporaryDirectory(prefix="firsthand-links-") as name:
        folder = Path(name)
        pairs = pairs_of(gather(sheets, folder), folder, threads=threads)
        for rows in spread(functools.partial(compared, folder), _chunked(pairs)):
            yield from rows


def gather(sheets: Iterable[bytes], folder: Path) -> Gathered:
    """Put sheets on a shelf in ``folder``, number them in the order of publication, and gather their shingles."""
    writer = ShelfWriter(folder)
    keys: dict[tuple[float, str, bytes], int] = {}
    houses: list[str | None] = []
    values: list[Array] = []
    signatures: list[Array] = []
    for raw in sheets:
        sheet = decoded(raw)
        key = (moment(sheet.published), sheet.name, hashlib.blake2b(sheet.hashes, digest_size=8).digest())
        if key in keys:
            continue
        keys[key] = len(keys)
        houses.append(sheet.house)
        values.append(np.unique(sheet.traces()[0]))
        signatures.append(np.frombuffer(sheet.signature or bytes(4 * SLOTS), np.uint32))
        writer.put(raw)
    order = np.array([keys[key] for key in sorted(keys)], np.int64)
    numbers = {name: number for number, name in enumerate(sorted({house for house in houses if house is not None}))}
    house = np.array([-1 if house is None else numbers[house] for house in houses], np.int64)[order]
    writer.close(order=order, houses=house)
    found = families(np.array(signatures, np.uint32).reshape(-1, SLOTS)[order])
    return Gathered(documents=len(order), families=found, traces=_traces(values, order, house, found))


def _traces(values: list[Array], order: Array, house: Array, found: Families) -> Traces:
    """Return the shingles of all documents that are no near copies of another."""
    originals = np.flatnonzero(found.original == np.arange(len(order)))
    chosen = [values[number] for number in order[originals].tolist()]
    doc = np.repeat(originals, [len(one) for one in chosen])
    shingle = np.concatenate([np.empty(0, np.uint64), *chosen])
    return Traces(doc=doc, house=house[doc], story=found.story[doc], shingle=shingle)


def pairs_of(gathered: Gathered, folder: Path, *, threads: int = 2) -> Array:
    """Return the pairs of document numbers to be compared, a row each, lower number first, in order."""
    found = candidates(gathered.traces, documents=gathered.documents, threads=threads, scratch=folder / "scratch")
    put_boilerplate(folder, found.repeated, found.repeated_by)
    members: dict[int, list[int]] = {}
    for number, original in enumerate(gathered.families.original.tolist()):
        members.setdefault(original, []).append(number)
    pairs = [pair for one in members.values() for pair in _within(one)]
    for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True):
        pairs += _across(members[a], members[b])
    return np.unique(np.sort(np.array(pairs, np.int64).reshape(-1, 2), axis=1), axis=0)


def _within(family: list[int]) -> Iterable[tuple[int, int]]:
    """Pair the near copies of one text: each with each, or, when they are many, each with the original."""
    if len(family) <= FAMILY:
        return itertools.combinations(family, 2)
    return ((family[0], copy) for copy in family[1:])


def _across(one: list[int], other: list[int]) -> Iterable[tuple[int, int]]:
    """Pair two texts that may share a passage, with all their near copies where those are few."""
    if len(one) * len(other) <= FAMILY:
        return itertools.product(one, other)
    return ((one[0], other[0]),)


def compared(folder: Path, pairs: list[tuple[int, int]]) -> list[Reuse]:
    """Lay pairs of documents of a shelf side by side and return the rows of those that share text."""
    rows = []
    for a, b in pairs:
        one, other = side(folder, a), side(folder, b)
        if one.sheet.name != other.sheet.name:
            row = compare(one, other)
            rows += [row] if row else []
    return rows


def _chunked(pairs: Array) -> Iterator[list[tuple[int, int]]]:
    for start in range(0, len(pairs), CHUNK):
        yield [(a, b) for a, b in pairs[start : start + CHUNK].tolist()]
