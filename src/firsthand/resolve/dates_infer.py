"""Infers when a text was published from the dates, weekdays and relative words in it.

The latest date D that is written out and past opens a week, D to D + 7. Every weekday word and every "yesterday"
narrows it: a weekday is the one nearest to D and lies within the seven days up to publication; "yesterday" is
likely a day that the text names. The days that most of these words fit are the answer: one day, or the first run
of days. A date far in the past must not open that week, so D counts only when the text treats it as near: it is
given with its weekday, or another date lies within two weeks of it.
"""

from collections.abc import Iterator, Sequence
from datetime import MAXYEAR, date, timedelta
from itertools import pairwise

import msgspec

from firsthand.model import Document, Published, Span
from firsthand.resolve.dates_find import Expression
from firsthand.resolve.dates_value import Days, cut, day_in_words, days

_WEEK = 7
_NEAR = 14
_CARRIED = 60
_BESIDE = 2
_MOST_QUOTES = 4
_APPOSED = frozenset(" ,()–—-\u00a0")


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A day that the text names, and the words that name it."""

    day: date
    expression: Expression


class Hint(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Days of publication that one weekday or relative word fits, and the day it then means, if always the same."""

    fits: frozenset[date]
    expression: Expression
    means: date


def infer(document: Document, found: Sequence[Expression]) -> Published:
    """Infer the day, or the days, of publication; ``value`` is None when the text does not tell."""
    apposed = _apposed(document.text, found)
    if apposed:
        return apposed
    past, ahead = _named_days(found)
    if not past:
        return _open_end(document.text, found)
    latest = max(past, key=lambda one: (one.day, one.expression.weekday is not None, -one.expression.span.start))
    if latest.day.year >= MAXYEAR:
        return Published(value=None, how="Not known: the latest date in the text is beyond all calendars.")
    bound = min((known.day for known in ahead if known.day >= latest.day), default=None)
    hints = list(_hints(found, latest.day, past, ahead)) if _treated_as_near(latest, past) else []
    window = [latest.day + timedelta(days=step) for step in range(_WEEK + 1)]
    window = [day for day in window if bound is None or day <= bound]
    both = list(_both_hints(found, window))
    hints = [*both, *hints] if _treated_as_near(latest, past) else []
    window = [day for day in window if all(day in hint.fits for hint in both)] if hints else window
    score = {day: sum(day in hint.fits for hint in hints) for day in window}
    top = max(score.values())
    if not top:
        return _after(document.text, latest)
    return _narrowed(document.text, latest, _first_run(score, top), hints)


def _apposed(text: str, found: Sequence[Expression]) -> Published | None:
    """Return what "today, 25 September 2016" or "yesterday (25 September 2016)" tells for certain."""
    for one, other in pairwise(found):
        between = text[one.span.end : other.span.start]
        if len(between) > 3 or not _APPOSED.issuperset(between) or one.full == other.full:
            continue
        near, dated = (other, one) if one.full else (one, other)
        if not near.offset or near.offset.unit != "day" or near.month:
            continue
        meant = days(dated, None)
        if meant is None:
            continue
        try:
            day = meant[0] - timedelta(days=near.offset.count)
        except OverflowError:
            continue
        span = Span(one.span.start, other.span.end)
        how = f"{_quote(text, span)} puts the publication on {day_in_words(day)}."
        return _published(how, first=day, last=day, evidence=(span,))
    return None


def _named_days(found: Sequence[Expression]) -> tuple[list[Known], list[Known]]:
    """Return the days a text names: those that had come when it was written, and those that had not.

    A day without its year belongs to the year of the latest full date before or soon after it.
    """
    full = [(expression, days(expression, None)) for expression in found if expression.full]
    known = [Known(day=meant[0], expression=expression) for expression, meant in full if meant]
    ahead = [one for one in known if one.expression.tense == "future"]
    past = [one for one in known if _had_come(one.expression)]
    if not past:
        return past, ahead
    latest = max(one.day for one in past)
    for expression in found:
        if expression.written or expression.day is None or expression.offset or not _had_come(expression):
            continue
        meant = days(expression, latest)
        if meant and -_NEAR <= (meant[0] - latest).days <= _CARRIED:
            past.append(Known(day=meant[0], expression=expression))
    return past, ahead


def _had_come(expression: Expression) -> bool:
    """Say whether the text treats a day as past: by its verb, or, where no verb tells, by giving the weekday."""
    if expression.deadline or expression.tense == "future":
        return False
    return expression.tense == "past" or expression.weekday is not None


def _treated_as_near(latest: Known, past: Sequence[Known]) -> bool:
    if any(known.expression.weekday for known in past if known.day == latest.day):
        return True
    return any(0 < (latest.day - known.day).days < _NEAR for known in past)


def _hints(found: Sequence[Expression], latest: date, past: Sequence[Known], ahead: Sequence[Known]) -> Iterator[Hint]:
    """Yield one hint for every different weekday or relative word."""
    named = {known.day for known in past} | {known.day for known in ahead}
    seen: set[tuple[object, ...]] = set()
    for expression in found:
        key = (expression.weekday, expression.reading, expression.tense, expression.offset)
        if expression.month or expression.written or key in seen:
            continue
        seen.add(key)
        hint = _weekday_hint(expression, latest) if expression.weekday else _offset_hint(expression, latest, named)
        if hint:
            yield hint


def _both_hints(found: Sequence[Expression], window: Sequence[date]) -> Iterator[Hint]:
    """Yield the hint of "yesterday, Thursday": the two together leave one day of a week."""
    for one, other in pairwise(found):
        near, named = (one, other) if one.offset else (other, one)
        if (
            other.span.start - one.span.end > _BESIDE
            or named.offset
            or not named.weekday
            or named.month
            or named.written
        ):
            continue
        if near.offset is None or near.offset.unit != "day" or near.month or abs(near.offset.count) > _WEEK:
            continue
        step = timedelta(days=near.offset.count)
        fits = [day for day in window if (day + step).isoweekday() == named.weekday]
        if fits:
            yield Hint(fits=frozenset(fits[:1]), expression=near, means=fits[0] + step)


def _weekday_hint(expression: Expression, latest: date) -> Hint | None:
    reading = expression.reading if expression.reading != "tense" else expression.tense or "past"
    ahead = ((expression.weekday or 1) - latest.isoweekday()) % _WEEK
    if reading in ("future", "after"):
        day = latest + timedelta(days=ahead or (_WEEK if reading == "after" else 0))
        return Hint(fits=_span(latest, day - timedelta(days=reading == "after")), expression=expression, means=day)
    told = expression.reading != "tense" or expression.tense is not None
    if reading not in ("past", "before") or not told or ahead in (3, 4):  # 3 or 4: as near to D on either side
        return None
    day = latest + timedelta(days=ahead if ahead < 3 else ahead - _WEEK)
    first = day + timedelta(days=reading == "before")
    return Hint(fits=_span(max(first, latest), first + timedelta(days=_WEEK - 1)), expression=expression, means=day)


def _offset_hint(expression: Expression, latest: date, named: set[date]) -> Hint | None:
    offset = expression.offset
    if offset is None or offset.unit != "day" or not offset.count or abs(offset.count) > _WEEK:
        return None
    window = (latest + timedelta(days=step) for step in range(_WEEK + 1))
    fits = [day for day in window if day + timedelta(days=offset.count) in named]
    if not fits:
        return None
    return Hint(fits=frozenset(fits[:1]), expression=expression, means=fits[0] + timedelta(days=offset.count))


def _span(first: date, last: date) -> frozenset[date]:
    return frozenset(first + timedelta(days=step) for step in range((last - first).days + 1))


def _first_run(score: dict[date, int], top: int) -> Days:
    first = last = next(day for day, count in score.items() if count == top)
    while score.get(last + timedelta(days=1)) == top:
        last += timedelta(days=1)
    return first, last


def _narrowed(text: str, latest: Known, run: Days, hints: Sequence[Hint]) -> Published:
    first, last = run
    fitting = [hint for hint in hints if first in hint.fits][:_MOST_QUOTES]
    means = " and ".join(f"{_quote(text, hint.expression.span)} ({day_in_words(hint.means)})" for hint in fitting)
    fits = "fit" if len(fitting) > 1 else "fits"
    when = day_in_words(first) if first == last else f"any day from {day_in_words(first)} to {day_in_words(last)}"
    named = f"{_quote(text, latest.expression.span)} ({day_in_words(latest.day)})"
    how = f"The latest date in the text is {named}; {means} {fits} publication on {when}."
    spans = sorted({latest.expression.span, *(hint.expression.span for hint in fitting)})
    return _published(how, first=first, last=last, evidence=tuple(spans))


def _after(text: str, latest: Known) -> Published:
    how = (
        f"Not known: the latest past day the text names is {_quote(text, latest.expression.span)} "
        f"({day_in_words(latest.day)}); nothing tells how long after it was published."
    )
    return _published(how, first=latest.day, last=None, evidence=(latest.expression.span,))


def _open_end(text: str, found: Sequence[Expression]) -> Published:
    """Say why nothing can be told of a text that names no past day in full; its years may well lie ahead of it."""
    dated = [(meant[0], expression) for expression in found if (meant := days(expression, None))]
    if not dated:
        return Published(value=None, how="Not known: the text names no date with its year.", inferred=True)
    _, expression = max(dated, key=lambda pair: (pair[0], -pair[1].span.start))
    quote = _quote(text, expression.span)
    how = f"Not known: the latest time the text names is {quote}, and nothing tells whether it had come."
    return Published(value=None, how=how, inferred=True, evidence=(expression.span,))


def _published(how: str, *, first: date, last: date | None, evidence: tuple[Span, ...]) -> Published:
    value = cut((first, last)) if last else None
    return Published(
        value=value[0] if value else None,
        how=how,
        inferred=True,
        earliest=first.isoformat(),
        latest=last.isoformat() if last else None,
        evidence=evidence,
    )


def _quote(text: str, span: Span) -> str:
    return f"“{' '.join(span.of(text).split())}”"
