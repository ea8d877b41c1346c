"""A message (.eml), as a newsletter, or a page saved as one file (MHTML): its body, and what is attached."""

import email
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from firsthand.errors import DecodeError
from firsthand.ingest.blocks import join
from firsthand.ingest.jobs import Found, Job, called
from firsthand.ingest.kinds import kind_of_bytes, kind_of_file
from firsthand.ingest.markup import fragment_blocks
from firsthand.ingest.page import read_page
from firsthand.ingest.parse_page import page_document
from firsthand.ingest.payload import Payload
from firsthand.ingest.record import build_document
from firsthand.ingest.text import clean, decode, one_line
from firsthand.ingest.words import is_outlet_like, is_person
from firsthand.model import Document, Failure, Hyperlink
from firsthand.outlets import registry
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

_MAX_PARTS = 500
_ATTACHED = frozenset(("pdf", "zip", "page", "text", "markdown", "mail"))


def mails(job: Job, *, settings: Settings) -> Iterator[Found | None]:
    """Give a message as a document, and each attachment that can be read as one of its own.

    Raises:
        DecodeError: It has no headers, or no text.

    """
    given = job.payload
    try:
        message = email.message_from_bytes(_unboxed(given.data), policy=default)
    except Exception as error:  # the parser is lenient, but not with every broken address
        raise DecodeError("Its headers are damaged; save the text of the message instead.") from error
    if not isinstance(message, EmailMessage) or not message.keys():
        raise DecodeError("It has no headers of a message; save it again from the mail program.")
    parts = _parts(message)
    page = _saved_page(message, parts)
    if page is not None:
        yield _page(message, page, given.name, plain=job.plain, settings=settings)
        return
    yield _letter(message, parts, given.name, plain=job.plain, settings=settings)
    yield from _attachments(parts, given.name, settings)


def _unboxed(data: bytes) -> bytes:
    """Take off the line that mailboxes put before a message."""
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return data.partition(b"\n")[2] if data.startswith(b"From ") else data


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """All parts but those inside an attached message, up to a bound."""
    found: list[EmailMessage] = []
    stack = [message]
    while stack and len(found) < _MAX_PARTS:
        part = stack.pop()
        found.append(part)
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            stack.extend(child for child in reversed(inner) if isinstance(child, EmailMessage))
    return found


def _saved_page(message: EmailMessage, parts: list[EmailMessage]) -> EmailMessage | None:
    """The page of an MHTML file; None for an ordinary message, which has a sender."""
    saved = message.get("Snapshot-Content-Location") or (
        message.get_content_type() == "multipart/related" and any(part.get("Content-Location") for part in parts)
    )
    pages = [part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    if not saved or not pages:
        return None
    wanted = message.get("Snapshot-Content-Location") or message.get("Content-Location")
    return next((part for part in pages if wanted and part.get("Content-Location") == wanted), pages[0])


def _page(message: EmailMessage, part: EmailMessage, name: str, *, plain: bool, settings: Settings) -> Document:
    given = next((message.get(key) for key in ("Snapshot-Content-Location",) if message.get(key)), None)
    url = str(given or part.get("Content-Location") or "")
    page = read_page(_text_of(part), settings=settings, url=url if host_of(url) else None, plain=plain)
    return page_document(name, page, settings=settings)


def _letter(
    message: EmailMessage, parts: list[EmailMessage], name: str, *, plain: bool, settings: Settings
) -> Document:
    text, links = _body(parts, plain=plain)
    if not text.strip():
        raise DecodeError("The message has no text; save what it shows as a file and give that.")
    shown, address = parseaddr(one_line(str(message.get("From", ""))) or "")
    host = address.rpartition("@")[2].lower()
    known = registry().by_name(shown) or (registry().by_domain(host) if host else None)
    person = is_person(shown) and not is_outlet_like(shown)
    sent = message.get("Date")
    return build_document(
        name,
        text,
        settings=settings,
        lang=one_line(str(message.get("Content-Language", ""))),
        title=one_line(str(message.get("Subject", ""))),
        author=shown if person else None,
        outlet=known.name if known else None if person else shown or None,
        published=str(sent) if sent else None,
        published_how="date of the message",
        links=links,
    )


def _body(parts: list[EmailMessage], *, plain: bool) -> tuple[str, tuple[Hyperlink, ...]]:
    """The message as HTML, which has the links, with all its blocks: in a letter nothing stands around the text."""
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    pages = [part for part in shown if part.get_content_type() == "text/html"]
    if pages and not plain:
        text, links = join([block for part in pages for block in fragment_blocks(clean(_text_of(part)))])
        if text.strip():
            return text, links
    texts = [_unflowed(_text_of(part), part) for part in shown if part.get_content_type() == "text/plain"]
    if not texts and plain:
        texts = [re.sub(r"<[^<>]{0,2000}>", " ", _text_of(part)) for part in pages]
    return "\n\n".join(text.strip("\n") for text in texts), ()


def _unflowed(text: str, part: EmailMessage) -> str:
    """Join the lines that a mail program broke, where it marked them (RFC 3676): they end in a space."""
    if part.get_content_type() != "text/plain" or part.get_param("format") != "flowed":
        return text
    lines: list[str] = []
    going_on = False
    for line in clean(text).replace(" \n", " \n").split("\n"):
        words = line.removeprefix(" ") if line.startswith((" ", " >")) and not going_on else line
        if going_on:
            lines[-1] += words
        else:
            lines.append(words)
        going_on = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _text_of(part: EmailMessage) -> str:
    data = part.get_payload(decode=True)
    said = part.get_param("charset")
    if not isinstance(data, bytes):
        return ""
    text = decode(data, html=part.get_content_subtype() == "html", said=said if isinstance(said, str) else None)
    return text.replace("\r\n", "\n")


def _attachments(parts: list[EmailMessage], name: str, settings: Settings) -> Iterator[Found | None]:
    """Hand on what is attached; a message in the message as its bytes, a picture not at all."""
    number = 0
    for part in parts[1:]:
        attached = part.get_content_disposition() == "attachment"
        forwarded = part.get_content_type() == "message/rfc822"
        if not attached and not forwarded:
            continue
        number += 1
        inner = part.get_payload()
        data = part.get_payload(decode=True)
        if forwarded and isinstance(inner, list) and inner:
            data = bytes(inner[0]) if isinstance(inner[0], EmailMessage) else None
        if not isinstance(data, bytes) or not data:
            continue
        file = one_line(part.get_filename()) or f"part {number}"
        kind = "mail" if forwarded else kind_of_file(file, data) or kind_of_bytes(data)
        if kind in _ATTACHED and part.get_content_maintype() not in {"image", "audio", "video"}:
            yield Payload(name=f"{name}#{file}", data=data, content_type=_TYPES.get(kind))
        elif kind not in _ATTACHED:
            where = f"{name}#{file}"
            yield Failure(name=where, error=f"{called(where)} is an attachment of another kind; save it and give it.")


_TYPES = {"page": "text/html", "mail": "message/rfc822", "markdown": "text/markdown", "text": "text/plain"}
