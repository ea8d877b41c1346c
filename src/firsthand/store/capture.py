"""What was fetched, kept: the exchanges as WARC in a file beside the case, and a row that says where in it.

A page may change or vanish; the capture is what it was. Records are only ever added at the end of the file, inside
the transaction that adds their row, so two writers take turns and what a row names is whole. When a file is not as
the rows leave it (a program died while adding to it, or somebody changed it), it is left alone and a new one begun.
"""

import functools
import hashlib
import io
import os
import sqlite3
from importlib.metadata import version
from pathlib import Path

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from firsthand.errors import CaptureError, CaseError, FirsthandError
from firsthand.ingest.fetch_body import read_body
from firsthand.ingest.fetch_model import Exchange, Fetched
from firsthand.ingest.payload import Payload

_MOST_FILES = 10_000
_PIECE = 65_536


class Fetch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer of a server. ``same_as`` is the row of the earlier answer with the same content, if there is one."""

    row: int
    url: str
    final: str
    fetched: str
    status: int
    content_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    sha256: str | None
    same_as: int | None
    capture: str | None
    capture_start: int | None
    capture_end: int | None

    @property
    def content_row(self) -> int:
        """The row of the answer that holds the content."""
        return self.same_as or self.row


class Captures:
    """The fetches of an open case. ``keep`` must be called inside a write transaction."""

    def __init__(self, db: sqlite3.Connection, case: Path) -> None:
        self._db, self._case = db, case

    def keep(self, fetched: Fetched, *, input_row: int, afresh: bool = False) -> Fetch:
        """Keep an answer: its records in the file, unless its content is that of the answer before, and its row.

        With ``afresh`` the records are kept anyway, since those of the answer before are gone.

        Raises:
            CaseError: the file cannot be written.

        """
        before = None if afresh else self.last(fetched.asked)
        same = before is not None and (fetched.not_modified or fetched.sha256 == before.sha256)
        place: tuple[str | None, int | None, int | None] = (None, None, None)
        if not same:
            place = self._append(fetched)
        row = self._db.execute(
            "INSERT INTO fetches (input, url, final, fetched, status, content_type, charset, etag, last_modified, "
            "size, sha256, same_as, capture, capture_start, capture_end) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                input_row,
                fetched.asked,
                fetched.url,
                fetched.at,
                fetched.status,
                before.content_type if same and before else fetched.content_type,
                before.charset if same and before else fetched.charset,
                fetched.header("etag") or (before.etag if same and before else None),
                fetched.header("last-modified") or (before.last_modified if same and before else None),
                None if fetched.not_modified else len(fetched.content),
                before.sha256 if same and before else fetched.sha256,
                before.content_row if same and before else None,
                *place,
            ],
        ).lastrowid
        return self._get(row or 0)

    def last(self, url: str) -> Fetch | None:
        """Return the last answer to an address."""
        return next(iter(self._select("url = ? ORDER BY row DESC LIMIT 1", [url])), None)

    def payload(self, fetch: Fetch, *, limit: int) -> Payload:
        """Return the content of an answer, read back from the file and checked against its hash.

        Raises:
            CaptureError: the file is gone, or is not what was written.

        """
        held = self._get(fetch.content_row)
        try:
            content = self._content(held, limit=limit)
        except (OSError, FirsthandError, ValueError, EOFError) as error:
            raise CaptureError(f"The capture of {fetch.url} in {held.capture} cannot be read ({error}).") from error
        if hashlib.sha256(content).hexdigest() != held.sha256:
            raise CaptureError(f"The capture of {fetch.url} in {held.capture} is not what was fetched.")
        return Payload(
            name=fetch.url,
            data=content,
            url=fetch.final,
            content_type=held.content_type,
            charset=held.charset,
            last_modified=fetch.last_modified,
        )

    def all(self) -> list[Fetch]:
        """Return every answer that has records in a file, in their order there."""
        return self._select("capture IS NOT NULL ORDER BY capture, capture_start", [])

    def files(self) -> dict[Path, int]:
        """Return the files the rows name, and where in each the last record ends."""
        rows = self._db.execute(
            "SELECT capture, max(capture_end) FROM fetches WHERE capture IS NOT NULL GROUP BY capture"
        )
        return {self._case.with_name(Path(name).name): end for name, end in rows}

    def _content(self, held: Fetch, *, limit: int) -> bytes:
        with self._case.with_name(Path(held.capture or "").name).open("rb") as stream:
            stream.seek(held.capture_start or 0)
            part = io.BytesIO(stream.read((held.capture_end or 0) - (held.capture_start or 0)))
        found: bytes | None = None
        for record in ArchiveIterator(part):
            if record.rec_type == "response":  # the last one is the answer, those before it are redirects
                encoding = record.http_headers.get_header("Content-Encoding") or ""
                pieces = iter(functools.partial(record.raw_stream.read, _PIECE), b"")
                found = read_body(pieces, encoding, limit=limit, url=held.final)[1]
        if found is None:
            raise ValueError("it is not there")
        return found

    def _append(self, fetched: Fetched) -> tuple[str, int, int]:
        path, start = self._place()
        written = _records(fetched, path.name, first=start == 0)
        try:
            with path.open("ab" if start else "xb") as stream:
                stream.write(written)
                stream.flush()
                os.fsync(stream.fileno())
            if not start:
                _settle_folder(path.parent)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise CaseError(
                f"{path}, which keeps what is fetched, cannot be written: {reason}; make room and try again."
            ) from error
        return path.name, start, start + len(written)

    def _place(self) -> tuple[Path, int]:
        ends = self.files()
        for number in range(1, _MOST_FILES):
            mark = "" if number == 1 else f"-{number}"
            path = self._case.with_name(f"{self._case.name}{mark}.warc.gz")
            size = path.stat().st_size if path.exists() else None
            if size is None and path not in ends:
                return path, 0
            if size is not None and ends.get(path) == size:
                return path, size
        raise CaseError(f"Too many files beside {self._case} are named as captures and are none; move them away.")

    def _get(self, row: int) -> Fetch:
        return self._select("row = ?", [row])[0]

    def _select(self, where: str, values: list[str | int]) -> list[Fetch]:
        fields = Fetch.__struct_fields__
        rows = self._db.execute(f"SELECT {', '.join(fields)} FROM fetches WHERE {where}", values)  # noqa: S608 - ours
        return [Fetch(**dict(zip(fields, row, strict=True))) for row in rows]


def _records(fetched: Fetched, name: str, *, first: bool) -> bytes:
    """Write the exchanges as WARC 1.1 (ISO 28500:2017), each record packed by itself."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="WARC/1.1")
    if first:
        about = {"software": f"firsthand/{version('firsthand')}", "format": "WARC File Format 1.1"}
        writer.write_record(writer.create_warcinfo_record(name, about))
    for one in fetched.exchanges:
        known = {"WARC-Date": one.at} | ({"WARC-IP-Address": one.ip} if one.ip else {})
        head = StatusAndHeaders(f"{one.status} {one.reason}".strip(), _kept(one), protocol="HTTP/1.1")
        response = writer.create_warc_record(
            one.url, "response", io.BytesIO(one.body), length=len(one.body), http_headers=head, warc_headers_dict=known
        )
        asked = StatusAndHeaders(f"GET {one.target} HTTP/1.1", list(one.asked), is_http_request=True)
        request = writer.create_warc_record(one.url, "request", http_headers=asked, warc_headers_dict=known)
        writer.write_request_response_pair(request, response)
    return out.getvalue()


def _kept(one: Exchange) -> list[tuple[str, str]]:
    """The headers as sent, but for chunking, which is taken off the body."""
    renamed = {"transfer-encoding": "X-Archive-Orig-Transfer-Encoding"}
    return [(renamed.get(name.lower(), name), value) for name, value in one.headers]


def _settle_folder(folder: Path) -> None:
    """Make a new file's name as safe against a power cut as its content."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
