"""Put together the whole page: what was read, the documents, what could not be read."""

from collections.abc import Sequence

from firsthand.model import Failure, Reading
from firsthand.show.claims import claim_view
from firsthand.show.clean import one_line, visible
from firsthand.show.cut import cut
from firsthand.show.dates import in_words
from firsthand.show.document import document_view, language_names, languages
from firsthand.show.selection import CLAIMS, MORE_CLAIMS, OnPage, chosen, line_of, other_document, outlet_of
from firsthand.show.view import DocumentView, PageView
from firsthand.show.words import Words
from firsthand.trace.records import Traced

OUTLETS = 40
"""Outlets that are named at the top."""


def page_view(
    readings: Sequence[Reading],
    *,
    failures: Sequence[Failure] = (),
    title: str | None = None,
    traces: Sequence[Traced] = (),
    words: Words,
) -> PageView:
    """Put together what is shown. Attributions are numbered through all documents, in the order of the texts.

    Where the documents are long together, only the words around the claims are shown.
    """
    shown = chosen(readings, traces)
    documents: list[DocumentView] = []
    first = 1
    for number, reading in enumerate(shown.readings, start=1):
        documents.append(document_view(reading, number=number, first=first, words=words))
        first += documents[-1].count
    if shown.short:
        pairs = zip(documents, shown.readings, strict=True)
        documents = [cut(document, shown.spans[reading.document.id]) for document, reading in pairs]
    places = OnPage(readings, shown.readings, documents)
    return PageView(
        title=visible(one_line(title or "")) or _title(readings, documents, words),
        facts=_facts(readings, documents, traces, words),
        claims=tuple(claim_view(one, places, words, number=n) for n, one in enumerate(traces[:CLAIMS], start=1)),
        more_claims=tuple(line_of(one, words) for one in traces[CLAIMS:MORE_CLAIMS]),
        documents=tuple(documents),
        others=tuple(other_document(reading, words) for reading in shown.others),
        short=shown.short,
        failures=tuple(
            Failure(name=visible(one_line(failure.name)), error=visible(one_line(failure.error, 600)))
            for failure in failures
        ),
        entries=sum(1 + sum(block.kind == "item" for block in shown.blocks) for shown in documents),
    )


def _title(readings: Sequence[Reading], documents: Sequence[DocumentView], words: Words) -> str:
    if len(readings) == 1 and documents:
        return words.say("review_of", title=documents[0].title)
    return words.say("review", documents=words.count("document", len(readings)))


def _facts(
    readings: Sequence[Reading], shown: Sequence[DocumentView], traces: Sequence[Traced], words: Words
) -> tuple[tuple[str, str], ...]:
    items = [item for reading in readings for item in reading.items]
    outlets = [outlet_of(reading) for reading in readings] + [item.outlet or item.domain for item in items]
    listed = list(dict.fromkeys(outlet for outlet in outlets if outlet))
    more = [words.say("and_more", n=len(listed) - OUTLETS)] if len(listed) > OUTLETS else []
    documents = words.count("document", len(readings))
    values = (
        ("documents", f"{documents}, {words.count('item', len(items))}" if items else documents),
        ("outlets", words.say("and").join([*listed[:OUTLETS], *more])),
        ("languages", language_names((lang for reading in readings for lang in languages(reading)), words)),
        ("published_dates", _dates(readings, words)),
        ("attributions", _attributions(readings, shown, words)),
        ("counts_of_claims", str(len(traces)) if traces else ""),
    )
    return tuple((words.say(key), visible(one_line(value, 600))) for key, value in values if value)


def _attributions(readings: Sequence[Reading], documents: Sequence[DocumentView], words: Words) -> str:
    """Say how many attributions there are, and, where all are shown, for how many nobody is named."""
    count = sum(len(reading.attributions) for reading in readings)
    cards = [card for document in documents for card in document.cards]
    unnamed = sum(card.unnamed for card in cards)
    shown = words.count("attribution", count)
    told = unnamed and len(cards) == count
    return words.say("attributions_of", attributions=shown, unnamed=unnamed) if told else shown


def _dates(readings: Sequence[Reading], words: Words) -> str:
    """Say from when to when the documents are, and for how many that is inferred or not known."""
    dated = [reading.published for reading in readings if reading.published.value]
    days = sorted(published.value[:10] for published in dated if published.value)
    parts = []
    if days:
        first, last = in_words(days[0], words), in_words(days[-1], words)
        parts.append(first if first == last else words.say("date_range", first=first, last=last))
    inferred = sum(published.inferred for published in dated)
    for key, number in (("dates_inferred", inferred), ("dates_unknown", len(readings) - len(days))):
        if number:
            parts.append(words.say(key, documents=words.count("document", number)))
    return words.say("and").join(parts)
