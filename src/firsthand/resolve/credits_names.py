"""Names of agencies and outlets at a place in a text: one, or a list of them."""

import re
from typing import NamedTuple

from firsthand.model import Span
from firsthand.outlets import Outlet, Registry
from firsthand.outlets.phrases import credit_words

_WORD = re.compile(r"[^\s/,;|•()\[\]]+")
_SPACE = re.compile(r"\s*")
_SEPARATOR = re.compile(r"\s{0,3}(?:[/,;+&•|]|\s[-–—]{1,2}(?=\s))\s{0,3}")
_HYPHEN = re.compile(r"[-–]")
_STAFF_CODE = re.compile(r"[a-zåäöü]{1,4}\.?\Z")
_WORDS = 6
_LIST = 8
_EDGE = ".:'’\"”“»«"


class Named(NamedTuple):
    """A party credited: the name it is listed under, the words, and the outlet (None for "agencies")."""

    name: str
    span: Span
    outlet: Outlet | None


class Names(NamedTuple):
    """A list of parties, and where it ends. ``first`` is where the first of them begins."""

    found: tuple[Named, ...]
    end: int


def one_name(text: str, start: int, end: int, *, outlets: Registry) -> Named | None:
    """Return the party named by exactly these characters, spaces and full stops at the edges aside."""
    while start < end and (text[start].isspace() or text[start] in _EDGE):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in _EDGE):
        end -= 1
    if not 1 < end - start <= 60:
        return None
    printed = text[start:end]
    outlet = outlets.by_name(" ".join(printed.split()))
    if outlet is not None:
        return Named(outlet.name, Span(start, end), outlet) if outlet.kind != "platform" else None
    words = credit_words()
    if printed.casefold() in words.unnamed:
        return Named(words.unnamed[0], Span(start, end), None)
    return None


def name_at(text: str, start: int, end: int, *, outlets: Registry) -> Named | None:
    """Return the longest name that begins at ``start``: up to six words, none beyond ``end``."""
    ends: list[int] = []
    at = start
    for _ in range(_WORDS):
        match = _WORD.match(text, _skip(text, at, end), end)
        if match is None:
            break
        ends.append(match.end())
        at = match.end()
        if at < end and not text[at].isspace():
            if text[at] == "/" and (wider := _WORD.match(text, at + 1, end)):
                ends.append(wider.end())
            break
    for stop in sorted(ends, reverse=True):
        named = one_name(text, start, stop, outlets=outlets)
        if named is not None:
            return named
    return None


def names_at(text: str, start: int, end: int, *, outlets: Registry) -> Names:
    """Return the parties listed from ``start`` on ("Reuters, AFP and the BBC"), up to the first that is unknown."""
    found: list[Named] = []
    at = start
    for _ in range(_LIST):
        begin = _skip(text, at, end)
        several = _hyphenated(text, begin, end, outlets=outlets)
        named = None if several else name_at(text, begin, end, outlets=outlets)
        if named is None and not several:
            break
        found += several or ([named] if named else [])
        at = found[-1].span.end
        following = _joined(text, at, end)
        if following is None:
            break
        at = following
    return Names(tuple(found), found[-1].span.end if found else start)


def names_within(text: str, start: int, end: int, *, outlets: Registry) -> tuple[Named, ...]:
    """Return the parties of a list that may hold unknown ones too: each part must be a name to its end."""
    found: list[Named] = []
    at = start
    for part in _parts(text, start, end):
        found += parts_named(text, part.start, part.end, outlets=outlets)
        at = part.end
        if at >= end:
            break
    return tuple(found)


def parts_named(text: str, start: int, end: int, *, outlets: Registry) -> list[Named]:
    """Return the one name, or the hyphenated names ("TT-AFP"), that these characters are."""
    named = one_name(text, start, end, outlets=outlets)
    if named is not None:
        return [named]
    return _hyphenated(text, _skip(text, start, end), end, outlets=outlets)


def only_names(text: str, start: int, end: int, *, outlets: Registry) -> tuple[Named, ...]:
    """Return the parties of a bare list ("dpa/AFP", "TT-AFP", "mkl/dpa"); () when anything else stands there.

    Short codes in lower case are the initials of an editor, and pass.
    """
    if end - start > 80:
        return ()
    found: list[Named] = []
    for part in _parts(text, start, end):
        named = parts_named(text, part.start, part.end, outlets=outlets)
        if not named and not _STAFF_CODE.match(part.of(text).strip()):
            return ()
        found += named
    return tuple(found)


def _parts(text: str, start: int, end: int) -> list[Span]:
    """Cut a list at its separators and joining words."""
    joiners = credit_words().joiners
    cuts = [match.span() for match in _SEPARATOR.finditer(text, start, end)]
    cuts += [m.span() for m in _WORD.finditer(text, start, end) if m[0].casefold() in joiners]
    parts: list[Span] = []
    at = start
    for first, last in sorted(cuts):
        if text[at:first].strip():
            parts.append(Span(at, first))
        at = last
    return [*parts, Span(at, end)] if text[at:end].strip() else parts


def _hyphenated(text: str, start: int, end: int, *, outlets: Registry) -> list[Named]:
    """Return the names of one word that are joined with hyphens; [] unless every one is an agency's or outlet's."""
    match = _WORD.match(text, start, end)
    if match is None or not _HYPHEN.search(match[0]) or one_name(text, start, match.end(), outlets=outlets):
        return []
    at, found = start, []
    for piece in _HYPHEN.split(match[0]):
        named = one_name(text, at, at + len(piece), outlets=outlets)
        if named is None:
            return []
        found.append(named)
        at += len(piece) + 1
    return found


def _joined(text: str, at: int, end: int) -> int | None:
    """Return where the next party may begin, behind a separator, a joining word or both; None at the list's end."""
    match = _SEPARATOR.match(text, at, end)
    if match:
        at = match.end()
    word = _WORD.match(text, _skip(text, at, end), end)
    if word is not None and word[0].casefold() in credit_words().joiners:
        return word.end()
    return at if match else None


def _skip(text: str, at: int, end: int) -> int:
    match = _SPACE.match(text, at, end)
    return match.end() if match else at
