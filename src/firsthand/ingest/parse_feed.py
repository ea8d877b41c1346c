"""A feed in XML, or a page that was named like one."""

from collections.abc import Iterator

from firsthand.ingest.feed import read_feed
from firsthand.ingest.jobs import Job
from firsthand.ingest.parse_page import pages
from firsthand.ingest.text import decode
from firsthand.model import Document, Failure
from firsthand.settings import Settings


def feeds(job: Job, *, settings: Settings) -> Iterator[Document | Failure]:
    """Give each entry of a feed."""
    given = job.payload
    head = decode(given.data[:4_096], html=True).lower()
    if "<html" in head and "<rss" not in head and "<feed" not in head:
        yield from pages(job, settings=settings)
    else:
        yield from read_feed(given.data, name=given.name, settings=settings)
