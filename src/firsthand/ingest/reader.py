"""From a file, a folder or standard input to documents. A bad input is one failure; the others go on."""

import functools
import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import FirsthandError
from firsthand.ingest.feed import read_feed
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.page import read_page
from firsthand.ingest.payload import Payload
from firsthand.ingest.record import build_document, decode_record, from_record
from firsthand.ingest.text import decode, looks_binary
from firsthand.model import Document, Failure
from firsthand.settings import Settings

TEXT = frozenset((".txt", ".md", ".text", ".markdown"))
PAGE = frozenset((".html", ".htm", ".xhtml"))
LINES = frozenset((".jsonl", ".ndjson"))
FEED = frozenset((".xml", ".rss", ".atom"))
KNOWN = TEXT | PAGE | LINES | FEED

_SNIFF = 65_536
_KINDS = "text (.txt, .md), a page (.html), JSON Lines (.jsonl) or a feed (.xml, .rss, .atom)"

_LINES_TYPES = frozenset(("application/jsonl", "application/x-ndjson", "application/x-jsonlines"))
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))

_Read = Callable[..., Iterator[Document | Failure]]


def read_input(source: str | Path, *, settings: Settings) -> Iterator[Document | Failure]:
    """Yield the documents of a file, of the known files in a folder (sorted, subfolders too), or of ``-``.

    Files are told apart by their suffix; standard input by how it begins. JSON Lines are read one line at a time.
    What cannot be read is yielded as a ``Failure`` with one sentence; nothing is raised for it.
    """
    if str(source) == "-":
        yield from _standard_input(settings)
        return
    if str(source).startswith(("http://", "https://")):
        yield Failure(name=str(source), error=f"Addresses are not fetched; save the page {source} as a file first.")
        return
    path = Path(source)
    try:
        if path.is_dir():
            yield from _folder(path, settings)
        else:
            yield from _file(path, settings)
    except (OSError, ValueError) as error:
        yield Failure(name=str(source), error=_os_sentence(str(source), error))


def read_payload(payload: Payload, *, settings: Settings) -> Iterator[Document | Failure]:
    """Yield the documents of bytes that were fetched or unpacked, by their content type, else by how they begin.

    What cannot be read is yielded as a ``Failure`` with one sentence; nothing is raised for it.
    """
    kind = payload.content_type or ""
    if kind in _LINES_TYPES:
        yield from _json_lines(io.BytesIO(payload.data), b"", payload.name, settings)
        return
    read = _sniffed(payload.data[:_SNIFF])
    if read is _text and kind in _PAGE_TYPES:
        read = _page
    yield from _whole(payload.data, functools.partial(read, url=payload.url), payload.name, settings)


def _folder(folder: Path, settings: Settings) -> Iterator[Document | Failure]:
    files = sorted(p for p in folder.rglob("*") if p.suffix.lower() in KNOWN and p.is_file())
    if not files:
        yield Failure(name=str(folder), error=f"The folder {folder} holds no file to read; put {_KINDS} in it.")
    for path in files:
        try:
            yield from _file(path, settings)
        except OSError as error:
            yield Failure(name=str(path), error=_os_sentence(str(path), error))


def _file(path: Path, settings: Settings) -> Iterator[Document | Failure]:
    name, suffix = str(path), path.suffix.lower()
    if not path.exists():
        yield Failure(name=name, error=f"There is no file {name}; check the path.")
    elif not path.is_file():
        yield Failure(name=name, error=f"{name} is neither a file nor a folder; give one of these.")
    elif suffix not in KNOWN:
        ending = f'the ending "{suffix}"' if suffix else "no ending"
        yield Failure(name=name, error=f"The file {name} has {ending}; rename it to say what it is: {_KINDS}.")
    elif path.stat().st_size == 0:
        yield Failure(name=name, error=f"The file {name} is empty; check that it was saved.")
    elif suffix in LINES:
        with path.open("rb") as stream:
            yield from _json_lines(stream, b"", name, settings)
    else:
        with path.open("rb") as stream:
            data = stream.read(settings.max_bytes + 1)
        yield from _whole(data, _reader_of(suffix), name, settings)


def _standard_input(settings: Settings) -> Iterator[Document | Failure]:
    name, stream = "-", sys.stdin.buffer
    try:
        first = stream.read(_SNIFF)
        if not first.strip():
            yield Failure(
                name=name, error="Standard input is empty; pipe a text, a page, JSON Lines or a feed into it."
            )
        elif first.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
            yield from _json_lines(stream, first, name, settings)
        else:
            data = (
                first + stream.read(settings.max_bytes + 1 - len(first)) if len(first) <= settings.max_bytes else first
            )
            yield from _whole(data, _sniffed(first), name, settings)
    except (OSError, ValueError) as error:
        yield Failure(name=name, error=_os_sentence("standard input", error))


def _sniffed(first: bytes) -> _Read:
    head = decode(first[:4_096]).lstrip().lower()
    if head.startswith("<") and any(mark in head for mark in ("<rss", "<feed", "<rdf:rdf")):
        return _feed
    return _page if head.startswith(("<!doctype", "<html", "<?xml", "<head", "<body", "<!--")) else _text


def _reader_of(suffix: str) -> _Read:
    return _text if suffix in TEXT else _page if suffix in PAGE else _feed


def _whole(data: bytes, read: _Read, name: str, settings: Settings) -> Iterator[Document | Failure]:
    """Read bytes that are one file."""
    if len(data) > settings.max_bytes:
        error = f"{_called(name)} is larger than {settings.max_bytes} bytes; split it into parts."
    elif looks_binary(data):
        error = f"{_called(name)} looks like binary data, not text; give {_KINDS}."
    elif not data.strip():
        error = f"{_called(name)} holds only white space; check that it was saved."
    else:
        try:
            yield from read(data, name=name, settings=settings)
        except FirsthandError as wrong:
            yield Failure(name=name, error=_placed(name, wrong))
        return
    yield Failure(name=name, error=error)


def _text(data: bytes, *, name: str, settings: Settings, url: str | None = None) -> Iterator[Document | Failure]:
    yield build_document(name, decode(data), settings=settings, url=url)


def _page(data: bytes, *, name: str, settings: Settings, url: str | None = None) -> Iterator[Document | Failure]:
    page = read_page(decode(data, html=True), settings=settings, url=url)
    yield build_document(
        name,
        page.text,
        settings=settings,
        lang=page.meta.lang,
        url=page.meta.url,
        title=page.meta.title,
        author=page.meta.author,
        outlet=page.meta.outlet,
        published=page.meta.published,
        published_how=page.meta.published_how,
        links=page.links,
    )


def _feed(data: bytes, *, name: str, settings: Settings, url: str | None = None) -> Iterator[Document | Failure]:
    head = decode(data[:4_096], html=True).lower()
    if "<html" in head and "<rss" not in head and "<feed" not in head:
        return _page(data, name=name, settings=settings, url=url)
    return read_feed(data, name=name, settings=settings)


def _json_lines(stream: BinaryIO, first: bytes, name: str, settings: Settings) -> Iterator[Document | Failure]:
    read = 0
    for number, line in bounded_lines(stream, first=first, limit=settings.max_bytes):
        read += 1
        where = f"{name}:{number}"
        if line is None:
            error = f"Line {number} of {name} is longer than {settings.max_bytes} bytes; split the document."
            yield Failure(name=where, error=error)
            continue
        try:
            record = decode_record(line)
            where = str(record.id)
            yield from_record(record, settings=settings)
        except FirsthandError as wrong:
            yield Failure(name=where, error=f"Line {number} of {name}: {wrong}")
    if not read:
        yield Failure(name=name, error=f"{_called(name)} has no lines to read; write one JSON object on each line.")


def _called(name: str) -> str:
    return "Standard input" if name == "-" else f"The file {name}"


def _placed(name: str, error: FirsthandError) -> str:
    return f"{_called(name)}: {error}"


def _os_sentence(name: str, error: Exception) -> str:
    if isinstance(error, PermissionError):
        return f"There is no permission to read {name}; change its permissions or give another file."
    if isinstance(error, FileNotFoundError):
        return f"There is no file {name}; check the path."
    if "\0" in name:
        return "A name with a NUL character in it is no path; check the name."
    if isinstance(error, OSError):
        return f"{name} cannot be read ({error.strerror or error}); check the path and the disk."
    said = " ".join(str(error).split())[:200]
    return f"{name} could not be read because of a fault in Firsthand ({said}); please report it with the input."
