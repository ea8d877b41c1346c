"""On which day the words of an attribution were said.

A date tells it when it stands in the sentence of the attribution's cue, outside what was said. Without one, a
statement takes over the date of the same speaker's statement nearest before it, else after it, as "he added"
does; speech in quotation marks else takes that of the sentence before it, when that says the speaker spoke. Words said
within somebody's words never take over a date.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from firsthand.languages import codes, cues, language
from firsthand.model import Attribution, DateMention, Document, Item, SaidOn, Span, Speaker
from firsthand.resolve.dates_find import Expression
from firsthand.resolve.dates_sentences import Sentences
from firsthand.resolve.dates_statements import NO_ITEM, Statement, languages_of, start_of, statements
from firsthand.resolve.speakers_lines import datelines, within

_NEIGHBOURS = 2
_MOST_BESIDE = 12
_LONGEST_OPENER = 20
_LONGEST = 400
_OPENERS = " \n\t\"“”„«»‘’'–—-"
_WORD = re.compile(r"[^\W\d_]+")


class Times(NamedTuple):
    """The dates a document mentions, and all its time expressions, those without a value too; both in order."""

    dates: Sequence[DateMention]
    found: Sequence[Expression]


def said_on(
    document: Document,
    attributions: Sequence[Attribution],
    *,
    times: Times,
    speakers: Sequence[Speaker] = (),
    items: Sequence[Item] = (),
) -> tuple[SaidOn, ...]:
    """Return a row for every attribution whose day of saying the text tells, in the order of the attributions."""
    ordered = statements(document, attributions, found=times.found, speakers=speakers, items=items)
    own = _Own(document, attributions, ordered, times.dates).all()
    rows = {identity: _row(identity, mention, document.text) for identity, mention in own.items()}
    rows |= _carried(document, ordered, own)
    rows |= {id_: row for id_, row in _told_before(document, ordered, times.dates).items() if id_ not in rows}
    return tuple(rows[attribution.id] for attribution in attributions if attribution.id in rows)


class _Own:
    """Finds the date that stands with each attribution itself."""

    def __init__(
        self,
        document: Document,
        attributions: Sequence[Attribution],
        ordered: Sequence[Statement],
        dates: Sequence[DateMention],
    ) -> None:
        self._text = document.text
        self._relatives = tuple(word for words in languages_of(document) for word in words.saying.relatives)
        self._by_id = {attribution.id: attribution for attribution in attributions}
        headed = list(datelines(document.text, Span(0, len(document.text))))
        self._days = [date for date in dates if date.precision == "day" and not within(headed, date.span.start)]
        self._starts = [date.span.start for date in self._days]
        self._frames: dict[Span, list[Statement]] = defaultdict(list)
        for statement in ordered:
            self._frames[statement.frame].append(statement)

    def all(self) -> dict[str, DateMention]:
        """Return the date of every attribution that has one of its own."""
        found: dict[str, DateMention] = {}
        for beside in self._frames.values():
            for place, statement in enumerate(beside):
                window = beside[max(0, place - _MOST_BESIDE) : place + _MOST_BESIDE]
                mention = self._of(statement, [other.attribution for other in window if other is not statement])
                if mention:
                    found[statement.attribution.id] = mention
        return found

    def _of(self, statement: Statement, others: Sequence[Attribution]) -> DateMention | None:
        """Return the date nearest to the cue, in its sentence and outside what was said."""
        one = statement.attribution
        near = bisect_left(self._starts, statement.at)
        first = max(bisect_left(self._starts, statement.frame.start), near - _MOST_BESIDE)
        last = min(bisect_left(self._starts, statement.frame.end), near + _MOST_BESIDE)
        parent = self._by_id.get(one.parent or "")
        fitting = [
            date
            for date in self._days[first:last]
            if not any(content.overlaps(date.span) for content in one.content)
            and (parent is None or any(content.holds(date.span) for content in parent.content))
            and not any(_belongs_to(other, date, one) for other in others)
            and not self._about_source(one, date)
        ]
        return min(fitting, key=lambda date: (_gap(one, date), date.span.start), default=None)

    def _about_source(self, one: Attribution, date: DateMention) -> bool:
        """Say whether a date stands in a clause about the source: "the minister, who resigned on Monday, said"."""
        source = next((span for span in one.source if span.end <= date.span.start), None)
        if source is None or any(source.end <= cue.start < date.span.start for cue in one.cue):
            return False
        if "," in self._text[source.end : date.span.start][:_LONGEST].lstrip(" ,"):
            return False  # the clause is closed: "the clerk, who gave no name, said on Monday"
        between = self._text[source.end : min(source.end + _LONGEST_OPENER, date.span.start)].lstrip().casefold()
        clause = f"{between.lstrip(' ,')} "
        return any((between if word[0] == "," else clause).startswith(f"{word} ") for word in self._relatives)


def _belongs_to(other: Attribution, date: DateMention, one: Attribution) -> bool:
    """Say whether a date is another attribution's rather than this one's."""
    if other.id == one.parent:
        return False
    if other.source and other.source == one.source and not (other.cue and one.cue):
        return False  # speech that goes on with no cue has the day of the statement whose source it has
    if any(content.overlaps(date.span) for content in other.content):
        return True
    if other.parent == one.id:
        return False
    ahead_of_both = date.span.end <= min(start_of(other), start_of(one))
    return not ahead_of_both and _gap(other, date) < _gap(one, date)


def _gap(attribution: Attribution, date: DateMention) -> int:
    spans = attribution.cue or attribution.source
    return min((max(span.start - date.span.end, date.span.start - span.end, 0) for span in spans), default=0)


def _row(identity: str, mention: DateMention, text: str) -> SaidOn:
    how = f"The text says {_quote(mention, text)}. {mention.how}"
    return SaidOn(attribution=identity, value=mention.value, how=how, evidence=(mention.span,))


def _quote(mention: DateMention, text: str) -> str:
    return f"“{' '.join(mention.span.of(text).split())}”"


def _carried(document: Document, ordered: Sequence[Statement], own: Mapping[str, DateMention]) -> dict[str, SaidOn]:
    rows: dict[str, SaidOn] = {}
    for side, statements_ in (("before", ordered), ("after", ordered[::-1])):
        last: dict[tuple[int, str], tuple[Statement, DateMention]] = {}
        for statement in statements_:
            if statement.key is None or statement.attribution.parent is not None:
                continue
            place = (statement.item, statement.key)
            identity = statement.attribution.id
            if identity in own:
                last[place] = (statement, own[identity])
            elif statement.older:
                last.pop(place, None)
            elif place in last and _beside(statement, last[place][0]):
                mention = last[place][1]
                last[place] = (statement, mention)
                rows.setdefault(identity, _carried_row(statement, side, mention, document.text))
    return rows


def _beside(one: Statement, other: Statement) -> bool:
    """Say whether two statements stand in one item of a press review, or in neighbouring paragraphs."""
    return one.item != NO_ITEM or abs(one.paragraph - other.paragraph) <= _NEIGHBOURS


def _carried_row(statement: Statement, side: str, mention: DateMention, text: str) -> SaidOn:
    return SaidOn(
        attribution=statement.attribution.id,
        value=mention.value,
        how=f"Carried over from the statement of {statement.name} {side} it: {_quote(mention, text)}. {mention.how}",
        evidence=(mention.span,),
    )


def _told_before(document: Document, ordered: Sequence[Statement], dates: Sequence[DateMention]) -> dict[str, SaidOn]:
    """Read "The minister was more careful in what she said on Wednesday. “We had been warned,” she told the press."."""
    text, sentences = document.text, Sentences(document.text)
    said = _saying(document)
    starts = [date.span.start for date in dates]
    rows: dict[str, SaidOn] = {}
    for statement in ordered:
        one = statement.attribution
        first = min((span.start for span in one.content), default=0)
        if one.type == "indirect" or one.parent or not statement.name or first < 2:
            continue
        opens = sentences.around(first).start
        if text[opens:first].strip(_OPENERS) or opens < 2:
            continue
        ahead = sentences.around(len(text[:opens].rstrip(_OPENERS)) - 1)
        near = dates[bisect_left(starts, max(ahead.start, ahead.end - _LONGEST)) : bisect_left(starts, ahead.end)]
        days = [date for date in near if date.precision == "day"]
        words = {word.lower() for word in _WORD.findall(text[max(ahead.start, ahead.end - _LONGEST) : ahead.end])}
        if len(days) == 1 and statement.name.split()[-1].lower() in words and words & said:
            how = f"The sentence before it says {_quote(days[0], text)}. {days[0].how}"
            rows[one.id] = SaidOn(attribution=one.id, value=days[0].value, how=how, evidence=(days[0].span,))
    return rows


def _saying(document: Document) -> frozenset[str]:
    """Every form of a word for saying in the languages of a document."""
    known = {document.lang, *(passage.lang for passage in document.passages)} & set(codes())
    return frozenset(
        cue.words[0]
        for code in known
        for found in cues(language(code)).values()
        for cue in found
        if len(cue.words) == 1
    )
