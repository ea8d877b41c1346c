"""Sheets kept in files while a corpus is compared, so that memory does not hold them and processes can share them."""

import functools
from pathlib import Path

import msgspec
import numpy as np

from firsthand.link.boilerplate import covered
from firsthand.link.reuse_pairs import Sides, side_of
from firsthand.link.reuse_sheet import Sheet
from firsthand.link.reuse_words import Array

_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Sheet)

_SHEETS, _BOUNDS = "sheets.bin", "bounds.npy"
_REPEATED, _REPEATED_BY = "repeated.npy", "repeated_by.npy"
_HOUSES = "houses.npy"


class ShelfWriter:
    """Puts sheets into a folder, one after another, and says in which order they are to be numbered."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stream = (folder / _SHEETS).open("wb")
        self._ends: list[int] = [0]

    def put(self, encoded: bytes) -> None:
        """Add one encoded sheet."""
        self._stream.write(encoded)
        self._ends.append(self._ends[-1] + len(encoded))

    def close(self, *, order: Array, houses: Array) -> None:
        """End the writing; document ``n`` is the ``order[n]``-th that was put, of the house ``houses[n]``."""
        self._stream.close()
        ends = np.array(self._ends, np.int64)
        np.save(self._folder / _BOUNDS, np.stack([ends[:-1][order], ends[1:][order]], axis=1))
        np.save(self._folder / _HOUSES, houses)


def put_boilerplate(folder: Path, shingles: Array, houses: Array) -> None:
    """Keep what is boilerplate, and whose (-1: everybody's), beside the sheets."""
    order = np.argsort(shingles, kind="stable")
    np.save(folder / _REPEATED, shingles[order])
    np.save(folder / _REPEATED_BY, houses[order])


def encoded(sheet: Sheet) -> bytes:
    """Return a sheet as bytes."""
    return _ENCODER.encode(sheet)


def decoded(raw: bytes) -> Sheet:
    """Return the sheet that was encoded."""
    return _DECODER.decode(raw)


@functools.lru_cache(maxsize=512)
def side(folder: Path, number: int) -> Sides:
    """Return a document of the shelf ready for comparison. The latest few hundred are kept."""
    bounds, houses, repeated, repeated_by = _opened(folder)
    start, end = bounds[number].tolist()
    with (folder / _SHEETS).open("rb") as stream:
        stream.seek(start)
        sheet = decoded(stream.read(end - start))
    values, places = sheet.traces()
    of_house, of_all = _boilerplate(values, repeated, repeated_by, int(houses[number]))
    length = len(sheet.words())
    return side_of(sheet, of_house=covered(places[of_house], length), of_all=covered(places[of_all], length))


@functools.lru_cache(maxsize=1)
def _opened(folder: Path) -> tuple[Array, Array, Array, Array]:
    names = (_BOUNDS, _HOUSES, _REPEATED, _REPEATED_BY)
    bounds, houses, repeated, by = (np.load(folder / name, mmap_mode="r").view(np.ndarray) for name in names)
    return bounds, houses, repeated, by


def _boilerplate(values: Array, repeated: Array, by: Array, house: int) -> tuple[Array, Array]:
    """Say which shingles are boilerplate of this house, and which of everybody. A shingle may be several houses'."""
    of_house, of_all = np.zeros(len(values), np.bool_), np.zeros(len(values), np.bool_)
    low = np.searchsorted(repeated, values, "left")
    counts = np.searchsorted(repeated, values, "right") - low
    nth = np.arange(int(counts.sum())) - np.repeat(np.cumsum(counts) - counts, counts)
    place = np.repeat(np.arange(len(values)), counts)
    owner = by[np.repeat(low, counts) + nth]
    of_all[place[owner == -1]] = True
    if house >= 0:
        of_house[place[owner == house]] = True
    return of_house, of_all
