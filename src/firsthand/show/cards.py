"""What is told of one attribution: the card beside the text and the entry in the terminal."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import msgspec

from firsthand.model import Attribution, Chain, Document, Item, SaidOn, SourceKind, Span, Speaker
from firsthand.show.clean import one_line, visible
from firsthand.show.dates import in_words, is_iso
from firsthand.show.mark import trim
from firsthand.show.path import Path, draw
from firsthand.show.steps import Step, hops_of, in_one_line, publisher_of, steps
from firsthand.show.words import Words

_UNCERTAIN = 0.5
_MARKS = re.compile(r"[\"“”„«»‟‘’‚‹›「」『』']")
_EXCERPT = 140


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A date in words; ``iso`` where it can stand in a ``time`` element; ``how`` it is known."""

    shown: str
    iso: str | None = None
    how: str | None = None


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One attribution, told. ``number`` is its number on the page; ``marked`` says whether the text shows it."""

    number: int
    marked: bool
    way: tuple[Step, ...]
    line: str
    path: Path | None
    content: str | None
    content_lang: str | None
    wording: str
    unnamed: bool
    said: Said | None
    framing: str | None
    sense: str | None
    inside: int | None
    holds: tuple[int, ...]
    warnings: tuple[str, ...]


class Facts(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the rows of a reading say about its attributions, by id."""

    document: Document
    numbers: Mapping[str, int]
    children: Mapping[str, Sequence[int]]
    chains: Mapping[str, Chain]
    speakers: Mapping[str, Speaker]
    outlet: str | None
    said: Mapping[str, SaidOn]
    words: Words


def card(row: Attribution, facts: Facts, *, item: Item | None) -> Card:
    """Tell one attribution. ``item`` is the press review's item it stands in."""
    words, text = facts.words, facts.document.text
    speaker = facts.speakers.get(row.id)
    kind = speaker.kind if speaker else row.source_kind
    way = steps(
        row,
        hops=hops_of(row, text=text, chain=facts.chains.get(row.id), speaker=speaker),
        publisher=publisher_of(item) if item else None,
        outlet=None if item else facts.outlet,
        words=words,
    )
    number = facts.numbers[row.id]
    more = words.say("more_hops", n=len(way) - 11)
    return Card(
        number=number,
        marked=bool(spans_of(row, text)),
        way=way,
        line=in_one_line(way, words),
        path=draw(way, more=more),
        content=quote(row.content, text) or None,
        content_lang=language_at(facts.document, row.content[0].start) if row.content else None,
        wording=_wording(row, text, words),
        unnamed=way[0].kind == "unknown" or kind == "unnamed",
        said=_said(facts.said.get(row.id), text, words),
        framing=_framing(row, text, words),
        sense=words.polarities.get(row.polarity),
        inside=facts.numbers.get(row.parent) if row.parent else None,
        holds=tuple(facts.children.get(row.id, ())),
        warnings=_warnings(row, way, text, kind=kind, words=words),
    )


def _wording(row: Attribution, text: str, words: Words) -> str:
    """Say whether the words are exact: with quotation marks only where there are any, and not a dash or a name."""
    marked = any(_MARKS.search(span.of(text)) for span in row.content)
    return words.types["unmarked" if row.type == "direct" and not marked else row.type]


def spans_of(row: Attribution, text: str) -> tuple[Span, ...]:
    """Return every span of an attribution that shows in the text: source, cue, content, relays."""
    spans = (*row.source, *row.cue, *row.content, *(relay.span for relay in row.relays))
    return tuple(span for span in (trim(span, text) for span in spans) if span.start < span.end)


def quote(spans: Sequence[Span], text: str, limit: int = _EXCERPT) -> str:
    """Return the words of the spans on one line, gaps and cuts shown by an ellipsis."""
    parts = (one_line(span.of(text), limit) for span in spans)
    return visible(one_line(" … ".join(part for part in parts if part), limit))


def language_at(document: Document, place: int) -> str:
    """Return the language code of the passage at ``place``: a BCP 47 code, ``und`` where it is not known."""
    index = bisect_right(document.passages, place, key=lambda passage: passage.span.start) - 1
    inside = index >= 0 and place < document.passages[index].span.end
    return bcp47(document.passages[index].lang if inside else document.lang)


def bcp47(lang: str) -> str:
    """Return a code fit for an HTML ``lang`` attribute."""
    return lang if lang.isascii() and lang.isalpha() and 2 <= len(lang) <= 3 else "und"


def _said(row: SaidOn | None, text: str, words: Words) -> Said | None:
    if row is None:
        return None
    how = words.say("how", how=known_from(row.how, row.evidence, text, words))
    return Said(shown=visible(in_words(row.value, words)), iso=row.value if is_iso(row.value) else None, how=how)


def known_from(how: str, evidence: Sequence[Span], text: str, words: Words) -> str:
    """Return how a date is known, without its full stop, and the words that tell it where ``how`` leaves them out."""
    parts = [visible(one_line(how, 600)).rstrip(".")]
    told = quote([span for span in evidence if one_line(span.of(text)) not in one_line(how)], text, 120)
    if told:
        parts.append(words.say("words_there", words=words.quoted(told)))
    return "; ".join(part for part in parts if part)


def _framing(row: Attribution, text: str, words: Words) -> str | None:
    """Say how the text frames the saying; nothing where it is neutral."""
    if not row.cue_stance or row.cue_stance == "neutral":
        return None
    stance = words.stances.get(row.cue_stance, visible(row.cue_stance))
    cue = quote(row.cue, text, 80)
    if not cue:
        return words.say("framing_plain", stance=stance)
    return words.say("framing_is", stance=stance, cue=words.quoted(cue))


def _warnings(row: Attribution, way: Sequence[Step], text: str, *, kind: SourceKind, words: Words) -> tuple[str, ...]:
    """Say what a reader should mind; ``kind`` is that of the party the source was resolved to."""
    found: list[str] = []
    source = quote(row.source, text, 80)
    utterer = way[0].name if way[0].kind == "utterer" else ""
    if not source and not utterer:
        found.append(words.say("no_source"))
    elif kind == "unnamed":
        party = source if row.source_kind == "unnamed" and source else utterer or source
        found.append(words.say("unnamed_source", words=words.quoted(party)))
    elif not utterer or (row.source_kind == "pronoun" and utterer == source):
        found.append(words.say("unresolved", words=words.quoted(source)))
    elif not source:
        found.append(words.say("source_elsewhere"))
    if row.score < _UNCERTAIN:
        found.append(words.say("uncertain"))
    return tuple(found)
