"""A sitemap or news sitemap (sitemaps.org protocol 0.9): which pages a site has, and when each last changed.

Read with lxml. The library made for it, ultimate-sitemap-parser, would hold dates back to an old python-dateutil, and
its parser reads a whole tree of sitemaps by a client of its own, past the checks every address here goes through.
"""

import io
import zlib

import msgspec
from lxml import etree

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.text import one_line
from firsthand.ingest.url import is_address

_MOST = 50_000
"""Entries of one sitemap, by the protocol; what comes after them is not looked at."""

_GZIP = b"\x1f\x8b"


class SitemapEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of a site, or with ``sitemap`` another sitemap. ``changed`` is ISO 8601, as far as it is given."""

    url: str
    changed: str | None = None
    title: str | None = None
    sitemap: bool = False


def looks_like_sitemap(data: bytes) -> bool:
    """Say whether bytes, packed or not, begin as a sitemap does."""
    try:
        head = _unpacked(data, limit=4_096, whole=False)[:4_096]
    except DecodeError:
        return False
    return b"<urlset" in head or b"<sitemapindex" in head


def read_sitemap(data: bytes, *, limit: int) -> tuple[SitemapEntry, ...]:
    """Return the entries of a sitemap or an index of them, in its order; unpacked, it has at most ``limit`` bytes.

    What is broken off is read as far as it goes.

    Raises:
        DecodeError: it is no sitemap, or holds no address.
        LimitError: it is longer.

    """
    source = io.BytesIO(_unpacked(data, limit=limit, whole=True))
    found: list[SitemapEntry] = []
    try:
        steps = etree.iterparse(
            source, events=("end",), recover=True, resolve_entities=False, no_network=True, load_dtd=False
        )
        for _, element in steps:
            kind = _name(element)
            if kind in {"url", "sitemap"}:
                entry = _entry(element, sitemap=kind == "sitemap")
                if entry is not None:
                    found.append(entry)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
            if len(found) >= _MOST:
                break
    except etree.LxmlError as error:
        if not found:
            raise DecodeError("It begins as a sitemap and is none; look at it in a browser.") from error
    if not found:
        raise DecodeError("The sitemap lists no page; look at it in a browser.")
    return tuple(found)


def _entry(element: etree._Element, *, sitemap: bool) -> SitemapEntry | None:
    fields: dict[str, str] = {}
    for child in element.iter(etree.Element):
        name = _name(child)
        if name in {"loc", "lastmod", "title", "publication_date"} and child.text and "image" not in child.tag:
            fields.setdefault(name, child.text.strip())
    url = fields.get("loc", "")
    if not is_address(url):
        return None
    return SitemapEntry(
        url=url,
        changed=iso_date(fields.get("lastmod")) or iso_date(fields.get("publication_date")),
        title=one_line(fields.get("title")),
        sitemap=sitemap,
    )


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _unpacked(data: bytes, *, limit: int, whole: bool) -> bytes:
    """Unpack gzip, of which at most ``limit`` bytes; with ``whole``, more than these are an error."""
    if not data.startswith(_GZIP):
        unpacked = data
    else:
        try:
            unpacked = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(data, limit + 1)
        except zlib.error as error:
            raise DecodeError(f"It is packed and damaged ({error}); try again later.") from error
    if whole and len(unpacked) > limit:
        raise LimitError(f"The sitemap is larger than {limit:,} bytes; give a part of it.")
    return unpacked
