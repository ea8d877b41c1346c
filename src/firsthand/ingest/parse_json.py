"""A JSON file: a JSON Feed, news in ninjs (as ttninjs), or records in an array."""

from collections.abc import Iterator
from typing import Any

import msgspec

from firsthand.errors import DecodeError, FirsthandError
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.jobs import Job, Row, called
from firsthand.ingest.markup import fragment, plain_words
from firsthand.ingest.ninjs import is_ninjs, read_ninjs
from firsthand.ingest.record import build_document
from firsthand.ingest.text import decode
from firsthand.model import Document, Failure, Hyperlink
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

_LISTS = ("hits", "items", "assets", "articles", "documents", "results", "data")


def json_values(job: Job, *, settings: Settings) -> Iterator[Document | Failure | Row]:
    """Give what a JSON file holds, by its fields.

    Raises:
        DecodeError: It is no JSON, or none of these.

    """
    try:
        value = msgspec.json.decode(decode(job.payload.data))
    except msgspec.DecodeError as error:
        raise DecodeError(
            f"It is not valid JSON ({str(error)[:100].rstrip('.')}); check that it was saved whole."
        ) from error
    if isinstance(value, dict) and "jsonfeed.org/version" in str(value.get("version", "")):
        yield from _feed(value, job.payload.name, settings)
        return
    entries = _entries(value)
    known = [entry for entry in entries if isinstance(entry, dict)]
    if not known:
        raise DecodeError(
            "It is no JSON that Firsthand knows; give a JSON Feed, ninjs, or objects with id and text, one a line."
        )
    for number, entry in enumerate(known[: settings.max_entries], 1):
        yield _entry(entry, f"{job.payload.name}#{number}" if len(known) > 1 else job.payload.name, number, settings)


def _entries(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and not is_ninjs(value) and "text" not in value:
        for name in _LISTS:
            if isinstance(value.get(name), list):
                return list(value[name])
    return [value]


def _entry(entry: dict[str, Any], name: str, number: int, settings: Settings) -> Document | Failure | Row:
    if not is_ninjs(entry):
        return Row(source=name.partition("#")[0], number=number, raw=msgspec.json.encode(entry))
    try:
        return read_ninjs(entry, name=name, settings=settings)
    except FirsthandError as error:
        return Failure(name=name, error=f"{called(name)}: {error}")


def _feed(feed: dict[str, Any], name: str, settings: Settings) -> Iterator[Document | Failure]:
    """Read a JSON Feed (jsonfeed.org, versions 1 and 1.1)."""
    items = feed.get("items")
    entries = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    if not entries:
        yield Failure(name=name, error=f"{called(name)} has no entries; check that it is the whole feed.")
    for number, item in enumerate(entries[: settings.max_entries], 1):
        url = next((u for u in (item.get("url"), item.get("external_url")) if isinstance(u, str) and host_of(u)), None)
        title = plain_words(item.get("title"))
        text, links = _body(item)
        where = url or f"{name}#{number}"
        if not text and not title:
            yield Failure(name=where, error=f"Entry {number} of the feed {name} has no text; open its page instead.")
            continue
        field = next((f for f in ("date_published", "date_modified") if iso_date(_text(item.get(f)))), None)
        try:
            yield build_document(
                where,
                text or title or "",
                settings=settings,
                lang=_text(item.get("language")) or _text(feed.get("language")),
                url=url,
                title=title,
                author=_authors(item) or None,
                outlet=plain_words(feed.get("title")),
                published=_text(item.get(field)) if field else None,
                published_how=f"feed entry {field}",
                links=links,
            )
        except FirsthandError as error:
            yield Failure(name=where, error=str(error))


def _body(item: dict[str, Any]) -> tuple[str, tuple[Hyperlink, ...]]:
    markup = _text(item.get("content_html"))
    if markup:
        return fragment(markup)
    plain = _text(item.get("content_text")) or _text(item.get("summary")) or ""
    return plain.strip(), ()


def _authors(item: dict[str, Any]) -> str:
    given = item.get("authors") or [item.get("author")]
    people = given if isinstance(given, list) else []
    return ", ".join(filter(None, (plain_words(p.get("name")) for p in people if isinstance(p, dict))))


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
