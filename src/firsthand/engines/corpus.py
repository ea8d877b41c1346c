"""Extraction from anything that can be read: lines as ``batch`` answers them, all else a document at a time."""

import contextlib
import functools
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from firsthand import output
from firsthand.engines.batch import Answer, Numbered, answer, answers, numbered
from firsthand.engines.local import CHUNK, Lost, run
from firsthand.errors import InputError
from firsthand.ingest.jobs import Job, Row
from firsthand.ingest.kinds import ENDINGS, Kind, ending_of, kind_of_bytes
from firsthand.ingest.reader import Unit, documents, stream_units, units
from firsthand.ingest.text import clean
from firsthand.model import Document, Failure
from firsthand.outlets import Registry, registry
from firsthand.reading import try_reading, unexpected
from firsthand.settings import Settings

STANDARD = "-"
_SNIFF = 65_536
_PIPED: frozenset[Kind] = frozenset(("page", "feed", "mail", "pdf", "zip", "parquet", "warc"))
"""Kinds that standard input is told to be; all else that comes there is taken for lines."""


def corpus_answers(source: str | Path, *, settings: Settings, outlets: tuple[Path, ...] = ()) -> Iterator[Answer]:
    """Answer every document of a source, in order, over the processes the settings name.

    Lines of JSON are answered one for one, also those of a file with an ending nobody knows.

    Raises:
        InputError: The source is missing or cannot be opened.
        LanguageDataError: A file of outlets is missing or malformed.

    """
    registry(*outlets)  # a bad file is said once and now, not once a document
    if str(source) == STANDARD:
        yield from _standard_input(settings, outlets)
        return
    path = Path(source)
    if path.is_dir() or (path.is_file() and ENDINGS.get(ending_of(path.name), "lines") != "lines"):
        yield from _answered(units(source, settings=settings), settings, outlets)
        return
    with _opened(path) as stream:
        yield from answers(numbered(stream, settings=settings), settings=settings, outlets=outlets)


def unit_answers(unit: Unit, *, settings: Settings, outlets: tuple[Path, ...] = ()) -> tuple[Answer, ...]:
    """Read one unit of an input and return a result line for each document in it. Never a raise for its sake."""
    if isinstance(unit, Row):
        given = Numbered(number=unit.number, raw=unit.raw, source=unit.source)
        return (answer(given, settings=settings, outlets=outlets),)
    known = registry(*outlets)
    return tuple(_answer(one, settings, known) for one in documents(unit, settings=settings))


def _answered(given: Iterable[Unit], settings: Settings, outlets: tuple[Path, ...]) -> Iterator[Answer]:
    function = functools.partial(unit_answers, settings=settings, outlets=outlets)
    for result in run(function, given, workers=settings.workers, chunk=CHUNK):
        if isinstance(result, Lost):
            name = _name(result.given)
            yield _failed(Failure(name=name, error=unexpected(name, result.error)))
        else:
            yield from result


def _standard_input(settings: Settings, outlets: tuple[Path, ...]) -> Iterator[Answer]:
    first = sys.stdin.buffer.read(_SNIFF)
    kind = kind_of_bytes(first)
    stream = cast(BinaryIO, _Begun(first, sys.stdin.buffer))
    if kind in _PIPED:
        yield from _answered(stream_units(stream, b"", kind, STANDARD, settings), settings, outlets)
    else:
        yield from answers(numbered(stream, settings=settings), settings=settings, outlets=outlets)


class _Begun(io.RawIOBase):
    """A stream of which the beginning was read already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if not self._first:
            return self._rest.read(size)
        piece = self._first if size < 0 else self._first[:size]
        self._first = self._first[len(piece) :]
        return piece + self._rest.read(-1) if size < 0 else piece


def _answer(given: Document | Failure, settings: Settings, known: Registry) -> Answer:
    if isinstance(given, Failure):
        return _failed(given)
    named = msgspec.structs.replace(given, name=clean(given.name))
    reading = try_reading(named, settings=settings, outlets=known)
    if isinstance(reading, Failure):
        return _failed(reading)
    return Answer(size=0, encoded=output.encode(output.line(reading, with_text=True, outlets=known)))


def _failed(failure: Failure) -> Answer:
    named = Failure(name=clean(failure.name), error=clean(failure.error))
    return Answer(size=0, encoded=output.encode(output.failed(named)), error=named.error)


def _name(unit: Unit) -> str:
    if isinstance(unit, Row):
        return f"{unit.source}:{unit.number}"
    return unit.payload.name if isinstance(unit, Job) else unit.name


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    try:
        stream = path.open("rb")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"{path} cannot be read: {reason}; check the path.") from error
    with stream:
        yield stream
