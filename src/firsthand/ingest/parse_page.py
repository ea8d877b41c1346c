"""A page, or a JSON line that holds one, to a document."""

from collections.abc import Iterator

import msgspec

from firsthand.ingest.jobs import Job
from firsthand.ingest.page import PageText, read_page
from firsthand.ingest.record import InputRecord, build_document, with_page
from firsthand.ingest.text import decode
from firsthand.model import Document
from firsthand.settings import Settings


def pages(job: Job, *, settings: Settings) -> Iterator[Document]:
    """Read a page. Its address is what it says itself, unless the carrier knows better."""
    given = job.payload
    source = decode(given.data, html=True, said=given.charset)
    page = read_page(source, settings=settings, url=given.url, plain=job.plain)
    yield page_document(given.name, page, settings=settings)


def records(job: Job, *, settings: Settings) -> Iterator[Document]:
    """Read the page in a record; what the record says of it comes first."""
    record = msgspec.json.decode(job.payload.data, type=InputRecord)
    page = read_page(record.html or "", settings=settings, url=record.url, plain=job.plain)
    yield with_page(record, page, settings=settings)


def page_document(name: str, page: PageText, *, settings: Settings) -> Document:
    """Make a document of a page and what it says of itself."""
    meta = page.meta
    return build_document(
        name,
        page.text,
        settings=settings,
        lang=meta.lang,
        url=meta.url,
        title=meta.title,
        author=meta.author,
        outlet=meta.outlet,
        published=meta.published,
        published_how=meta.published_how,
        links=page.links,
        form=page.form,
        entries=page.entries,
        claims=page.claims,
    )
