"""Gives a time expression its days, counted from the day of publication where its own words do not say."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date, timedelta

from firsthand.model import Precision
from firsthand.resolve.dates_find import Expression

Days = tuple[date, date]
"""The first and the last day of a stretch of time, both within it."""

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (  # not from the calendar module, which speaks the language of the machine
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEK = 7
_EXACT_DAYS = 9
_WRONG_SIDE = 3


def days(expression: Expression, anchor: date | None) -> Days | None:
    """Return the days an expression may mean, seen from ``anchor``; None when that cannot be told."""
    try:
        return _days(expression, anchor)
    except (OverflowError, ValueError):
        return None


def cut(between: Days) -> tuple[str, Precision] | None:
    """Return the most precise ISO 8601 date that holds all of these days, and how precise it is."""
    first, last = between
    if first == last:
        return first.isoformat(), "day"
    if (first.year, first.month) == (last.year, last.month):
        return first.isoformat()[:7], "month"
    return (first.isoformat()[:4], "year") if first.year == last.year else None


def day_in_words(day: date) -> str:
    """Return a day as a sentence says it: "Monday 26 September 2016"."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def whole(value: str) -> Days:
    """Return the days of an ISO 8601 date of any precision. Raises ValueError when it is none."""
    year, *rest = (int(part) for part in value.split("-"))
    if not rest:
        return date(year, 1, 1), date(year, 12, 31)
    if len(rest) == 1:
        return _month(year, rest[0])
    day = date(year, rest[0], rest[1])
    return day, day


def weekday_near(expression: Expression, anchor: date) -> date:
    """Return the day a weekday word means, seen from the day of publication."""
    wanted = (expression.weekday or 1) - 1
    back = (anchor.weekday() - wanted) % _WEEK
    ahead = (wanted - anchor.weekday()) % _WEEK
    monday = anchor - timedelta(days=anchor.weekday())
    by_reading = {
        "past": anchor - timedelta(days=back),
        "future": anchor + timedelta(days=ahead),
        "before": anchor - timedelta(days=back or _WEEK),
        "after": anchor + timedelta(days=ahead or _WEEK),
        "previous_week": monday + timedelta(days=wanted - _WEEK),
        "next_week": monday + timedelta(days=wanted + _WEEK),
    }
    return by_reading[expression.side]


def _days(expression: Expression, anchor: date | None) -> Days | None:
    if expression.year is not None:
        return _written(expression, expression.year)
    if anchor is None:
        return None
    if expression.offset:
        if expression.month:
            return _written(expression, anchor.year + expression.offset.count)
        return _offset(expression.offset.count, expression.offset.unit, anchor)
    if expression.month is not None:
        nearest = _month_of_some_year if expression.day is None else _day_of_some_year
        return nearest(expression, anchor)
    day = weekday_near(expression, anchor)
    return day, day


def _written(expression: Expression, year: int) -> Days:
    if expression.month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if expression.day is None:
        return _month(year, expression.month)
    first = date(year, expression.month, expression.day)
    return first, date(year, expression.month, expression.last_day or expression.day)


def _month(year: int, month: int) -> Days:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _offset(count: int, unit: str, anchor: date) -> Days:
    if unit == "day":
        day = anchor + timedelta(days=count)
        return (day, day) if abs(count) <= _EXACT_DAYS else _month(day.year, day.month)
    if unit == "week":
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(days=_WEEK * count)
        return monday, monday + timedelta(days=_WEEK - 1)
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + count
        return _month(months // 12, months % 12 + 1)
    return date(anchor.year + count, 1, 1), date(anchor.year + count, 12, 31)


def _day_of_some_year(expression: Expression, anchor: date) -> Days:
    found = list(_years(expression, anchor))
    fitting = [
        pair for pair in found if expression.weekday == pair[0].isoweekday() and abs(pair[0].year - anchor.year) <= 1
    ]
    return min(fitting or found, key=lambda pair: (_away(expression, pair[0], anchor), pair[0]))


def _month_of_some_year(expression: Expression, anchor: date) -> Days:
    month = expression.month or 1
    here = date(anchor.year, anchor.month, 1)
    firsts = [date(year, month, 1) for year in range(anchor.year - 1, anchor.year + 2)]
    if expression.reading in ("before", "after"):
        later = expression.reading == "after"
        first = min((f for f in firsts if f != here and (f > here) == later), key=lambda f: abs(f - here))
    else:
        first = min(firsts, key=lambda f: (_away(expression, f, here), f))
    return _month(first.year, month)


def _away(expression: Expression, day: date, anchor: date) -> int:
    """Return how far a day is; one on the other side of the anchor than the tense tells is so many times as far."""
    tense = expression.tense if expression.reading == "tense" else expression.reading
    wrong = (tense == "past" and day > anchor) or (tense == "future" and day < anchor)
    return abs((day - anchor).days) * (_WRONG_SIDE if wrong else 1)


def _years(expression: Expression, anchor: date) -> Iterator[Days]:
    """Yield the day in the years around; the 29th of February may be eight years away."""
    for year in range(max(MINYEAR, anchor.year - 8), min(MAXYEAR, anchor.year + 8) + 1):
        try:
            yield _written(expression, year)
        except ValueError:
            continue
