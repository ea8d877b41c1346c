"""What a fetched feed or sitemap lists: pages to be fetched, each once."""

import hashlib

import msgspec

from firsthand.ingest.kinds import kind_of_bytes
from firsthand.ingest.payload import Payload
from firsthand.ingest.reader import read_payload
from firsthand.ingest.sitemap import SitemapEntry, looks_like_sitemap, read_sitemap
from firsthand.ingest.url import canonical, is_address
from firsthand.model import Document
from firsthand.settings import Settings

_HEAD = 65_536
_JSON_FEED = b"jsonfeed.org/version/"


class Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page that a feed or sitemap lists. ``own`` is what the feed itself says of it, for when the page fails.

    ``mark`` changes when the feed or sitemap says that the page did. ``listing``: it is another sitemap.
    """

    url: str
    mark: str
    own: Document | None = None
    listing: bool = False


class Listing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The pages a feed or sitemap lists, what else it holds, and in ``note`` a sentence when some were left out."""

    pages: tuple[Listed, ...]
    documents: tuple[Document, ...] = ()
    note: str | None = None


def listing(payload: Payload, *, settings: Settings) -> Listing | None:
    """Return what a payload lists; None when it is no feed and no sitemap.

    At most ``settings.fetch_listed`` pages are taken: from a sitemap the newest, from a feed the first. Entries of a
    feed without an address are documents as they are.

    Raises:
        InputError: it is a sitemap that cannot be read.

    """
    if looks_like_sitemap(payload.data):
        return _of_sitemap(payload, settings)
    kind = kind_of_bytes(payload.data[:_HEAD], content_type=payload.content_type)
    if kind == "feed" or (kind == "json" and _JSON_FEED in payload.data[:_HEAD]):
        return _of_feed(payload, settings)
    return None


def _of_sitemap(payload: Payload, settings: Settings) -> Listing:
    entries = read_sitemap(payload.data, limit=settings.max_bytes)
    newest = sorted(entries, key=lambda entry: entry.changed or "", reverse=True)  # stable: undated in their order
    taken = _once([Listed(url=one.url, mark=_sitemap_mark(one), listing=one.sitemap) for one in newest])
    return Listing(pages=taken[: settings.fetch_listed], note=_note(payload, len(taken), settings, "newest"))


def _of_feed(payload: Payload, settings: Settings) -> Listing:
    pages: list[Listed] = []
    rest: list[Document] = []
    for one in read_payload(payload, settings=settings):
        if isinstance(one, Document):
            url = one.url
            if url is not None:
                mark = _mark(one.title or "", one.published or "", one.text)
                pages.append(Listed(url=url, mark=mark, own=one))
            else:
                rest.append(one)
        elif is_address(one.name) and one.name != payload.name:
            pages.append(Listed(url=one.name, mark=""))  # an entry that is nothing but a link
    taken = _once(pages)
    return Listing(
        pages=taken[: settings.fetch_listed],
        documents=tuple(rest[: settings.fetch_listed]),
        note=_note(payload, len(taken), settings, "first"),
    )


def _once(pages: list[Listed]) -> tuple[Listed, ...]:
    found: dict[str, Listed] = {}
    for page in pages:
        found.setdefault(canonical(page.url) or page.url, page)
    return tuple(found.values())


def _note(payload: Payload, number: int, settings: Settings, which: str) -> str | None:
    if number <= settings.fetch_listed:
        return None
    return f"{payload.name} lists {number:,} pages, of which the {which} {settings.fetch_listed:,} were taken."


def _sitemap_mark(entry: SitemapEntry) -> str:
    return _mark(entry.changed or "", entry.title or "")


def _mark(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=8).hexdigest()
