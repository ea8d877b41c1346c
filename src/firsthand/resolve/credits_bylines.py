"""Bylines: "By REUTERS", "Ann Lee, Associated Press", "AFP Sunday 1 Feb 2015", "Ann Lee is an AP writer"."""

import re
from collections.abc import Iterator
from functools import lru_cache

from firsthand.ingest.words import is_person
from firsthand.outlets import Registry
from firsthand.outlets.phrases import credit_words
from firsthand.resolve.credits_lines import BY_LINE, CAPITAL, NEXT, PLACE, Hit, Line, any_of, hits
from firsthand.resolve.credits_names import Named, name_at, names_at, one_name

_DAY = re.compile(
    r"(?:[^\W\d_]{3,10},?\s{1,3})?(?:\d{1,2}\.?\s[^\W\d_]{3,9}\.?,?\s\d{4}|[^\W\d_]{3,9}\.?\s\d{1,2},?\s\d{4}|"
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2})\b"
)
_BULLET = re.compile(r"\s{0,3}[•|·]")
_GAP = re.compile(r"\s{2,}|,\s{0,3}|\s[-–—|]{1,2}\s|/")
_HEAD = 700


def bylines(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find the name in a line that says who wrote: "By REUTERS", "Ann Lee, Associated Press", "Bloomberg •"."""
    if line.end - line.start > BY_LINE or _about_picture(text, line):
        return
    first = names_at(text, line.start, line.end, outlets=outlets)
    if first.found and _heads(text, first.found, first.end, line):
        yield from hits(first.found, "byline")
    by = _by().search(text, line.start, line.end)
    if by is not None and _may_precede(text, line.start, by.start(), bool(first.found)):
        yield from hits(_written_by(text, by.end(), line.end, outlets=outlets), "byline")
    elif by is None and not first.found:
        yield from hits(_person_and_agency(text, line, outlets=outlets), "byline")


def _heads(text: str, found: tuple[Named, ...], end: int, line: Line) -> bool:
    """Say whether a name at a line's start is a credit: an agency alone near the top, or any name before a day."""
    if not line.high and not line.before_place:
        return False
    rest = text[end : line.end].strip()
    agency = all(named.outlet is None or named.outlet.kind == "agency" for named in found)
    if not rest:
        return agency and any(named.outlet is not None for named in found)
    if _BULLET.match(text, end, line.end) and len(rest) <= 40:
        return len(rest) < 3 or _DAY.search(rest) is not None
    word = rest.split()[0].casefold().strip(":")
    if word in credit_words().staff:
        return agency
    if _DAY.match(rest) or (word in credit_words().posted and any(c.isdigit() for c in rest)):
        return True
    return agency and bool(_by().match(rest.lstrip("–—-| ")))


def _may_precede(text: str, start: int, at: int, named: bool) -> bool:
    """Say whether what stands before "by" leaves it a byline: nothing, a name, or when it was posted."""
    before = text[start:at].strip(" \t–—-|•*_,")
    if not before or named:
        return True
    words = before.casefold().split()
    return len(before) <= PLACE and (words[0].strip(":") in credit_words().posted or _DAY.match(before) is not None)


def _written_by(text: str, start: int, end: int, *, outlets: Registry) -> list[Named]:
    day = _DAY.search(text, start, end)
    end = day.start() if day else end
    whole = names_at(text, start, end, outlets=outlets)
    if whole.found and (_names_end(text, whole.end, end)):
        return list(whole.found)
    found: list[Named] = []
    for gap in _GAP.finditer(text, start, end):
        named = names_at(text, gap.end(), end, outlets=outlets)
        if named.found and _names_end(text, named.found[0].span.end, end):
            found += [one for one in named.found if one not in found]
    return found or _last_words(text, start, end, outlets=outlets)


def _names_end(text: str, at: int, end: int) -> bool:
    """Say whether a name ends its part of a byline: an edge, a separator, or a word such as "writer" follows."""
    rest = text[at:end].strip()
    if not rest or rest[0] in ",/|•–—-&.)" or text[at : at + 2].isspace():
        return True
    words = [word.casefold().strip(".,") for word in rest.split()[:3]]
    return any(word in credit_words().staff for word in words) or words[0] in credit_words().joiners


def _last_words(text: str, start: int, end: int, *, outlets: Registry) -> list[Named]:
    """Return the outlet at the end of "Ann Lee and Bo Ek New York Times": single words only where in capitals."""
    words = list(re.finditer(r"\S+", text[start:end]))
    for count in range(min(5, len(words) - 2), 0, -1):
        first = start + words[-count].start()
        named = one_name(text, first, end, outlets=outlets)
        if named is None or named.outlet is None:
            continue
        clear = count > 1 or (named.outlet.kind == "agency" and named.span.of(text).isupper())
        plain = named.span.of(text).casefold() not in outlets.common_words
        return [named] if clear and plain else []
    return []


def _person_and_agency(text: str, line: Line, *, outlets: Registry) -> list[Named]:
    """Return the agency of "Ann Lee and Bo Ek, Associated Press" near the top of a text."""
    comma = text.rfind(",", line.start, line.end)
    if not line.high or comma < 0 or line.end - line.start > 100:
        return []
    named = names_at(text, comma + 1, line.end, outlets=outlets)
    if not named.found or not _names_end(text, named.end, line.end):
        return []
    people = re.split(r",\s*|\s+(?:and|och|und|&)\s+", text[line.start : comma].strip())
    return list(named.found) if people and all(map(is_person, people)) else []


def _about_picture(text: str, line: Line) -> bool:
    words = {word.strip("().,:;").casefold() for word in re.split(r"[\s/]+", text[line.start : line.end])}
    return not words.isdisjoint(credit_words().pictures)


def staff(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find "Ann Lee is an Associated Press writer", a line about the author at the end of a text."""
    if not line.low or line.end - line.start > BY_LINE:
        return
    for match in _is_a().finditer(text, line.start, line.end):
        named = name_at(text, match.end(), line.end, outlets=outlets)
        behind = NEXT.match(text, named.span.end, line.end) if named else None
        if named and behind and behind[1].casefold().strip(".") in credit_words().staff:
            yield from hits([named], "byline", "probable")


def dated(text: str, start: int, end: int, *, outlets: Registry) -> Iterator[Hit]:
    """Find an agency's name just before the day, in the head of a text whose lines have been run together."""
    head = min(end, start + _HEAD)
    for match in _DAY.finditer(text, start, head):
        words = list(re.finditer(r"\S+", text[max(start, match.start() - PLACE) : match.start()]))
        base = max(start, match.start() - PLACE)
        for count in range(min(4, len(words)), 0, -1):
            named = one_name(text, base + words[-count].start(), match.start(), outlets=outlets)
            if named is None or named.outlet is None or named.outlet.kind != "agency":
                continue
            before = words[-count - 1][0].casefold() if count < len(words) else ""
            if before.strip(".,") not in credit_words().running and named.span.of(text)[0].isupper():
                yield from hits([named], "byline")
            break


def after_title(text: str, start: int, end: int, title: str | None, *, outlets: Registry) -> Iterator[Hit]:
    """Find an agency's name just behind the title where the text repeats it and runs on."""
    wanted = re.split(r"\s[-–—|]\s", title)[0].strip() if title else ""
    at = text.find(wanted, start, min(end, start + _HEAD)) if len(wanted) >= 15 else -1
    named = name_at(text, at + len(wanted) + 1, end, outlets=outlets) if at >= 0 else None
    if named is None or named.outlet is None or named.outlet.kind != "agency" or not named.span.of(text).strip():
        return
    if text[at + len(wanted)].isspace() and CAPITAL.match(text, named.span.end, end):
        yield from hits([named], "byline", "certain" if named.span.of(text).isupper() else "probable")


@lru_cache(maxsize=1)
def _by() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<=\A)|(?<=[\s,|•(*_–—-])|^)(?:{any_of(credit_words().by)})(?::\s|\s)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _is_a() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{any_of(credit_words().author_is)})\s", re.IGNORECASE)
