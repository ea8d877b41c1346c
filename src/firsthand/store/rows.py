"""A reading as the rows of a case's tables: one function a table, each giving rows in the reading's order."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from firsthand.model import Reading, Span

Row = dict[str, Any]
"""Column name to value: text, number or None."""


def document(reading: Reading) -> Row:
    """Return the row of ``documents``, with the whole reading as JSON in ``record``."""
    given, published = reading.document, reading.published
    return {
        "id": given.id,
        "name": given.name,
        "lang": given.lang,
        "outlet": given.outlet,
        "title": given.title,
        "author": given.author,
        "url": given.url,
        "published": published.value,
        "published_how": published.how,
        "published_inferred": int(published.inferred),
        "text": given.text,
        "record": msgspec.json.encode(reading).decode(),
    }


def tables(reading: Reading) -> Iterator[tuple[str, Iterator[Row]]]:
    """Give every other table with its rows, in an order that respects what refers to what."""
    yield "items", items(reading)
    yield "attributions", attributions(reading)
    yield "relays", relays(reading)
    yield "speakers", speakers(reading)
    yield "said", said(reading)
    yield "chains", chains(reading)
    yield "dates", dates(reading)
    yield "notices", notices(reading)
    yield "names", names(reading)


def items(reading: Reading) -> Iterator[Row]:
    """Give the entries of a press review."""
    for number, item in enumerate(reading.items):
        yield {
            "doc": reading.document.id,
            "number": number,
            "kind": item.kind,
            "outlet": item.outlet,
            "domain": item.domain,
            "title": item.title,
            "author": item.author,
            "url": item.url,
            "heading": _pair(item.heading),
            "body": _pair(item.body),
        }


def attributions(reading: Reading) -> Iterator[Row]:
    """Give the attributions, with the words their spans cover."""
    text = reading.document.text
    for number, found in enumerate(reading.attributions):
        yield {
            "id": found.id,
            "doc": reading.document.id,
            "number": number,
            "source_words": _words(text, found.source),
            "cue_words": _words(text, found.cue),
            "content_words": _words(text, found.content),
            "type": found.type,
            "polarity": found.polarity,
            "source_kind": found.source_kind,
            "cue_stance": found.cue_stance,
            "parent": found.parent,
            "source": _json(found.source),
            "cue": _json(found.cue),
            "content": _json(found.content),
            "score": found.score,
            "method": found.method,
        }


def relays(reading: Reading) -> Iterator[Row]:
    """Give the parties through whom words came."""
    for found in reading.attributions:
        for number, relay in enumerate(found.relays):
            yield {
                "attribution": found.id,
                "number": number,
                "name": relay.name,
                "kind": relay.kind,
                "span": _pair(relay.span),
            }


def speakers(reading: Reading) -> Iterator[Row]:
    """Give who each source is."""
    for known in reading.speakers:
        yield {
            "attribution": known.attribution,
            "name": known.name,
            "kind": known.kind,
            "method": known.method,
            "score": known.score,
            "evidence": _json(known.evidence),
        }


def said(reading: Reading) -> Iterator[Row]:
    """Give the days things were said."""
    for day in reading.said:
        yield {
            "attribution": day.attribution,
            "value": day.value,
            "how": day.how,
            "evidence": _json(day.evidence),
        }


def chains(reading: Reading) -> Iterator[Row]:
    """Give the hops of every chain, utterer first."""
    for chain in reading.chains:
        for number, hop in enumerate(chain.hops):
            yield {
                "attribution": chain.attribution,
                "hop": number,
                "name": hop.name,
                "role": hop.role,
                "span": _pair(hop.span),
            }


def dates(reading: Reading) -> Iterator[Row]:
    """Give the dates the text mentions."""
    for date in reading.dates:
        yield {
            "doc": reading.document.id,
            "value": date.value,
            "precision": date.precision,
            "words": date.span.of(reading.document.text),
            "span": _pair(date.span),
            "how": date.how,
        }


def notices(reading: Reading) -> Iterator[Row]:
    """Give what the reader should know about the document."""
    for notice in reading.notices:
        yield {
            "doc": reading.document.id,
            "kind": notice.kind,
            "message": notice.message,
            "span": _pair(notice.span),
        }


def names(reading: Reading) -> Iterator[Row]:
    """Give every party the document names, once for each part it plays."""
    found: list[tuple[str | None, str]] = [(speaker.name, "speaker") for speaker in reading.speakers]
    found += [(relay.name, "relay") for attribution in reading.attributions for relay in attribution.relays]
    found += [(hop.name, "outer") for chain in reading.chains for hop in chain.hops if hop.role == "outer"]
    found += [(reading.document.outlet, "outlet"), (reading.document.author, "author")]
    found += [(reading.publisher.name, "outlet")] if reading.publisher else []
    for item in reading.items:
        found += [(item.outlet, "outlet"), (item.author, "author")]
    for name, role in dict.fromkeys(found):
        if name:
            yield {"doc": reading.document.id, "name": name, "role": role}


def _words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(span.of(text) for span in spans)


def _pair(span: Span | None) -> str | None:
    return None if span is None else _json(span)


def _json(spans: Span | Sequence[Span]) -> str:
    return msgspec.json.encode(spans).decode()
