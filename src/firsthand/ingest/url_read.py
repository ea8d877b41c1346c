"""An address to documents, where nothing is kept: the page itself, or the pages a feed or sitemap lists."""

from collections import deque
from collections.abc import Iterator

import msgspec

from firsthand.errors import FirsthandError
from firsthand.ingest.fetch import Fetcher
from firsthand.ingest.payload import Payload
from firsthand.ingest.reader import read_payload
from firsthand.ingest.url_listing import Listed, listing
from firsthand.model import Document, Failure, document_id
from firsthand.settings import Settings

_DEEPEST = 3
"""Sitemaps that list sitemaps: how deep they are followed."""


def read_url(url: str, *, fetcher: Fetcher, settings: Settings) -> Iterator[Document | Failure]:
    """Yield the documents at an address the user gave. What cannot be had is a ``Failure`` with one sentence.

    When the page of a feed's entry cannot be had, the feed's own words are given as well.
    """
    waiting = deque([(Listed(url=url, mark="", listing=True), 0)])
    taken = 0
    while waiting:
        page, depth = waiting.popleft()
        failed: Failure | None = None
        try:
            payload = fetcher.fetch(page.url).payload()
            listed = listing(payload, settings=settings) if page.listing and depth < _DEEPEST else None
        except FirsthandError as error:
            failed = Failure(name=page.url, error=str(error))
        else:
            if listed is not None:
                yield from listed.documents
                free = settings.fetch_listed - taken
                waiting.extend((one, depth + 1) for one in listed.pages[:free])
                taken += len(listed.pages[:free])
                continue
            for result in page_documents(payload, page.own, settings=settings):
                failed = result if isinstance(result, Failure) else failed
                if isinstance(result, Document):
                    yield result
        if failed is not None:
            yield with_own_words(failed) if page.own else failed
            if page.own is not None:
                yield page.own


def page_documents(payload: Payload, own: Document | None, *, settings: Settings) -> Iterator[Document | Failure]:
    """Yield the documents of a fetched page; what it leaves open about its date is taken from the feed's entry."""
    for result in read_payload(payload, settings=settings):
        if isinstance(result, Document) and own is not None and result.published is None and own.published is not None:
            yield msgspec.structs.replace(
                result,
                published=own.published,
                published_how=own.published_how,
                id=document_id(
                    text=result.text,
                    url=result.url,
                    outlet=result.outlet,
                    title=result.title,
                    published=own.published,
                ),
            )
        else:
            yield result


def with_own_words(failed: Failure) -> Failure:
    """Return the failure of a page, with a word on what was kept in its place."""
    return Failure(name=failed.name, error=f"{failed.error} What the feed itself says of it was kept.")
