"""What the reader should know about a document before relying on it."""

from collections.abc import Iterator, Sequence

from firsthand.ingest.review import domain_notice
from firsthand.model import Attribution, Document, Item, Notice, Published, Reading, Span
from firsthand.outlets import Registry
from firsthand.outlets.hosts import host_of


def notices(reading: Reading, *, outlets: Registry) -> tuple[Notice, ...]:
    """List the notices of a document, few and in a fixed order. Notices it has already are not looked at.

    Kinds: ``paywall``, ``live_blog``, ``gallery``, ``video``,
    ``outlet_inferred``, ``no_date``, ``date_inferred``, ``misspelled_domain`` (the document's own, and one an
    item), ``no_source`` and ``unnamed_source`` (one each a document, standing on the first such statement).
    """
    known = {speaker.attribution for speaker in reading.speakers if speaker.kind not in {"unnamed", "none"}}
    return (
        *_form(reading.document),
        *_outlet(reading.document, outlets),
        *_date(reading.published),
        *_own_domain(reading.document, outlets),
        *_domains(reading.items, outlets),
        *_sources([found for found in reading.attributions if found.id not in known]),
    )


_FORMS = {
    "paywall": "The page is closed to readers who have not paid; what is read here is only its beginning.",
    "live_blog": "This is a live blog; each of its {count} entries has its own time, and may have been overtaken.",
    "gallery": "The page is a gallery; what is read here are the captions of its pictures.",
    "video": "The page is a video; what is said in it is not read here.",
}


def _form(document: Document) -> Iterator[Notice]:
    message = _FORMS.get(document.form)
    if message:
        yield Notice(kind=document.form, message=message.format(count=len(document.entries)))


def publisher(document: Document, outlets: Registry) -> str | None:
    """Return the outlet that published a document: as given, else the one its address belongs to."""
    if document.outlet:
        return document.outlet
    host = host_of(document.url) if document.url else None
    known = outlets.by_domain(host) if host else None
    return known.name if known else None


def _outlet(document: Document, outlets: Registry) -> Iterator[Notice]:
    name = publisher(document, outlets)
    if name and not document.outlet:
        yield Notice(kind="outlet_inferred", message=f"The document names no outlet; its address is one of {name}.")


def _date(published: Published) -> Iterator[Notice]:
    if published.value is None:
        bound = f", only that it was not before {published.earliest}" if published.earliest else ""
        yield Notice(kind="no_date", message=f"Nothing tells when this document was published{bound}.")
    elif published.inferred:
        message = f"The document gives no date of its own; {published.value} is inferred from the dates in its text."
        yield Notice(kind="date_inferred", message=message, span=next(iter(published.evidence), None))


def _own_domain(document: Document, outlets: Registry) -> Iterator[Notice]:
    host = host_of(document.url) if document.url else None
    notice = domain_notice(host, outlets) if host else None
    if notice:
        yield notice


def _domains(items: Sequence[Item], outlets: Registry) -> Iterator[Notice]:
    for item in items:
        notice = domain_notice(item.domain, outlets, span=item.heading) if item.domain else None
        if notice:
            yield notice


def _sources(unresolved: Sequence[Attribution]) -> Iterator[Notice]:
    yield from _counted(
        "no_source",
        [found for found in unresolved if found.source_kind == "none"],
        one="1 statement names no source.",
        many="{} statements name no source.",
    )
    yield from _counted(
        "unnamed_source",
        [found for found in unresolved if found.source_kind == "unnamed"],
        one="1 statement rests on a source that is not named.",
        many="{} statements rest on sources that are not named.",
    )


def _counted(kind: str, found: Sequence[Attribution], *, one: str, many: str) -> Iterator[Notice]:
    if found:
        message = one if len(found) == 1 else many.format(len(found))
        yield Notice(kind=kind, message=message, span=_first(found[0]))


def _first(attribution: Attribution) -> Span | None:
    return next(iter((*attribution.content, *attribution.cue, *attribution.source)), None)
