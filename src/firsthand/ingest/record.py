"""One row of the public contract: an input record, decoded and made a document."""

import json
from typing import TYPE_CHECKING, Any

import msgspec

from firsthand.errors import DecodeError, LimitError
from firsthand.ingest.isodate import iso_date
from firsthand.ingest.jobs import Job
from firsthand.ingest.language import known_language, main_language, passages
from firsthand.ingest.payload import Payload
from firsthand.ingest.sandbox import parse
from firsthand.ingest.text import clean, one_line
from firsthand.model import CheckedClaim, Document, Entry, Failure, Form, Hyperlink, document_id
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

if TYPE_CHECKING:
    from firsthand.ingest.page import PageText


Columns = tuple[tuple[str, str], ...]


class InputRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A document as given: ``text``, or a page's source in ``html``, and what is known about it.

    The one record here that lets unknown fields pass: rows come from other tools.
    """

    id: str | int
    text: str | None = None
    html: str | None = None
    lang: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    published: str | None = None


def decode_record(line: bytes | str, *, columns: Columns = ()) -> InputRecord:
    """Decode one JSON line. ``columns`` are pairs of a field and the name it has in the line instead.

    Raises:
        DecodeError: It is no JSON object, a field has the wrong type, or it has neither text nor html.

    """
    try:
        record = msgspec.json.decode(line, type=InputRecord) if not columns else _renamed(line, columns)
    except msgspec.ValidationError as error:
        raise DecodeError(f"A field is not what it should be: {_plain(error)}; correct the line.") from error
    except (msgspec.DecodeError, UnicodeError) as error:
        record = _lenient(line, error)
    if record.text is None and record.html is None:
        raise DecodeError('The record has neither "text" nor "html"; give it one of them.')
    return record


def from_record(record: InputRecord, *, settings: Settings) -> Document:
    """Make a document of a record. Offsets into the document's text hold in the given ``text``.

    Raises:
        DecodeError: The ``html`` holds no article.
        LimitError: The text is longer than ``settings.max_chars``.

    """
    if record.text is not None:
        return build_document(
            str(record.id),
            record.text,
            settings=settings,
            lang=record.lang,
            url=record.url,
            title=record.title,
            author=record.author,
            outlet=record.outlet,
            published=record.published,
            published_how="given with the text",
        )
    raw = msgspec.json.encode(_writable(record))
    found = next(parse(Job(kind="record", payload=Payload(name=str(record.id), data=raw)), settings=settings))
    if not isinstance(found, Document):
        raise DecodeError(found.error if isinstance(found, Failure) else "The page holds no article; check it.")
    return found


def _writable(record: InputRecord) -> InputRecord:
    """Return a record without half pairs, which JSON can spell and UTF-8 cannot."""
    return msgspec.convert(
        {
            field: clean(value) if isinstance(value, str) else value
            for field, value in msgspec.structs.asdict(record).items()
        },
        InputRecord,
    )


def with_page(record: InputRecord, page: "PageText", *, settings: Settings) -> Document:
    """Make a document of a record and the page in it. What the record says comes before what the page says."""
    given = iso_date(record.published)
    return build_document(
        str(record.id),
        page.text,
        settings=settings,
        lang=record.lang or page.meta.lang,
        url=record.url or page.meta.url,
        title=record.title or page.meta.title,
        author=record.author or page.meta.author,
        outlet=record.outlet or page.meta.outlet,
        published=given or page.meta.published,
        published_how="given with the text" if given else page.meta.published_how,
        links=page.links,
        form=page.form,
        entries=page.entries,
        claims=page.claims,
    )


def build_document(  # noqa: PLR0913  one argument a field of the document
    name: str,
    text: str,
    *,
    settings: Settings,
    lang: str | None = None,
    url: str | None = None,
    title: str | None = None,
    author: str | None = None,
    outlet: str | None = None,
    published: str | None = None,
    published_how: str | None = None,
    links: tuple[Hyperlink, ...] = (),
    form: Form = "article",
    entries: tuple[Entry, ...] = (),
    claims: tuple[CheckedClaim, ...] = (),
) -> Document:
    """Clean a text and what is known about it, find its languages, and give it its id.

    Raises:
        LimitError: The text is longer than ``settings.max_chars``.

    """
    if len(text) > settings.max_chars:
        raise LimitError(
            f"The text has {len(text)} characters, more than the {settings.max_chars} allowed; split it into parts."
        )
    text = clean(text)
    hint = known_language(lang)
    found = passages(text, hint=hint)
    day = iso_date(published)
    address = one_line(url, limit=2_000)
    address = address if address and host_of(address) else None
    title, outlet = one_line(title), one_line(outlet)
    return Document(
        id=document_id(text=text, url=address, outlet=outlet, title=title, published=day),
        name=name,
        text=text,
        lang=main_language(found, hint=hint),
        passages=found,
        url=address,
        title=title,
        author=one_line(author),
        outlet=outlet,
        published=day,
        published_how=published_how if day else None,
        links=links,
        form=form,
        entries=entries,
        claims=claims,
    )


def _renamed(line: bytes | str, columns: Columns) -> InputRecord:
    row = msgspec.json.decode(line, type=dict[str, Any])
    return msgspec.convert(renamed(row, columns), InputRecord)


def renamed(row: dict[str, Any], columns: Columns) -> dict[str, Any]:
    """Return a row with each column that has a field of ours under that field's name."""
    taken = dict(columns)
    return {key: value for key, value in row.items() if key not in taken} | {
        field: row[column] for field, column in columns if row.get(column) is not None
    }


def _lenient(line: bytes | str, error: Exception) -> InputRecord:
    """Decode what the strict decoder refuses but JSON allows: lone surrogates written as escapes."""
    try:
        raw = json.loads(line if isinstance(line, str) else line.decode("utf-8"))
        return msgspec.convert(raw, InputRecord)
    except msgspec.ValidationError as wrong:
        raise DecodeError(f"A field is not what it should be: {_plain(wrong)}; correct the line.") from wrong
    except (ValueError, RecursionError):
        raise DecodeError(
            f"The line is not valid JSON ({_plain(error)}); write one JSON object on each line."
        ) from error


def _plain(error: Exception) -> str:
    return " ".join(str(error).split())[:200].rstrip(".")
