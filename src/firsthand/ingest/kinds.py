"""What kind of input bytes are: by a file's ending, by what their carrier says, and by how they begin."""

import re
import zlib
from pathlib import PurePath
from typing import Literal

from firsthand.ingest.text import decode

Kind = Literal[
    "text", "markdown", "page", "feed", "json", "lines", "mail", "pdf", "zip", "csv", "parquet", "warc", "record"
]
"""``zip`` is a Word document or a WACZ, told apart once opened; ``record`` is one JSON line that holds a page."""

ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "page",
    ".htm": "page",
    ".xhtml": "page",
    ".mhtml": "mail",
    ".mht": "mail",
    ".eml": "mail",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
    ".xml": "feed",
    ".rss": "feed",
    ".atom": "feed",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
    ".pdf": "pdf",
    ".docx": "zip",
    ".wacz": "zip",
    ".warc": "warc",
    ".warc.gz": "warc",
}

STREAMED: frozenset[Kind] = frozenset(("csv", "parquet", "warc"))
"""Kinds of many documents, read piece by piece from the file itself; a WACZ is one too."""

NAMED = (
    "text (.txt), Markdown (.md), a page (.html, .mhtml), mail (.eml), PDF, Word (.docx), JSON (.jsonl, .json), "
    "a table (.csv, .parquet), a web archive (.warc.gz, .wacz) or a feed (.xml, .rss, .atom)"
)

_TYPES: dict[str, Kind] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/markdown": "markdown",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "message/rfc822": "mail",
    "multipart/related": "mail",
    "application/x-mimearchive": "mail",
    "application/jsonl": "lines",
    "application/x-ndjson": "lines",
    "application/x-jsonlines": "lines",
}
_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
)
_HEADER = re.compile(r"[A-Za-z][A-Za-z0-9-]{1,40}:[ \t]?[^\n]*(?:\n[ \t][^\n]*){0,50}\n")
_MAIL = frozenset(("from", "subject", "mime-version", "message-id", "received", "return-path", "delivered-to", "date"))
_FEEDS = ("<rss", "<feed", "<rdf:rdf")
_PAGES = ("<!doctype", "<html", "<?xml", "<head", "<body", "<!--")
_JSON_MARKS = (b"jsonfeed.org/version", b'"hits"', b'"body_html', b'"bodies"', b'"headline', b'"versioncreated"')
_SNIFF = 4_096


def ending_of(name: str) -> str:
    """Return a file's ending in lower case, ``.warc.gz`` as one; "" for none."""
    path = PurePath(name)
    return ".warc.gz" if path.name.lower().endswith(".warc.gz") else path.suffix.lower()


def kind_of_file(name: str, head: bytes) -> Kind | None:
    """Return the kind of a file by its ending; what its first bytes prove comes first. None for an unknown ending."""
    given = ENDINGS.get(ending_of(name))
    return given and (_proven(head) or given)


def kind_of_bytes(head: bytes, *, content_type: str | None = None) -> Kind:
    """Return the kind of bytes without a name. Servers mistake types, so how the bytes begin comes first.

    ``content_type`` decides only what the first bytes leave open.
    """
    said = _TYPES.get(content_type or "")
    proven = _proven(head)
    if proven is not None:
        return proven
    if said == "lines":
        return said
    begins = decode(head[:_SNIFF]).lstrip("\ufeff \t\r\n").replace("\r\n", "\n")
    low = begins.lower()
    if low.startswith("<") and any(mark in low for mark in _FEEDS):
        return "feed"
    if low.startswith(_PAGES):
        return "page"
    if low.startswith("{") or (low.startswith("[") and "json" in (content_type or "")):
        return _json(head)
    return said or ("mail" if _is_mail(begins) else "text")


def _json(head: bytes) -> Kind:
    """Tell one JSON value, over several lines or of a kind that has a name, from a line for each document."""
    first, end, rest = head.lstrip(b"\xef\xbb\xbf \t\r\n").partition(b"\n")
    if end and (not first.rstrip().endswith(b"}") or first.startswith(b"[")):
        return "json"
    named = first.startswith(b"[") or any(mark in first[:_SNIFF] for mark in _JSON_MARKS)
    return "json" if named and rest.lstrip()[:1] != b"{" else "lines"


def _proven(head: bytes) -> Kind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head.startswith(b"\x1f\x8b"):
        try:
            begins = zlib.decompressobj(31).decompress(head[:_SNIFF], 16)
        except zlib.error:
            return None
        return "warc" if begins.startswith(b"WARC/") else None
    return None


def _is_mail(begins: str) -> bool:
    """Say whether a text opens with the headers of a message: several, and two that mail programs write."""
    if begins.startswith("From "):
        begins = begins.partition("\n")[2]
    names: list[str] = []
    at = 0
    while len(names) < 60 and (match := _HEADER.match(begins, at)):
        names.append(match[0].partition(":")[0].lower())
        at = match.end()
    return len(_MAIL.intersection(names)) >= 3
