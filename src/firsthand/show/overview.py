"""Put together the whole page: what was read, the documents, what could not be read."""

from collections.abc import Sequence

from firsthand.model import Failure, Reading
from firsthand.show.clean import one_line, visible
from firsthand.show.dates import in_words
from firsthand.show.document import document_view, language_names, languages
from firsthand.show.view import DocumentView, PageView
from firsthand.show.words import Words


def page_view(
    readings: Sequence[Reading], *, failures: Sequence[Failure] = (), title: str | None = None, words: Words
) -> PageView:
    """Put together what is shown. Attributions are numbered through all documents, in the order of the texts."""
    documents: list[DocumentView] = []
    first = 1
    for number, reading in enumerate(readings, start=1):
        documents.append(document_view(reading, number=number, first=first, words=words))
        first += documents[-1].count
    return PageView(
        title=visible(one_line(title or "")) or _title(documents, words),
        facts=_facts(readings, documents, words),
        documents=tuple(documents),
        failures=tuple(
            Failure(name=visible(one_line(failure.name)), error=visible(one_line(failure.error, 600)))
            for failure in failures
        ),
        entries=sum(1 + sum(block.kind == "item" for block in shown.blocks) for shown in documents),
    )


def _title(documents: Sequence[DocumentView], words: Words) -> str:
    if len(documents) == 1:
        return words.say("review_of", title=documents[0].title)
    return words.say("review", documents=words.count("document", len(documents)))


def _facts(readings: Sequence[Reading], shown: Sequence[DocumentView], words: Words) -> tuple[tuple[str, str], ...]:
    items = [item for reading in readings for item in reading.items]
    outlets = [reading.document.outlet for reading in readings] + [item.outlet or item.domain for item in items]
    documents = words.count("document", len(readings))
    values = (
        ("documents", f"{documents}, {words.count('item', len(items))}" if items else documents),
        ("outlets", words.say("and").join(dict.fromkeys(outlet for outlet in outlets if outlet))),
        ("languages", language_names((lang for reading in readings for lang in languages(reading)), words)),
        ("published_dates", _dates(readings, words)),
        ("attributions", _attributions(shown, words)),
    )
    return tuple((words.say(key), visible(one_line(value, 600))) for key, value in values if value)


def _attributions(documents: Sequence[DocumentView], words: Words) -> str:
    """Say how many attributions there are, and for how many nobody is named."""
    cards = [card for document in documents for card in document.cards]
    unnamed = sum(card.unnamed for card in cards)
    shown = words.count("attribution", len(cards))
    return words.say("attributions_of", attributions=shown, unnamed=unnamed) if unnamed else shown


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
