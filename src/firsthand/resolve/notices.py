"""What the reader should know about a document before relying on it."""

from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlsplit

from firsthand.ingest.review import domain_notice
from firsthand.model import Attribution, Document, Item, Notice, Published, Span, Speaker
from firsthand.outlets.registry import Registry


def notices(
    document: Document,
    *,
    items: Sequence[Item],
    attributions: Sequence[Attribution],
    speakers: Sequence[Speaker],
    published: Published,
    registry: Registry,
) -> tuple[Notice, ...]:
    """List the notices of a document, few and in a fixed order.

    Kinds: ``outlet_inferred``, ``no_date``, ``date_inferred``, ``misspelled_domain`` (one an item), ``no_source``
    and ``unnamed_source`` (one each a document, standing on the first such statement).
    """
    return (
        *_outlet(document, registry),
        *_date(published),
        *_domains(items, registry),
        *_sources(attributions, {speaker.attribution for speaker in speakers}),
    )


def publisher(document: Document, registry: Registry) -> str | None:
    """Return the outlet that published a document: as given, else the one its address belongs to."""
    if document.outlet:
        return document.outlet
    known = registry.by_domain(_host(document.url)) if document.url else None
    return known.name if known else None


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # an address from a document may be anything
        return ""


def _outlet(document: Document, registry: Registry) -> Iterator[Notice]:
    name = publisher(document, registry)
    if name and not document.outlet:
        yield Notice(kind="outlet_inferred", message=f"The document names no outlet; its address is one of {name}.")


def _date(published: Published) -> Iterator[Notice]:
    if published.value is None:
        yield Notice(kind="no_date", message="Nothing tells when this document was published.")
    elif published.inferred:
        span = published.evidence[0] if published.evidence else None
        message = f"The document gives no date of its own; {published.value} is inferred: {published.how}."
        yield Notice(kind="date_inferred", message=message, span=span)


def _domains(items: Sequence[Item], registry: Registry) -> Iterator[Notice]:
    for item in items:
        message = domain_notice(item.domain, registry) if item.domain else None
        if message:
            yield Notice(kind="misspelled_domain", message=message, span=item.heading)


def _sources(attributions: Sequence[Attribution], known: Collection[str]) -> Iterator[Notice]:
    bare = [found for found in attributions if found.source_kind == "none" and found.id not in known]
    unnamed = [found for found in attributions if found.source_kind == "unnamed" and found.id not in known]
    if bare:
        yield _counted("no_source", bare, one="statement names no source", many="statements name no source")
    if unnamed:
        yield _counted(
            "unnamed_source",
            unnamed,
            one="statement rests on a source that is not named",
            many="statements rest on sources that are not named",
        )


def _counted(kind: str, found: Sequence[Attribution], *, one: str, many: str) -> Notice:
    message = f"1 {one}." if len(found) == 1 else f"{len(found)} {many}."
    return Notice(kind=kind, message=message, span=_first(found[0]))


def _first(attribution: Attribution) -> Span | None:
    return next(iter((*attribution.content, *attribution.cue, *attribution.source)), None)
