"""From an input to sheets: read just far enough to compare texts, which needs no languages and no attributions."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from firsthand.errors import FirsthandError, LimitError
from firsthand.ingest import decode_record, from_record, read_input
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.language import known_language
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.reader import LINES
from firsthand.ingest.record import InputRecord
from firsthand.ingest.text import clean, one_line
from firsthand.link.reuse_sheet import sheet_of
from firsthand.link.reuse_shelf import encoded
from firsthand.model import Document, Failure
from firsthand.outlets import registry
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a file of JSON Lines; ``raw`` is None when it is longer than the settings allow."""

    source: str
    number: int
    raw: bytes | None


def inputs(source: str | Path, *, settings: Settings) -> Iterator[Line | Document | Failure]:
    """Give what an input holds: undecoded lines, where it is a file of them, so that workers decode them."""
    path = Path(source)
    if path.suffix.lower() not in LINES or not path.is_file():
        yield from read_input(source, settings=settings)
        return
    number = 0
    try:
        with path.open("rb") as stream:
            for number, raw in bounded_lines(stream, limit=settings.max_bytes):
                yield Line(source=str(source), number=number, raw=raw)
    except OSError:
        number = 0
    if not number:
        yield from (given for given in read_input(source, settings=settings) if isinstance(given, Failure))


def sheet(given: Line | Document | Failure, *, settings: Settings, outlets: tuple[Path, ...] = ()) -> bytes | Failure:
    """Return the encoded sheet of a document. Bad input is a failure, never a raise."""
    if isinstance(given, Failure):
        return given
    try:
        document = given if isinstance(given, Document) else _document(given, settings)
        # A file's name, and an id, may hold bytes that are no text, which JSON cannot keep.
        named = msgspec.structs.replace(document, name=clean(document.name))
        return encoded(sheet_of(named, outlets=registry(*outlets)))
    except FirsthandError as error:
        name = given.name if isinstance(given, Document) else f"{given.source}:{given.number}"
        where = "" if isinstance(given, Document) else f"Line {given.number} of {given.source}: "
        return Failure(name=name, error=f"{where}{error}")


def _document(line: Line, settings: Settings) -> Document:
    if line.raw is None:
        raise LimitError(f"The line is longer than {settings.max_bytes:,} bytes; split the document.")
    record = decode_record(line.raw, columns=settings.columns)
    if record.text is None:
        return from_record(record, settings=settings)
    return _plain(record, record.text, settings)


def _plain(record: InputRecord, text: str, settings: Settings) -> Document:
    """Make a document of a text as ingest does, but without looking for its languages, the dearest part of reading."""
    if len(text) > settings.max_chars:
        raise LimitError(f"The text has more than {settings.max_chars:,} characters; split it into parts.")
    address = one_line(record.url, limit=2_000)
    return Document(
        id="",
        name=str(record.id),
        text=clean(text),
        lang=known_language(record.lang) or "other",
        url=address if address and host_of(address) else None,
        outlet=one_line(record.outlet),
        published=iso_date(record.published),
    )
