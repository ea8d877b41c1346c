"""Datelines: "HELSINKI (AP) —", "Berlin/Kiew (dpa/AFP) -", "MOSCOW, March 3. /TASS/."."""

import re
from collections.abc import Iterator

from firsthand.ingest.words import is_person
from firsthand.model import Level
from firsthand.outlets import Registry
from firsthand.resolve.credits_lines import CAPITAL, PLACE, Hit, Line, hits
from firsthand.resolve.credits_names import Named, name_at, only_names

_BRACKET = re.compile(r"\(([^()\n]{2,80})\)|/([^\s/()]{2,20})/(?=[\s.,–—-])")
_PLACE_WORD = re.compile(r"[^\s]+")
_DASHED = re.compile(r"\s{0,2}(?:[-–—]{1,2}|\|)(?=\s|\Z)")
_QUOTES = '"“”„»«‹›‘'
_TAZ = re.compile(r"([^\W\d_]{3,20}) ([^\s|]{2,30}) \|")
_AGENCY_FIRST = re.compile(r"\s{0,2}[-–—]{1,2}\s{1,2}(?=[^\W\d_a-z])")


_SMALL = frozenset(
    ("de", "am", "an", "der", "den", "di", "al", "el", "la", "le", "of", "and", "und", "och", "i", "del")
)


def datelines(text: str, line: Line, *, outlets: Registry) -> Iterator[Hit]:
    """Find "HELSINKI (AP) —", "Berlin/Kiew (dpa/AFP) -", "MOSCOW, March 3. /TASS/.", "(CNN) -", "KIEW afp |"."""
    for match in _BRACKET.finditer(text, line.start, line.end):
        group = 1 if match[1] else 2
        opens = _opens(text, line, match.start())
        capitals = not opens and group == 1 and _capitals_before(text, line.start, match.start())
        if not opens and not capitals:
            continue
        dashed = _DASHED.match(text, match.end(), line.end) is not None or group == 2
        bare_caps = capitals or _all_capitals(text[line.start : match.start()])
        if dashed or (bare_caps and CAPITAL.match(text, match.end(), line.end)):
            level: Level = "certain" if opens or dashed else "probable"
            yield from hits(_in_dateline(text, *match.span(group), outlets=outlets), "dateline", level)
    taz = _TAZ.match(text, line.start, line.end)
    if taz and taz[1].isupper():
        yield from hits(only_names(text, *taz.span(2), outlets=outlets), "dateline")
    if line.high:
        first = name_at(text, line.start, min(line.end, line.start + PLACE), outlets=outlets)
        if first and first.outlet and first.outlet.kind == "agency":
            dash = _AGENCY_FIRST.match(text, first.span.end, line.end)
            if dash and line.end - dash.end() > PLACE:
                yield from hits([first], "dateline")


def _in_dateline(text: str, start: int, end: int, *, outlets: Registry) -> tuple[Named, ...]:
    """Return the agencies of a dateline's bracket; the writer's name may stand behind one."""
    found = only_names(text, start, end, outlets=outlets)
    named = None if found else name_at(text, start, end, outlets=outlets)
    return (named,) if named and is_person(text[named.span.end : end].strip(" ,")) else found


def _opens(text: str, line: Line, at: int) -> bool:
    """Say whether only a place, and perhaps a day, stands between the line's start and a bracket."""
    if at - line.start > PLACE:
        return False
    place = text[line.start : at].strip(" \t–—-")
    if any(mark in _QUOTES for mark in place):
        return False
    words = place.split()
    return len(words) <= 8 and all(word[0].isupper() or word[0].isdigit() or word in _SMALL for word in words)


def _capitals_before(text: str, start: int, at: int) -> bool:
    """Say whether a place in capitals stands before a bracket within a line, and no quotation mark before that.

    Behind a full stop a country or a day may follow the place: "BEIRUT August 21 (AP)".
    """
    low = max(start, at - 40)
    words = list(_PLACE_WORD.finditer(text, low, at))
    while words and not _is_capitals(words[-1][0]) and len(words[-1][0]) > 1 and _capital_or_digit(words[-1][0]):
        words.pop()
    loose = bool(words) and text[words[-1].end() : at].strip() != ""
    first = at
    while words and _is_capitals(words[-1][0]):
        first = words.pop().start()
    before = text[max(start, first - 4) : first].rstrip()
    closed = before.rstrip('"”“«»')
    ahead = (closed if closed.endswith((".", "!", "?")) else before)[-1:]
    if first == at or not text[max(start, first - 1) : first].isspace() or (ahead and ahead in _QUOTES + "("):
        return False
    return not loose or ahead in {".", "!", "?"}


def _is_capitals(word: str) -> bool:
    bare = word.strip(".,")
    return len(bare) > 1 and bare.isupper() and "(" not in bare


def _capital_or_digit(word: str) -> bool:
    return (word[0].isupper() or word.strip(".,").isdigit()) and not word.endswith((".", ")"))


def _all_capitals(place: str) -> bool:
    return bool(place.strip()) and place.partition(",")[0].isupper()
