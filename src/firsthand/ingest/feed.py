"""A feed (RSS, Atom, RDF): one document an entry."""

import re
import time
from collections.abc import Iterator
from typing import Any

import feedparser

from firsthand.errors import FirsthandError
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.markup import fragment, plain_words
from firsthand.ingest.record import build_document
from firsthand.model import Document, Failure, Hyperlink
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

_HALVES = re.compile(
    rb"&#(?:[xX]0*[dD][89a-fA-F][0-9a-fA-F]{2}|0*5(?:529[6-9]|5[3-9]\d\d|6\d{3}|7[0-2]\d\d|73[0-3]\d|734[0-3]));"
)
"""Halves of a pair written as numbers, on which feedparser breaks."""

_MAX_ENTRIES = 10_000
_MAX_EMPTY = 20
"""Entries without a text that are named one by one."""


def read_feed(data: bytes, *, name: str, settings: Settings) -> Iterator[Document | Failure]:
    """Yield a document for each entry of a feed, or one failure when the bytes are no feed.

    Markup is taken off titles and texts; a link is kept only when it is http or https. Entries are named after
    their address, or ``name`` with their number.
    """
    parsed = feedparser.parse(_HALVES.sub(b"&#xFFFD;", data), sanitize_html=True, resolve_relative_uris=False)
    entries = parsed.get("entries", [])[:_MAX_ENTRIES]
    if not entries:
        kind = "has no entries" if parsed.get("version") else "is not an RSS or Atom feed"
        yield Failure(name=name, error=f"The file {name} {kind}; check that it is the feed itself, not a page.")
        return
    empty = 0
    feed = parsed.get("feed", {})
    outlet, lang = plain_words(feed.get("title")), feed.get("language")
    for number, entry in enumerate(entries, 1):
        link = entry.get("link", "")
        url = link if isinstance(link, str) and host_of(link) else None
        entry_name = url or f"{name}#{number}"
        title = plain_words(entry.get("title"))
        text, links = _body(entry)
        if not text and not title:
            empty += 1
            if empty > _MAX_EMPTY:
                continue
            yield Failure(
                name=entry_name, error=f"Entry {number} of the feed {name} has no text; open its page instead."
            )
            continue
        published, how = _published(entry)
        try:
            yield build_document(
                entry_name,
                text or title or "",
                settings=settings,
                lang=entry.get("language") or lang,
                url=url,
                title=title,
                author=plain_words(entry.get("author")),
                outlet=outlet,
                published=published,
                published_how=how,
                links=links,
            )
        except FirsthandError as error:
            yield Failure(name=entry_name, error=str(error))
    if empty > _MAX_EMPTY:
        more = empty - _MAX_EMPTY
        yield Failure(
            name=name, error=f"{more:,} more entries of the feed {name} have no text; open their pages instead."
        )


def _body(entry: dict[str, Any]) -> tuple[str, tuple[Hyperlink, ...]]:
    """The longest of an entry's texts, as paragraphs."""
    contents = [c.get("value", "") for c in entry.get("content", [])] + [entry.get("summary", "")]
    longest = max((c for c in contents if isinstance(c, str)), key=len, default="")
    return fragment(longest)


def _published(entry: dict[str, Any]) -> tuple[str | None, str | None]:
    for field, how in (("published", "feed entry published"), ("updated", "feed entry updated")):
        if not dict.__contains__(entry, field):  # feedparser would answer with the other field, and a warning
            continue
        given = iso_date(entry.get(field))
        if given:
            return given, how
        parsed = entry.get(f"{field}_parsed")
        if isinstance(parsed, time.struct_time):
            return iso_date(time.strftime("%Y-%m-%dT%H:%M:%S+00:00", parsed)), how
    return None, None
