"""The attributions of a document in order, each with what is needed to date it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from firsthand.languages.dates import DateWords, date_languages, date_words
from firsthand.model import Attribution, Document, Item, Span, Speaker
from firsthand.resolve.dates_find import Expression
from firsthand.resolve.dates_sentences import Sentences

NO_ITEM = -1
_MOST_BESIDE = 12
_LOOK = 300  # a sentence may be as long as the text, and hold as many cues
_LINE = re.compile(r"\n+")
NEW = "as written"
_WORD = re.compile(r"[^\W\d_]+")


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An attribution, and what is needed to date it.

    ``at`` is where its cue starts, ``frame`` the sentence of its cue, or of its source where it has none. ``key``
    is the same for the same speaker, ``name`` is to be shown. ``item`` and ``paragraph`` count the entries of a
    press review and the lines. ``older``: the frame itself names some other time, so no date is taken over.
    """

    attribution: Attribution
    at: int
    frame: Span
    key: str | None
    name: str
    item: int
    paragraph: int
    older: bool


def statements(
    document: Document,
    attributions: Sequence[Attribution],
    *,
    found: Sequence[Expression],
    speakers: Sequence[Speaker],
    items: Sequence[Item],
) -> list[Statement]:
    """Return the attributions in the order of their cues, with their frames, speakers and places."""
    text = document.text
    sentences = Sentences(text)
    ends = [match.end() for match in _LINE.finditer(text)]
    known = {speaker.attribution: speaker for speaker in speakers}
    heads = sorted((item.heading.start, max(item.heading.end, item.body.end if item.body else 0)) for item in items)
    earlier = frozenset(word for words in languages_of(document) for word in words.saying.earlier)
    done: list[Statement] = []
    before: Statement | None = None
    pointed: dict[str, str] = {}
    for attribution in sorted(attributions, key=start_of):
        at = start_of(attribution)
        said = attribution.cue or attribution.source
        frame = sentences.around(said[0].start) if said else Span(at, at)
        near = Span(max(frame.start, at - _LOOK), min(frame.end, at + _LOOK))
        key, name = _speaker(attribution, text, known, before=before, pointed=pointed)
        one = Statement(
            attribution=attribution,
            at=at,
            frame=frame,
            key=key,
            name=name,
            item=_item(heads, at),
            paragraph=bisect_left(ends, at + 1),
            older=_older(text, attribution, _times_in(found, near), earlier, frame=near),
        )
        done.append(one)
        if attribution.parent is None:
            before = one
    return done


def languages_of(document: Document) -> tuple[DateWords, ...]:
    """Return the date words of the languages of a document."""
    codes = {document.lang} | {passage.lang for passage in document.passages}
    return tuple(date_words(code) for code in sorted(codes & set(date_languages())))


def start_of(attribution: Attribution) -> int:
    """Return where an attribution's cue starts, or its source, or its content."""
    spans = attribution.cue or attribution.source or attribution.content
    return spans[0].start if spans else 0


def _speaker(
    attribution: Attribution,
    text: str,
    known: Mapping[str, Speaker],
    *,
    before: Statement | None,
    pointed: dict[str, str],
) -> tuple[str | None, str]:
    """Return what marks a speaker as the same, and the name to show; a pronoun nobody resolved is the one before.

    Two unnamed officials are not one: every one brought in has a mark of its own, which what points back to it shares.
    ``pointed`` holds the latest mark of each name.
    """
    speaker = known.get(attribution.id)
    if speaker and speaker.kind == "unnamed":
        name = speaker.name.casefold()
        if speaker.method == NEW or name not in pointed:
            pointed[name] = f"{name}@{start_of(attribution)}"
        return pointed[name], speaker.name
    if speaker:
        return speaker.name.casefold(), speaker.name
    if speaker or known or not attribution.source:
        return None, ""
    words = attribution.source[0].of(text)
    if attribution.source_kind == "pronoun" and before:
        return before.key, before.name
    if attribution.source_kind in ("named_person", "named_organisation"):
        return (_WORD.findall(words) or [words])[-1].casefold(), words
    return None, ""


def _item(heads: Sequence[tuple[int, int]], at: int) -> int:
    number = bisect_left(heads, (at + 1, 0)) - 1
    return number if number >= 0 and at < heads[number][1] else NO_ITEM


def _older(
    text: str, attribution: Attribution, times: Sequence[Expression], earlier: frozenset[str], *, frame: Span
) -> bool:
    if any(not any(content.overlaps(time.span) for content in attribution.content) for time in times):
        return True
    pieces = _outside(text, frame, sorted(attribution.content))
    return any(word.casefold() in earlier for piece in pieces for word in _WORD.findall(piece))


def _outside(text: str, frame: Span, contents: Sequence[Span]) -> Iterator[str]:
    cursor = frame.start
    for content in contents:
        if content.overlaps(frame):
            yield text[cursor : max(cursor, content.start)]
            cursor = max(cursor, content.end)
    yield text[cursor : frame.end]


def _times_in(found: Sequence[Expression], frame: Span) -> Sequence[Expression]:
    first = bisect_left(found, frame.start, key=lambda time: time.span.start)
    last = bisect_left(found, frame.end, key=lambda time: time.span.start)
    return found[first : min(last, first + _MOST_BESIDE)]
