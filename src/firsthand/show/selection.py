"""How much of the documents a page shows: all while they are short, else only the words around the claims."""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from firsthand.model import Document, Reading, Span
from firsthand.show.cards import language_at
from firsthand.show.clean import file_name, one_line, safe_url, visible
from firsthand.show.dates import in_words
from firsthand.show.support import supporting
from firsthand.show.view import ClaimLine, DocumentView, OtherView
from firsthand.show.words import Words
from firsthand.trace.records import Traced

CLAIMS = 25
"""Claims of a page that are shown in full; the others are a line each, up to ``MORE_CLAIMS`` in all."""

MORE_CLAIMS = 500

WHOLE = 250_000
"""Characters of all documents together up to which a page shows them whole."""

DETAILED = 200
"""Documents of which the words around the claims are shown, where not all are: those with most reports."""

OTHERS = 5_000
"""Documents without a report that are listed."""


class Chosen(msgspec.Struct, frozen=True, kw_only=True):
    """What of the readings is shown: whole, or (``short``) of each only the words around ``spans``, by document."""

    readings: tuple[Reading, ...]
    others: tuple[Reading, ...]
    short: bool
    spans: dict[str, list[Span]]


def chosen(readings: Sequence[Reading], traces: Sequence[Traced]) -> Chosen:
    """Choose what a page shows."""
    size = sum(len(reading.document.text) for reading in readings)
    if size <= WHOLE or not traces:
        return Chosen(readings=tuple(readings), others=(), short=False, spans={})
    spans: dict[str, list[Span]] = defaultdict(list)
    for traced in traces[:CLAIMS]:
        for report in traced.reports:
            spans[report.document] += report.spans
    shown = set(sorted(spans, key=lambda id_: (-len(spans[id_]), id_))[:DETAILED])
    return Chosen(
        readings=tuple(reading for reading in readings if reading.document.id in shown),
        others=tuple(reading for reading in readings if reading.document.id not in shown)[:OTHERS],
        short=True,
        spans={id_: list(dict.fromkeys(spans[id_])) for id_ in shown},
    )


class OnPage:
    """Where documents are on the page: see ``claims.Places``."""

    def __init__(self, readings: Sequence[Reading], shown: Sequence[Reading], views: Sequence[DocumentView]) -> None:
        self._documents = {reading.document.id: reading.document for reading in readings}
        self._numbers = {reading.document.id: view.number for reading, view in zip(shown, views, strict=True)}

    def document(self, id_: str) -> Document | None:
        """Return a document that was read."""
        return self._documents.get(id_)

    def href(self, document: str, attribution: str | None) -> str | None:
        """Return the anchor of a document, where it is shown."""
        number = self._numbers.get(document)
        return None if number is None else f"#d{number}"


def line_of(traced: Traced, words: Words) -> ClaimLine:
    """Return a claim in one line."""
    reports = supporting(traced.reports)
    count = traced.independent_origins
    spread = "origin_range" if count.min != count.max else "origin_count"
    origins = words.say(spread, origins=words.count("origin", count.best), low=count.min, high=count.max)
    articles = words.count("article", len({report.document for report in reports}))
    outlets = words.count("outlet", len({report.outlet for report in reports if report.outlet}))
    return ClaimLine(
        id=traced.id,
        text=visible(one_line(traced.claim, 300)),
        counts=words.say("dot").join((articles, outlets, origins)),
        denials=words.count("denial", traced.denials) if traced.denials else "",
    )


def other_document(reading: Reading, words: Words) -> OtherView:
    """Return a document in one line."""
    document = reading.document
    outlet = outlet_of(reading) or words.say("outlet_unknown")
    day = reading.published.value
    return OtherView(
        title=visible(one_line(document.title or file_name(document.name), 160)),
        lang=language_at(document, 0),
        about=visible(one_line(f"{outlet}, {in_words(day[:10], words) if day else words.say('published_unknown')}")),
        url=safe_url(document.url),
    )


def outlet_of(reading: Reading) -> str | None:
    """Return who published a document, as far as is known."""
    return reading.publisher.name if reading.publisher else reading.document.outlet
