"""Finds the expressions in a text that name a day, a week, a month or a year, before any is given a value."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import msgspec

from firsthand.languages.dates import Offset, Reading, date_languages
from firsthand.model import Document, Passage, Span
from firsthand.resolve.dates_grammar import Binding, Grammar, Match, grammar
from firsthand.resolve.dates_tokens import Token, compose, tokens

Tense = Literal["past", "future"]
_REACH = 25
_COMMA = 3
_PAUSES = frozenset(",;()")
_NO_LETTER_OR_DIGIT_BEFORE = frozenset(".,/-:$€£#+=&?%_'")
_GOES_ON = frozenset(".,-/:")
_MONTHS = ("{month}", "{short_month}", "{low_month}", "{m}")
_BARE_YEARS = range(1900, 2101)
_CENTURY, _PIVOT = 100, 70


class Expression(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Words that name a time. What they do not say is None.

    ``last_day`` ends a range of days. ``month_open``: a written-out date whose order of day and month is not
    told, so that only its year is known. ``reading`` is how a missing year or a weekday is to be found,
    ``tense`` what the words around say. ``offset`` is a distance from the day of publication.
    """

    span: Span
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    weekday: int | None = None
    reading: Reading = "tense"
    tense: Tense | None = None
    offset: Offset | None = None
    deadline: bool = False

    @property
    def written(self) -> bool:
        """Whether the words name the year themselves."""
        return self.year is not None

    @property
    def side(self) -> Reading:
        """Where the words lie from the day of publication, as far as they and the words around them tell."""
        if self.reading == "coming":
            return self.tense or "future"
        return (self.tense or "past") if self.reading == "tense" else self.reading

    @property
    def full(self) -> bool:
        """Whether the words name one day, with its year."""
        return self.year is not None and self.day is not None and self.last_day is None


def expressions(document: Document) -> tuple[Expression, ...]:
    """Return the time expressions of a document, in order, none overlapping.

    Each passage is read in its language, or the document's where it has none we know. A caption or heading is
    too short for its language to be told, so weekdays and relative words of the document's other languages
    count too.
    """
    text, origin = compose(document.text)
    found = tokens(text)
    known = date_languages()
    languages = {passage.lang for passage in document.passages} | {document.lang}
    everything: list[Expression] = []
    for start, stop, lang in _stretches(document, found, origin):
        own = lang if lang in known else document.lang
        stretch = found[start:stop]
        first = Reader(stretch, grammar(own)).read() if own in known else []
        for other in sorted(languages & set(known) - {own}):
            first += [e for e in Reader(stretch, grammar(other)).read() if not e.written and e.month is None]
        everything += _apart(first)
    if origin is None:
        return tuple(everything)
    return tuple(msgspec.structs.replace(e, span=Span(origin[e.span.start], origin[e.span.end])) for e in everything)


def _stretches(document: Document, found: Sequence[Token], origin: list[int] | None) -> Iterator[tuple[int, int, str]]:
    """Cut the tokens into runs of one language: first and last token, and the language."""
    passages = sorted(document.passages, key=lambda p: p.span) or [
        Passage(span=Span(0, len(document.text)), lang=document.lang)
    ]
    begin, lang, position = 0, document.lang, 0
    for at, token in enumerate(found):
        start = origin[token.start] if origin else token.start
        while position < len(passages) and passages[position].span.end <= start:
            position += 1
        inside = position < len(passages) and passages[position].span.start <= start
        now = passages[position].lang if inside else document.lang
        if now != lang:
            if at > begin:
                yield begin, at, lang
            begin, lang = at, now
    if begin < len(found):
        yield begin, len(found), lang


def _apart(found: list[Expression]) -> list[Expression]:
    """Keep the first and then longest of those that overlap, those found first before the others."""
    kept: list[Expression] = []
    for expression in sorted(found, key=lambda e: (e.span.start, -e.span.end)):
        if not kept or expression.span.start >= kept[-1].span.end:
            kept.append(expression)
    return kept


class Reader:
    """Finds the expressions of one run of tokens in one language, and remembers what it found at each token."""

    def __init__(self, found: Sequence[Token], using: Grammar) -> None:
        self._tokens = found
        self._grammar = using
        self._words = using.words
        self._matched: dict[int, list[Match]] = {}
        self._marked: dict[tuple[int, int, bool], Tense | None] = {}

    def read(self) -> list[Expression]:
        """Return the expressions, in order, none overlapping."""
        held: list[Expression] = []
        at = last = 0
        while at < len(self._tokens):
            best = self._matches(at)
            if not best or self._goes_further(at, best[0].stop):
                at += 1
                continue
            stop = best[0].stop
            if any(match.rule.kind == "never" for match in best):
                at = stop
                continue
            expression = self._expression(at, best) if _stands_alone(self._tokens, at, stop) else None
            if expression is None or self._in_a_name(expression, at, stop):
                at += 1
                continue
            between = [token.key for token in self._tokens[max(last, at - 2) : at]] if held else []
            _join(held, expression, between, self._words.lists)
            at = last = stop
        return held

    def _in_a_name(self, expression: Expression, at: int, stop: int) -> bool:
        """Say whether a word with a capital, and a capital behind it, is the first of a name ("Dagens Harsund")."""
        first = self._tokens[at]
        alone = stop == at + 1 and expression.offset is not None and expression.weekday is None
        named = alone and first.upper and (not first.first or first.key.endswith("s"))
        return named and stop < len(self._tokens) and self._tokens[stop].upper

    def _matches(self, at: int) -> list[Match]:
        if at not in self._matched:
            self._matched[at] = self._grammar.matches(self._grammar.dates, self._tokens, at)
        return self._matched[at]

    def _goes_further(self, at: int, stop: int) -> bool:
        """Say whether a template that starts later goes on for longer: "in | May 2016"."""
        return any(match.stop > stop for later in range(at + 1, stop) for match in self._matches(later)[:1])

    def _expression(self, at: int, best: list[Match]) -> Expression | None:
        stop = best[0].stop
        span = Span(self._tokens[at].start, self._tokens[stop - 1].end)
        readings = [e for e in (_meaning(match, span) for match in best) if e]
        if not readings:
            return None
        one = readings[0]
        if any(other != one for other in readings):
            if any(other.year != one.year for other in readings):
                return None
            one = Expression(span=span, year=one.year)
        deadline = any(token.key in self._words.saying.deadlines for token in self._tokens[max(0, at - 2) : at])
        limit = at > 0 and self._tokens[at - 1].key in self._words.tense.limits
        tense = self._tense(at, stop, limit=limit)
        kind = best[0].rule.kind
        if one.offset and one.offset.count > 0 and tense == "past" and kind == "counted":
            return None
        if kind == "stretch" and tense != "future":
            return None
        return msgspec.structs.replace(one, tense=tense, deadline=deadline)

    def _tense(self, at: int, stop: int, *, limit: bool) -> Tense | None:
        """Return the tense of the nearest word that tells one, in the same sentence; a comma is a few words far."""
        before, after = self._nearest(at - 1, -1, limit=limit), self._nearest(stop, 1, limit=limit)
        if before and after:
            return before[1] if before[0] <= after[0] else after[1]
        found = before or after
        return found[1] if found else ("future" if limit else None)

    def _nearest(self, edge: int, step: int, *, limit: bool) -> tuple[int, Tense] | None:
        """Return how far the nearest telling word on one side is, and its tense."""
        far = 0
        for position in range(edge, edge + step * _REACH, step):
            if not 0 <= position < len(self._tokens) or self._ends_between(position, step) or far > _REACH:
                return None
            key = self._tokens[position].key
            far += _COMMA if key in _PAUSES or key in self._words.tense.clauses else 0
            tense = self._marker(position, step, limit=limit)
            if tense:
                return far, tense
            far += 1
        return None

    def _marker(self, at: int, step: int, *, limit: bool) -> Tense | None:
        if (at, step, limit) not in self._marked:
            self._marked[at, step, limit] = self._mark(at, step, limit=limit)
        return self._marked[at, step, limit]

    def _mark(self, at: int, step: int, *, limit: bool) -> Tense | None:
        """Return the tense the word at ``at`` tells of a date after it (``step`` -1) or before it."""
        for start in range(max(0, at - 2), at + 1):
            matches = self._grammar.matches(self._grammar.tenses, self._tokens, start)
            if not matches or matches[0].stop <= at:
                continue
            kind = matches[0].rule.kind
            if kind == "past" and self._bare(start):
                return None
            if kind == "ahead":
                return "future" if step < 0 else None
            return "past" if kind == "past" else "future"
        ending = not limit and self._grammar.past_by_ending(self._tokens[at])
        return "past" if ending and not self._bare(at) else None

    def _bare(self, at: int) -> bool:
        """Say whether a past form goes with an infinitive before it: "will be held", "to have left"."""
        return at > 0 and self._tokens[at - 1].key in self._words.tense.bare

    def _ends_between(self, at: int, step: int) -> bool:
        """Say whether a sentence or a block ends at this token, on the way out from an expression."""
        inner = self._tokens[at + (step == -1)] if at + 1 < len(self._tokens) or step == 1 else None
        if inner and inner.first and not inner.glued and not inner.joined:
            return True
        key = self._tokens[at].key
        if key != "." or at + 1 >= len(self._tokens):
            return key in ("!", "?")
        following = self._tokens[at + 1]
        if following.glued or not at or not (following.upper or not following.key.isalnum()):
            return False
        before = self._tokens[at - 1].key
        return not before.isdecimal() and len(before) > 1 and before not in self._words.saying.abbreviations


def _stands_alone(found: Sequence[Token], at: int, stop: int) -> bool:
    """Say whether digits at the edges are not part of a longer number, name or address."""
    if at and found[at].glued and found[at].key.isalpha() and found[at - 1].key in "-_":
        return False
    if found[at].key.isdecimal() and found[at].glued and at:
        before = found[at - 1].key
        if before.isalnum() or before in _NO_LETTER_OR_DIGIT_BEFORE:
            return False
    if stop < len(found) and found[stop - 1].key.isdecimal() and found[stop].glued:
        after = found[stop].key
        if after == "t":
            return True
        if after.isalnum() or after in "%_":
            return False
        following = found[stop + 1] if stop + 1 < len(found) else None
        return not (after in _GOES_ON and following and following.glued and following.key.isalnum())
    return True


def _meaning(match: Match, span: Span) -> Expression | None:
    rule, bound = match.rule, dict(match.bound)
    if rule.kind == "offset":
        return Expression(span=span, offset=rule.value)
    if rule.kind in ("counted", "stretch"):
        return Expression(span=span, offset=Offset(rule.value * bound["{n}"], bound["{unit}"]))
    days = [value for name, value in match.bound if name in ("{d}", "{ordinal}")]
    month = next((value for name, value in match.bound if name in _MONTHS), None)
    year = bound.get("{year}", _long_year(bound.get("{yy}")))
    if days and not (month and all(_exists(year, month, day) for day in days)):
        return None
    if not (days or month) and year is not None and year not in _BARE_YEARS:
        return None
    return Expression(
        span=span,
        year=year,
        month=month,
        day=days[0] if days else None,
        last_day=days[1] if len(days) > 1 else None,
        weekday=_weekday(match.bound),
        reading=rule.value or "tense",
    )


def _weekday(bound: Sequence[Binding]) -> int | None:
    return next((value for name, value in bound if name in ("{weekday}", "{short}") or name[0] == "<"), None)


def _long_year(short: int | None) -> int | None:
    if short is None:
        return None
    return short + (2000 if short < _PIVOT else 2000 - _CENTURY)


def _exists(year: int | None, month: int, day: int) -> bool:
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return day <= (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def _join(held: list[Expression], new: Expression, between: Sequence[str], lists: Mapping[str, Sequence[str]]) -> None:
    """Add an expression; where it and the one before share a year, let them ("24 May | last year")."""
    before = held[-1] if held else new
    if held and not before.written and before.month is not None:
        if (
            new.offset
            and new.offset.unit == "year"
            and (not between or between[0] in lists.get("of", ()))
            and len(between) < 2
        ):
            span = Span(before.span.start, new.span.end)
            held[-1] = msgspec.structs.replace(before, span=span, offset=new.offset)
            return
        if new.year and new.month and len(between) == 1 and (between[0] == "-" or between[0] in lists.get("to", ())):
            year = new.year - (before.month > new.month)
            if before.day is None or _exists(year, before.month, before.day):
                held[-1] = msgspec.structs.replace(before, year=year)
    held.append(new)
