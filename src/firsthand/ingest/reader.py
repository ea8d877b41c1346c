"""From a file, a folder, standard input or fetched bytes to documents. A bad input is one failure; the others go on."""

import functools
import io
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from firsthand.errors import FirsthandError
from firsthand.ingest.jobs import Job, Row, called, placed
from firsthand.ingest.kinds import ENDINGS, NAMED, STREAMED, Kind, ending_of, kind_of_bytes, kind_of_file
from firsthand.ingest.lines import bounded_lines
from firsthand.ingest.ordered import ordered
from firsthand.ingest.payload import Payload
from firsthand.ingest.record import build_document, decode_record, from_record
from firsthand.ingest.sandbox import parse
from firsthand.ingest.text import decode, looks_binary
from firsthand.model import Document, Failure
from firsthand.settings import Settings

LINES = frozenset(ending for ending, kind in ENDINGS.items() if kind == "lines")
KNOWN = frozenset(ENDINGS)

_SNIFF = 65_536

_DEEPEST = 5

Unit = Job | Row | Document | Failure
"""What an input is made of: bytes that a child is to read, a row, what was read on opening, or could not be."""


def read_input(source: str | Path, *, settings: Settings) -> Iterator[Document | Failure]:
    """Yield the documents of a file, of the known files in a folder (sorted, subfolders too), or of ``-``.

    Files are told apart by their ending and by how they begin; standard input by how it begins. Files of many
    documents are read piece by piece, over as many processes as the settings name, in order. What cannot be read is
    yielded as a ``Failure`` with one sentence; nothing is raised for it.
    """
    function = functools.partial(_listed, settings=settings)
    for found in ordered(function, units(source, settings=settings), workers=settings.workers):
        yield from found


def read_payload(payload: Payload, *, settings: Settings) -> Iterator[Document | Failure]:
    """Yield the documents of bytes that were fetched or unpacked, by how they begin, else by their content type.

    What cannot be read is yielded as a ``Failure`` with one sentence; nothing is raised for it.
    """
    for unit in _opened(_payload_units(payload, settings), settings):
        yield from documents(unit, settings=settings)


def units(source: str | Path, *, settings: Settings) -> Iterator[Unit]:
    """Yield what an input is made of, for ``documents`` to read in this process or another. Containers are opened."""
    yield from _opened(_units(source, settings), settings)


def stream_units(stream: BinaryIO, first: bytes, kind: Kind, name: str, settings: Settings) -> Iterator[Unit]:
    """Yield what a stream of a known kind is made of; ``first`` are bytes already read from it."""
    yield from _opened(_pieces(stream, first, kind, name, settings), settings)


def documents(unit: Unit, *, settings: Settings) -> Iterator[Document | Failure]:
    """Read one unit. Nothing is raised for the input's sake."""
    if isinstance(unit, Document | Failure):
        yield unit
    elif isinstance(unit, Row):
        yield _from_row(unit, settings)
    elif unit.kind == "text":
        yield _text(unit, settings)
    else:
        for found in parse(unit, settings=settings):
            if isinstance(found, Document | Failure):
                yield found
            elif isinstance(found, Row):
                yield _from_row(found, settings)
            else:
                yield from documents(_leaf(found, attached=unit.kind == "mail"), settings=settings)


def _listed(unit: Unit, *, settings: Settings) -> list[Document | Failure]:
    return list(documents(unit, settings=settings))


def _units(source: str | Path, settings: Settings) -> Iterator[Unit]:
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


def _opened(given: Iterable[Unit], settings: Settings) -> Iterator[Unit]:
    """Replace files of many documents by what is in them."""
    for unit in given:
        if not isinstance(unit, Job) or (unit.kind not in STREAMED and unit.kind != "zip"):
            yield unit
            continue
        for found in parse(unit, settings=settings):
            yield _leaf(found) if isinstance(found, Payload) else found


def _leaf(payload: Payload, *, attached: bool = False) -> Unit:
    """What an archive or a message holds. An archive in an archive is not opened, nor messages in it to any depth."""
    kind = kind_of_bytes(payload.data[:_SNIFF], content_type=payload.content_type)
    if payload.name.count("#") > _DEEPEST:
        return Failure(name=payload.name, error=f"{called(payload.name)} lies too deep in others; save it and give it.")
    if kind in STREAMED or kind == "lines" or (kind == "zip" and not attached):
        return Failure(name=payload.name, error=f"{called(payload.name)} is an archive in an archive; unpack it first.")
    return Job(kind=kind, payload=payload)


def files_of(source: str | Path) -> list[Path]:
    """Return the files that reading a path would read: itself, or what is known of a folder's, sorted."""
    path = Path(source)
    if not path.is_dir():
        return [path]
    return sorted(p for p in path.rglob("*") if ending_of(p.name) in KNOWN and p.is_file())


def _folder(folder: Path, settings: Settings) -> Iterator[Unit]:
    files = files_of(folder)
    if not files:
        yield Failure(name=str(folder), error=f"The folder {folder} holds no file to read; put {NAMED} in it.")
    for path in files:
        try:
            yield from _file(path, settings)
        except OSError as error:
            yield Failure(name=str(path), error=_os_sentence(str(path), error))


def _file(path: Path, settings: Settings) -> Iterator[Unit]:
    name, ending = str(path), ending_of(path.name)
    if not path.exists():
        yield Failure(name=name, error=f"There is no file {name}; check the path.")
    elif not path.is_file():
        yield Failure(name=name, error=f"{name} is neither a file nor a folder; give one of these.")
    elif ending not in KNOWN:
        shown = f'the ending "{ending}"' if ending else "no ending"
        yield Failure(name=name, error=f"The file {name} has {shown}; rename it to say what it is: {NAMED}.")
    elif path.stat().st_size == 0:
        yield Failure(name=name, error=f"The file {name} is empty; check that it was saved.")
    else:
        with path.open("rb") as stream:
            first = stream.read(_SNIFF)
            kind = kind_of_file(name, first) or "text"
            yield from _pieces(stream, first, kind, name, settings, path=path)


def _standard_input(settings: Settings) -> Iterator[Unit]:
    name, stream = "-", sys.stdin.buffer
    try:
        first = stream.read(_SNIFF)
        if not first.strip():
            yield Failure(
                name=name, error="Standard input is empty; pipe a text, a page, JSON Lines or a feed into it."
            )
            return
        yield from _pieces(stream, first, kind_of_bytes(first), name, settings)
    except (OSError, ValueError) as error:
        yield Failure(name=name, error=_os_sentence("standard input", error))


def _pieces(
    stream: BinaryIO, first: bytes, kind: Kind, name: str, settings: Settings, *, path: Path | None = None
) -> Iterator[Unit]:
    if kind == "lines":
        yield from _rows(stream, first, name, settings)
    elif (kind in STREAMED or kind == "zip") and path is not None:
        yield Job(kind=kind, payload=Payload(name=name, data=b""), path=str(path))
    elif kind in STREAMED or kind == "zip":
        with tempfile.NamedTemporaryFile(prefix="firsthand-") as kept:  # a child reads it from a path, back and forth
            kept.write(first)
            shutil.copyfileobj(stream, kept)
            kept.flush()
            yield Job(kind=kind, payload=Payload(name=name, data=b""), path=kept.name)
    else:
        left = settings.max_bytes + 1 - len(first)
        data = first + stream.read(left) if left > 0 else first
        yield _whole(Job(kind=kind, payload=Payload(name=name, data=data)), settings)


def _payload_units(payload: Payload, settings: Settings) -> Iterator[Unit]:
    kind = kind_of_bytes(payload.data[:_SNIFF], content_type=payload.content_type)
    if kind in {"lines", "parquet"}:  # Parquet is read from a file alone
        yield from _pieces(io.BytesIO(payload.data), b"", kind, payload.name, settings)
    else:
        yield _whole(Job(kind=kind, payload=payload), settings)


def _whole(job: Job, settings: Settings) -> Unit:
    """Give back a job whose bytes are one input, or the reason not to begin."""
    name, data = job.payload.name, job.payload.data
    if len(data) > settings.max_bytes:
        error = f"{called(name)} is larger than {settings.max_bytes} bytes; split it into parts."
    elif job.kind not in {"pdf", "zip", "parquet", "warc", "mail"} and looks_binary(data):
        error = f"{called(name)} looks like binary data, not text; give {NAMED}."
    elif not data.strip():
        error = f"{called(name)} holds only white space; check that it was saved."
    else:
        return job
    return Failure(name=name, error=error)


def _rows(stream: BinaryIO, first: bytes, name: str, settings: Settings) -> Iterator[Unit]:
    read = 0
    for number, line in bounded_lines(stream, first=first, limit=settings.max_bytes):
        read += 1
        yield Row(source=name, number=number, raw=line)
    if not read:
        yield Failure(name=name, error=f"{called(name)} has no lines to read; write one JSON object on each line.")


def _from_row(row: Row, settings: Settings) -> Document | Failure:
    where = f"{row.source}:{row.number}"
    if row.raw is None:
        error = f"Line {row.number} of {row.source} is longer than {settings.max_bytes} bytes; split the document."
        return Failure(name=where, error=error)
    try:
        record = decode_record(row.raw, columns=settings.columns)
        where = str(record.id)
        return from_record(record, settings=settings)
    except FirsthandError as wrong:
        return Failure(name=where, error=f"Line {row.number} of {row.source}: {wrong}")


def _text(job: Job, settings: Settings) -> Document | Failure:
    given = job.payload
    try:
        return build_document(given.name, decode(given.data, said=given.charset), settings=settings, url=given.url)
    except FirsthandError as wrong:
        return Failure(name=given.name, error=placed(job, str(wrong)))


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
