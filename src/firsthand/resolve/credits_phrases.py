"""What is said around a text: signatures, copyright lines, reprints, contributions."""

import re
from collections.abc import Iterator
from functools import lru_cache

from firsthand.model import CreditKind, Span
from firsthand.outlets import Registry
from firsthand.outlets.phrases import Phrase, credit_words
from firsthand.resolve.credits_lines import BY_LINE, CAPITAL, NEXT, PLACE, Hit, Line, any_of, hits
from firsthand.resolve.credits_names import Named, name_at, names_at, names_within, only_names

_BRACKET = re.compile(r"\(([^()\n]{2,80})\)|/([^\s/()]{2,20})/(?=[\s.,–—-])")
_END = re.compile(r"(?:(?<=[.!?…])[\"”“»«']?|(?<=[\"”“»«]))(?:\s{0,3}(?:[-–—]{1,3}|/)\s{0,2}|\s{1,3})")
_MARK = re.compile(r"©|\(c\)(?=\s{0,3}(?:\d{4}|copyright))|\bcopyright\b", re.IGNORECASE)
_YEARS = re.compile(r"(?:[\s\d,–—-]|\(c\)|©|copyright\b|by\b|the\b(?=\s\d)){0,30}", re.IGNORECASE)


def brackets(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find "(With Reuters and AFP)", "(From The Hill)", "(Source: TT)" wherever such a bracket stands."""
    for match in _BRACKET.finditer(text, line.start, line.end):
        if match[1]:
            yield from _opened(text, match.start(1), match.end(1), outlets=outlets)


def openings(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find "Källa: TT", "With agencies", "From The Hill", "Mit Material von dpa" on a line of their own."""
    if line.end - line.start <= BY_LINE:
        yield from _opened(text, line.start, line.end, outlets=outlets)
    for match in _capital_source().finditer(text, line.start, line.end):
        names = names_at(text, match.end(), min(line.end, match.end() + 80), outlets=outlets)
        if names.found and (names.end >= line.end or CAPITAL.match(text, names.end, line.end)):
            yield from hits(names.found, "signature")


def _opened(text: str, start: int, end: int, *, outlets: Registry) -> Iterator[Hit]:
    match = _opening().match(text, start, end)
    if match is None:
        return
    found = names_within(text, match.end(), end, outlets=outlets)
    listed = names_at(text, match.end(), end, outlets=outlets)
    complete = bool(listed.found) and not text[listed.end : end].strip(" .")
    kind = _kind_of(match[1], credit_words().opening)
    behind = text[listed.end : end].split()
    if kind == "signature" and listed.found and behind[:1] and behind[0] in credit_words().placed:
        found, complete = tuple(listed.found), all(word[0].isupper() for word in behind[1:])
    if found and (complete or kind == "signature"):
        yield from hits(found, kind)


def phrases(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find "contains material from …", "first appeared in …" and "… contributed to this report"."""
    for match in _phrase().finditer(text, line.start, line.end):
        names = names_at(text, match.end(), min(line.end, match.end() + 200), outlets=outlets)
        yield from hits(names.found, _kind_of(match[1], credit_words().phrase))
    for match in _closing().finditer(text, line.start, line.end):
        start = _sentence_start(text, max(line.start, match.start() - 300), match.start())
        yield from hits(_contributors(text, start, match.start(), outlets=outlets), "contribution")


def _contributors(text: str, start: int, end: int, *, outlets: Registry) -> list[Named]:
    """Return the parties of "Ann Lee and The Associated Press", and of "AP writers Ann Lee and Bo Ek"."""
    found = list(names_within(text, start, end, outlets=outlets))
    first = name_at(text, start, end, outlets=outlets)
    if first is not None and first not in found:
        behind = NEXT.match(text, first.span.end, end)
        if behind and behind[1].casefold() in credit_words().staff:
            found.append(first)
    return found


def _sentence_start(text: str, start: int, end: int) -> int:
    stops = [text.rfind(stop, start, end) for stop in (". ", "! ", "? ", "” ", '" ', "(", "___")]
    return max(start, *(stop + 1 for stop in stops))


def copyrights(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find "© 2018 The Associated Press. All rights reserved" and "Copyright 2018 by …"."""
    for match in _MARK.finditer(text, line.start, line.end):
        before = text[max(line.start, match.start() - 20) : match.start()].split()
        if before and before[-1].casefold().strip(":,.(") in credit_words().pictures:
            continue
        years = _YEARS.match(text, match.end(), line.end)
        at = years.end() if years else match.end()
        owner = name_at(text, at, min(line.end, at + 80), outlets=outlets)
        if owner is None:
            continue
        behind = NEXT.match(text, owner.span.end, line.end)
        word = behind[1].casefold() if behind else ""
        if not word or not word[0].isalpha() or word in credit_words().rights or text[owner.span.end] in ".,":
            yield from hits([owner], "copyright")


def styles(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find ways of signing that are one agency's own: "Reporting by …; Editing by …"."""
    low = text[line.start : line.end].casefold()
    if len(low) != line.end - line.start:
        low = text[line.start : line.end].lower() if text.isascii() else text[line.start : line.end]
    for style in credit_words().style:
        outlet = outlets.by_name(style.name)
        for opened in style.opens:
            at = low.rfind(opened)
            closes = [low.find(word, at, at + style.within) for word in style.closes] if at >= 0 else []
            ends = [stop + len(word) for stop, word in zip(closes, style.closes, strict=False) if stop > at]
            if outlet and ends:
                span = Span(line.start + at, line.start + min(ends))
                yield Hit(name=outlet.name, at=span, kind="style", level="probable")
                break


def endings(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find a signature behind the last sentence: "… border. --Reuters", "… sade han. (TT-AFP)", "… siege.-AFP"."""
    if not line.low:
        return
    edge = max(line.start, line.end - PLACE)
    whole = _inside(text, line.start, line.end)
    found = only_names(text, *whole, outlets=outlets) if line.end - line.start <= PLACE else ()
    if found:
        if any(named.outlet is None or named.outlet.kind == "agency" for named in found):
            yield from hits(found, "signature")
        return
    bracket = text.rfind("(", edge, line.end)
    if bracket > line.start and text[line.end - 1 : line.end] in {")", "."} and ")" in text[line.end - 2 : line.end]:
        close = text.rfind(")", bracket, line.end)
        before = text[line.start : bracket].rstrip()
        if before.endswith((".", "!", "?", "”", '"', "…", "«", "»")):
            yield from hits(only_names(text, bracket + 1, close, outlets=outlets), "signature")
            return
    for match in _END.finditer(text, edge, line.end):
        found = only_names(text, *_inside(text, match.end(), line.end), outlets=outlets)
        if found and match.end() > line.start:
            yield from hits(found, "signature")
            return


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """Take brackets, dashes and full stops off both ends of a stretch."""
    while start < end and text[start] in " \t([/–—-*_":
        start += 1
    while end > start and text[end - 1] in " \t)]/.–—-*_":
        end -= 1
    return start, end


def _kind_of(words: str, listed: tuple[Phrase, ...]) -> CreditKind:
    low = " ".join(words.casefold().split())
    return next(entry.kind for entry in listed if low in entry.words)


@lru_cache(maxsize=1)
def _opening() -> re.Pattern[str]:
    words = tuple(word for entry in credit_words().opening for word in entry.words)
    return re.compile(rf"({any_of(words)})\s", re.IGNORECASE)


@lru_cache(maxsize=1)
def _capital_source() -> re.Pattern[str]:
    signing = [entry for entry in credit_words().opening if entry.kind == "signature"]
    words = tuple(word.capitalize() for entry in signing for word in entry.words)
    return re.compile(rf"\b(?:{any_of(words)})\s")


@lru_cache(maxsize=1)
def _phrase() -> re.Pattern[str]:
    words = tuple(word for entry in credit_words().phrase for word in entry.words)
    return re.compile(rf"\b({any_of(words)})\s", re.IGNORECASE)


@lru_cache(maxsize=1)
def _closing() -> re.Pattern[str]:
    words = tuple(word for entry in credit_words().closing for word in entry.words)
    return re.compile(rf"\s({any_of(words)})\b", re.IGNORECASE)
