"""Put together what is shown of one document."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from firsthand.model import Attribution, Item, Notice, Reading, Span
from firsthand.show.cards import Card, Facts, Said, card, known_from, language_at, spans_of
from firsthand.show.clean import file_name, one_line, visible
from firsthand.show.dates import in_words, is_iso
from firsthand.show.layout import Block, blocks, paragraphs
from firsthand.show.mark import Segment, marks_of, segments, within
from firsthand.show.view import BlockView, DocumentView, Paragraph, Piece
from firsthand.show.words import Words

_COUNTED = frozenset({"no_source", "unnamed_source"})
"""Notices that count attributions: the span is that of the first alone, so its words would mislead."""


def document_view(reading: Reading, *, number: int, first: int, words: Words) -> DocumentView:
    """Return what is shown of a reading: the ``number``-th on the page, its attributions numbered from ``first``."""
    document = reading.document
    rows = in_order(reading)
    facts = _facts(reading, rows, first=first, words=words)
    found = blocks(reading)
    shown, loose = _blocks(reading, found, rows, facts)
    published = reading.published
    return DocumentView(
        number=number,
        title=_line(document.title or file_name(document.name)),
        lang=language_at(document, 0),
        published=_published(reading, words),
        inferred=published.inferred and published.value is not None,
        facts=_about(reading, words),
        url=document.url,
        notices=tuple(
            _notice(notice, document.text, words)
            for notice in _notices(reading)
            if not any(_concerns(notice, block) for block in found)
        ),
        blocks=shown,
        loose=loose,
        count=len(rows),
    )


def in_order(reading: Reading) -> list[Attribution]:
    """Return the attributions of a reading in the order in which they are numbered."""
    return sorted(reading.attributions, key=lambda row: _place(row, reading.document.text))


def languages(reading: Reading) -> tuple[str, ...]:
    """Return the codes of the languages of a reading, that of most of the text first."""
    document = reading.document
    return tuple(dict.fromkeys((document.lang, *(passage.lang for passage in document.passages))))


def language_names(codes: Iterable[str], words: Words) -> str:
    """Return the names of languages in one line, each once."""
    return words.say("and").join(words.languages.get(code, visible(code)) for code in dict.fromkeys(codes))


def _facts(reading: Reading, rows: Sequence[Attribution], *, first: int, words: Words) -> Facts:
    numbers = {row.id: number for number, row in enumerate(rows, start=first)}
    children: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        if row.parent:
            children[row.parent].append(numbers[row.id])
    return Facts(
        document=reading.document,
        numbers=numbers,
        children=children,
        chains={chain.attribution: chain for chain in reading.chains},
        speakers={speaker.attribution: speaker for speaker in reversed(reading.speakers)},
        outlet=_outlet(reading),
        said={said.attribution: said for said in reading.said},
        words=words,
    )


def _outlet(reading: Reading) -> str | None:
    """The publisher as the registry names it, the user's outlets among it; else what the page calls its site."""
    return reading.publisher.name if reading.publisher else reading.document.outlet


def _place(row: Attribution, text: str) -> tuple[int, int, str]:
    """Order attributions by where they begin, outer before inner; those without a place come last."""
    spans = spans_of(row, text)
    if not spans:
        return len(text), 0, row.id
    return min(span.start for span in spans), -max(span.end for span in spans), row.id


def _blocks(
    reading: Reading, found: Sequence[Block], rows: Sequence[Attribution], facts: Facts
) -> tuple[tuple[BlockView, ...], tuple[Card, ...]]:
    """Return the blocks with their paragraphs and cards, and the cards for which there is no paragraph."""
    document = reading.document
    spans = [
        ((block.heading,) if block.heading else ())
        + tuple(span for part in block.parts for span in paragraphs(document.text, part))
        for block in found
    ]
    places = sorted((span.start, index) for index, group in enumerate(spans) for span in group)
    cards: dict[int, list[Card]] = defaultdict(list)
    loose: list[Card] = []
    for row in rows:
        at = bisect_right(places, (_place(row, document.text)[0], len(found))) - 1
        if not places:
            loose.append(card(row, facts, item=None))
            continue
        start, index = places[max(at, 0)]
        cards[start].append(card(row, facts, item=found[index].item))
    edges = {edge for group in spans for span in group for edge in (span.start, span.end)}
    edges |= {edge for passage in document.passages for edge in (passage.span.start, passage.span.end)}
    cut = segments(len(document.text), marks_of(rows, numbers=facts.numbers, text=document.text), cuts=edges)
    shown: list[BlockView] = []
    for block, group in zip(found, spans, strict=True):
        parts = tuple(_paragraph(reading, span, within(cut, span), cards[span.start]) for span in group)
        shown.append(_block(reading, block, parts, words=facts.words))
    return tuple(shown), tuple(loose)


def _paragraph(reading: Reading, span: Span, found: Sequence[Segment], cards: Sequence[Card]) -> Paragraph:
    document = reading.document
    lang = language_at(document, span.start)
    pieces = []
    for segment in found:
        own = language_at(document, segment.span.start)
        text = visible(segment.span.of(document.text))
        pieces.append(Piece(text=text, segment=segment, lang=None if own == lang else own))
    return Paragraph(lang=lang, pieces=tuple(pieces), cards=tuple(cards))


def _block(reading: Reading, block: Block, parts: tuple[Paragraph, ...], *, words: Words) -> BlockView:
    item, text = block.item, reading.document.text
    titles = {"text": None, "commentary": words.say("commentary"), "more": words.say("more_text")}
    return BlockView(
        kind=block.kind,
        title=_item_title(item, block, text, words) if item else titles[block.kind],
        lang=language_at(reading.document, block.heading.start) if item and block.heading else words.lang,
        facts=_about_item(item, words) if item else (),
        url=item.url if item else None,
        notices=tuple(_line(notice.message, 600) for notice in _notices(reading) if _concerns(notice, block)),
        heading=parts[0] if block.heading else None,
        paragraphs=parts[1:] if block.heading else parts,
    )


def _item_title(item: Item, block: Block, text: str, words: Words) -> str:
    printed = block.heading.of(text) if block.heading else ""
    return _line(item.title or printed or item.author or item.outlet or item.domain or words.say("item_untitled"))


def _about_item(item: Item, words: Words) -> tuple[tuple[str, str], ...]:
    values = (
        ("item_outlet", item.outlet),
        ("item_author", item.author),
        ("item_domain", item.domain),
        ("item_kind", words.kinds.get(item.kind, item.kind)),
    )
    return tuple((words.say(key), _line(value)) for key, value in values if value)


def _about(reading: Reading, words: Words) -> tuple[tuple[str, str], ...]:
    document = reading.document
    elsewhere = document.name not in (document.url, file_name(document.name))
    values = (
        ("outlet", _outlet(reading)),
        ("author", document.author),
        ("credits", ", ".join(dict.fromkeys(credit.name for credit in reading.credits))),
        ("language", language_names(languages(reading), words)),
        ("read_from", document.name if elsewhere else None),
    )
    return tuple((words.say(key), _line(value)) for key, value in values if value)


def _published(reading: Reading, words: Words) -> Said:
    """Say when the document was published, and how that is known."""
    published = reading.published
    how = known_from(published.how, published.evidence, reading.document.text, words)
    hows = [how] if how else []
    if published.earliest and published.latest and published.earliest != published.latest:
        bounds = {"earliest": in_words(published.earliest, words), "latest": in_words(published.latest, words)}
        hows.append(words.say("between", **bounds))
    value = published.value
    return Said(
        shown=_line(in_words(value, words)) if value else words.say("published_unknown"),
        iso=value if value and is_iso(value) else None,
        how=_line("; ".join(hows), 600) or None,
    )


def _notice(notice: Notice, text: str, words: Words) -> str:
    """Return a notice's message, with the words it is about where the message does not hold them."""
    about = one_line(notice.span.of(text), 80) if notice.span and notice.kind not in _COUNTED else ""
    if not about or about in notice.message:
        return _line(notice.message, 600)
    return _line(f"{notice.message} ({words.say('words_there', words=words.quoted(about))})", 800)


def _notices(reading: Reading) -> list[Notice]:
    """Return the notices, but not that the date is inferred, which is said with the date and its reason."""
    inferred = reading.published.inferred and reading.published.value is not None
    return [notice for notice in reading.notices if not (inferred and notice.kind == "date_inferred")]


def _concerns(notice: Notice, block: Block) -> bool:
    """Say whether a notice is about an item: about its heading. One about the text is said of the document."""
    return notice.span is not None and block.heading is not None and block.heading.holds(notice.span)


def _line(text: str, limit: int = 300) -> str:
    return visible(one_line(text, limit))
