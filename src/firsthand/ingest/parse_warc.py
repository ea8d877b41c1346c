"""A web archive (WARC), record by record: the pages in it, each handed on as its bytes."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from firsthand.errors import FirsthandError
from firsthand.ingest.fetch_body import read_body
from firsthand.ingest.gunzip import Fault, Member, Packed
from firsthand.ingest.jobs import Job, called
from firsthand.ingest.payload import Payload
from firsthand.model import Failure
from firsthand.settings import Settings

_TYPES = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_READ = frozenset(
    (
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "text/markdown",
        "application/pdf",
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/xml",
        "text/xml",
    )
)
"""Types a document can be in. Pictures, scripts and style sheets are passed over in silence, being no documents."""

_TAIL = b"\r\n\r\n"
_SAID: dict[Fault, str] = {
    "cut": "{called} breaks off in the middle of a record; what stood before it was read. Download it again.",
    "damaged": "{called} is damaged at byte {at:,}; the records before and after that were read. Download it again.",
    "bomb": "{called} unpacks to more than {ratio} times its size at byte {at:,}; that record was left out.",
}


def warcs(job: Job, *, settings: Settings) -> Iterator[Payload | Failure | None]:
    """Give the pages of a WARC file, packed or not. A part that is damaged costs its own records only."""
    stream: BinaryIO = Path(job.path).open("rb") if job.path else io.BytesIO(job.payload.data)  # noqa: SIM115
    with stream:
        yield from read_warc(stream, job.payload.name, settings=settings)


def read_warc(stream: BinaryIO, name: str, *, settings: Settings) -> Iterator[Payload | Failure | None]:
    """Give the pages in a stream of WARC records; None for each record passed over."""
    packed = Packed(stream)
    if not packed.at_member():
        yield from _plain(packed, name, settings)
        return
    seen = 0
    while packed.find_member():
        member = Member(packed, settings=settings)
        held: Payload | Failure | None = None
        for found in _records(member, name, settings):
            if member.fault is not None:
                break
            seen += found is not None
            yield held
            held = found
        member.drain()
        if member.fault is None:
            yield held
            continue
        # What was being read when the fault came is not whole.
        said = _SAID[member.fault].format(called=called(name), at=member.start, ratio=settings.max_ratio)
        yield Failure(name=f"{name}#{member.start}", error=said)
    if not seen:
        yield Failure(name=name, error=f"{called(name)} holds no page; check that it is a web archive of pages.")


def _plain(packed: Packed, name: str, settings: Settings) -> Iterator[Payload | Failure | None]:
    """Read an archive that is not packed. Nothing marks the end of a record, so its length is held against the file."""
    seen = 0
    held: Payload | Failure | None = None
    for found in _records(packed, name, settings):
        seen += found is not None
        yield held
        held = found
    if packed.tail == _TAIL:
        yield held
    else:  # the last record may not be whole
        yield Failure(name=f"{name}#{packed.taken}", error=_SAID["cut"].format(called=called(name)))
    if not seen:
        yield Failure(name=name, error=f"{called(name)} holds no page; check that it is a web archive of pages.")


def _records(stream: Member | Packed, name: str, settings: Settings) -> Iterator[Payload | Failure | None]:
    try:
        records = ArchiveIterator(
            cast("BinaryIO", stream), record_types=_TYPES, parse_http=True, auto_decode="transfer", stream_detect=False
        )
        for record in records:
            yield _payload(record, settings)
    except BaseException as error:  # fastwarc panics, which is no Exception
        if isinstance(error, GeneratorExit | KeyboardInterrupt | SystemExit | MemoryError):
            raise
        if isinstance(stream, Member) and stream.fault is not None:
            return
        said = " ".join(str(error).split())[:100].rstrip(".")
        yield Failure(name=name, error=f"{called(name)} holds a record that cannot be read ({said}); it was left out.")


def _payload(record: WarcRecord, settings: Settings) -> Payload | Failure | None:
    url = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    http = record.http_headers
    if not url.startswith(("http://", "https://")):
        return None
    if http is not None and http.status_code is not None and http.status_code // 100 != 2:
        return None
    content_type = record.http_content_type if http is not None else record.headers.get("Content-Type")
    media = (content_type or "").partition(";")[0].strip().lower()
    if media not in _READ or url.endswith("/robots.txt"):
        return None
    data = record.reader.read(settings.max_bytes + 1)
    encoding = ((http.get("Content-Encoding") if http is not None else None) or "").strip().lower()
    if data.lstrip()[:1] == b"<" or (encoding in {"gzip", "x-gzip"} and not data.startswith(b"\x1f\x8b")):
        encoding = ""  # many who write archives unpack the content and keep the header
    try:
        # Unpacked here and not by fastwarc, which loses its place in a record that is not read to its end.
        _, data = read_body([data], encoding, limit=settings.max_bytes, url=url)
    except FirsthandError as error:
        return Failure(name=url, error=str(error))
    modified = http.get("Last-Modified") if http is not None else None
    charset = record.http_charset if http is not None else None
    return Payload(name=url, data=data, url=url, content_type=media, charset=charset, last_modified=modified)
