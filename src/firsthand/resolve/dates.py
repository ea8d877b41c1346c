"""The dates a document's text mentions, with their values and how those were worked out."""

from collections.abc import Sequence

from firsthand.model import DateMention, Document, Published
from firsthand.resolve.dates_find import Expression, expressions
from firsthand.resolve.dates_value import WEEKDAYS, Days, cut, days, whole


def mentions(
    document: Document, *, published: Published, found: Sequence[Expression] | None = None
) -> tuple[DateMention, ...]:
    """Return the dates a text mentions, in order of their place; spans do not overlap.

    A weekday, a relative word or a day without its year is counted from the day of publication, and left out
    when that is not known well enough. A weekday alone, a month alone or a year alone takes in the preposition
    it needs ("on Monday", "in 2013"). ``found`` are the document's expressions, where they are known already.
    """
    anchors = anchor_days(published)
    mentioned = (mention(expression, anchors, published) for expression in found or expressions(document))
    return tuple(one for one in mentioned if one)


def anchor_days(published: Published) -> Days | None:
    """Return the first and last day a document may have been published; None when either is open."""
    if published.earliest and published.latest:
        return whole(published.earliest)[0], whole(published.latest)[1]
    return whole(published.value) if published.value else None


def mention(expression: Expression, anchors: Days | None, published: Published) -> DateMention | None:
    """Return what an expression means for a document published between the two anchors."""
    meant = _meant(expression, anchors)
    value = cut(meant) if meant else None
    if not meant or not value:
        return None
    return DateMention(
        span=expression.span, value=value[0], precision=value[1], how=_how(expression, meant, anchors, published)
    )


def _meant(expression: Expression, anchors: Days | None) -> Days | None:
    if expression.written or anchors is None:
        return days(expression, None)
    ends = [days(expression, anchor) for anchor in anchors]
    if ends[0] is None or ends[1] is None:
        return None
    return min(ends[0][0], ends[1][0]), max(ends[0][1], ends[1][1])


def _how(expression: Expression, meant: Days, anchors: Days | None, published: Published) -> str:
    if expression.written or anchors is None:
        return _how_written(expression, meant)
    first, last = anchors
    day = first.isoformat() if first == last else f"between {first.isoformat()} and {last.isoformat()}"
    from_day = f"the day of publication, {day}" + (" (inferred)" if published.inferred else "")
    if expression.offset:
        return f"Counted from {from_day}."
    if expression.weekday and not expression.day:
        return f"The {WEEKDAYS[expression.weekday - 1]} {_side(expression)} {from_day}{_because(expression)}."
    return f"The year is not written; the one {_side(expression, year=True)} {from_day}{_because(expression)}."


def _how_written(expression: Expression, meant: Days) -> str:
    if expression.month is None and expression.day is None:
        return "The year is written out."
    if not expression.full:
        return "The month and year are written out." if not expression.last_day else "A range of days, written out."
    if expression.weekday and meant[0].isoweekday() != expression.weekday:
        return "The date is written out, but it does not fall on the weekday given with it."
    return "The date is written out."


def _side(expression: Expression, *, year: bool = False) -> str:
    reading = expression.side
    if year and reading in ("past", "future"):
        return "nearest to"
    return {
        "past": "on or before",
        "future": "on or after",
        "before": "before",
        "after": "after",
        "previous_week": "of the week before",
        "next_week": "of the week after",
    }[reading]


def _because(expression: Expression) -> str:
    if expression.reading not in ("tense", "coming"):
        return ""
    return f"; the words around are {expression.tense}" if expression.tense else "; no word around tells the tense"
