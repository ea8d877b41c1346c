"""When a document was published: as its container says, as its first lines say, or as its dates let infer."""

import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

from firsthand.languages.dates import date_languages, date_words
from firsthand.model import Document, Published
from firsthand.resolve.dates_find import Expression, expressions
from firsthand.resolve.dates_infer import infer
from firsthand.resolve.dates_value import days, whole

_ISO = re.compile(r"\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)(?![\d-])")
_WORD = re.compile(r"[^\W\d_]+")
_HEAD = 1_500
_HEAD_LINES = 4
_LINE = 100
_FEW_WORDS = 4
_DATELINE = 40


def published(document: Document, *, found: Sequence[Expression] | None = None) -> Published:
    """Say when a document was published, how precisely, and how that is known.

    A date given with the document counts first, cut to the day (the local day, where it has an offset); then a
    date set apart in its first lines ("Published 25 September 2016", a dateline); then what the dates, weekdays
    and relative words of the text allow, marked as inferred. ``value`` is None, with ``how`` saying why, when
    no single date can be told; ``earliest`` and ``latest`` then bound it as far as the text does.
    ``found`` are the document's time expressions, where they are known already.
    """
    if document.published:
        given = _given(document.published)
        if given:
            return _bounded(given, document.published_how or "given in the input")
    found = expressions(document) if found is None else found
    result = _set_apart(document, found) or infer(document, found)
    if document.published:
        unread = f"The date given, “{document.published[:40]}”, cannot be read. {result.how}"
        return Published(**{name: getattr(result, name) for name in Published.__struct_fields__} | {"how": unread})
    return result


def _given(text: str) -> str | None:
    """Return the date of an ISO 8601 or RFC 2822 date or date-time; None for anything else."""
    match = _ISO.match(text)
    try:
        if match:
            whole(match.group(1))
            return match.group(1)
        return parsedate_to_datetime(text[:100]).date().isoformat()
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _bounded(value: str, how: str) -> Published:
    first, last = whole(value)
    if first == last:
        return Published(value=value, how=how)
    return Published(value=value, how=how, earliest=first.isoformat(), latest=last.isoformat())


def _set_apart(document: Document, found: Sequence[Expression]) -> Published | None:
    """Return the date that stands alone, behind a word such as "published", or in a dateline, near the top."""
    text = document.text
    sayings = [date_words(code).saying for code in date_languages()]
    words = frozenset(word for saying in sayings for word in saying.published)
    records = frozenset(word for saying in sayings for word in saying.transcripts)
    lines_seen, last_line = 0, -1
    for expression in found:
        if expression.span.start > _HEAD:
            break
        start = text.rfind("\n", 0, expression.span.start) + 1
        stop = text.find("\n", expression.span.end)
        stop = len(text) if stop < 0 else stop
        if start != last_line:
            lines_seen, last_line = len(text[:start].split("\n")), start
        if not expression.full:
            continue
        before, after = text[start : expression.span.start], text[expression.span.end : stop]
        why = _why(before, after, lines_seen <= _HEAD_LINES, words, opens=not text[: expression.span.start].strip())
        if not why and lines_seen <= _HEAD_LINES and _heads_a_record(before, after, records):
            why = "the heading of a record of what was said gives the day"
        meant = days(expression, None)
        if why and meant:
            quote = " ".join(text[start : expression.span.end].split())[-_LINE:]
            return Published(
                value=meant[0].isoformat(),
                how=f"{why[0].upper()}{why[1:]}, “{quote}”.",
                inferred=True,
                earliest=meant[0].isoformat(),
                latest=meant[0].isoformat(),
                evidence=(expression.span,),
            )
    return None


def _heads_a_record(before: str, after: str, records: frozenset[str]) -> bool:
    """Say whether a date stands in a heading such as "Transcript of the briefing in Harsund on 12 March 2025"."""
    around = before + " " + after
    named = any(word.casefold() in records for word in _WORD.findall(around[: 2 * _LINE]))
    return named and len(around) <= _LINE and not around.rstrip().endswith((".", "!", "?"))


def _why(before: str, after: str, high: bool, words: frozenset[str], *, opens: bool) -> str | None:
    around = len(before) + len(after) <= _LINE
    leading = [word.casefold() for word in _WORD.findall(before[:_LINE])]
    if around and leading and leading[0] in words and len(leading) <= _FEW_WORDS:
        return "the text gives its own date"
    trailing = _WORD.findall(after[:_LINE])
    if high and around and len(leading) + len(trailing) <= _FEW_WORDS and not after.rstrip().endswith((".", "!", "?")):
        return "a line near the top holds only a date"
    if opens and trailing and after[:1] == " " and trailing[0][0].isupper() and "\n" not in before:
        return "the text opens with a date"
    if high and len(before) <= _DATELINE and before.isupper() and re.match(r"\s?[(–—-]", after):
        return "the text opens with a dateline"
    return None
