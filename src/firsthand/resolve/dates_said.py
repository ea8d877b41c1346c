"""On which day the words of an attribution were said.

A date tells it when it stands in the sentence of the attribution's cue, outside what was said. Without one, a
statement takes over the date of the same speaker's statement nearest before it, else after it, as "he added"
does. Words said within somebody's words never take over a date.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from firsthand.languages.dates import DateWords, date_languages, date_words
from firsthand.model import Attribution, DateMention, Document, Item, SaidOn, Span, Speaker
from firsthand.resolve.dates_find import Expression
from firsthand.resolve.dates_sentences import Sentences

_NEIGHBOURS = 2
_MOST_BESIDE = 12
_LINE = re.compile(r"\n+")
_WORD = re.compile(r"[^\W\d_]+")
_NO_ITEM = -1


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An attribution, and what is needed to date it: its frame is the sentence of its cue, or of its source."""

    attribution: Attribution
    at: int
    frame: Span
    key: str | None
    name: str
    item: int
    paragraph: int
    older: bool
    unnamed: bool = False


def said_on(
    document: Document,
    attributions: Sequence[Attribution],
    *,
    dates: Sequence[DateMention],
    found: Sequence[Expression],
    speakers: Sequence[Speaker] = (),
    items: Sequence[Item] = (),
) -> tuple[SaidOn, ...]:
    """Return a row for every attribution whose day of saying the text tells, in the order of the attributions."""
    statements = _statements(document, attributions, found, speakers, items)
    by_id = {attribution.id: attribution for attribution in attributions}
    frames: dict[Span, list[Statement]] = defaultdict(list)
    for statement in statements:
        frames[statement.frame].append(statement)
    own: dict[str, DateMention] = {}
    day_dates = [date for date in dates if date.precision == "day"]
    starts = [date.span.start for date in day_dates]
    for statement in statements:
        mention = _own(document, statement, frames[statement.frame], day_dates, starts, by_id)
        if mention:
            own[statement.attribution.id] = mention
    rows = {identity: _row(identity, mention, document.text) for identity, mention in own.items()}
    rows |= _carried(document, statements, own)
    return tuple(rows[attribution.id] for attribution in attributions if attribution.id in rows)


def _statements(
    document: Document,
    attributions: Sequence[Attribution],
    found: Sequence[Expression],
    speakers: Sequence[Speaker],
    items: Sequence[Item],
) -> list[Statement]:
    text = document.text
    sentences = Sentences(text)
    ends = [match.end() for match in _LINE.finditer(text)]
    known = {speaker.attribution: speaker for speaker in speakers}
    heads = sorted((item.heading.start, max(item.heading.end, item.body.end if item.body else 0)) for item in items)
    earlier = frozenset(word for words in _languages(document) for word in words.saying.earlier)
    statements: list[Statement] = []
    before: Statement | None = None
    for attribution in sorted(attributions, key=_start):
        at = _start(attribution)
        said = attribution.cue or attribution.source
        frame = sentences.around(said[0].start) if said else Span(at, at)
        key, name = _speaker(text, attribution, known, before)
        statement = Statement(
            attribution=attribution,
            at=at,
            frame=frame,
            key=key,
            name=name,
            item=_item(heads, at),
            paragraph=bisect_left(ends, at + 1),
            older=_older(text, attribution, frame, found, earlier),
            unnamed=attribution.source_kind == "unnamed",
        )
        statements.append(statement)
        if attribution.parent is None:
            before = statement
    return statements


def _languages(document: Document) -> tuple[DateWords, ...]:
    codes = {document.lang} | {passage.lang for passage in document.passages}
    return tuple(date_words(code) for code in sorted(codes & set(date_languages())))


def _start(attribution: Attribution) -> int:
    spans = attribution.cue or attribution.source or attribution.content
    return spans[0].start if spans else 0


def _speaker(
    text: str, attribution: Attribution, known: Mapping[str, Speaker], before: Statement | None
) -> tuple[str | None, str]:
    """Return what marks a speaker as the same, and the name to show; a pronoun nobody resolved is the one before.

    Two unnamed officials are not one: only a pronoun takes over what an unnamed party said.
    """
    speaker = known.get(attribution.id)
    if speaker:
        return speaker.name.casefold(), speaker.name
    if not attribution.source or known:
        return None, ""
    words = attribution.source[0].of(text)
    if attribution.source_kind == "pronoun" and before:
        return before.key, before.name
    if attribution.source_kind in ("named_person", "named_organisation"):
        return (_WORD.findall(words) or [words])[-1].casefold(), words
    return None, ""


def _item(heads: Sequence[tuple[int, int]], at: int) -> int:
    number = bisect_left(heads, (at + 1, 0)) - 1
    return number if number >= 0 and at < heads[number][1] else _NO_ITEM


def _older(
    text: str, attribution: Attribution, frame: Span, found: Sequence[Expression], earlier: frozenset[str]
) -> bool:
    """Say whether the frame itself names some other time ("in 2013", "earlier"), so that no date is taken over."""
    outside = [
        expression.span
        for expression in _within(found, frame)
        if not any(content.overlaps(expression.span) for content in attribution.content)
    ]
    if outside:
        return True
    cursor, pieces = frame.start, []
    for content in sorted(attribution.content):
        if content.start < frame.end and content.end > frame.start:
            pieces.append(text[cursor : max(cursor, content.start)])
            cursor = max(cursor, content.end)
    pieces.append(text[cursor : frame.end])
    return any(word.casefold() in earlier for piece in pieces for word in _WORD.findall(piece))


def _within(found: Sequence[Expression], frame: Span) -> list[Expression]:
    first = bisect_left(found, frame.start, key=lambda expression: expression.span.start)
    last = bisect_left(found, frame.end, key=lambda expression: expression.span.start)
    return list(found[first : min(last, first + _MOST_BESIDE)])


def _own(
    document: Document,
    statement: Statement,
    beside: Sequence[Statement],
    dates: Sequence[DateMention],
    starts: Sequence[int],
    by_id: Mapping[str, Attribution],
) -> DateMention | None:
    """Return the date nearest to the cue, in its sentence and outside what was said."""
    attribution = statement.attribution
    frame = statement.frame
    near = bisect_left(starts, statement.at)
    first = max(bisect_left(starts, frame.start), near - _MOST_BESIDE)
    last = min(bisect_left(starts, frame.end), near + _MOST_BESIDE)
    parent = by_id.get(attribution.parent or "")
    others = _nearest([s.attribution for s in beside if s is not statement], statement.at)
    fitting = [
        date
        for date in dates[first:last]
        if not any(content.overlaps(date.span) for content in attribution.content)
        and (parent is None or any(content.holds(date.span) for content in parent.content))
        and not any(_belongs_to(other, date, attribution) for other in others)
        and not _about_source(document, attribution, date)
    ]
    return min(fitting, key=lambda date: (_gap(attribution, date), date.span.start), default=None)


def _nearest(others: list[Attribution], at: int) -> list[Attribution]:
    return sorted(others, key=lambda other: abs(_start(other) - at))[:_MOST_BESIDE] if others else others


def _belongs_to(other: Attribution, date: DateMention, one: Attribution) -> bool:
    """Say whether a date is another attribution's rather than this one's."""
    if other.id == one.parent:
        return False
    if any(content.overlaps(date.span) for content in other.content):
        return True
    if other.parent == one.id:
        return False
    ahead_of_both = date.span.end <= min(_start(other), _start(one))
    return not ahead_of_both and _gap(other, date) < _gap(one, date)


def _gap(attribution: Attribution, date: DateMention) -> int:
    spans = attribution.cue or attribution.source
    return min((max(span.start - date.span.end, date.span.start - span.end, 0) for span in spans), default=0)


def _about_source(document: Document, attribution: Attribution, date: DateMention) -> bool:
    """Say whether a date stands in a clause about the source: "the minister, who resigned on Monday, said"."""
    source = next((span for span in attribution.source if span.end <= date.span.start), None)
    if source is None or any(source.end <= cue.start < date.span.start for cue in attribution.cue):
        return False
    between = document.text[source.end : date.span.start].lstrip().casefold()
    clause = f"{between.lstrip(' ,')} "
    opens = [word for words in _languages(document) for word in words.saying.relatives]
    return any((between if word[0] == "," else clause).startswith(f"{word} ") for word in opens)


def _row(identity: str, mention: DateMention, text: str) -> SaidOn:
    how = f"The text says {_quote(mention, text)}. {mention.how}"
    return SaidOn(attribution=identity, value=mention.value, how=how, evidence=(mention.span,))


def _quote(mention: DateMention, text: str) -> str:
    return f"“{' '.join(mention.span.of(text).split())}”"


def _carried(document: Document, statements: Sequence[Statement], own: Mapping[str, DateMention]) -> dict[str, SaidOn]:
    rows: dict[str, SaidOn] = {}
    for side, ordered in (("before", statements), ("after", statements[::-1])):
        last: dict[tuple[int, str], tuple[Statement, DateMention]] = {}
        for statement in ordered:
            if statement.key is None or statement.attribution.parent is not None:
                continue
            place = (statement.item, statement.key)
            identity = statement.attribution.id
            if identity in own:
                last[place] = (statement, own[identity])
            elif statement.older:
                last.pop(place, None)
            elif place in last and not statement.unnamed and _beside(statement, last[place][0]):
                mention = last[place][1]
                last[place] = (statement, mention)
                rows.setdefault(identity, _carried_row(statement, side, mention, document.text))
    return rows


def _beside(one: Statement, other: Statement) -> bool:
    """Say whether two statements stand in one item of a press review, or in neighbouring paragraphs."""
    return one.item != _NO_ITEM or abs(one.paragraph - other.paragraph) <= _NEIGHBOURS


def _carried_row(statement: Statement, side: str, mention: DateMention, text: str) -> SaidOn:
    name = statement.name or "the same speaker"
    return SaidOn(
        attribution=statement.attribution.id,
        value=mention.value,
        how=f"Carried over from a statement of {name} {side} it: {_quote(mention, text)}. {mention.how}",
        evidence=(mention.span,),
    )
