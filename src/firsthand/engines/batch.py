"""Batch extraction: a stream of JSON lines in, one result line for each, in the same order."""

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from firsthand import output
from firsthand.engines.local import CHUNK, Lost, run
from firsthand.errors import DecodeError, FirsthandError, LimitError
from firsthand.ingest import decode_record, from_record
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.text import clean
from firsthand.model import Failure
from firsthand.outlets import registry
from firsthand.reading import try_reading, unexpected
from firsthand.settings import Settings


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the input: its number, from 1, and its bytes; None when it is longer than the settings allow."""

    number: int
    raw: bytes | None
    source: str | None = None

    @property
    def place(self) -> str:
        """Where it stands, for a sentence."""
        return f"Line {self.number} of {self.source}" if self.source else f"Line {self.number}"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The result line of one input line, encoded, and the size of that input in bytes.

    ``error`` repeats the sentence when the document failed.
    """

    size: int
    encoded: bytes
    error: str | None = None


def numbered(stream: BinaryIO, *, settings: Settings) -> Iterator[Numbered]:
    """Give the lines of a stream that are not blank, none longer than the settings allow held in memory."""
    for number, raw in bounded_lines(stream, limit=settings.max_bytes):
        yield Numbered(number=number, raw=raw)


def answer(given: Numbered, *, settings: Settings, outlets: tuple[Path, ...] = ()) -> Answer:
    """Read one JSON line and return its result line. Bad input is a line with ``error``, never a raise.

    ``outlets`` are files of outlets beside the bundled one. They go to other processes as paths, and each
    process reads them once.
    """
    known = registry(*outlets)
    try:
        if given.raw is None:
            raise LimitError(f"The line is longer than {settings.max_bytes:,} bytes; split the document.")
        record = decode_record(given.raw, columns=settings.columns)
        if clean(str(record.id)) != str(record.id):
            raise DecodeError("The id holds characters that cannot be written back, such as half a pair; change it.")
        document = from_record(record, settings=settings)
    except FirsthandError as error:
        return _failed(given, f"{given.place}: {error}", settings)
    reading = try_reading(document, settings=settings, outlets=known)
    if isinstance(reading, Failure):
        return _failed(given, reading.error, settings)
    # The text of a page is given back; offsets into a text hold in the caller's own, which ingest keeps as long.
    row = output.line(reading, with_text=record.text is None, outlets=known)
    return Answer(size=len(given.raw), encoded=output.encode(row))


def answers(
    lines: Iterable[Numbered], *, settings: Settings, outlets: tuple[Path, ...] = (), chunk: int = CHUNK
) -> Iterator[Answer]:
    """Answer every line, in order, over the processes the settings name.

    Raises:
        LanguageDataError: a file of outlets is missing or malformed.

    """
    registry(*outlets)  # a bad file is said once and now, not once a line
    function = functools.partial(answer, settings=settings, outlets=outlets)
    for result in run(function, lines, workers=settings.workers, chunk=chunk):
        if isinstance(result, Lost):
            yield _failed(result.given, unexpected(result.given.place, result.error), settings)
        else:
            yield result


def _failed(given: Numbered, error: str, settings: Settings) -> Answer:
    row = output.failed(Failure(name=_name(given, settings), error=error))
    return Answer(size=len(given.raw or b""), encoded=output.encode(row), error=error)


def _name(given: Numbered, settings: Settings) -> str:
    """Return the id a broken line still tells, or its number."""
    try:
        row = msgspec.json.decode(given.raw or b"", type=dict[str, Any])
    except (msgspec.DecodeError, UnicodeDecodeError):
        row = {}
    name = row.get(dict(settings.columns).get("id", "id"))
    if isinstance(name, str | int) and not isinstance(name, bool):
        return str(name)
    return f"{given.source}:{given.number}" if given.source else f"line {given.number}"
