"""News items in ninjs (IPTC; versions 1 to 3), and as the Swedish agency TT extends it (ttninjs)."""

from typing import Any

from firsthand.errors import DecodeError
from firsthand.ingest.markup import fragment, plain_words
from firsthand.ingest.record import build_document
from firsthand.model import Document, Hyperlink
from firsthand.outlets.hosts import host_of
from firsthand.settings import Settings

_BODIES = ("body_richhtml5", "body_html5", "body_html", "body_xhtml", "body_text", "body_sms")
_MARKS = frozenset(("headline", "headlines", "bodies", "pubstatus", "versioncreated", "representationtype", *_BODIES))
_DATES = ("firstcreated", "versioncreated", "contentcreated", "datetime")
_WITHDRAWN = frozenset(("canceled", "cancelled", "withheld"))


def is_ninjs(value: dict[str, Any]) -> bool:
    """Say whether an object is a news item: a ``uri`` and two fields that only ninjs has."""
    return "uri" in value and len(_MARKS.intersection(value)) >= 2


def read_ninjs(item: dict[str, Any], *, name: str, settings: Settings) -> Document:
    """Make a document of a news item. Its headline is its title, and its copyright holder its outlet.

    Raises:
        DecodeError: Its publisher has withdrawn it, or it has no text.
        LimitError: Its text is longer than the settings allow.

    """
    if str(item.get("pubstatus", "")).lower() in _WITHDRAWN:
        raise DecodeError(
            f"The item {_said(item, 'uri')} was withdrawn by its publisher; ask it for the item's successor."
        )
    title = _headline(item)
    text, links = _body(item)
    if not text:
        raise DecodeError(
            f"The item {_said(item, 'uri') or name} has no text; check that it is a story, not a picture."
        )
    uri = _said(item, "uri")
    address = uri if uri and host_of(uri) else _said(item, "altids", "website")
    date = next((field for field in _DATES if _said(item, field)), None)
    return build_document(
        uri or name,
        text,
        settings=settings,
        lang=_said(item, "language"),
        url=address,
        title=title,
        author=_byline(item),
        outlet=plain_words(_said(item, "copyrightholder") or _said(item, "source") or _first(item, "infosource")),
        published=_said(item, date) if date else None,
        published_how=f"ninjs {date}",
        links=links,
    )


def _body(item: dict[str, Any]) -> tuple[str, tuple[Hyperlink, ...]]:
    """The fullest text: the first body field with words in it, or a body of version 2, markup before plain text."""
    for field in _BODIES:
        value = item.get(field)
        if isinstance(value, str) and value.strip():
            text, links = (value.strip(), ()) if field in {"body_text", "body_sms"} else fragment(value)
            if text:
                return text, links
    bodies = [body for body in _list(item.get("bodies")) if isinstance(body, dict)]
    bodies.sort(key=lambda body: ("html" not in str(body.get("contenttype", "")), -len(str(body.get("value", "")))))
    for body in bodies:
        value = body.get("value")
        if isinstance(value, str) and value.strip():
            return fragment(value) if "html" in str(body.get("contenttype", "")) else (value.strip(), ())
    return "", ()


def _headline(item: dict[str, Any]) -> str | None:
    if isinstance(item.get("headline"), str):
        return plain_words(item["headline"])
    values = [head.get("value") for head in _list(item.get("headlines")) if isinstance(head, dict)]
    return next((words for words in map(plain_words, values) if words), None)


def _byline(item: dict[str, Any]) -> str | None:
    """A line, or people: TT gives a list of ``{"byline": …}``, version 2 ``{"name": …}``."""
    for field in ("byline", "by"):
        if isinstance(item.get(field), str) and item[field].strip():
            return plain_words(item[field])
    for field in ("bylines", "byline", "by"):
        people = [person for person in _list(item.get(field)) if isinstance(person, dict)]
        names = [plain_words(person.get("byline") or person.get("name")) for person in people]
        if any(names):
            return ", ".join(name for name in names if name)
    return None


def _first(item: dict[str, Any], field: str) -> str | None:
    return next(
        (entry["name"] for entry in _list(item.get(field)) if isinstance(entry, dict) and _said(entry, "name")), None
    )


def _said(item: dict[str, Any], *path: str) -> str | None:
    value: Any = item
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value.strip() if isinstance(value, str) and value.strip() else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
