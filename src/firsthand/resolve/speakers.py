"""Who a source is, within its document: pronouns, surnames, roles and acronyms to the fullest name.

Rules of form, recency and prominence, in the order a reader uses them. What none of them settles keeps its own words: a
pronoun nobody can place stays a pronoun.
"""

from collections.abc import Iterator, Sequence

from firsthand.languages import Language, known_code, language
from firsthand.model import Attribution, Document, Item, Span, Speaker
from firsthand.outlets import Registry, registry
from firsthand.resolve.speakers_phrases import Found
from firsthand.resolve.speakers_read import Reader
from firsthand.resolve.speakers_roster import roster


def speakers(
    document: Document,
    attributions: Sequence[Attribution],
    *,
    items: Sequence[Item] = (),
    outlets: Registry | None = None,
) -> tuple[Speaker, ...]:
    """Return a row for every party whose words an attribution holds, as far as it can be told, in their order.

    A joint source ("a monitor and medics") has a row for each party. An item of a press review is a text of its own:
    names are not carried from one item to the next, except from a heading to its excerpt and back.
    """
    rows: dict[str, tuple[Speaker, ...]] = {}
    known = outlets or registry()
    for stretch in _stretches(document, items):
        mine = [a for a in attributions if _inside(a, stretch)]
        if mine:
            reader = reader_of(document, stretch, mine, known)
            rows.update(
                (row.id, tuple(_speaker(row, who, reader) for who in found)) for row, found in follow(reader, mine)
            )
    return tuple(speaker for a in attributions for speaker in rows.get(a.id, ()))


def _stretches(document: Document, items: Sequence[Item]) -> Iterator[Span]:
    start = 0
    for item in items:
        end = item.body.end if item.body else item.heading.end
        if item.heading.start > start:
            yield Span(start, item.heading.start)
        yield Span(item.heading.start, end)
        start = end
    if start < len(document.text):
        yield Span(start, len(document.text))


def _inside(row: Attribution, stretch: Span) -> bool:
    spans = (*row.source, *row.cue, *row.content)
    return bool(spans) and stretch.holds(spans[0])


def _language(document: Document, span: Span) -> Language:
    code = next((p.lang for p in document.passages if p.span.start <= span.start < p.span.end), document.lang)
    return language(known_code(code))


def reader_of(document: Document, stretch: Span, rows: Sequence[Attribution], outlets: Registry) -> Reader:
    """Return a reader of one stretch, who knows whom it names and has heard nobody yet."""
    speaking = frozenset(row.source[0].start for row in rows if row.source and row.source_kind == "named_person")
    made = roster(document.text, stretch, _language(document, stretch), outlets, speaking=speaking)
    return Reader(document=document, rows=rows, made=made, outlets=outlets)


def follow(reader: Reader, rows: Sequence[Attribution]) -> Iterator[tuple[Attribution, tuple[Found, ...]]]:
    """Yield each row, where its source stands in the text, with the parties it is found to be."""
    for row in sorted(rows, key=lambda r: (r.source or r.cue or r.content)[0]):
        lang = _language(reader.document, (*row.source, *row.cue, *row.content)[0])
        found: list[Found] = []
        if row.source:
            found = reader.sources(row, lang)
        elif not row.cue and (carried := reader.carried(row)) is not None:
            found = [carried]
        reader.note(row, found)
        yield row, tuple({who.entity: who for who in found}.values())


def _speaker(row: Attribution, found: Found, reader: Reader) -> Speaker:
    entity = reader.made.entities[found.entity]
    evidence = tuple(dict.fromkeys((found.span, entity.span)))
    return Speaker(
        attribution=row.id, name=entity.name, kind=entity.kind, method=found.method, score=found.score,
        evidence=evidence,
    )  # fmt: skip
